"""Reads the numbers of Chinese, Japanese and Korean texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mtcheck.text.locale import Numbers
from mtcheck.text.numbers import dates
from mtcheck.text.numbers.numerals import DIGITS, HAN, HANGUL, METRIC, SCALES, TENS, values_of
from mtcheck.text.numbers.units import currency_before, symbols
from mtcheck.text.numbers.values import (
    NUMERAL,
    Kind,
    Number,
    Reading,
    is_name,
    join_split,
    mark_asides,
    plain,
    readings,
    share_scales,
    special_values,
)
from mtcheck.text.numbers.words import Vocabulary


class CharacterScanner:
    """Reader of a language that writes numbers in Han or Hangul characters."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        self.vocabulary = vocabulary
        self.numbers = numbers
        self.run = HANGUL if numbers.numerals == "hangul" else HAN
        self.after = dict(_meanings(numbers))
        self.suffix = _longest_first(self.after)
        self.counter = _longest_first(numbers.counters.split())
        before = {mark: role for role in _BEFORE for mark in numbers.marks.get(role, ())}
        self.before = before
        self.prefix = re.compile(f"(?:{_longest_first(before).pattern})" + r"\s?$")
        speeds = "|".join(map(re.escape, numbers.marks.get("speed_before", ())))
        self.speed = re.compile(rf"(?:{speeds or '$^'})[^0-9，。,.]{{0,4}}$")
        self.weekdays = {f: n for n, day in enumerate(numbers.weekdays) for f in day.split()}
        self.weekday = _longest_first(self.weekdays)
        tables = (numbers.ordinals, numbers.fractions, numbers.multiples, numbers.words)
        self.hints: dict[str, set[float]] = {}
        for value, form in ((v, f) for t in tables for v, fs in t.items() for f in fs.split()):
            self.hints.setdefault(form.rstrip("?"), set()).add(float(value))
        self.hint = _longest_first(self.hints)

    def read(self, text: str) -> Reading:
        """The numbers of a text."""
        text = plain(text)
        reading = Reading()
        reading.hints.update(special_values(text))
        for match in self.hint.finditer(text):
            reading.hints.update(self.hints[match[0]])
        days = set()
        for match in self.weekday.finditer(text):
            reading.weekdays.append((self.weekdays[match[0]], *match.span()))
            days.add(match.end() - 1)
        percent = -1
        for match in self.run.finditer(text):
            if match[0].startswith("百分"):
                percent = match.end()
            elif match.start() not in days:
                self._add(reading, text, match, percent == match.start())
        share_scales(text, reading.numbers)
        join_split(text, reading.numbers)
        mark_asides(text, reading.numbers)
        dates.mark_dates(text, reading.numbers)
        return reading

    def _add(self, reading: Reading, text: str, match: re.Match[str], percent: bool) -> None:
        number = self._number(text, match)
        if percent:
            number.kind = Kind.PERCENT
        self._before(number, text)
        self._after(number, text)
        if number.values[0] == 0 and not number.digits:
            number.sure = False
        reading.numbers.append(number)

    def _number(self, text: str, match: re.Match[str]) -> Number:
        start, end = match.span()
        run = match[0].rstrip()
        end = start + len(run)
        numbers = self.numbers
        if run[0].isdigit() and re.fullmatch(NUMERAL, run):
            values, also = readings(run, numbers.decimal, numbers.groups)
            number = Number(start, end, values, set(also), digits=re.sub(r"\D", "", run))
            if is_name(text, start):
                number.kind = Kind.NAME
            return number
        metric = end < len(text) and text[end] in METRIC.get(run[-1], "")
        values = values_of(run)
        number = Number(start, end, values, digits=re.sub(r"\D", "", run))
        if metric and len(run) > 1:
            without = values_of(run[:-1])
            number.also.update(values if run[-2] in DIGITS else ())
            number.values, number.end = without, end - 1
        scales = [SCALES[c] for c in run if c in SCALES]
        number.scale = max(scales, default=1.0) if number.digits else 1.0
        number.sure = bool(number.digits) or self._is_sure(text, start, number.end, run)
        if "十" == run[:1] and len(run) == 2:
            number.also |= {10.0, values[0] - 10}
        if text[start - 1 : start] in _VAGUE_BEFORE and start:
            number.sure = False
        return number

    def _is_sure(self, text: str, start: int, end: int, run: str) -> bool:
        """Whether characters are a number: two of which one is a scale, or one with a counter."""
        if len(run) == 1 and ((run in SCALES and run not in "十십") or DIGITS.get(run, 2) < 2):
            return False
        if not any(c in DIGITS or c in TENS for c in run) and run != "十":
            return False
        if len(run) > 1:
            scaled = any(c in SCALES or c in TENS for c in run)
            return (scaled or len(run) > 2) and SCALES.get(run[0], 10) == 10
        return self.counter.match(text, end) is not None

    def _before(self, number: Number, text: str) -> None:
        match = self.prefix.search(text[max(number.start - 8, 0) : number.start])
        role = self.before[match[0].rstrip()] if match else ""
        if role == "ordinal_before":
            number.kind = Kind.ORDINAL
        elif role == "about":
            number.about = True
        elif role == "with_others":  # 张欢等4位: Zhang and three others
            number.also.add(number.values[0] - 1)
        elif role == "of" and number.kind is Kind.CARDINAL:
            number.kind = Kind.FRACTION
        number.unit = number.unit or currency_before(text, number.start)

    def _after(self, number: Number, text: str) -> None:
        at = number.end + (text[number.end : number.end + 1] in " \u00a0")
        while text[at : at + 1] in _VAGUE_AFTER and at < len(text):
            at += 1
            number.about = True
        match = self.suffix.match(text[at : at + _LONGEST_SUFFIX].lower())
        if match is None:
            return
        end = at + match.end()
        role, name = self.after[match[0]]
        if match[0].isascii() and match[0].isalpha() and _is_no_symbol(text, at, end):
            return
        if role == "unit":
            fast = name in _SPEEDS and self.speed.search(
                text, max(number.start - 8, 0), number.start
            )
            number.unit = number.unit or (_SPEEDS[name] if fast else name)
            if text[end : end + 1] == "半":
                number.also.add(number.values[0] + 0.5)
        else:
            _apply(role, number)


