"""Folding of characters that change when text is copied; it never changes letters or digits."""

from __future__ import annotations

import re

__all__ = ["fold_text"]

_FOLDS = {
    **dict.fromkeys("“”„‟«»＂「」『』", '"'),
    **dict.fromkeys("‘’‚‛`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    "…": "...",
}
_VANISHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BLANK = re.compile(r"\s")
_FOLDED = re.compile(rf"[\s{_VANISHING}]{{2,}}|[^\S ]|[{_VANISHING}{''.join(_FOLDS)}]")


def fold_text(text: str) -> tuple[str, list[int]]:
    """Return the text with white space, quotation marks and dashes folded, and where each character came from.

    Runs of white space (no-break spaces and line breaks too) become one space, zero-width characters vanish, an
    ellipsis becomes three full stops. The list has one offset into ``text`` for each character of the folded text.
    """
    folded: list[str] = []
    places: list[int] = []
    end = 0
    for found in _FOLDED.finditer(text):
        start = found.start()
        folded.append(text[end:start])
        places.extend(range(end, start))
        end = found.end()
        piece, place = _FOLDS.get(found[0]), start
        if piece is None:
            blank = _BLANK.search(text, start, end)
            piece, place = (" ", blank.start()) if blank else ("", start)
        folded.append(piece)
        places.extend([place] * len(piece))
    folded.append(text[end:])
    places.extend(range(end, len(text)))
    return "".join(folded), places
