"""The words of a language that say numbers, and how several of them make one: "einundzwanzig"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from mtcheck.text.locale import Numbers, language
from mtcheck.text.numbers.units import symbols

Found = TypeVar("Found")


class Word(NamedTuple):
    """A word of a number. `scale`: whether it multiplies what stands before it. `sure`: whether it
    seldom means anything else."""

    value: float
    scale: bool
    sure: bool = True


class Entry(NamedTuple):
    """All that a vocabulary knows of one word. `hints`: values it may say without being a number;
    `month` from 1; `weekday` from 0 for Monday, and whether the word means nothing else; `begins`:
    whether it begins a number written with hyphens ("quatre-vingt")."""

    word: Word | None
    hints: frozenset[float]
    month: int | None
    weekday: int | None
    sure_day: bool
    begins: bool


_PLAIN = Entry(None, frozenset(), None, None, sure_day=True, begins=False)


class Forms:
    """Which values a word may have: whole words, and beginnings of words marked by `*`."""

    def __init__(self, table: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._starts: list[tuple[str, str]] = []
        for value, forms in table:
            for form in forms.split():
                word = form.rstrip("?*").replace("_", " ")
                if "*" in form:
                    self._starts.append((word, value))
                else:
                    self._whole.setdefault(word, []).append(value)
        self._letters = tuple({start for start, _ in self._starts})
        known = (*self._whole, *self._letters)
        self.first_words = frozenset(form.split(" ")[0] for form in known)

    def __contains__(self, word: str) -> bool:
        return word in self._whole or self.begins(word)

    def begins(self, word: str) -> bool:
        """Whether `word` begins as forms marked by `*` do."""
        return word.startswith(self._letters)

    def of(self, word: str) -> list[str]:
        """Values of `word`; those of whole words first."""
        found = list(self._whole.get(word, ()))
        if self.begins(word):
            found += [value for start, value in self._starts if word.startswith(start)]
        return found


class _Kept(dict[str, Found], Generic[Found]):
    """What was found for each word, as long as they are not too many: then all are forgotten."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Found:
        if len(self) >= Vocabulary.kept:
            self.clear()
        found = self[word] = self._find(word)
        return found


