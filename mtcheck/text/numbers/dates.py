"""Dates and times among the numbers of a text: years in two digits, months, hours, decades."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from mtcheck.text.numbers.values import Kind, Number

_CLOCK = re.compile(r"(?<![0-9:.,])([01]?[0-9]|2[0-4])[:h]([0-5][0-9])(?::[0-5][0-9])?(?![0-9])")
_ISO = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9][0-9]([-/.])([0-9]{1,2})\1([0-9]{1,2})(?![0-9])")
_SHORT = re.compile(r"(?:['’‘])([0-9]{2})(?![0-9])")
_SEPTEMBER_11 = re.compile(r"(?<![0-9/.,])(9)/(11)(?![0-9/])")
_SPAN = re.compile(r"(?<![0-9.,])((?:1[5-9]|20)[0-9]{2}) ?[-–/] ?([0-9]{1,2})(?![0-9]|[/.-][0-9])")

_APOSTROPHES = frozenset("'’‘")
_HOUR_MARKS = frozenset(":h")
_YEAR = 4
"""Digits of a year that is written out."""
_NEAR = 5
_AND = frozenset("、和与至到")
_DECADES = frozenset(range(10, 100, 10))
FIRST_YEAR, LAST_YEAR = 1200, 2100


def looks_like_year(number: Number) -> bool:
    """Four digits without marks or scale."""
    return (
        len(number.digits) == 4
        and number.end - number.start == 4
        and FIRST_YEAR <= number.values[0] <= LAST_YEAR
    )


def hour(number: Number) -> None:
    """Make a number an hour: on a clock of 12 and of 24 hours."""
    value = number.values[0]
    number.kind = Kind.HOUR
    number.also.add(value + 12 if value < 12 else value - 12 if value > 12 else 24.0)


def short_year(number: Number) -> None:
    """Make two digits a year of this century or the last."""
    value = number.values[0]
    if value < 100:
        number.also |= {1900 + value, 2000 + value}


def mark_dates(text: str, numbers: list[Number]) -> None:
    """Tell years, hours and the parts of dates in digits from plain numbers."""
    by_start = {number.start: number for number in numbers}
    for number in numbers:
        if number.kind is Kind.CARDINAL and number.unit in ("", "year") and looks_like_year(number):
            number.kind, number.unit = Kind.YEAR, ""
    has_clock = any(text[number.end : number.end + 1] in _HOUR_MARKS for number in numbers)
    for match in _CLOCK.finditer(text) if has_clock else ():
        _clock(by_start.get(match.start(1)), by_start.get(match.start(2)))
    has_year = any(len(number.digits) >= _YEAR for number in numbers)
    for match in _ISO.finditer(text) if has_year else ():
        for group, kind in ((2, Kind.MONTH), (3, Kind.DAY)):
            if part := by_start.get(match.start(group)):
                part.kind = kind
    for match in _SPAN.finditer(text) if has_year else ():
        if last := by_start.get(match.start(2)):
            century = int(match[1]) // 10 ** len(match[2]) * 10 ** len(match[2])
            last.also.add(float(century + int(match[2])))
    for match in _SEPTEMBER_11.finditer(text) if "9/11" in text else ():
        for part in (by_start.get(match.start(group)) for group in (1, 2)):
            if part is not None:  # the attacks, 911 in Chinese, or the ninth of November
                part.sure = False
                part.also |= {9.0, 11.0, 911.0}
    _join_neighbours(text, numbers)
    for match in _SHORT.finditer(text) if not _APOSTROPHES.isdisjoint(text) else ():
        if short := by_start.get(match.start(1)):
            short_year(short)


def _join_neighbours(text: str, numbers: list[Number]) -> None:
    """Tell what two numbers beside each other are together: minutes, decades, centuries."""
    for first, second in pairwise(numbers):
        near = second.start - first.end <= _NEAR
        tens = first.values[0] * 10
        between = text[first.end : second.start].strip()
        if near and tens < 100 and second.kind is Kind.DECADE and between in _AND:
            first.also |= {tens, 1900 + tens}  # 六、七十年代
        if near and first.kind is Kind.CENTURY and second.kind is Kind.DECADE:
            first.sure = False  # the 30s of the 20th century are the 1930s
        if near and first.kind is Kind.HOUR and second.unit == "min":  # 2时40分
            second.unit, second.kind = "", Kind.MINUTE
            together = first.values[0] * 100 + second.values[0]
            first.also.add(together)
            second.also.add(together)
        if near and first.kind is Kind.DECADE and second.values[0] in _DECADES:
            second.kind = Kind.DECADE
            short_year(second)


def _clock(first: Number | None, second: Number | None) -> None:
    """The two numbers of 15:30; 1530 says the same."""
    if first is None or second is None:
        return
    hour(first)
    second.kind = Kind.MINUTE
    together = first.values[0] * 100 + second.values[0]
    first.also.add(together)
    second.also.add(together)


def beside_month(
    index: int, words: Sequence[str], links: Collection[str]
) -> Iterator[tuple[int, slice]]:
    """The words on both sides of a month, past "de" in Spanish (19 de junio de 2020), and those
    before which the gaps to them stand."""
    for step in (-1, 1):
        at = index + step
        if 0 <= at < len(words) and words[at] in links:
            at += step
        if 0 <= at < len(words):
            yield at, slice(min(at, index) + 1, max(at, index) + 1)
