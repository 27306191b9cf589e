"""Cyrillic letters, kana and hangul in Latin letters, as an English reader writes their sounds."""

from __future__ import annotations

import re
from functools import lru_cache

from mtcheck.text.names.readings import korean_surnames

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџ",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g u y l "
        "n ch j j".split(" "),
        strict=True,
    )
)
_JOINED = (("дж", "j"), ("кс", "x"), ("уи", "wi"), ("уэ", "we"), ("уо", "wo"))

_VOWELS = "aiueo"
_KANA_ROWS = (
    (" ", "アイウエオ"),
    ("k", "カキクケコ"),
    ("g", "ガギグゲゴ"),
    ("s", "サシスセソ"),
    ("z", "ザジズゼゾ"),
    ("t", "タチツテト"),
    ("d", "ダヂヅデド"),
    ("n", "ナニヌネノ"),
    ("h", "ハヒフヘホ"),
    ("b", "バビブベボ"),
    ("p", "パピプペポ"),
    ("m", "マミムメモ"),
    ("r", "ラリルレロ"),
    ("^", "ァィゥェォ"),
)
_KANA = {
    kana: row.strip() + vowel
    for row, all_kana in _KANA_ROWS
    for kana, vowel in zip(all_kana, _VOWELS, strict=True)
}
_KANA |= dict(
    zip(
        "シジチヂツヅフヤユヨャュョワヲンヴッー",
        "shi ji chi ji tsu zu fu ya yu yo ^ya ^yu ^yo wa o n vu  ".split(" "),
        strict=True,
    )
)
_HIRAGANA = {ord(kana) - 0x60: ord(kana) for kana in _KANA if kana != "ー"}
_SMALL = [
    (re.compile(r"(sh|ch|j)i\^y?"), r"\1"),
    (re.compile(r"(?<![a-z])u\^"), "w"),
    (re.compile(r"[aiueo]?\^"), ""),
]
"""What a small kana does to the one before: フ and ァ are fa, シ and ャ sha, ウ and ィ wi."""

_NO_VOWEL = [
    (re.compile(r"(?<=[kgszfbpmrv])u(?![aiueo])"), ""),
    (re.compile(r"(?<=[td])o(?![aiueo])"), ""),
    (re.compile(r"(?<=[ct]h)i$"), ""),
]
"""Vowels that a foreign name is given where Japanese has no bare consonant."""

_LEADS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_MIDDLES = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_TAILS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_FIRST_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3

_LONGEST_KOREAN = 4

CYRILLIC, KANA, HANGUL = "cyrillic", "kana", "hangul"


def script_of(name: str) -> str | None:
    """Which of these scripts the first character of a name belongs to."""
    code = ord(name[0])
    if 0x400 <= code <= 0x4FF:
        return CYRILLIC
    if 0x3041 <= code <= 0x30FF:
        return KANA
    return HANGUL if _FIRST_HANGUL <= code <= _LAST_HANGUL else None


@lru_cache(1 << 16)
def romanised(name: str) -> tuple[str, ...]:
    """The ways to write a name that are tried; none where it is in another script."""
    script = script_of(name)
    if script == CYRILLIC:
        return (_cyrillic(name),)
    if script == KANA:
        return _kana(name)
    return _korean(name) if script == HANGUL else ()


def _cyrillic(name: str) -> str:
    text = name.casefold()
    for letters, latin in _JOINED:
        text = text.replace(letters, latin)
    return "".join(_CYRILLIC.get(letter, letter) for letter in text)


def _kana(name: str) -> tuple[str, ...]:
    text = "".join(_KANA.get(kana, " ") for kana in name.translate(_HIRAGANA))
    for pattern, sound in _SMALL:
        text = pattern.sub(sound, text)
    foreign = text
    for pattern, sound in _NO_VOWEL:
        foreign = pattern.sub(sound, foreign)
    return (foreign, text) if foreign != text else (text,)


def _korean(name: str) -> tuple[str, ...]:
    """A foreign name too, which gets a 으 where Korean has no bare consonant; of a Korean one its
    surname as people write it, and the given name."""
    sound = _hangul(name)
    surname = next((name[:n] for n in (2, 1) if name[:n] in korean_surnames()), "")
    if not surname or len(name) > _LONGEST_KOREAN:
        return tuple(dict.fromkeys((sound, sound.replace("eu", ""))))
    ways = korean_surnames()[surname].casefold().split()
    given = _hangul(name[len(surname) :])
    return tuple(dict.fromkeys((sound, sound.replace("eu", ""), *ways, *(given,) * bool(given))))


def _hangul(name: str) -> str:
    parts = []
    for letter in name:
        index = ord(letter) - _FIRST_HANGUL
        if 0 <= index <= _LAST_HANGUL - _FIRST_HANGUL:
            parts += [_LEADS[index // 588], _MIDDLES[index % 588 // 28], _TAILS[index % 28]]
    return "".join(parts)