class Vocabulary:
    """What the table `[numbers]` of a language says of single words, each looked up once."""

    kept = 50_000

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.joiners = frozenset(numbers.joiners)
        self.words = dict(_words(numbers))
        self.first_parts = frozenset(w.split("-")[0] for w in self.words if "-" in w)
        hints = (*_pairs(numbers.ordinals), *_pairs(numbers.fractions), *_pairs(numbers.multiples))
        self._hints = Forms(hints)
        self._halves = Forms((v, f) for v, f in numbers.fractions.items() if v == "0.5")
        self._units = Forms((*numbers.units.items(), *numbers.currencies.items()))
        self._months = Forms((str(n), forms) for n, forms in enumerate(numbers.months, 1))
        self._weekdays = Forms((str(n), forms) for n, forms in enumerate(numbers.weekdays))
        self._doubtful_days = {f for day in numbers.weekdays for f in day.split() if "?" in f}
        self.lowest_ten = 20 if "11" in numbers.words else 10
        self._first_part: re.Pattern[str] | None = None
        self.entries: Mapping[str, Entry | None] = _Kept(self._look_up)
        """What is known of every word, in lower case; None for most words."""
        self._begin_units = self._units.first_words | {s.split(" ")[0] for s in symbols()}
        self._begins: Mapping[str, bool] = _Kept(self._begins_unit)

    def word(self, word: str) -> Word | None:
        """What `word` says as a part of a number."""
        entry = self.entries[word]
        return entry.word if entry else None

    def hints(self, word: str) -> frozenset[float]:
        """Values that `word` may say without being a number."""
        entry = self.entries[word]
        return entry.hints if entry else frozenset()

    def unit_of(self, words: Sequence[str]) -> str:
        """The unit or currency that the first of these words name; empty for none."""
        if not self._begins[words[0]]:
            return ""
        phrases = (" ".join(words[:size]) for size in range(len(words), 0, -1))
        return next(filter(None, map(self._unit, phrases)), "")

    def _begins_unit(self, word: str) -> bool:
        return word in self._begin_units or self._units.begins(word)

    def _unit(self, phrase: str) -> str:
        found = self._units.of(phrase)
        return found[0] if found else symbols().get(phrase, "")

    def is_half(self, word: str) -> bool:
        """Whether `word` says a half."""
        return word in self._halves

    def _look_up(self, word: str) -> Entry | None:
        months, days = self._months.of(word), self._weekdays.of(word)
        entry = Entry(
            word=self.words.get(word) or self._compound(word),
            hints=frozenset(float(value) for value in self._hints.of(word)),
            month=int(months[0]) if months else None,
            weekday=int(days[0]) if days else None,
            sure_day=not any(word == form.rstrip("?*") for form in self._doubtful_days),
            begins=word in self.first_parts,
        )
        return entry if entry != _PLAIN else None

    def _compound(self, word: str) -> Word | None:
        """The number that a word of several parts says: "einhunderteinundzwanzig"."""
        if not self.numbers.compounds or not _SHORTEST <= len(word) <= _LONGEST:
            return None
        if self._first_part is None:
            parts = sorted((*self.words, *self.joiners), key=len, reverse=True)
            self._first_part = re.compile("|".join(map(re.escape, parts)))
        parts = self._split(word) if self._first_part.match(word) else []
        value, used = compose(self, [(part, True) for part in parts])
        return Word(value, scale=False) if len(parts) > 1 and used == len(parts) else None

    def _split(self, word: str) -> list[str]:
        """The parts of a compound, the longest first; none where it is not made of number words."""
        rests: dict[int, list[str]] = {len(word): []}
        for start in range(len(word) - 1, -1, -1):
            for end in range(len(word), start, -1):
                part = word[start:end]
                if end in rests and (part in self.words or part in self.joiners):
                    rests[start] = [part, *rests[end]]
                    break
        return rests.get(0, [])


_SHORTEST, _LONGEST = 4, 60


def compose(vocabulary: Vocabulary, parts: Sequence[tuple[str, bool]]) -> tuple[float, int]:
    """The value of the longest beginning of `parts` that is one number, and how many it takes.

    `parts`: words, each with whether it is close enough to the word before it.
    """
    total = current = 0.0
    last: float | None = None
    joined = ended_with_scale = False
    used = 0
    for index, (part, close) in enumerate(parts):
        if index and not close:
            break
        word = vocabulary.word(part)
        if word is None:
            if part in vocabulary.joiners and used and not joined:
                joined = True
                continue
            break
        if word.scale and word.value == 100:
            if current >= 100:
                break
            current, last = (current or 1) * 100, 100.0
        elif word.scale:
            total = total * word.value if ended_with_scale else total + (current or 1) * word.value
            current, last = 0.0, None
        elif last is None or _fits(last, word.value, joined, vocabulary.lowest_ten):
            current, last = current + word.value, word.value
        else:
            break
        ended_with_scale = word.scale and word.value != 100
        joined, used = False, index + 1
    return total + current, used


def _fits(last: float, value: float, joined: bool, lowest_ten: int) -> bool:
    """Whether `value` may follow `last` in one number: hundred + 20, 20 + 1, 80 + 17, 1 und 20."""
    if last % 100 == 0 and last:
        return value < 100
    if last % 10 == 0 and lowest_ten <= last < 100:
        return 0 < value < 10 or (last in (60, 80) and 0 < value < 20)
    return joined and 0 < last < 10 and value % 10 == 0 and 20 <= value < 100


def _words(numbers: Numbers) -> Iterator[tuple[str, Word]]:
    for table, scale in ((numbers.scales, True), (numbers.words, False)):
        for value, forms in table.items():
            for form in forms.split():
                yield form.rstrip("?"), Word(float(value), scale, sure=not form.endswith("?"))


def _pairs(table: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return table.items()


@cache
def vocabulary(tag: str) -> Vocabulary:
    """The vocabulary of a known language."""
    known = language(tag)
    return Vocabulary(known.numbers if known else Numbers())
