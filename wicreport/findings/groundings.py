"""What a sentence says beyond quoted words and must have from its evidence: names, and the values that fill it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from wicreport.findings.foldings import fold_text
from wicreport.findings.values import Words
from wicreport.findings.wordings import find_typed_numbers

__all__ = ["find_typed_values", "find_unproved_names"]

COMMON = frozenset(
    {"US", "GDP", "Beijing", "China", "Chinese", "Western", "Westerner", "Westerners", "Wuzhen", "Zhejiang", "Party"}
    | {"Internet", "World", "Conference", "Summit"}
    | {"January", "February", "March", "April", "May", "June", "July"}
    | {"August", "September", "October", "November", "December"}
    | {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
)
"""Names that every sentence of this briefing may use: of the conference and its country, of days and units."""

_OUTSIDE = re.compile(r"“[^”]*”|\{[^{}]*\}")
_NAME = re.compile(r"[A-Z][\w-]*\w")
_OPENS = re.compile(r"(?:^|[.:?!]\s)[\s\"'(]*$")


def find_unproved_names(sentence: str, proofs: Iterable[str], opens: Callable[[str], bool]) -> list[str]:
    """Return the names in a sentence that stand in none of the texts it rests on.

    Parameters
    ----------
    sentence
        A sentence of ours; what stands in curly quotation marks or is a placeholder is proved elsewhere.
    proofs
        The sentences of the evidence, and who published and who said them.
    opens
        Whether a text begins with a known name: where a sentence begins, every word has a capital.

    Returns
    -------
    list of str
        In the order of the sentence, each once; words that stand side by side are one name.
    """
    ours = fold_text(_OUTSIDE.sub(" … ", sentence))[0]
    proved = {word for proof in proofs for word in _NAME.findall(fold_text(proof)[0])}
    missing: list[tuple[int, int]] = []
    for found in _NAME.finditer(ours):
        if found[0] in proved or found[0] in COMMON:
            continue
        if not _OPENS.search(ours[: found.start()]) or opens(ours[found.start() :]):
            is_rest = bool(missing) and ours[missing[-1][1] : found.start()] == " "
            missing.append((missing.pop()[0] if is_rest else found.start(), found.end()))
    return list(dict.fromkeys(ours[start:end] for start, end in missing))


def find_typed_values(filling: Mapping[str, Any], years: Collection[int]) -> list[str]:
    """Return the fillings that are numbers nobody worked out: bare ones that are no year, and digits in bare words."""
    return [
        f"{name} = {value}"
        for name, value in filling.items()
        if (isinstance(value, int | float) and value not in years)
        or (isinstance(value, str) and not isinstance(value, Words) and find_typed_numbers(value))
    ]
