"""Which runs of a text are Chinese, so that they can be marked and set in their type; nothing is translated here."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["HAN", "split_languages"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The Han characters, as the inside of a regular expression's character class."""

_RUN = re.compile(rf"[{HAN}](?:[{HAN}\u3001-\u303f\uff00-\uffef\u00b7]|[0-9]+(?=[{HAN}]))*")


def split_languages(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of a text with their language: `zh` for Chinese, an empty string for the document's own."""
    end = 0
    for match in _RUN.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], ""
        yield match[0], "zh"
        end = match.end()
    if end < len(text):
        yield text[end:], ""
