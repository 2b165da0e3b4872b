"""The stretch of a text that is most like some words; whether it will do in their place is not decided here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from wicreport.findings.foldings import fold_text

__all__ = ["find_stretch"]

_TOKEN = re.compile(r"[\u2e80-\u9fff]|[$€£¥]?\w+(?:[.,’'-]\w+)*%?|[^\w\s]")
_CLOSERS = frozenset('.,;:!?)]”"。，；：！？')
_SLACK = 4  # tokens that were put in or taken out
_FAR = 200
_EXCESS = 0.5  # what a character too many costs, where one that is shared counts as one


def find_stretch(words: str, sentence: str) -> tuple[float, str]:
    """Return the stretch of a sentence that is most like some words, with its likeness.

    Parameters
    ----------
    words
        The words that are looked for, and do not stand in the sentence as they are.
    sentence
        Where they are looked for.

    Returns
    -------
    tuple of float and str
        The share of the characters of the words that the stretch has in the same order, less for each that is too many;
        and the stretch, in whole words. Of equals the shortest, and of these the first.
    """
    wanted = fold_text(words)[0].strip()
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    found = [(0.0, 0, "")]
    for stretch in _list_stretches(len(_TOKEN.findall(words)), _cut_round(wanted, sentence)) if wanted else ():
        folded = fold_text(stretch)[0]
        matcher.set_seq1(folded)
        cost = _EXCESS * max(0, len(folded) - len(wanted))
        if matcher.real_quick_ratio() * (len(folded) + len(wanted)) / 2 - cost >= found[-1][0] * len(wanted):
            shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
            found.append(max(found[-1], ((shared - cost) / len(wanted), -len(stretch), stretch), key=lambda f: f[:2]))
    likeness, _, stretch = found[-1]
    return likeness, stretch


def _cut_round(wanted: str, sentence: str) -> str:
    """Return what stands round the longest words that a very long sentence shares, of any other sentence all."""
    reach = 2 * len(wanted) + _FAR
    if len(sentence) <= 2 * reach:
        return sentence
    folded, places = fold_text(sentence)
    block = difflib.SequenceMatcher(None, wanted, folded, autojunk=False).find_longest_match()
    return sentence[max(0, places[block.b] - reach) : places[block.b] + reach]


def _list_stretches(n_tokens: int, sentence: str) -> Iterator[str]:
    """Yield the stretches of about as many tokens, none of which begins with a mark that closes."""
    tokens = list(_TOKEN.finditer(sentence))
    for first, token in enumerate(tokens):
        if token[0] not in _CLOSERS:
            for last in range(max(first, first + n_tokens - 1 - _SLACK), min(len(tokens), first + n_tokens + _SLACK)):
                yield sentence[token.start() : tokens[last].end()]
