"""Where the sentences of a paragraph end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

WINDOW = 1024
"""Code points shown to the splitter at a time: its time grows with their square."""

LONGEST_WINDOW = 2048
"""Code points after which a text without a sentence end is cut where it can be."""

FINAL = frozenset(".!?…‥。．！？｡।॥؟۔։።")
"""Characters that end a sentence."""

_SPACED = frozenset(".!?")
"""Marks that end a sentence only before a space: “./configure”, “the end.Next”."""

_SPACELESS = "\u0e00"
"""The first letter of a script without spaces: Thai."""

_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"))
_BEFORE_LATIN = re.compile("[。！？](?=[0-9A-Za-z])")

_CUT_SEARCH = 512


def sentence_ends(text: str, lang: str) -> Iterator[int]:
    """Yield where each sentence of a paragraph ends, white space after it included.

    The last sentence in a window may go on behind it, so the next window begins with that sentence.
    Each window moves on by half its size at least, so the time grows with the length of the text.
    """
    start, window = 0, WINDOW
    while start < len(text):
        piece = text[start : start + window]
        ends = _split(piece, lang)
        if start + window < len(text):
            ends.pop()
            if not ends or ends[-1] < window // 2:
                if window < LONGEST_WINDOW:
                    window *= 2
                    continue
                ends.append(_cut(piece))
        yield from (start + end for end in ends)
        start, window = start + ends[-1], WINDOW


def _split(piece: str, lang: str) -> list[int]:
    """Ends of the sentences of `piece`; the last is its length."""
    from sentencex import segment

    try:
        sentences: list[str] = segment(lang.split("-")[0].lower(), piece)
    except UnicodeEncodeError:  # a lone surrogate
        return [len(piece)]
    if "".join(sentences) != piece:
        return [len(piece)]
    ends, end = [], 0
    for sentence in (part for one in sentences for part in _parted(one)):
        end += len(sentence)
        if end == len(piece) or sentence[-1] not in _SPACED or piece[end] >= _SPACELESS:
            ends.append(end)
    return ends


def _parted(sentence: str) -> list[str]:
    """The sentences of one that the splitter leaves whole: it does not end a Chinese one before a
    digit or a Latin letter."""
    places = [match.end() for match in _BEFORE_LATIN.finditer(sentence)]
    whole = [at for at in places if not _is_quoted(sentence[:at])]
    return [sentence[a:b] for a, b in pairwise([0, *whole, len(sentence)])]


def _is_quoted(text: str) -> bool:
    """Whether a quotation or bracket is open at the end of a text."""
    return any(text.count(left) > text.count(right) for left, right in _PAIRS)


def _cut(piece: str) -> int:
    """Where to cut a text that has no sentence end: near its end, if it can be between words."""
    for end in range(len(piece), len(piece) - _CUT_SEARCH, -1):
        if piece[end - 1].isspace() or piece[end - 1] in FINAL:
            return end
    return len(piece)
