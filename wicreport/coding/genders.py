"""Whether "he" or "she" can mean somebody, by words beside the name; who is meant is asked elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from wicreport.coding.document_names import DocumentNames

__all__ = ["Gender", "fits_gender", "gender_of_word"]

Gender = Literal["f", "m"]

_PRONOUN = re.compile(
    r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]im|[Hh]imself)|(?P<f>[Ss]he|[Hh]er|[Hh]erself))\b|(?P<he>他)(?!们|們)|(?P<she>她)(?!们|們)"
)
_WORD = re.compile(
    r"\b(?:(?P<f>she|her|Mrs|Ms|Miss|Madame|\w*woman|girl|daughter|wife|mother|sister|aunt|auntie|queen|princess|waitress|actress)"
    r"|(?P<m>he|his|him|Mr|sir|\w*(?<!wo)man|boy|son|husband|father|brother|uncle|king|prince|monk))\b|(?P<he>他)|(?P<she>她)",
    re.IGNORECASE,
)
_REACH = 200  # characters behind a name in which a pronoun may be its own


def gender_of_word(words: str) -> Gender | None:
    """Return whom words can mean: "she", "Mrs Shen", "the owner's son"; None where they do not say."""
    found = [match.lastgroup for match in _WORD.finditer(words)]
    return None if not found else "f" if found[-1] in ("f", "she") else "m"


def fits_gender(names: DocumentNames, name: str, position: int, gender: Gender | None) -> bool:
    """Return whether a pronoun can stand for somebody, as far as the text before and just after it tells.

    Parameters
    ----------
    names
        Everybody the document names.
    name
        The one in question.
    position
        Where the pronoun stands.
    gender
        That of the pronoun; None is any.
    """
    if gender is None:
        return True
    if said := gender_of_word(name):
        return said == gender
    votes = Counter[str]()
    mentions = names.before(position)
    for mention, following in zip(mentions, [*mentions[1:], None], strict=False):
        if mention.is_person and mention.name == name:
            end = min(mention.end + _REACH, position)
            after = _PRONOUN.search(names.text, mention.end, min(end, following.start) if following else end)
            before = gender_of_word(names.text[max(0, mention.start - 8) : mention.start])
            votes[before or ""] += 2 if before else 0
            if after:
                votes["f" if after.lastgroup in ("f", "she") else "m"] += 1
    return votes["f" if gender == "m" else "m"] <= votes[gender]
