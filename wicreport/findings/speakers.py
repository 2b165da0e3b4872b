"""Who says cited words, and by which names somebody goes: what records and registry have; nobody is looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from wicreport.findings.traces import reading

if TYPE_CHECKING:
    from wicreport.findings.studies import Study

__all__ = ["SpokenSpan", "find_actor", "find_speakers", "group_spoken", "list_names", "name_speaker", "opens_with_name"]

LONGEST_NAME = 60  # characters; whom a text describes at greater length is not named
_MARKS = ' "“”‘’„‟«»＂「」『』'


class SpokenSpan(NamedTuple):
    """Where somebody's words stand, and whose they are: an id of the registry, or what the text has; and a name."""

    speaker: str
    start: int
    end: int
    name: str


def group_spoken(quotations: pd.DataFrame) -> Mapping[str, Sequence[SpokenSpan]]:
    """Return the quoted words that have a speaker by their source, terms left out."""
    rows = quotations[quotations["kind"] != "term"].dropna(subset=["speaker"])
    speakers = rows["speaker_id"].fillna(rows["speaker"])
    columns = rows["source_id"], speakers, rows["start"], rows["end"], rows["speaker"]
    spans: dict[str, list[SpokenSpan]] = {}
    for source_id, speaker, start, end, name in zip(*columns, strict=True):
        spans.setdefault(str(source_id), []).append(SpokenSpan(str(speaker), int(start), int(end), str(name)))
    return spans


@reading("who says words of {0}")
def find_speakers(study: Study, source_id: str, start: int, end: int) -> tuple[str, ...]:
    """Return who says the quoted words that a span of a source touches: ids of the registry, or what the text has."""
    spoken = study.spoken_words.get(source_id, ())
    return tuple(dict.fromkeys(words.speaker for words in spoken if words.start < end and start < words.end))


@reading("whose words of {0} are quoted")
def name_speaker(study: Study, source_id: str, start: int, end: int) -> str:
    """Return the name of the one speaker in whose quoted words a span of a source lies; the registry's, if it has one.

    Nothing where nobody or more than one is quoted, where it is the publisher, or where the name is a long description.
    """
    source = study.corpus.source(source_id)
    spoken, cited = study.spoken_words.get(source_id, ()), source.text[start:end]
    start, end = end - len(cited.lstrip(_MARKS)), start + len(cited.rstrip(_MARKS))
    within = {words.speaker: words.name for words in spoken if words.start <= start and end <= words.end}
    if len(within) != 1:
        return ""
    ((speaker, written),) = within.items()
    actor = study.whole.codebook.actor_by_id.get(speaker)
    name = actor.name if actor else written
    return name if len(name) <= LONGEST_NAME and name != source.publisher else ""


@reading("the names of {0}")
def list_names(study: Study, speaker_id: str) -> tuple[str, ...]:
    """Return the names under which the registry knows a speaker; words of the id where it does not know one."""
    actor = study.whole.codebook.actor_by_id.get(speaker_id)
    return actor.all_names if actor else (speaker_id,)


@reading("the actor called {0}")
def find_actor(study: Study, name: str) -> str | None:
    """Return the id of the actor of a name, or None."""
    actor = study.whole.codebook.actor_by_name.get(name.casefold())
    return actor.actor_id if actor else None


@reading("who “{0}” begins with")
def opens_with_name(study: Study, text: str) -> bool:
    """Return whether a text begins with a name of the registry or of a publisher."""
    names = [name for actor in study.whole.codebook.actors for name in (actor.name, *actor.aliases)]
    names += [source.publisher for source in study.corpus.sources if source.publisher]
    return any(text.startswith(name) and not text[len(name) : len(name) + 1].isalnum() for name in names)
