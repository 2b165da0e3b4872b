"""Contested terms: named as contested once, and from then on each in its own mouth; no finding is made here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wicreport.errors import FindingError

__all__ = ["Contest", "check_contests", "read_contests"]

_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class Contest:
    """A term of ours for something that a party calls by terms of its own."""

    ours: str
    theirs: tuple[str, ...]


def read_contests(table: Mapping[str, Any]) -> tuple[Contest, ...]:
    """Return the `[[contested]]` entries of a briefing's TOML: `ours`, and `theirs` as a list."""
    return tuple(Contest(str(entry["ours"]), tuple(map(str, entry["theirs"]))) for entry in table.get("contested", ()))


def check_contests(
    contests: Sequence[Contest], findings: Sequence[Mapping[str, Any]], others: Iterable[str], *, is_complete: bool
) -> None:
    """Refuse a briefing that does not name a contested term as contested, or takes over a party's word for it.

    Parameters
    ----------
    contests
        The terms.
    findings
        The findings of the briefing, as payloads.
    others
        Its other sentences: prose, titles of figures, disagreements.
    is_complete
        Whether all findings are there: the naming is asked for only then.

    Raises
    ------
    FindingError
        If no finding quotes the party's term beside ours, or one stands outside quotation marks elsewhere.
    """
    for contest in contests:
        naming = {item["id"] for item in findings if _names(contest, item["statement"])}
        if is_complete and not naming:
            what = f"“{contest.ours}” is not named as contested"
            remedy = f"Quote it beside “{contest.theirs[0]}” in one finding, or take it out of `[[contested]]`."
            raise FindingError(what, where="briefing.toml", remedy=remedy)
        for place, sentence in (*_list_sentences(findings, naming), *(("the prose", text) for text in others)):
            taken = [term for term in contest.theirs if _has(term, _QUOTED.sub("", sentence))]
            if taken:
                what = f"“{taken[0]}” is a party's word for “{contest.ours}”, and stands outside quotation marks"
                raise FindingError(what, where=place, remedy="Quote it, or use ours.")


def _names(contest: Contest, statement: str) -> bool:
    """Return whether a statement has the term and one of the party's."""
    return _has(contest.ours, statement) and any(_has(term, statement) for term in contest.theirs)


def _list_sentences(findings: Sequence[Mapping[str, Any]], naming: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences of all findings but the one that names the contest."""
    for item in findings:
        if item["id"] not in naming:
            for field in ("headline", "statement", "assumption", "alternative", "indicators"):
                yield f"finding {item['id']}", item.get(field) or ""


def _has(term: str, text: str) -> bool:
    """Return whether a text has a term as whole words."""
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) is not None
