"""Kind `length`: targets much shorter or longer than their sources let expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.columns import TextColumn
from mtcheck.text.copies import is_copy
from mtcheck.text.lengths import LengthModel, Lengths, without_markup
from mtcheck.text.views import View


class LengthOptions(Options):
    """`table`: a TSV beside the rule with the columns `language`, `letters`, `variance` and `slack`
    (see `lengths.Measure`). `is_too`: what is looked for. `deviations` from which a length is no
    chance; `shortest`: characters of English that the longer side must have. `doubtful`: deviations
    from which the meaning of a row is worth a look.
    """

    table: str
    is_too: Literal["short", "long"]
    deviations: float
    shortest: int = 50
    doubtful: float = 2.0


class LengthDetector(Detector):
    """Compares the lengths of all rows at once; those far off again without markup and addresses.

    A finding of a target that is too short points to the source. Evidence: `percent` of the
    length that is to be expected.
    """

    Options = LengthOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, LengthOptions] = {rule.id: self.read(rule) for rule in rules}
        self._models = {
            rule.id: LengthModel.of(
                rule.table(self._options[rule.id].table, "letters", "variance", "slack"),
                source_lang,
                target_lang,
            )
            for rule in rules
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        compared: dict[str, Comparison] = {}
        for rule, options in self._options.items():
            if (model := self._models[rule]) is None:
                continue
            if options.table not in compared:
                compared[options.table] = _compare(model, view.source, view.target)
            for row in _far(compared[options.table], options, view.source, view.target):
                source, target = view.source.texts[row], view.target.texts[row]
                if is_copy(target, source):
                    continue
                plain = TextColumn([without_markup(source)]), TextColumn([without_markup(target)])
                if _far(_compare(model, *plain), options, *plain):
                    yield _hit(rule, row, options, source, target, _percent(model, *plain))

    def doubts(self, view: View) -> Iterator[int]:
        if view.source is None:
            return
        for rule, options in self._options.items():
            if (model := self._models[rule]) is not None:
                far = np.abs(_compare(model, view.source, view.target).deviations)
                yield from np.flatnonzero(far >= options.doubtful).tolist()
                return


class Comparison(NamedTuple):
    """Of each row: both lengths in characters of English, and how far off the target's is."""

    ours: Lengths
    theirs: Lengths
    deviations: Lengths


def _compare(model: LengthModel, source: TextColumn, target: TextColumn) -> Comparison:
    ours, theirs = model.lengths(source, target)
    return Comparison(ours, theirs, model.deviations(ours, theirs))


def _far(
    compared: Comparison, options: LengthOptions, source: TextColumn, target: TextColumn
) -> list[int]:
    """Rows far off. Those without words on one side are left to the kind `completeness`."""
    sign = -1 if options.is_too == "short" else 1
    far = sign * compared.deviations >= options.deviations
    far &= (compared.ours if options.is_too == "short" else compared.theirs) >= options.shortest
    found = np.flatnonzero(far).tolist()
    return [row for row in found if _has_words(source, row) and _has_words(target, row)]


def _has_words(column: TextColumn, row: int) -> bool:
    return any(character.isalnum() for character in column.texts[row])


def _percent(model: LengthModel, source: TextColumn, target: TextColumn) -> int:
    ours, theirs = model.lengths(source, target)
    return round(100 * float(theirs[0] / ours[0]))


def _hit(rule: str, row: int, options: LengthOptions, source: str, target: str, size: int) -> Hit:
    places = [(len(text) - len(text.lstrip()), len(text.rstrip())) for text in (source, target)]
    evidence = {"percent": size}
    if options.is_too == "short":
        return Hit(rule, row, *places[0], evidence, side="source")
    return Hit(rule, row, *places[1], evidence, sources=((row, *places[0]),))
