"""Folding of characters that change when text is copied; it never changes letters or digits."""

from __future__ import annotations

__all__ = ["fold_text"]

_FOLDS = {
    **dict.fromkeys("“”„‟«»＂「」『』", '"'),
    **dict.fromkeys("‘’‚‛`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    "…": "...",
}


def fold_text(text: str) -> tuple[str, list[int]]:
    """Return the text with white space, quotation marks and dashes folded, and where each character came from.

    Runs of white space (no-break spaces and line breaks too) become one space, zero-width characters vanish, an
    ellipsis becomes three full stops. The list has one offset into ``text`` for each character of the folded text.
    """
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if folded and folded[-1] == " ":
                continue
            character = " "
        elif character in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
            continue
        for piece in _FOLDS.get(character, character):
            folded.append(piece)
            places.append(place)
    return "".join(folded), places
