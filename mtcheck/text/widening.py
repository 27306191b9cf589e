r"""Patterns made wider for the prefilter, where a match only says: look here.

`\p{L}` is 600 steps of a program over UTF-8, and a set of patterns holds it a hundred times. Wide
classes of whole blocks take ten, so that a set compiles ten times faster, and knows fewer states
when it meets its first texts. What a wide class takes for a letter and is none, such as a sign
between letters of Greek, costs a closer look at a row and nothing else.
"""

from __future__ import annotations

import re

_WIDE = {
    "L": r"A-Za-z\x{aa}-\x{1fff}\x{2071}-\x{2fff}\x{3005}\x{3006}\x{3031}-\x{feff}"
    r"\x{ff21}-\x{ff3a}\x{ff41}-\x{ff5a}\x{ff66}-\x{10ffff}",
    "Lu": r"A-Z\x{c0}-\x{de}\x{100}-\x{24f}\x{370}-\x{3ab}\x{3cf}-\x{42f}\x{460}-\x{556}"
    r"\x{10a0}-\x{10ff}\x{13a0}-\x{13f5}\x{1c80}-\x{1fff}\x{2102}-\x{2183}\x{2c00}-\x{2cff}"
    r"\x{a640}-\x{a7ff}\x{ff21}-\x{ff3a}\x{10000}-\x{1ffff}",
    "Ll": r"a-z\x{b5}\x{df}-\x{2af}\x{371}-\x{390}\x{3ac}-\x{3ff}\x{430}-\x{52f}"
    r"\x{560}-\x{588}\x{10d0}-\x{10ff}\x{13f8}-\x{13fd}\x{1c80}-\x{1fff}\x{2071}-\x{2184}"
    r"\x{2c00}-\x{2d2d}\x{a640}-\x{abbf}\x{fb00}-\x{fb17}\x{ff41}-\x{ff5a}\x{10000}-\x{1ffff}",
    "N": r"0-9\x{b2}-\x{be}\x{660}-\x{669}\x{6f0}-\x{6f9}\x{7c0}-\x{1c59}\x{2070}-\x{2189}"
    r"\x{2460}-\x{2793}\x{2c00}-\x{2cff}\x{3007}-\x{303a}\x{3192}-\x{32bf}\x{a620}-\x{abf9}"
    r"\x{ff10}-\x{ff19}\x{10000}-\x{1ffff}",
}
"""Blocks of code points that hold all of a class."""

_NARROW = {"L": "A-Za-z", "Lu": "A-Z", "Ll": "a-z", "N": "0-9"}
"""Some of a class, for where it says what is not to be there."""

_PIECE = re.compile(r"\[\^?\]?(?:\\.|[^\\\]])*\]|\\[pP]\{\^?\w+\}|\\.", re.DOTALL)
_CLASS = re.compile(r"\\p\{(\w+)\}")
_NOT_READ = re.compile(r"\[:|\\Q")


def widened(pattern: str) -> str:
    """An RE2 pattern that matches wherever `pattern` does, and seldom elsewhere."""
    return pattern if _NOT_READ.search(pattern) else _PIECE.sub(_piece, pattern)


def _piece(found: re.Match[str]) -> str:
    """A class in brackets, a class of its own, or an escaped character."""
    text = found[0]
    if text.startswith("["):
        known = _NARROW if text.startswith("[^") else _WIDE
        return _CLASS.sub(lambda name: known.get(name[1], name[0]), text)
    return _CLASS.sub(lambda name: f"[{_WIDE[name[1]]}]" if name[1] in _WIDE else name[0], text)
