"""Which edition of the conference each passage speaks of; dates as such are the work of the periods."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from wicreport.coding.codebook import Codebook
from wicreport.coding.conferences import anchor_source, name_pattern
from wicreport.coding.editions import EARLIER, EditionMention, edition_mentions
from wicreport.corpus.paragraphs import split_paragraphs
from wicreport.corpus.passages import Passage, is_heading
from wicreport.corpus.sources import Source

__all__ = ["DEFAULT", "EARLIER", "HEADING", "EditionMention", "PassageEdition", "date_editions", "edition_mentions"]

DEFAULT = "default"
HEADING = "heading"
_CARRIED = "carried over: "
_HEADING_WORDS = (
    r"the|of|in|and|edition|conference|summit|year|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth|\d+(?:st|nd|rd|th)|to|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*"
    r"|nov\w*|dec\w*|wuzhen"
)

_HABIT = re.compile(r"(?i)\bwould\b(?! (?:be|have|like)\b)")
_GOES_ON = re.compile(
    r"[\"“‘]?(?:He|She|They|His|Her|Their|There|Then|That|Those|These|It|And|But)\b|[“「]?(?:他|她|他们|会上|其|并)"
)
_LABEL = re.compile(r"\W*(?P<year>20[12]\d)\s*(?:[:：–—-]|[.．](?=\s|$))")
_THEN_CAME = re.compile(
    r"(?:(?:Then|Next|And then) (?:came|followed)|Enter|Take|So to|Consider) (?P<year>20[12]\d)\b[^.;:]{0,40}[.:;]?$"
)
_PRESENT = re.compile(r"(?i)\b(?:is|are|has|have|will|now|today|this year|current\w*)\b|今年|目前|现在")
_SURE = ("year", "day", "month", "ordinal", "ordinal year of the conference", "counted from the year named before")


@dataclass(frozen=True, slots=True)
class PassageEdition:
    """The edition a passage speaks of (None: an earlier one, not said which, or not known), and why.

    ``mentions`` are the words of the passage that say which editions are meant.
    """

    passage_id: str
    edition: int | None
    rule: str
    mentions: tuple[EditionMention, ...] = field(default=(), compare=False, repr=False)


def date_editions(source: Source, passages: Sequence[Passage], codebook: Codebook) -> tuple[PassageEdition, ...]:
    """Return the edition each passage speaks of.

    Parameters
    ----------
    source
        The source the passages are from; its edition is the default.
    passages
        Its passages in the order of the text.
    codebook
        The editions and the names of the conference.

    Returns
    -------
    tuple of PassageEdition
        Aligned with ``passages``. Words in the main clause win: a year, an ordinal, a relative date, in this order.
        Without any, a heading that names an edition alone counts, then the sentence before where this one goes on
        with it ("He called for ..."), then the default.
    """
    sections = _find_sections(source, codebook)
    default = source.edition or anchor_source(source, codebook).year
    known = default if default in {edition.year for edition in codebook.editions} else None
    labels = {p.paragraph: int(label["year"]) for p in reversed(passages) if (label := _find_label(p.text))}
    years = {edition.year for edition in codebook.editions}
    starts = [start for start, _ in sections]
    dated: list[PassageEdition] = []
    for number, passage in enumerate(passages):
        mentions = edition_mentions(source, passage, codebook)
        mention = _main_mention(mentions) if mentions else None
        n_above = bisect(starts, passage.start)
        section = sections[n_above - 1][1] if n_above else None
        if mention:
            dated.append(PassageEdition(passage.passage_id, mention.edition, mention.rule, mentions))
        elif number and _goes_on(passage, passages[number - 1], dated[-1]):
            rule = f"{_CARRIED}{dated[-1].rule.removeprefix(_CARRIED)}"
            dated.append(PassageEdition(passage.passage_id, dated[-1].edition, rule, mentions))
        elif labels.get(passage.paragraph) in years:
            dated.append(PassageEdition(passage.passage_id, labels[passage.paragraph], HEADING, mentions))
        elif section:
            dated.append(PassageEdition(passage.passage_id, section, HEADING, mentions))
        else:
            dated.append(PassageEdition(passage.passage_id, known, DEFAULT, mentions))
    return tuple(dated)


def _find_label(text: str) -> re.Match[str] | None:
    """Return the year that heads a paragraph: "2017: ...", or a short sentence such as "Then came 2017"."""
    return (_LABEL.match(text) or _THEN_CAME.match(text)) if "20" in text else None


def _find_sections(source: Source, codebook: Codebook) -> list[tuple[int, int | None]]:
    """Return where each heading starts, with its edition if it names one and says nothing else."""
    body, names = source.body_text, name_pattern(source, codebook)
    years = {str(edition.year): edition.year for edition in codebook.editions}
    sections: list[tuple[int, int | None]] = []
    for start, end in split_paragraphs(source.text):
        line = body[start:end].strip()
        if not line or not is_heading(line):
            continue
        mentions = edition_mentions(source, Passage("", source.source_id, start, end, body[start:end], 0), codebook)
        editions = {m.edition for m in mentions} or {years[y] for y in re.findall(r"\b20\d\d\b", line) if y in years}
        rest = re.sub(rf"(?i:{names})|\b(?:{_HEADING_WORDS})\b|[\W\d_]|年|届|第.", "", line, flags=re.IGNORECASE)
        sections.append((start, editions.pop() if len(editions) == 1 and not rest else None))
    return sections


def _main_mention(mentions: Sequence[EditionMention]) -> EditionMention | None:
    main = (mention for mention in mentions if mention.role == "main")
    return min(main, key=lambda m: (m.edition is None, m.rule not in _SURE), default=None)


def _goes_on(passage: Passage, before: Passage, dated: PassageEdition) -> bool:
    """Return whether a sentence without a date goes on with a dated one before it."""
    if dated.rule in (DEFAULT, HEADING) or passage.paragraph != before.paragraph:
        return False
    if dated.edition is None:
        return bool(_HABIT.search(passage.text))
    return bool(_GOES_ON.match(passage.text)) and not _PRESENT.search(passage.text)
