"""Front matter and appendices composed from the findings; no claim is made here that a finding does not make."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import jinja2

from wicreport.briefing.contests import Contest, read_contests
from wicreport.briefing.labels import format_share, load_labels
from wicreport.corpus.near_names import offer_names
from wicreport.errors import FindingError

if TYPE_CHECKING:
    from wicreport.briefing.assembly import Assembly

__all__ = ["Front", "compare_editions", "compose_back", "compose_front"]

Payload = dict[str, Any]

BOTTOM_LINE_AT_MOST = 3
KEY_JUDGMENTS = range(3, 7)
_TITLES = ("title", "subtitle", "question")
_KEYS = (*_TITLES, "contested")
_CONFIDENCES = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter needs beside the chapters.

    ``previous`` holds the `briefing.json` of the last published edition, or is None for the first. ``is_whole`` is
    False for a build on chosen editions, which may lack key judgments. ``contests`` are the contested terms.
    """

    title: str
    subtitle: str
    question: str
    stamp: Mapping[str, Any]
    previous: Mapping[str, Any] | None
    is_whole: bool
    contests: tuple[Contest, ...] = ()


def compose_front(records: Assembly, titles: Mapping[str, str], front: Front) -> list[Payload]:
    """Return masthead, bottom line, key judgments, scope and changes, in this order.

    On chosen editions, the first finding of each chapter stands in for a bottom line of which nothing is left, and key
    judgments may be missing.

    Raises
    ------
    FindingError
        If a whole briefing has more than three sentences of bottom line, or not three to six key judgments.
    """
    first = [item for item in records.findings if item["rank"] == "bottom line"]
    key = [item for item in records.findings if item["rank"] == "key judgment"]
    is_complete = front.is_whole and not records.left_out
    if is_complete and not 1 <= len(first) <= BOTTOM_LINE_AT_MOST:
        _refuse(f"{len(first)} findings are ranked `bottom line`", "One to three make the bottom line.")
    if is_complete and len(key) not in KEY_JUDGMENTS:
        _refuse(f"{len(key)} findings are ranked `key judgment`", "Three to six make the key judgments.")
    first = first or _stand_in(records.findings)
    corpus = records.corpus
    shared = {name: corpus[name] for name in ("editions", "n_documents", "n_families", "as_of")}
    shared |= _date_material(corpus)
    chapters = [{**item, "chapter": {"id": item["chapter_id"], "title": titles[item["chapter_id"]]}} for item in key]
    return [
        {"type": "masthead", "title": front.title, "subtitle": front.subtitle, "question": front.question,
         "stamp": front.stamp["stamp"], **shared},
        {"type": "bottom_line", "sentences": [_take_sentence(f) for f in first]},
        *([{"type": "key_judgments", "items": chapters}] if chapters else []),
        {"type": "scope", "question": front.question, "languages": corpus["languages"], **shared,
         "period": _period(corpus), "publishers": _publishers(corpus), "excluded": _excluded(records)},
        {"type": "changes", **compare_editions(front.previous, records.findings)},
    ]  # fmt: skip


def compose_back(records: Assembly, front: Front) -> tuple[list[Payload], list[Payload]]:
    """Return the disagreements, and what follows the method chapter, from the source summary to the stamp."""
    appendix = [
        {"type": "source_summary", **_summarise_sources(records)},
        {**records.corpus, "type": "sources"},
        {"type": "impact", "rows": _impact(records)},
        {"type": "evidence_index", "items": []},
        {"type": "left_out_list", "items": list(records.left_out)},
        {"type": "stamp", **front.stamp},
    ]
    return [{"type": "disagreements", "rows": list(records.disagreements)}], appendix


def compare_editions(previous: Mapping[str, Any] | None, findings: Sequence[Payload]) -> Payload:
    """Return what changed since the last edition of the briefing, by the ids of the findings.

    A finding is `new`, `withdrawn`, `strengthened` or `weakened` (confidence, then number of voices), or `reworded`.
    """
    if previous is None:
        return {"is_first": True, "previous_as_of": None, "items": []}
    before = {item["id"]: item for item in previous["findings"]}
    now = {item["id"]: item for item in findings}
    items = [_changed(before.get(name), now.get(name)) for name in dict.fromkeys((*now, *before))]
    return {"is_first": False, "previous_as_of": previous["as_of"], "items": [item for item in items if item]}


def _changed(before: Payload | None, now: Payload | None) -> Payload | None:
    """Return how one finding changed, or None."""
    if before is None or now is None:
        item, change = (now, "new") if before is None else (before, "withdrawn")
        assert item is not None
        reason = "first made in this edition" if change == "new" else "no longer made"
        return {"change": change, "id": item["id"], "headline": item["headline"], "reason": reason}
    then_rank = (_CONFIDENCES.index(before["confidence"]), before["n_families"])
    now_rank = (_CONFIDENCES.index(now["confidence"]), now["n_families"])
    named = {"id": now["id"], "headline": now["headline"]}
    if then_rank != now_rank:
        change = "strengthened" if now_rank > then_rank else "weakened"
        told = (("confidence", "confidence"), ("independent voices", "n_families"))
        moved = [f"{name} {before[key]} to {now[key]}" for name, key in told if before[key] != now[key]]
        return {"change": change, **named, "reason": f"{', '.join(moved)}. {now['basis']}".strip()}
    if before["statement"] != now["statement"]:
        return {"change": "reworded", **named, "reason": f"previously: {before['statement']}"}
    return None


def _take_sentence(item: Payload) -> Payload:
    """Return a sentence of the bottom line; of a judgment, how sure it is in a sentence of its own."""
    sureness = f"Confidence in this judgment: {item['confidence']}. {item['basis']}" if item["kind"] == "judged" else ""
    return {"text": item["statement"], "finding_id": item["id"], "sureness": sureness}


