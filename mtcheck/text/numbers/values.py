"""Numbers of a text as values: "33.06万", "330,600" and "330.6 thousand" are the same.

A number has readings: `1.234` is 1.234 or 1234 by the language, `3点` is 3 or 15 hours. Readers are
`words` for languages whose words are parted by spaces, and `numerals` for those that write
numbers in Han or Hangul characters; both are driven by the table `[numbers]` of the language.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

Value = float


class Kind(StrEnum):
    """What a number says."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    DECADE = "decade"
    CENTURY = "century"
    HOUR = "hour"
    MINUTE = "minute"
    FRACTION = "fraction"
    NAME = "name"


DATES = frozenset({Kind.YEAR, Kind.MONTH, Kind.DAY, Kind.DECADE, Kind.CENTURY})
TIMES = frozenset({Kind.HOUR, Kind.MINUTE})


@dataclass(slots=True, eq=False)
class Number:
    """One numeric expression, `start:end` of its text.

    `values`: its readings, the likeliest first. `also`: values it may be given as elsewhere, such
    as the parts of 7.30; they excuse, and are never reported. `unit`: name of its unit or currency.
    `sure`: whether it certainly is a number ("一" seldom is one). `digits`: its ASCII digits, none
    for a number in words. `scale`: what a scale such as "million" or 万 in it multiplies by.
    `about`: whether the text says that the value is not exact. `aside`: whether it stands in
    brackets or counts an item of a list: "(18 feet)", "2)". `thousands`: the value if a decimal
    mark before three digits were one of thousands, 0 where there is none: 1,234 in German.
    """

    start: int
    end: int
    values: tuple[Value, ...]
    also: set[Value] = field(default_factory=set)
    kind: Kind = Kind.CARDINAL
    unit: str = ""
    sure: bool = True
    digits: str = ""
    scale: float = 1.0
    about: bool = False
    aside: bool = False
    thousands: Value = 0.0


@dataclass(slots=True)
class Reading:
    """What a text says in numbers. `hints`: values of words that are no plain numbers ("twice",
    "half"); `weekdays`: 0 for Monday, with its place; `maybe`: weekdays that words may mean."""

    numbers: list[Number] = field(default_factory=list)
    hints: set[Value] = field(default_factory=set)
    weekdays: list[tuple[int, int, int]] = field(default_factory=list)
    maybe: set[int] = field(default_factory=set)


def key(value: float) -> float:
    """The value without the noise of binary fractions: nine significant digits."""
    return float(f"{value:.9g}")


NUMERAL = r"[0-9]+(?:[.,'’٫٬·][0-9]+)*"
"""A run of digits with single marks inside."""

_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_WIDE_COMMA = re.compile(r"(?<=[0-9０-９])，(?=[0-9０-９]{3}(?![0-9０-９]))")
_WIDE_MARK = re.compile("[．：％／－＋￥＄]")
_WIDE = str.maketrans("．：％／－＋￥＄", ".:%/-+¥$")
_DOTTED_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.( ?)(\d{1,2})\.( ?)((?:19|20)\d\d)(?![\d.])")


def plain(text: str) -> str:
    """The text with ASCII digits and marks beside them; every position stays what it was."""
    if text.isascii():
        return _slashed(text)
    if _FOREIGN_DIGIT.search(text):
        text = _WIDE_COMMA.sub(",", text)
        text = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return _slashed(text.translate(_WIDE) if _WIDE_MARK.search(text) else text)


def _slashed(text: str) -> str:
    """26.07.2020 as 26/07/2020: the dots are no decimal marks."""
    return _DOTTED_DATE.sub(r"\1/\2\3/\4\5", text) if ".20" in text or ".19" in text else text


@lru_cache(maxsize=4096)
def readings(
    numeral: str, decimal: tuple[str, ...], groups: tuple[str, ...]
) -> tuple[tuple[Value, ...], frozenset[Value]]:
    """Readings of a numeral and what its parts say, by the marks of a language.

    >>> readings("1.234,5", (",",), (".",))
    ((1234.5,), frozenset())
    """
    pieces = re.split(r"[^0-9]", numeral)
    marks = re.findall(r"[^0-9]", numeral)
    joined = float("".join(pieces))
    if not marks:
        return (joined,), frozenset()
    grouped = len(pieces[0]) <= 3 and all(len(piece) == 3 for piece in pieces[1:])
    indian = len(pieces[-1]) == 3 and all(len(piece) == 2 for piece in pieces[1:-1])
    if len(set(marks)) == 1 and len(marks) > 1:
        if grouped or (indian and len(pieces[0]) <= 2):
            return (joined,), frozenset()
        return (joined,), frozenset(float(piece) for piece in pieces)
    whole = float("".join(pieces[:-1]) + "." + pieces[-1])
    if len(marks) > 1:
        return (key(whole),), frozenset()
    if grouped and pieces[0] != "0":
        first_is_decimal = marks[0] == decimal[0] or marks[0] not in groups
        both = (whole, joined) if first_is_decimal else (joined, whole)
        return both[:1], frozenset(both[1:])
    return (key(whole),), _parts(*pieces, is_decimal=marks[0] in decimal)


