"""How much a name in Latin letters sounds like one in another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from mtcheck.text.names.readings import japanese
from mtcheck.text.names.romanised import CYRILLIC, HANGUL, KANA, romanised, script_of

_Kinds = Sequence[tuple[str, str]]

_LATIN, _PINYIN = "latin", "pinyin"
_LATIN_KINDS: _Kinds = [
    ("sch|sh|tch|ch|zh|cz|sz|[sxzj]|c(?=[eiy])|g(?=[eiy])", "s"),
    ("ph|[fvw]", "f"),
    ("th|[td]", "t"),
    ("ck|[kgcq]", "k"),
    ("[bp]", "p"),
    ("[lr]", "l"),
    ("[mn]", "n"),
    ("[^sftkplnh]", ""),
]
_SIBILANTS = "[sz]h|ch|ts|[szj]|g(?=[ei])"
_KINDS: dict[str, _Kinds] = {
    _LATIN: _LATIN_KINDS,
    _PINYIN: [("zh|ch|sh|[zcsjqx]", "s"), *_LATIN_KINDS[1:]],
    CYRILLIC: [
        (_SIBILANTS, "s"),
        ("[td]", "t"),
        ("[kgh]", "k"),
        ("[bp]", "p"),
        ("[^sftkplrmn]", ""),
    ],
    KANA: [
        (f"{_SIBILANTS}|t(?=h)", "s"),
        ("[fh]", "h"),
        ("[bvp]", "p"),
        ("[td]", "t"),
        ("[kg]", "k"),
        ("[lr]", "r"),
        ("[mn]", "n"),
        ("[^shptkrn]", ""),
    ],
    HANGUL: [
        (_SIBILANTS, "s"),
        ("[fbvp]", "p"),
        ("[td]", "t"),
        ("[kg]", "k"),
        ("[lr]", "l"),
        ("[^sptklmnh]", ""),
    ],
}
"""Consonants that a target or a source of the script does not tell apart."""

_ONE_LETTER = str.maketrans("lv", "rb")

_SPELT: _Kinds = [
    ("schtsch|shch|stch|chtch|šč", "sh"),
    ("dsch|dzh|dj|dž", "j"),
    ("tsch|tch|cz|č", "ch"),
    ("sch|sz|š", "sh"),
    ("ž", "zh"),
    ("x", "ks"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("(?<=[aou])gh(?=t|$)", ""),
    ("^kn", "n"),
    ("^wr", "r"),
    ("ck|q|c(?=[^eiyh]|$)", "k"),
    ("c(?=[eiy])", "s"),
    ("tz", "ts"),
    ("oo|ou", "u"),
    ("ee|ea", "i"),
    ("y", "i"),
    ("w", "v"),
]
"""How languages in Latin letters write what others have one letter for: BGN/PCGN, ISO 9, scholarly,
German and French for Cyrillic, Hepburn and Kunrei, Revised and McCune-Reischauer."""


@lru_cache(1 << 16)
def likeness(word: str, name: str) -> float:
    """From 0 to 1, by letters and by kinds of consonants; of a Japanese name as it is read there
    too."""
    if ways := romanised(name):
        kinds = script_of(name) or ""
        latin, *heard = (_as_heard(phones(one), kinds) for one in (word, *ways))
        return max(_alike(latin, one, kinds, kinds) for one in heard)
    read = (japanese(name) or "").split()
    latin = _plain(word)
    return max(_alike(latin, one, _LATIN, _PINYIN) for one in (sound(name), *map(_plain, read)))


def _as_heard(letters: str, script: str) -> str:
    """Without the difference of l and r, or b and v, in a language that has none."""
    return letters.translate(_ONE_LETTER) if script == KANA else letters


def _alike(latin: str, source: str, kinds: str, source_kinds: str) -> float:
    bones, other = _bones(latin, kinds), _bones(source, source_kinds)
    letters: float = JaroWinkler.similarity(latin, source)
    consonants: float = JaroWinkler.similarity(bones, other)
    return (letters + consonants) / 2 if len(bones) > 1 and len(other) > 1 else letters


@lru_cache(1 << 16)
def sound(name: str) -> str:
    """A name of Chinese characters in Latin letters."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).casefold()


@lru_cache(1 << 16)
def phones(word: str) -> str:
    """A word in Latin letters as it sounds, roughly, in all languages that write it so."""
    return _undoubled(_plain(_replaced(unicodedata.normalize("NFC", word.casefold()), _SPELT)))


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if letter.isascii() and letter.isalpha())


@lru_cache(1 << 16)
def _bones(letters: str, kinds: str) -> str:
    return _undoubled(_replaced(letters, _KINDS[kinds]))


def _replaced(letters: str, kinds: _Kinds) -> str:
    for pattern, kind in kinds:
        letters = re.sub(pattern, kind, letters)
    return letters


def _undoubled(letters: str) -> str:
    return re.sub(r"(.)\1+", r"\1", letters)