def _stand_in(findings: Sequence[Payload]) -> list[Payload]:
    """Return the first finding of each chapter, as many as a bottom line has."""
    leads: dict[str, Payload] = {}
    for item in findings:
        leads.setdefault(item["chapter_id"], item)
    return list(leads.values())[:BOTTOM_LINE_AT_MOST]


def _refuse(what: str, remedy: str) -> None:
    raise FindingError(what, where="front matter", remedy=remedy)


def _date_material(corpus: Payload) -> Payload:
    """Return which editions have a document of their own, and of which years the documents are.

    Where some documents are not described, all editions are taken for such; where one is undated, no years are given.
    """
    if "n_more_sources" in corpus:
        return {"own_editions": corpus["editions"], "published_years": []}
    own = {source["edition"] for source in corpus["sources"]}
    years = {(source["published"] or "")[:4] for source in corpus["sources"]}
    return {
        "own_editions": [year for year in corpus["editions"] if year in own],
        "published_years": [] if "" in years else sorted(map(int, years)),
    }


def _period(corpus: Payload) -> str:
    """Return the first and last edition that the documents speak of."""
    years = corpus["editions"]
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else ", ".join(map(str, years))


def _publishers(corpus: Payload) -> list[str]:
    """Return the publishers once each, a document without one said so."""
    named = list(dict.fromkeys(source["publisher"] or "publisher not named" for source in corpus["sources"]))
    return [*named, f"those of {corpus['n_more_sources']:,} more"] if "n_more_sources" in corpus else named


def _name_source(source: Payload) -> str:
    """Return what a source is called; its id, in a notebook that was run before sources had names."""
    return str(source.get("name") or source["source_id"])


def _excluded(records: Assembly) -> str:
    """Return what was kept out of all counts: the furniture of each document that has some, as a share of its text."""
    shares = [
        (_name_source(source), source["n_furniture_chars"] / source["n_chars"]) for source in records.corpus["sources"]
    ]
    told = [f"{format_share(share)} of {name}" for name, share in shares if share >= 0.005]
    n_more = records.corpus.get("n_more_sources", 0)
    told += [f"what is so in {n_more:,} more documents"] if n_more else []
    return f"Page furniture: {', '.join(told)}" if told else ""


def _impact(records: Assembly) -> list[Payload]:
    """Return which findings, disagreements and exhibits are affected if a source is withdrawn or changed."""
    rows = []
    for source in records.corpus["sources"]:
        name = source["source_id"]
        hit = [f for f in records.findings if any(name == e["source_id"] for e in _all_evidence(f))]
        listed = [{"id": item["id"], "headline": item["headline"]} for item in hit]
        listed += [
            {"id": item["id"], "headline": f"Disagreement: {item['topic']}"}
            for item in records.disagreements
            if any(name == evidence["source_id"] for evidence in item["evidence"])
        ]
        listed += [
            {"id": item["id"], "headline": f"{item['type'].capitalize()}: {item['title']}"}
            for item in records.exhibits
            if name in item["sources"]
        ]
        rows.append({"source_id": name, "name": _name_source(source), "findings": listed})
    return rows


def _all_evidence(item: Payload) -> list[Payload]:
    """Return evidence for, beside and against a finding."""
    return [*item["evidence"], *item["alternative_evidence"], *item["contradicting"]]


def _summarise_sources(records: Assembly) -> Payload:
    """Return the source summary statement in words, by the package's template."""
    key = [item for item in records.findings if item["rank"] != "finding"]
    carried = {
        source["source_id"]: sum(any(e["family"] == source["family"] for e in item["evidence"]) for item in key)
        for source in records.corpus["sources"]
        if source["role"] == "origin"
    }
    contested = [row["topic"] for row in records.disagreements]
    names = {source["source_id"]: _name_source(source) for source in records.corpus["sources"]}
    folder = str(resources.files(__package__) / "templates")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), undefined=jinja2.StrictUndefined)
    text = environment.get_template("source_summary.txt.j2").render(
        **{name: records.corpus[name] for name in ("n_documents", "n_families")},
        sources=[{**source, "name": names[source["source_id"]]} for source in records.corpus["sources"]],
        names=names,
        n_more=records.corpus.get("n_more_sources", 0),
        carried=carried,
        n_key=len(key),
        n_corroborated=sum(item["n_families"] > 1 for item in key),
        contested=contested,
        title_of_contested=load_labels()["sections"]["disagreements"],
    )
    return {
        "paragraphs": [" ".join(part.split()) for part in text.split("\n\n") if part.strip()],
        "contested": contested,
    }


def read_title(text: str, where: str) -> dict[str, Any]:
    """Return title, subtitle, question and contested terms of a briefing from its TOML.

    Raises
    ------
    FindingError
        If one of the first three is missing or empty, a key is unknown, or a contested term lacks a side.
    """
    remedy = "It needs `title`, `subtitle` and `question`; each `[[contested]]` needs `ours` and `theirs`."
    try:
        table = tomllib.loads(text)
        for key in (key for key in table if key not in _KEYS):
            raise FindingError(f"unknown key {key!r}", where=where, remedy=offer_names(key, _KEYS))
        named = {name: str(table[name]).strip() for name in _TITLES}
        contests = read_contests(table)
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise FindingError(f"cannot be read ({error})", where=where, remedy=remedy) from error
    for name in (name for name, given in named.items() if not given):
        raise FindingError(f"`{name}` is empty", where=where, remedy=remedy)
    return {**named, "contests": contests}