def _is_no_symbol(text: str, start: int, end: int) -> bool:
    """Whether letters are no unit, as in 5G and 5Gbit."""
    return text[start:end] in ("G", "M", "T", "L", "H") or (
        text[end : end + 1].isascii() and (text[end : end + 1].isalnum())
    )


_LONGEST_SUFFIX = 12
_BEFORE = ("ordinal_before", "about", "of", "speed_before", "with_others")
_SPEEDS = {"km": "kmh", "kilo": "kmh", "mi": "mph"}
"""What a length is behind "each hour": 时速137公里."""
_VAGUE_BEFORE, _VAGUE_AFTER = "几幾数數", "余餘多几幾来來여"


def _apply(role: str, number: Number) -> None:
    """What the mark behind a number makes of it."""
    value = number.values[0]
    if role in ("percent", "tenths", "discount"):
        number.kind = Kind.PERCENT
    if role == "tenths" and value <= 10:
        number.values, number.also = (value * 10,), {*number.also, value}
    elif role == "discount" and value < 100:
        left = value * 10 if value < 10 else value
        number.values, number.also = (100 - left,), {*number.also, left, value, 10 - left / 10}
    elif role == "times":  # grew by 2 times: tripled, up 200 %
        number.also |= {value + 1, value - 1, value * 100, value * 100 - 100}
    elif role == "of":
        number.kind = Kind.FRACTION
    elif role == "hour" and value <= 24:
        dates.hour(number)
    elif role == "month" and 1 <= value <= 12:
        number.kind = Kind.MONTH
    elif role == "day" and 1 <= value <= 31:
        number.kind = Kind.DAY
    elif role == "year":
        number.kind = Kind.YEAR if value >= 1000 else number.kind
        number.unit = "" if value >= 1000 else role
        dates.short_year(number)
    elif role == "minute":
        number.unit = "min"
    elif role == "decade" and value % 10 == 0:
        number.kind = Kind.DECADE
        dates.short_year(number)
    elif role == "century":
        number.kind = Kind.CENTURY


def _meanings(numbers: Numbers) -> Iterator[tuple[str, tuple[str, str]]]:
    """What may stand behind a number: mark, and role with the name of a unit."""
    for symbol, name in symbols().items():
        yield symbol, ("unit", name)
    for table in (numbers.units, numbers.currencies):
        for name, forms in table.items():
            for form in forms.split():
                yield form, ("unit", name)
    for role, marks in numbers.marks.items():
        if role not in _BEFORE or role == "of":
            for mark in marks:
                yield mark, (role, "")


def _longest_first(
    words: Collection[str],
) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(alternatives or "$^")
