"""Whether a sentence and its document are about this conference; who took part in it is read elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from wicreport.coding import setting_cues as cues
from wicreport.coding.actors import find_actors
from wicreport.coding.codebook import Codebook
from wicreport.coding.dates import DEFAULT, HEADING, PassageEdition
from wicreport.coding.editions import name_pattern
from wicreport.corpus.passages import Passage
from wicreport.corpus.sources import Source

__all__ = ["DocumentContext"]

_REPORT_MONTHS = 2
_LEAD_PASSAGES = 6
_SHARE_OF_NAMING = 0.12
_EXHIBITION_REACH = 6
_HEAD_LINES = 6
_TITLE_WORDS = 24
_LEAD_LENGTH = 400
_FEWEST_NOTABLES = 3
_NAVIGATION = re.compile(r"[|>»•]|\s{3}")
_TOWN = re.compile(r"\bWuzhen\b|乌镇|烏鎮")
_NOTABLE = re.compile(r"executive|official|head of")
_EVENT_NOUN = re.compile(r"(?i)\b(?:conference|summit|event|forum|gathering|expo|meeting|Wuzhen)\b|大会|峰会|论坛")
_INFORMAL = (
    r"(?i:Wuzhen(?:['’]s)?\s+(?:[Ii]nternet\s+)?(?:conference|summit|forum|gathering)\b|internet\s+(?:conference|summit|forum|gathering)[^.]{0,90}\bWuzhen\b"
    r"|Wuzhen\s+20[12]\d\b|\bWuzhen\b[^.]{0,90}\binternet\s+(?:conference|summit|forum|gathering))|互联网大会|互聯網大會|乌镇[^。]{0,60}大会"
)
_INITIALS = "wi互乌"  # of the informal names
_SISTER_EVENT = r"(?!\s+(?:Asia|Cultural|Nishan|Digital\s+Silk|亚太|尼山))(?!亚太|尼山)"


@dataclass(frozen=True)
class DocumentContext:
    """One source with its passages and their editions, and what they say of the conference as a whole."""

    source: Source
    passages: tuple[Passage, ...]
    editions: tuple[PassageEdition, ...]
    codebook: Codebook

    @cached_property
    def name(self) -> re.Pattern[str]:
        """Return the pattern of the conference's names, formal and informal."""
        names = (name for group in self.codebook.conference_names.values() for name in group)
        initials = re.escape("".join({*_INITIALS, *(name[0] for name in names)}))
        formal = name_pattern(self.source, self.codebook)
        return re.compile(rf"(?i:(?=[{initials}]))(?:(?i:{formal})|{_INFORMAL}){_SISTER_EVENT}")

    @cached_property
    def naming(self) -> frozenset[int]:
        """Return the numbers of the passages that name the conference."""
        return frozenset(n for n, passage in enumerate(self.passages) if self.name.search(passage.text))

    @cached_property
    def edition(self) -> int | None:
        """Return the edition of most passages: the one that the document reports."""
        counts = Counter(dated.edition for dated in self.editions if dated.rule == DEFAULT)
        return self.source.edition or next((year for year, _ in counts.most_common(1)), None)

    @cached_property
    def is_report(self) -> bool:
        """Return whether the document is from the days of the edition or soon after, as far as its date is known."""
        published = self.source.published
        edition = next((e for e in self.codebook.editions if e.year == self.edition), None)
        if edition is None:
            return False
        if published is None or published.precision == "year" or not edition.start:
            return True
        months = 12 * (int(published.value[:4]) - edition.year) + int(published.value[5:7]) - edition.start.month
        return 0 <= months <= _REPORT_MONTHS or int(published.value[:4]) > edition.year + 1

    @cached_property
    def is_headed(self) -> bool:
        """Return whether the title, or a line right above the article, names the conference."""
        start = self.source.body[0].start if self.source.body else 0
        lines = [line for line in self.source.text[:start].split("\n") if line.strip()][-_HEAD_LINES:]
        titles = [line for line in (self.source.title or "", *lines) if len(line.split()) <= _TITLE_WORDS]
        return any(self.name.search(line) and not _NAVIGATION.search(line) for line in titles)

    @cached_property
    def is_on_site(self) -> bool:
        """Return whether a text that never names the conference was written in Wuzhen on its days, about its people."""
        published = self.source.published
        if published is None or published.precision != "day":
            return False
        day, lead = date.fromisoformat(published.value), self.source.body_text.strip()[:_LEAD_LENGTH]
        is_on_its_days = any(
            e.start and e.end and e.start <= day <= e.end + timedelta(days=3) for e in self.codebook.editions
        )
        return is_on_its_days and bool(_TOWN.search(lead)) and self._n_notables >= _FEWEST_NOTABLES

    @cached_property
    def _n_notables(self) -> int:
        """Return how many people of the registry, other than scholars and journalists, the body names."""
        people = find_actors(self.source.body_text, 0, len(self.source.body_text), self.codebook)
        ids = {person.actor_id for person in people if person.is_person and person.actor_id}
        return sum(bool(_NOTABLE.search(self.codebook.actor_by_id[actor_id].capacity)) for actor_id in ids)

    @cached_property
    def is_about_conference(self) -> bool:
        """Return whether the document is about the conference: its title, its lead or a good share of it names it."""
        if self.is_headed or self.is_on_site:
            return True
        if any(cues.SISTER_EVENT.is_in(passage.text) for passage in self.passages[:_LEAD_PASSAGES]):
            return False
        others = {n for n in range(len(self.passages)) if self.names_other_event(n)}
        if len(others) > 2 * len(self.naming):
            return False
        first_own, first_other = min(self.naming, default=_LEAD_PASSAGES), min(others, default=_LEAD_PASSAGES)
        is_in_lead = first_own < _LEAD_PASSAGES and (first_own <= first_other or len(self.naming) > len(others))
        return is_in_lead or len(self.naming) >= max(2, _SHARE_OF_NAMING * len(self.passages))

    def is_near(self, number: int) -> bool:
        """Return whether a passage may speak of the conference without naming it.

        In a document about something else, only the sentence after one that names the conference may.
        """
        if self.is_about_conference or number in self.naming:
            return True
        before = number - 1
        is_joined = before in self.naming and self.passages[before].paragraph == self.passages[number].paragraph
        return is_joined and self.other_event(before) is None and self.other_event(number) is None

    def names_other_event(self, number: int) -> bool:
        """Return whether a passage names an event that is not this conference."""
        return self.other_event(number) is not None

    def other_event(self, number: int) -> int | None:
        """Return where in the source's text a passage first names another event."""
        return next(iter(self.other_events(number)), None)

    def other_events(self, number: int) -> list[int]:
        """Return where in the source's text a passage names other events."""
        passage = self.passages[number]
        is_named = number in self.naming
        text = self.name.sub(lambda match: "_" * len(match[0]), passage.text) if is_named else passage.text
        return [passage.start + match.start() for match in cues.OTHER_EVENT.finditer(text)]

    def follows_other_event(self, number: int) -> bool:
        """Return whether a passage goes on about another event that the one before it names.

        It does where it takes up that event's noun ("the expo"), and where it has no noun for an event at all.
        """
        before, passage = number - 1, self.passages[number]
        if number in self.naming or before < 0 or self.passages[before].paragraph != passage.paragraph:
            return False
        text = self.passages[before].text
        bare = self.name.sub(" ", text) if before in self.naming else text
        match = next(cues.OTHER_EVENT.finditer(bare), None)
        nouns = {noun.casefold() for noun in _EVENT_NOUN.findall(passage.text)}
        if match is None or not nouns:
            return match is not None and before not in self.naming
        named = match[0].split()[-1].casefold()
        is_other = before not in self.naming and nouns <= {noun.casefold() for noun in _EVENT_NOUN.findall(text)}
        return named in nouns or is_other

    def edition_before(self, number: int, *, reach: int) -> int | None:
        """Return the edition that one of the sentences before in the paragraph dates, the nearest first."""
        for n in range(number - 1, max(-1, number - 1 - reach), -1):
            is_dated = self.editions[n].rule not in (DEFAULT, HEADING)
            if is_dated and self.passages[n].paragraph == self.passages[number].paragraph:
                return self.editions[n].edition
        return None

    def is_exhibition(self, number: int) -> bool:
        """Return whether a passage, or one shortly before it, is about what was shown at the conference."""
        first = max(0, number - _EXHIBITION_REACH)
        return any(cues.EXHIBITION.is_in(passage.text) for passage in self.passages[first : number + 1])

    @cached_property
    def previewed(self) -> frozenset[int | None]:
        """Return the editions that the source says are still to come."""
        return frozenset(
            edition.edition
            for n, (passage, edition) in enumerate(zip(self.passages, self.editions, strict=True))
            if (n in self.naming or n < _LEAD_PASSAGES) and cues.PREVIEW.is_in(passage.text)
        )
