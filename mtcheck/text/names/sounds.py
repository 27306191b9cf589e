"""How much a name in Latin letters sounds like one in Chinese characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from mtcheck.text.names.readings import japanese

_LATIN = [
    ("sch|sh|tch|ch|zh|cz|sz|[sxzj]|c(?=[eiy])|g(?=[eiy])", "s"),
    ("ph|[fvw]", "f"),
    ("th|[td]", "t"),
    ("ck|[kgcq]", "k"),
    ("[bp]", "p"),
    ("[lr]", "l"),
    ("[mn]", "n"),
    ("[^sftkplnh]", ""),
]
_PINYIN = [("zh|ch|sh|[zcsjqx]", "s"), *((a, b) for a, b in _LATIN[1:])]


@lru_cache(1 << 16)
def likeness(word: str, name: str) -> float:
    """From 0 to 1, by letters and by kinds of consonants; of a Japanese name as it is read there
    too."""
    read = (japanese(name) or "").split()
    return max(_likeness(word, one) for one in (sound(name), *map(_plain, read)))


def _likeness(word: str, pinyin: str) -> float:
    latin = _plain(word)
    bones, other = _bones(latin, chinese=False), _bones(pinyin, chinese=True)
    letters: float = JaroWinkler.similarity(latin, pinyin)
    consonants: float = JaroWinkler.similarity(bones, other)
    return (letters + consonants) / 2 if len(bones) > 1 and len(other) > 1 else letters


@lru_cache(1 << 16)
def sound(name: str) -> str:
    """A name of Chinese characters in Latin letters."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).casefold()


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if letter.isascii() and letter.isalpha())


@lru_cache(1 << 16)
def _bones(letters: str, *, chinese: bool) -> str:
    for pattern, kind in _PINYIN if chinese else _LATIN:
        letters = re.sub(pattern, kind, letters)
    return re.sub(r"(.)\1+", r"\1", letters)
