"""Words cut from behind a "not" or a "may" that turns them; where words stand is not looked for here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wicreport.findings.foldings import fold_text

__all__ = ["find_cut_turns"]

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nor|neither|without|cannot|hardly|scarcely|rarely|seldom"
    r"|fail(?:s|ed)? to|den(?:y|ies|ied)"
    r"|refus(?:e|es|ed)|absen(?:t|ce)|away|missing|only|nothing|\w+n['’]t)\b|[不没沒無无未非]",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|should|likely|unlikely|possibl[ey]|perhaps|probabl[ey]|reportedly|apparently"
    r"|allegedly|potential(?:ly)?|hopes?|expected|if|sees?)\b|可能|也许|也許|或许|或許|据称|據稱",
    re.IGNORECASE,
)
_SENSES = {"negation": _NEGATION, "hedge": _HEDGE}
_CLAUSE = re.compile(r"[,;:.!?()—–“”\"…，。；：！？、（）]|\s(?:and|but|or|while|whereas|although|though|because)\s")
_QUOTED = re.compile(r"“([^”]*)”")


def find_cut_turns(sentence: str, cited: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield what was cut away before the words a sentence rests on, where the sentence does not say it either.

    Parameters
    ----------
    sentence
        A sentence of the briefing, with the source's words in curly quotation marks.
    cited
        The evidence: what stands before the cited words in their sentence, and the cited words.

    Yields
    ------
    tuple of str
        The sense (`negation` or `hedge`), the word that has it, and the words it was cut from. Only the clause that the
        words stand in counts: "attend" out of "did not attend", but not out of "he did not stay, but did attend". A
        hedge counts before quoted words alone: what is cited and not quoted may be said with one of our own.
    """
    quoted = [fold_text(words.rstrip(".,;:?!"))[0] for words in _QUOTED.findall(sentence)]
    for before, exact in cited:
        before, exact = fold_text(before)[0], fold_text(exact)[0]
        cuts: list[tuple[str, str, tuple[str, ...]]] = [(before, exact, ("negation",))]
        for words in quoted:
            place = exact.casefold().find(words.casefold())
            cuts += [(before + exact[:place], exact[place : place + len(words)], tuple(_SENSES))] if place >= 0 else []
        for lead, words, senses in cuts:
            clause = _CLAUSE.split(lead)[-1]
            for sense in senses:
                turn = _SENSES[sense].search(clause)
                if turn and not _SENSES[sense].search(words) and not _SENSES[sense].search(sentence):
                    yield sense, turn[0], words
