"""Whether a sentence and its document are about this conference; who took part in it is read elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from wicreport.coding import setting_cues as cues
from wicreport.coding.actors import find_actors
from wicreport.coding.codebook import Codebook
from wicreport.coding.dates import DEFAULT, HEADING, PassageEdition
from wicreport.coding.editions import name_pattern
from wicreport.coding.stems import Cue
from wicreport.corpus.passages import Passage
from wicreport.corpus.scripts import has_han
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
_EXPECTING_DAYS = 90
_BEFORE, _AFTER = timedelta(days=30), timedelta(days=60)
_TAKEN_UP = re.compile(
    r"(?i)[“\"]?(?:he|she|it|they|there|his|her|its|so|neither|nor|that|this|also|among|at|in|on|attend\w+|guests|speakers"
    r"|the\s(?:\w+\s)?(?:conference|summit|event|forum|gathering|meeting|guests?|list|programme))\b|[\u4e00-\u9fff]"
)
_NAVIGATION = re.compile(r"[|>»•]|\s{3}")
_TOWN = Cue(r"(?i)\bWuzhen\b|乌镇|烏鎮")
_NOTABLE = re.compile(r"executive|official|head of")
_EVENT_NOUN = re.compile(r"(?i)\b(?:conference|summit|event|forum|gathering|expo|meeting|Wuzhen)\b|大会|峰会|论坛")
_EVENT = (
    r"(?:conference|summit|forum|gathering|congress|meeting|event|showcase|show|jamboree|talking[\s-]shop|talkfest"
    r"|get-together|shindig|confab|convention|symposium|pow-?wow|assembly)s?\b(?!\s+(?:call|room))"
)
_NET = r"\b(?:internet|web|cyber\w*|online|net|tech|technology|digital|A\.?I)\b"
_INFORMAL = (
    r"(?:(?:(?<!Digital\s)(?:China|Beijing|Wuzhen)(?:['’]s|\b)(?!\s+Internet\s+Conference)|Chinese\b)"
    rf"\s+(?:[\w’'-]+\s+){{0,4}}?(?i:{_NET}[\s-]+(?:[\w-]+\s+){{0,2}}?{_EVENT})"
    rf"|Wuzhen(?:['’]s)?\s+(?:[\w’'-]+\s+){{0,2}}?(?i:{_EVENT})|Wuzhen\s+20[12]\d\b"
    rf"|(?i:internet|cyberspace|web)\s+(?i:{_EVENT})[^\n]{{0,90}}\bWuzhen\b)"
    r"|互联网大会|互聯網大會|[乌烏][镇鎮][^。]{0,60}(?:[大峰][会會]|论坛|論壇|[饭飯]局)"
)
_INITIALS = "wcbi互乌烏"  # of the informal names
_ANY_EVENT = Cue(rf"(?i)\b{_EVENT}|[大峰][会會]|论坛|論壇")
_ON_NET = Cue(rf"(?i){_NET}|互[联聯][网網]|网络|網絡|科技|数字|數字")
_SISTER_EVENT = (
    r"(?!(?:\s+\(WIC\))?\s+(?:[Cc]hair|[Ss]ecretary|Asia|Cultural|Nishan|Digital\s+Silk|亚太|尼山))(?!亚太|尼山)"
)


@lru_cache(maxsize=16)
def _compile_name(formal: str, initials: str) -> Cue:
    return Cue(rf"(?i:(?=[{re.escape(initials)}]))(?:(?i:{formal})|{_INFORMAL}){_SISTER_EVENT}")


@dataclass(frozen=True)
class DocumentContext:
    """One source with its passages and their editions, and what they say of the conference as a whole."""

    source: Source
    passages: tuple[Passage, ...]
    editions: tuple[PassageEdition, ...]
    codebook: Codebook

    @cached_property
    def has_han(self) -> bool:
        """Return whether any passage may have Chinese characters."""
        return has_han(self.source.text)

    @cached_property
    def name(self) -> Cue:
        """Return the cue of the conference's names, formal and informal."""
        names = (name for group in self.codebook.conference_names.values() for name in group)
        initials = "".join(sorted({*_INITIALS, *(name[0] for name in names)}))
        return _compile_name(name_pattern(self.source, self.codebook), initials)

    @cached_property
    def naming(self) -> frozenset[int]:
        """Return the numbers of the passages that name the conference."""
        is_named = self.name.is_in
        return frozenset(n for n, p in enumerate(self.passages) if is_named(p.text) or self._is_tied(n))

    def _is_tied(self, number: int) -> bool:
        """Return whether a passage ties an event to the town, and it or its neighbours are about the network."""
        text = self.passages[number].text
        if not _TOWN.is_in(text) or not _ANY_EVENT.is_in(text):
            return False
        return any(_ON_NET.is_in(passage.text) for passage in self.passages[max(0, number - 1) : number + 2])

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
        """Return whether the title, or a line right above the article, names the conference, or else the lead is."""
        return any(self.name.is_in(line) for line in self._titles) or self._is_set_in_town

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        """Return the title and the lines right above the article, without those of a menu."""
        start = self.source.body[0].start if self.source.body else 0
        lines = [line for line in self.source.text[:start].split("\n") if line.strip()][-_HEAD_LINES:]
        titles = (line for line in (self.source.title or "", *lines) if len(line.split()) <= _TITLE_WORDS)
        return tuple(line for line in titles if not _NAVIGATION.search(line))

    @cached_property
    def _is_set_in_town(self) -> bool:
        """Return whether title and lead are about an event on the network in the town, near an edition's days."""
        texts = [passage.text for passage in self.passages[:_LEAD_PASSAGES]]
        lead, opening = (*self._titles, *texts), (*self._titles, *texts[:2])
        is_named = any(map(_TOWN.is_in, opening)) and any(map(_ON_NET.is_in, lead))
        is_there = is_named and _ANY_EVENT.search("\n".join(lead)) is not None
        is_elsewhere = self._opens_elsewhere or sum(bool(self.other_events(n)) for n in range(len(texts))) > 1
        return is_there and not is_elsewhere and self._is_published(before=_BEFORE, after=_AFTER)

    @cached_property
    def _opens_elsewhere(self) -> bool:
        """Return whether the first sentence names another event before it comes to the conference or its town."""
        first = next(iter(self._other_events), ())
        if not first or any(self.name.search(line) for line in self._titles):
            return False
        text = self.passages[0].text
        own = [match.start() for cue in (self.name, _TOWN) if (match := cue.search(text))]
        return first[0] - self.passages[0].start < min(own, default=len(text))

    def _is_published(self, *, before: timedelta, after: timedelta) -> bool:
        """Return whether the source is of a day around those of an edition."""
        published = self.source.published
        if published is None or published.precision != "day":
            return False
        day = date.fromisoformat(published.value)
        return any(e.start and e.end and e.start - before <= day <= e.end + after for e in self.codebook.editions)

    @cached_property
    def is_on_site(self) -> bool:
        """Return whether a text that never names the conference was written in Wuzhen on its days, about its people."""
        lead = self.source.body_text.strip()[:_LEAD_LENGTH]
        is_on_its_days = self._is_published(before=timedelta(), after=timedelta(days=3))
        return is_on_its_days and _TOWN.is_in(lead) and self._n_notables >= _FEWEST_NOTABLES

    @cached_property
    def _n_notables(self) -> int:
        """Return how many people of the registry, other than scholars and journalists, the body names."""
        people = find_actors(self.source.body_text, 0, len(self.source.body_text), self.codebook)
        ids = {person.actor_id for person in people if person.is_person and person.actor_id}
        return sum(bool(_NOTABLE.search(self.codebook.actor_by_id[actor_id].capacity)) for actor_id in ids)

    @cached_property
    def is_about_conference(self) -> bool:
        """Return whether the document is about the conference: its title, its lead or a good share of it names it."""
        if self.is_of_sister:
            return False
        if self.is_headed or self.is_on_site:
            return True
        others = {n for n in range(len(self.passages)) if self.other_events(n)}
        if len(others) > 2 * len(self.naming):
            return False
        first_own, first_other = min(self.naming, default=_LEAD_PASSAGES), min(others, default=_LEAD_PASSAGES)
        is_first = first_own <= first_other and not (first_own == 0 and self._opens_elsewhere)
        is_in_lead = first_own < _LEAD_PASSAGES and (is_first or len(self.naming) > len(others))
        is_often = len(self.naming) >= max(2, _SHARE_OF_NAMING * len(self.passages))
        return is_in_lead or is_often or (bool(self.naming) and not others and self._tells_of_town)

    @cached_property
    def _tells_of_town(self) -> bool:
        """Return whether several passages are set in the town, and several are about the network."""
        return all(sum(cue.is_in(p.text) for p in self.passages) >= _FEWEST_NOTABLES for cue in (_TOWN, _ON_NET))

    @cached_property
    def is_of_sister(self) -> bool:
        """Return whether the document is about another event of the same organisers, elsewhere."""
        lead = (self.source.title or "", *(passage.text for passage in self.passages[:_LEAD_PASSAGES]))
        return any(cues.SISTER_EVENT.is_in(text) for text in lead)

    @cached_property
    def is_briefing(self) -> bool:
        """Return whether the document reports what was told to the press about the conference."""
        lead = (self.source.title or "", *(passage.text for passage in self.passages[:2]))
        return any(cues.BRIEFING.is_in(text) for text in lead)

    @cached_property
    def is_before_opening(self) -> bool:
        """Return whether the source is of a day before the edition that it is about began."""
        published = self.source.published
        edition = next((e for e in self.codebook.editions if e.year == self.edition), None)
        if published is None or published.precision != "day" or edition is None or not edition.start:
            return False
        days = (edition.start - date.fromisoformat(published.value)).days
        return 0 < days <= _EXPECTING_DAYS

    def is_near(self, number: int) -> bool:
        """Return whether a passage may speak of the conference without naming it.

        In a document about something else, only the sentence after one that names the conference may; in one about
        another event of the same organisers, the passage has to name the town.
        """
        if self.is_of_sister:
            return _TOWN.is_in(self.passages[number].text)
        if self.is_about_conference or number in self.naming:
            return True
        before = number - 1
        is_joined = before in self.naming and self.passages[before].paragraph == self.passages[number].paragraph
        is_joined = is_joined and _TAKEN_UP.match(self.passages[number].text) is not None
        return is_joined and not self.other_events(before) and not self.other_events(number)

    def other_events(self, number: int) -> tuple[int, ...]:
        """Return where in the source's text a passage names other events."""
        return self._other_events[number]

    @cached_property
    def names_no_other_event(self) -> bool:
        """Return whether no passage names another event, so that the document leaves open which one it is about."""
        return not any(self._other_events)

    @cached_property
    def _other_events(self) -> tuple[tuple[int, ...], ...]:
        """Return where each passage names other events."""
        return tuple(map(self._find_other_events, range(len(self.passages))))

    def _find_other_events(self, number: int) -> tuple[int, ...]:
        passage = self.passages[number]
        text = self.name.blot(passage.text) if number in self.naming else passage.text
        return tuple(passage.start + match.start() for match in cues.OTHER_EVENT.finditer(text))

    def follows_other_event(self, number: int) -> bool:
        """Return whether a passage goes on about another event that the one before it names.

        It does where it takes up that event's noun ("the expo"), and where it has no noun for an event at all.
        """
        before, passage = number - 1, self.passages[number]
        if number in self.naming or before < 0 or self.passages[before].paragraph != passage.paragraph:
            return False
        if not self.other_events(before):
            return False
        text = self.passages[before].text
        match = cues.OTHER_EVENT.search(text, self.other_events(before)[0] - self.passages[before].start)
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
        reached = self.passages[max(0, number - _EXHIBITION_REACH) : number + 1]
        return any(cues.EXHIBITION.is_in(passage.text) for passage in reached)

    @cached_property
    def previewed(self) -> frozenset[int | None]:
        """Return the editions that the source says are still to come, and by its date may be."""
        published = self.source.published
        day = published.value if published and published.precision == "day" else None
        begun = {e.year for e in self.codebook.editions if day and e.start and e.start.isoformat() <= day}
        return frozenset(
            edition.edition
            for n, (passage, edition) in enumerate(zip(self.passages, self.editions, strict=True))
            if edition.edition not in begun
            if (n in self.naming or n < _LEAD_PASSAGES) and cues.PREVIEW.is_in(passage.text)
        )