def _parts(first: str, second: str, *, is_decimal: bool) -> frozenset[Value]:
    """What both sides of a mark may be: hour and minute or whole and cents (7.30), day and month
    (7.3 in German)."""
    is_date = len(second) == 1 and 1 <= int(first) <= 31 and second != "0" and not is_decimal
    if len(second) == 2 or is_date:
        return frozenset({float(first), float(second)} - {0.0})
    return frozenset()


def is_name(text: str, start: int) -> bool:
    """Whether the digits at `start` end a name: G20, COVID-19, F-35."""
    return start > 0 and _NAME.search(text, max(start - 8, 0), start) is not None


_NAME = re.compile(r"(?:[A-Za-z]|(?<![A-Za-z])[A-Z][A-Za-z]{0,5}[-\u2011])$")


_ROMAN = re.compile(r"\b[IVXLC]{1,9}\b")
_SIGNS = re.compile("[²³¹¼-¾\u2150-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def special_values(text: str) -> Iterator[Value]:
    """Values of Roman numerals and of signs such as Ⅲ, ½ and ③."""
    for match in _ROMAN.finditer(text):
        letters = [_ROMAN_VALUES[letter] for letter in match[0]]
        pairs = zip(letters, [*letters[1:], 0], strict=True)
        yield float(sum(-one if one < following else one for one, following in pairs))
    if not text.isascii():
        for sign in _SIGNS.findall(text):
            yield unicodedata.numeric(sign)


def share_scales(text: str, numbers: list[Number]) -> None:
    """1.2 to 1.5 million, 3 or 5 km: scale and unit belong to both."""
    scale, unit, following = 1.0, "", len(text)
    for number in reversed(numbers):
        between = text[number.end : following]
        if not between or not _SHARED.fullmatch(between):
            scale, unit = 1.0, ""
        if scale >= 1000 and number.scale == 1:
            number.also.update(key(value * scale) for value in number.values)
        else:
            scale = number.scale
        number.unit = unit = number.unit or unit
        following = number.start


def join_split(text: str, numbers: list[Number]) -> None:
    """8, 190 and 1 , 9 as 8,190 and 1.9 as well: tokenisers put spaces beside the mark."""
    for first, second in pairwise(numbers):
        between = text[first.end : second.start]
        if not first.digits or not second.digits or between.strip() not in (",", "."):
            continue
        if 1 < len(between) <= _SPLIT and first.scale == 1:
            whole = {float(f"{first.digits}.{second.digits}")}
            if len(second.digits) == _GROUP:
                whole.add(float(first.digits + second.digits))
            joined = {key(value * second.scale) for value in whole}
            first.also |= joined
            second.also |= joined


_SPLIT, _GROUP = 3, 3
_SHARED = re.compile(
    r"\s?(?:[-–—~～〜、,]|,?\s?[a-zà-ÿа-я]{1,4}|[至到和与及或]|から|または|부터|에서)?\s?(?:[A-Z]{0,3}[$€£¥])?"
)


_ASIDE = re.compile(r"[(（\[][^()（）\[\]]{0,60}[)）\]]|(?<![^\s(（])[0-9]{1,2}[)）.](?= )|24/7")


_FRACTIONS = "/½¼¾"
_MIXED = re.compile(r"(?<![0-9.,])[0-9]+[ -]([13])/([248])(?![0-9])|(?<![0-9.,])[0-9]+ ?([½¼¾])")


def mix_fractions(text: str, numbers: list[Number]) -> None:
    """2 1/2 million is 2.5 million as well, and its parts say nothing alone."""
    for match in _MIXED.finditer(text) if any(map(text.__contains__, _FRACTIONS)) else ():
        parts = _inside(numbers, *match.span())
        part = unicodedata.numeric(match[3]) if match[3] else int(match[1]) / int(match[2])
        if parts:
            scale = parts[-1].scale
            parts[0].also |= {parts[0].values[0] + part, key((parts[0].values[0] + part) * scale)}
            for number in parts[1:]:
                number.sure = False


_HEIGHT = re.compile(r"(?<![0-9])[0-9](?:[- ](?:foot|feet|ft)[- ]|['’])1?[0-9](?![0-9]|['’]?s)")


def mark_asides(text: str, numbers: list[Number]) -> None:
    """Tell what stands in brackets, and what fractions and percentages say. The parts of a height
    (6-foot-6, 5'10) say nothing alone."""
    mix_fractions(text, numbers)
    for match in _HEIGHT.finditer(text):
        for number in _inside(numbers, *match.span()):
            number.sure = False
    for number in numbers:
        if number.kind is Kind.PERCENT:
            _also_of_share(number)
    for match in _ASIDE.finditer(text):
        for number in _inside(numbers, *match.span()):
            number.aside = True


def _also_of_share(number: Number) -> None:
    """20 % is one in five; what stands on both sides of its mark says nothing alone."""
    value, whole = number.values[0], int(number.values[0])
    if value != whole:
        number.also -= {float(whole), float(number.digits[len(str(whole)) :] or 0)}
    if value and 100 / value == int(100 / value):
        number.also |= {value / 100, 100 / value}


def _inside(numbers: list[Number], start: int, end: int) -> list[Number]:
    """The numbers that begin in `start:end`; `numbers` are in order."""
    first = bisect_left(numbers, start, key=_start)
    return numbers[first : bisect_left(numbers, end, first, key=_start)]


def _start(number: Number) -> int:
    return number.start
