"""Reads the numbers of a text whose words are parted by spaces."""

from __future__ import annotations

import re
from itertools import accumulate

from mtcheck.text.numbers import dates
from mtcheck.text.numbers.context import Context
from mtcheck.text.numbers.units import currency_before, symbols
from mtcheck.text.numbers.values import (
    NUMERAL,
    Kind,
    Number,
    Reading,
    is_name,
    join_split,
    key,
    mark_asides,
    plain,
    readings,
    share_scales,
    special_values,
)
from mtcheck.text.numbers.words import Entry, Vocabulary, compose

_VOWEL_SIGNS = (
    r"\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
)
_TOKEN = re.compile(rf"({NUMERAL}|[^\W\d_]++(?:[{_VOWEL_SIGNS}]|[^\W\d_]++)*+)")
_LETTERS = ":"
"""What sorts behind all ASCII digits and before all letters."""
_SPACES = frozenset(" \u00a0\u202f\u2009")
_CLOSE = _SPACES | {"", "-", "\u2011"}
_THREE = re.compile(r"[0-9]{3}(?:[.,][0-9]+)?$")
_DOTTED = re.compile(r"[0-9]\.[0-9]{2}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_SYMBOL = re.compile(r"\s?(km/h|км/ч|k?m[2²](?![0-9]))")
_WIDEST_BEFORE, _WIDEST_AFTER = 24, 24


class Scanner:
    """Reader of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.context = Context(vocabulary)

    def read(self, text: str) -> Reading:
        """The numbers of a text."""
        text = plain(text)
        if _DOTTED.search(text):
            text = self.context.clock.sub(r"\1:\2", text)
        return _Scan(self, text).reading


class _Scan:
    """One text on its way from tokens to numbers."""

    def __init__(self, scanner: Scanner, text: str) -> None:
        self.vocabulary, self.context = scanner.vocabulary, scanner.context
        self.text = text
        parts = _TOKEN.split(text)
        bounds = list(accumulate(map(len, parts)))
        self.spans = list(zip(bounds[0::2], bounds[1::2], strict=False))
        self.gaps = parts[0::2]
        self.words = list(map(str.lower, parts[1::2]))
        self._days: list[int] = []
        self.reading = Reading()
        self.reading.hints.update(special_values(text))
        done, entries = 0, self.vocabulary.entries
        for index, word in enumerate(self.words):
            if word < _LETTERS:
                done = self._digits(index) if index >= done else done
            elif (entry := entries[word]) and index >= done:
                done = self._word(index, entry)
        self._nights()
        if not self.reading.numbers:
            return
        share_scales(text, self.reading.numbers)
        join_split(text, self.reading.numbers)
        mark_asides(text, self.reading.numbers)
        dates.mark_dates(text, self.reading.numbers)
        self._mark_days()

    def _nights(self) -> None:
        """The night to Sunday is that of Saturday."""
        night = self.vocabulary.numbers.marks.get("night_before", ())
        for day, start, _ in self.reading.weekdays if night else ():
            before = self.text[max(start - _WIDEST_BEFORE, 0) : start].lower()
            if before.rstrip().endswith(night):
                self.reading.maybe.add((day - 1) % 7)

    def _mark_days(self) -> None:
        days = {self.spans[index][0] for index in self._days}
        for number in self.reading.numbers:
            if number.start in days and number.values[0] <= 31:
                number.kind = Kind.DAY

    def _gap(self, index: int) -> str:
        """What stands before token `index`."""
        return self.gaps[index] if index else "^"

    def _is_numeral(self, index: int) -> bool:
        return self.words[index] < _LETTERS

    def _close(self, index: int) -> bool:
        return index < len(self.words) and self._gap(index) in _CLOSE

    def _digits(self, index: int) -> int:
        start, end = self.spans[index]
        raw, following = self._with_groups(index)
        end = self.spans[following - 1][1]
        numbers = self.vocabulary.numbers
        values, also = readings(raw, numbers.decimal, numbers.groups)
        number = Number(start, end, values, set(also))
        number.digits = raw if raw.isdecimal() else re.sub(r"[^0-9]", "", raw)
        if values[0] < 1000 and _THOUSANDS.fullmatch(raw):
            number.thousands = float(number.digits)
        if following > index + 1:
            number.also.update(float(part) for part in re.findall(r"[0-9]+", self.text[start:end]))
        if is_name(self.text, start):
            number.kind = Kind.NAME
        number.unit = currency_before(self.text, start)
        following = self._scales(number, following)
        self._after(number, following)
        self._before(number)
        self.reading.numbers.append(number)
        return following

    def _with_groups(self, index: int) -> tuple[str, int]:
        """The numeral at `index` with the groups of thousands that follow it behind spaces."""
        raw, following = self.words[index], index + 1
        while (
            following < len(self.words)
            and 0 < len(raw.split(" ")[0]) <= 3
            and raw.replace(" ", "").isdigit()
            and raw[0] != "0"
            and self._gap(following) in _SPACES
            and _THREE.match(self.words[following])
        ):
            raw, following = f"{raw} {self.words[following]}", following + 1
        return raw.replace(" ", ""), following

    def _scales(self, number: Number, following: int) -> int:
        """Multiply by the scale words behind a number in digits."""
        while self._close(following):
            word = self.vocabulary.word(self.words[following])
            if word is None or not word.scale or not word.sure:
                break
            letter = len(self.words[following]) == 1
            if letter and self._gap(following):
                break
            scaled = tuple(key(value * word.value) for value in number.values)
            if letter and not (number.unit and self.words[following] != "k"):
                number.also.update(scaled)
                break
            number.also = set()
            number.values, number.scale = scaled, number.scale * word.value
            number.end = self.spans[following][1]
            following += 1
        return following

    def _word(self, index: int, entry: Entry) -> int:
        if (entry.word or entry.begins) and (count := self._number_of_words(index)):
            return index + count
        self.reading.hints |= entry.hints
        if entry.month:
            self._month(index, entry.month)
        elif entry.weekday is not None:
            if entry.sure_day:
                self.reading.weekdays.append((entry.weekday, *self.spans[index]))
            self.reading.maybe.add(entry.weekday)
        return index + 1

    def _number_of_words(self, index: int) -> int:
        """Take the number in words that begins at `index`; return how many tokens it has."""
        parts, counts = self._parts(index)
        value, used = compose(self.vocabulary, parts)
        if not used:
            return 0
        count = sum(counts[:used])
        self._ordinal_end(index + count, value)
        only_scales = all((w := self.vocabulary.word(p)) and w.scale for p, _ in parts[:used])
        first = self.vocabulary.word(parts[0][0])
        self.reading.hints.update(self.vocabulary.hints(self.words[index]))
        if only_scales:
            half = any(self.vocabulary.is_half(w) for w in self.words[max(index - 3, 0) : index])
            self.reading.hints |= {value, value / 2} if half else {value}
            return count
        number = Number(self.spans[index][0], self.spans[index + count - 1][1], (key(value),))
        number.sure = value >= 2 and (used > 1 or (first is not None and first.sure))
        scales = [w.value for p, _ in parts[:used] if (w := self.vocabulary.word(p)) and w.scale]
        number.scale = max(scales, default=1.0)
        self._half(number, index + count)
        self._after(number, index + count)
        self._before(number)
        self.reading.numbers.append(number)
        return count

    def _parts(self, index: int) -> tuple[list[tuple[str, bool]], list[int]]:
        """Words from `index` on that may be one number, hyphenated ones joined; tokens of each."""
        parts: list[tuple[str, bool]] = []
        counts: list[int] = []
        while index < len(self.words) and len(parts) < 12:
            close = not parts or self._close(index)
            text, count = self.words[index], 1
            if text in self.vocabulary.first_parts:
                for size in (3, 2):
                    longer = "-".join(self.words[index : index + size])
                    if longer in self.vocabulary.words and all(
                        self._close(index + n) for n in range(1, size)
                    ):
                        text, count = longer, size
                        break
            known = text in self.vocabulary.joiners or self.vocabulary.word(text)
            if not close or not known or self._is_numeral(index):
                break
            parts.append((text, close))
            counts.append(count)
            index += count
        return parts, counts

    def _ordinal_end(self, index: int, value: float) -> None:
        """The "first" of twenty-first: 21 as well."""
        if self._close(index) and not self._is_numeral(index):
            small = (hint for hint in self.vocabulary.hints(self.words[index]) if hint < 100)
            self.reading.hints.update(value + hint for hint in small)

    def _half(self, number: Number, following: int) -> None:
        """2,500,000 as well for "two and a half million"."""
        for index in range(following, min(following + 3, len(self.words))):
            if self.vocabulary.is_half(self.words[index]):
                halves = [value + 0.5 for value in number.values]
                word = (
                    self.vocabulary.word(self.words[index + 1]) if self._close(index + 1) else None
                )
                scale = word.value if word and word.scale else 1.0
                number.also.update([*halves, *(key(value * scale) for value in halves)])

    def _month(self, index: int, month: int) -> None:
        start, end = self.spans[index]
        links = self.vocabulary.numbers.marks.get("date_link", ())
        places = dates.beside_month(index, self.words, links)
        near = [at for at, gaps in places if max(map(len, self.gaps[gaps])) <= 2]
        beside = list(filter(self._is_numeral, near))
        if beside:
            self.reading.numbers.append(Number(start, end, (float(month),), kind=Kind.MONTH))
            self._days += [n for n in beside if len(self.words[n]) <= 2]
        elif end - start >= 3:
            self.reading.hints.add(float(month))

    def _after(self, number: Number, following: int) -> None:
        """Percent, unit, hour and ordinal by what follows."""
        text = self.text[number.end : number.end + _WIDEST_AFTER]
        match = self.context.after.match(text)
        role = match.lastgroup if match else None
        if role == "percent":
            number.kind = Kind.PERCENT
        elif role in ("am", "pm", "hour"):
            if self.text[number.start - 1] != ":" or not number.start:  # 05 of 11:05 pm
                self._hour(number)
        elif role == "ordinal" and number.scale == 1 and number.values[0] < 1000:
            number.kind = Kind.ORDINAL
        elif role == "decade":
            number.kind = Kind.DECADE
            dates.short_year(number)
        symbol = _SYMBOL.match(text.lower())
        if symbol:
            number.unit = symbols()[symbol[1]]
        elif following < len(self.words) and len(self._gap(following)) <= 2 and not number.unit:
            number.unit = self.vocabulary.unit_of(self.words[following : following + 3])
        sign = text.lstrip()[:2].lower()
        if not number.unit and sign and not sign[0].isalnum():
            number.unit = symbols().get(sign, "") or symbols().get(sign[0], "")

    def _hour(self, number: Number) -> None:
        """7.55am: the parts are hour and minute."""
        if number.values[0] <= 24:
            parts = sorted(number.also)
            whole = Number(number.start, number.end, (float(int(number.values[0])),))
            dates.hour(whole)
            number.also |= whole.also | set(whole.values) | set(parts)
            number.kind = Kind.HOUR
        elif number.values[0] <= 2400 and len(number.digits) in (3, 4):
            hours, minutes = divmod(number.values[0], 100)
            number.also |= {hours, hours - 12} if hours > 12 else {hours}
            number.also |= {minutes} - {0.0}

    def _before(self, number: Number) -> None:
        before = self.text[max(number.start - _WIDEST_BEFORE, 0) : number.start]
        match = self.context.before.search(before)
        role = match.lastgroup if match else None
        if role == "about":
            number.about = True
        elif role == "percent_before":
            number.kind = Kind.PERCENT
        elif role == "decade_before" and number.values[0] < 100:
            number.kind = Kind.DECADE
            dates.short_year(number)
