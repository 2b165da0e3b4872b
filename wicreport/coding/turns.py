"""Turns of minutes, interviews and transcripts (``NAME: words``); words in quotation marks are coded elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wicreport.coding.actors import find_bearer
from wicreport.coding.document_names import DocumentNames, Speaker, name_speaker
from wicreport.coding.marks import QuotedSpan
from wicreport.coding.names import HAN, TITLE, slugify
from wicreport.corpus.sources import Span

__all__ = ["Turn", "find_turns"]


class Turn(NamedTuple):
    """What one person says after their name and a colon."""

    span: QuotedSpan
    speaker: Speaker


_NAME = r"[A-ZÀ-Þ][\w’'.-]*(?:[ \u00a0](?:[A-ZÀ-Þ(][\w’'.)-]*|de|van|von|bin|of|the)){0,5}"
_NAME_ZH = rf"[{HAN}A-Za-z0-9·、]{{2,36}}"
_LABEL = re.compile(
    rf"[ \u00a0]*\**(?P<name>{_NAME}(?:,[^:：]{{1,50}})?|@\w+|{_NAME_ZH})\**[ \u00a0]?[:：]\**\s*(?=\S)"
)
_ALONE = re.compile(r"\s*[^\s:：][^:：\n]{0,60}[:：]\s*")
_ROLE = re.compile(
    rf"(?:Q|A|Question|Answer|Moderator|Host|Interviewer|Reporter|Chair|Speaker(?:\s\d+)?|{TITLE}|主持人|记者|問|答|问|主席)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_NAME_ZH = 12
_FEWEST = 3
_MARKS = "\"“”'‘’「『"


def find_turns(masked: str, body: str, paragraphs: Sequence[Span], names: DocumentNames) -> tuple[Turn, ...]:
    """Return the turns of a document that is set as minutes or an interview.

    Parameters
    ----------
    masked
        The body text with its quotations blotted out.
    body
        The body text.
    paragraphs
        Its paragraphs, in order.
    names
        Everybody it names.

    Returns
    -------
    tuple of Turn
        One for each line that opens with a speaker's name and a colon, or consists of them, up to the next one or the
        paragraph's end; none unless there are three, by two speakers, since a single ``Note:`` is no minutes.
    """
    if masked.count(":") + masked.count("：") < _FEWEST:  # each turn has its own
        return ()
    lines = [
        (match, end)
        for block in _join_labels(masked, paragraphs)
        for match, end in _split_turns(masked, block)
        if _is_speech(body[match.end() : end])
    ]
    # "KH:" stands for "Karin Halloran:" once the name has been given.
    initials = {"".join(re.findall(r"\b[A-Z]", match["name"])): match for match, _ in reversed(lines)}
    shortened = {match["name"] for match, _ in lines} & set(initials)
    labelled = [
        (match, end)
        for match, end in lines
        if _is_speaker(match, names) or "".join(re.findall(r"\b[A-Z]", match["name"])) in shortened
    ]
    labels = {match["name"].casefold() for match, _ in labelled}
    if len(labelled) < _FEWEST or len(labels) < 2:
        return ()
    return tuple(_take_turn(initials.get(match["name"], match), match.end(), end, names) for match, end in labelled)


def _join_labels(masked: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs, each that is but a name and a colon together with the one it introduces."""
    start: int | None = None
    for paragraph in paragraphs:
        begun = paragraph.start if start is None else start
        is_label = start is None and _ALONE.fullmatch(masked, *paragraph) is not None
        start = begun if is_label else None
        if not is_label:
            yield Span(begun, paragraph.end)


def _split_turns(masked: str, paragraph: Span) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the labels at the starts of a paragraph's lines, each with where its words end."""
    breaks = re.finditer(r"\n", masked[slice(*paragraph)])
    lines = [paragraph.start, *(paragraph.start + match.end() for match in breaks)]
    labels = [match for line in lines if (match := _LABEL.match(masked, line, paragraph.end))]
    for match, end in zip(labels, [*(label.start() for label in labels), paragraph.end][1:], strict=True):
        yield match, match.end() + len(masked[match.end() : end].rstrip())


def _is_speech(words: str) -> bool:
    return words[:1] not in _MARKS and words[-1:] in '.!?…。！？"”)]' and len(words) >= 4


def _is_speaker(match: re.Match[str], names: DocumentNames) -> bool:
    """Return whether a label is a role, is in capitals, or names a person."""
    name = match["name"].split(",")[0]
    is_named = any(mention.is_person for mention in names.within(match.start("name"), match.end("name")))
    if re.match(f"[{HAN}]", name) and len(name) > _LONGEST_NAME_ZH:  # a title, with the name at its end
        is_named = any(m.is_person and m.end == match.end("name") for m in names.within(match.start(), match.end()))
    is_bearer = find_bearer(name.split()[-1].title(), names.mentions) is not None
    is_alone = "\n" in match[0][match.end("name") - match.start() :]
    return is_alone or bool(_ROLE.match(name)) or name.isupper() or name.startswith("@") or is_named or is_bearer


def _take_turn(match: re.Match[str], start: int, end: int, names: DocumentNames) -> Turn:
    span = QuotedSpan(start, end, start, end, True)
    mentions = [mention for mention in names.within(match.start("name"), match.end("name")) if mention.is_person]
    if mentions:
        return Turn(span, name_speaker(mentions[0]))
    name = match["name"].split(",")[0].strip()
    plain = re.sub(rf"^(?:{TITLE}\s+)+", "", name, flags=re.IGNORECASE)
    known = [mention for mention in names.mentions if mention.name.casefold() == plain.casefold()]
    bearer = known[0] if known else find_bearer(plain.title(), names.mentions)
    if bearer is not None and bearer.is_person:
        return Turn(span, name_speaker(bearer, is_inferred=not known))
    return Turn(span, Speaker(name, slugify(name), False, False))
