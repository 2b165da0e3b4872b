"""Characters that are not seen but obeyed, shown by their code point; which typeface has a character is not asked."""

from __future__ import annotations

import re

__all__ = ["has_hidden", "show_hidden"]

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_BROKEN = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_WITHOUT_WIDTH = r"\u034f\u115f\u1160\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb"
_TAGS = r"\U000e0000-\U000e0fff"
_JOINED = r"\u0600-\u109f\u1780-\u18af\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_HIDDEN = re.compile(rf"[{_CONTROLS}{_BROKEN}{_DIRECTIONS}{_WITHOUT_WIDTH}{_TAGS}]|(?<![{_JOINED}])[\u200c\u200d]")


def show_hidden(text: str) -> str:
    """Return a text with every hidden character in it shown by its code point, as in ``‹U+202E›``.

    Hidden are control characters, halves of characters, marks of writing direction, characters without width, and tags:
    what a reader does not see, and what a terminal or a page obeys. Tabs and line ends stay, and so do joiners in the
    scripts and pictures that are written with them, and soft hyphens.
    """
    return _HIDDEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def has_hidden(text: str) -> bool:
    """Return whether a line holds a hidden character, a tab or a line end."""
    return bool(_HIDDEN.search(text) or re.search(r"[\t\n\r\u2028\u2029]", text))
