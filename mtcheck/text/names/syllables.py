"""Which Chinese characters a name in Latin letters may stand for, by its syllables."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mtcheck.text.names.pinyin import SYLLABLES
from mtcheck.text.names.readings import special_surnames

HAN = re.compile("[\u3400-\u9fff]")
_LONGEST = max(map(len, SYLLABLES))
_PARTS = re.compile(r"([zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(.*)")
_WADE_LEADS = dict(
    zip(
        "b d g j q x zh z c r".split(),
        "p t k ch ch hs ch ts ts j".split(),
        strict=True,
    )
)
_WADE_ENDS = {"ong": "ung", "ian": "ien", "ie": "ieh", "iong": "iung", "ue": "ueh", "uo": "o"}
_WADE_WHOLE = dict(
    zip(
        "zi ci si zhi chi shi ri ge ke he gui kui guo kuo huo shuo you yan ye er".split(),
        "tzu tzu ssu chih chih shih jih ko ko ho kuei kuei kuo kuo huo shuo yu yen yeh erh".split(),
        strict=True,
    )
)
"""Wade-Giles, as Taiwan writes names, without its apostrophes: chen for zhen, che for zhe."""


def letters_of(word: str) -> str:
    """A word in lower case, without apostrophes, ü written u."""
    return word.casefold().replace("'", "").replace("’", "").replace("ü", "u")


@lru_cache(1 << 14)
def syllables_of(letters: str) -> tuple[tuple[str, ...], ...]:
    """All ways to read letters as one Chinese syllable after another."""
    if not letters:
        return ((),)
    return tuple(
        (letters[:size], *rest)
        for size in range(1, min(_LONGEST, len(letters)) + 1)
        if letters[:size] in _known()
        for rest in syllables_of(letters[size:])
    )


@cache
def _known() -> frozenset[str]:
    return frozenset(map(letters_of, SYLLABLES))


@lru_cache(1 << 14)
def readings_of(character: str) -> frozenset[str]:
    """How a character may be written: in pinyin, whichever way it is read, and in Wade-Giles."""
    from pypinyin import Style, pinyin

    if not HAN.match(character):
        return frozenset()
    read = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)[0]
    plain = {
        *map(letters_of, read),
        *map(letters_of, special_surnames().get(character, "").split()),
    }
    with_v = {one[0] + end for one in plain if one[:2] in {"lu", "nu"} for end in _umlauts(one)}
    return frozenset({*plain, *map(_wade_giles, plain), *with_v})


def _umlauts(syllable: str) -> tuple[str, str]:
    """What stands for lü and nü behind the first letter: lv, lyu."""
    return "v" + syllable[2:], "yu" + syllable[2:]


def _wade_giles(syllable: str) -> str:
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    match = _PARTS.fullmatch(syllable)
    assert match is not None  # a syllable is one line, of which the last group takes the rest
    lead, end = match[1] or "", match[2]
    return _WADE_LEADS.get(lead, lead) + _WADE_ENDS.get(end, end)


def in_pinyin(characters: str) -> str:
    """A surname, or a given name, as it is written: Xi'an."""
    from pypinyin import lazy_pinyin

    if characters in special_surnames():
        return special_surnames()[characters]
    first, *rest = lazy_pinyin(characters)
    return (first + "".join(_joined(one) for one in rest)).capitalize()


def _joined(syllable: str) -> str:
    return f"'{syllable}" if syllable[0] in "aeo" else syllable


def is_read(letters: str, text: str) -> bool:
    """Whether characters of a text, one after another, may be read so."""
    return any(_starts_with(text, place, letters) for place in range(len(text)))


def _starts_with(text: str, place: int, letters: str) -> bool:
    """Whether the characters of a text from a place on may be read so."""
    if not letters:
        return True
    return place < len(text) and any(
        _starts_with(text, place + 1, letters[len(one) :])
        for one in readings_of(text[place])
        if one and letters.startswith(one)
    )
