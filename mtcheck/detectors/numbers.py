"""Kind `numbers`: numbers, dates and units of a target that say something else than its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Literal

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import Numbers, language
from mtcheck.text.numbers.agreement import Difference, Disagreement, disagreements
from mtcheck.text.numbers.marks import WrongMarks
from mtcheck.text.numbers.reader import Reader, reader
from mtcheck.text.numbers.screen import Glance, rows_of_interest
from mtcheck.text.numbers.unitscreen import Days, UnitWords, other_days, other_units
from mtcheck.text.numbers.words import Vocabulary, vocabulary
from mtcheck.text.views import View

Mode = Literal[
    "value", "magnitude", "percent", "date", "time", "currency", "unit", "weekday", "mark",
    "added", "omitted", "format",
]  # fmt: skip


class NumbersOptions(Options):
    """`mode`: which difference the rule reports. `value`, `magnitude` (a power of ten), `percent`,
    `date`, `time`: a number of the target in the place of another one; `currency`, `unit`: the same
    number of something else; `weekday`; `mark`: thousands that the target writes as decimals;
    `added`, `omitted`: a number without a counterpart; `format`: the decimal mark of another
    language, for which no source is needed."""

    mode: Mode


class NumbersDetector(Detector):
    """Reads the numbers of the rows in which a value of one side is not on the other, as values.

    Evidence: `source`, what the source says, `source_value` and `target_value`, for people. For
    `format`: `wanted`. Languages without a table of numbers are not judged.
    """

    Options = NumbersOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        modes = {rule.id: self.read(rule).mode for rule in self.rules}
        self._rules: dict[str, list[str]] = {}
        for rule, mode in modes.items():
            self._rules.setdefault(mode, []).append(rule)
        self._format = self._rules.pop("format", [])
        self._source, self._target = _side(source_lang), _side(target_lang)

    @cached_property
    def _marks(self) -> WrongMarks | None:
        return WrongMarks(self.target_lang, self._target.vocabulary) if self._target else None

    def triggers(self) -> Mapping[str, Sequence[str]]:
        if not self._marks:
            return {}
        return {rule: [self._marks.trigger] for rule in self._format if self._marks.trigger}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule in self._format:
            for row in self.matched(rows, rule, 1):
                yield from self._wrong_marks(rule, row, view.target.texts[row])
        if self._rules and view.source is not None:
            yield from self._differences(view, view.source)

    def _wrong_marks(self, rule: str, row: int, text: str) -> Iterator[Hit]:
        for start, end, wanted in self._marks.places(text) if self._marks else ():
            yield Hit(rule, row, start, end, {"wanted": wanted})

    def _differences(self, view: View, source: TextColumn) -> Iterator[Hit]:
        if self._source is None or self._target is None:
            return
        target = view.target
        for row in _candidates(self._source, source, self._target, target):
            if _is_copy(source.texts[row], target.texts[row]):
                continue
            said = self._source.reader.read(source.texts[row])
            meant = self._target.reader.read(target.texts[row])
            converted = _in_another_zone(source.texts[row], target.texts[row])
            for found in disagreements(said, meant):
                if converted and found.difference is Difference.TIME:
                    continue
                for rule in self._rules.get(found.difference, ()):
                    yield _hit(rule, row, found, source.texts[row], target.texts[row])


def _is_copy(source: str, target: str) -> bool:
    """Whether words were left untranslated, which says nothing about the numbers beside them."""
    return source == target and any(map(str.isalpha, source))


_ZONE = re.compile(
    r"(?<![A-Za-z])(?:GMT|UTC|BST|BRT|JST|KST|MSK|IST|SGT|HKT|WIB|MESZ|MEZ|HNE|HAE"
    r"|CES?T|EES?T|WES?T|AE[SD]T|[ECMP][SD]?T)(?![A-Za-z])"
)


def _in_another_zone(source: str, target: str) -> bool:
    """Whether both name time zones, and not the same: 10 AM ET is 11h00 BRT."""
    theirs, ours = set(_ZONE.findall(source)), set(_ZONE.findall(target))
    return bool(theirs and ours) and theirs.isdisjoint(ours)


class _Side:
    """All that is needed to look at the numbers of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.reader: Reader = reader(vocabulary)
        self.glance = Glance(vocabulary)
        self.days = Days(vocabulary)
        self.units = UnitWords(vocabulary)

    @property
    def has_spaces(self) -> bool:
        return not self.vocabulary.numbers.numerals


def _side(tag: str | None) -> _Side | None:
    known = language(tag)
    return _known_side(known.tag) if known and known.numbers != Numbers() else None


@cache
def _known_side(tag: str) -> _Side:
    return _Side(vocabulary(tag))


def _candidates(one: _Side, source: TextColumn, other: _Side, target: TextColumn) -> list[int]:
    """Rows in which something on one side is not on the other, ascending."""
    said, meant = one.glance.look(source), other.glance.look(target)
    rows = set(rows_of_interest(said, meant).tolist())
    rows.update(other_days(one.days.look(source), other.days.look(target)).tolist())
    if other.has_spaces:
        rows |= other_units(other.units, target, one.units, source)
    elif one.has_spaces:
        rows |= other_units(one.units, source, other.units, target)
    return sorted(row for row in rows if source.texts[row] and target.texts[row])


def _hit(rule: str, row: int, found: Disagreement, source: str, target: str) -> Hit:
    texts = {"source": source[slice(*found.source)] if found.source else ""}
    evidence = {
        **texts,
        "source_value": found.source_value or texts["source"],
        "target_value": found.target_value,
    }
    if found.target is None and found.source:
        return Hit(rule, row, *found.source, evidence, confidence=found.confidence, side="source")
    places = ((row, *found.source),) if found.source else ()
    start, end = found.target or (0, len(target))
    return Hit(rule, row, start, end, evidence, confidence=found.confidence, sources=places)
