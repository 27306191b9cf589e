"""Asks a whole batch which rows may name another weekday or another unit than their source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from mtcheck.text.arrays import Positions, code_table
from mtcheck.text.columns import Kind, TextColumn
from mtcheck.text.numbers.tokens import TokenTable
from mtcheck.text.numbers.units import symbols, units
from mtcheck.text.numbers.words import Vocabulary

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₹": "INR", "₩": "KRW"}
_IS_SIGN = code_table(_SIGNS)
_FOLLOWED = frozenset(name for name, unit in units().items() if unit.dimension != "time") | {
    "week",
    "month",
}
"""Units whose loss is looked for; days, hours and years are said in too many ways."""


class Days:
    """Weekdays of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        forms = {f.rstrip("?"): n for n, day in enumerate(numbers.weekdays) for f in day.split()}
        self._numbers = forms
        self._characters = bool(numbers.numerals)
        self._table = TokenTable((form, float(n)) for form, n in forms.items())
        self._pattern = re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))
        marks = {form[-2] if len(form) > 2 else form[0] for form in forms} | set("曜")
        self._marks = code_table(marks)

    def look(self, column: TextColumn) -> Positions:
        """Row * 8 + weekday of each weekday of a column."""
        if not self._numbers:
            return np.zeros(0, dtype=np.intp)
        if not self._characters:
            at, values = self._table.find(column.tokens.hashes, column.token_heads)
            return column.rows_at(column.tokens.starts[at]) * 8 + values.astype(np.intp)
        rows = np.unique(column.rows_at(np.flatnonzero(self._marks.take(column.codes))))
        texts = column.texts
        found = [
            row * 8 + self._numbers[form]
            for row in rows.tolist()
            for form in self._pattern.findall(texts[row])
        ]
        return np.array(found, dtype=np.intp)


def other_days(said: Positions, meant: Positions) -> Positions:
    """Rows that lose one weekday and gain another."""
    lost, new = said[~np.isin(said, meant)] >> 3, meant[~np.isin(meant, said)] >> 3
    return np.intersect1d(lost, new)


class UnitWords:
    """Units behind the numbers of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        self._names = sorted(_FOLLOWED)
        tables = (*numbers.units.items(), *numbers.currencies.items())
        pairs = [(form, name) for name, forms in tables for form in forms.split()]
        pairs += [(symbol, name) for symbol, name in symbols().items() if symbol.isalnum()]
        self.forms: dict[str, list[str]] = {}
        for form, name in pairs:
            self.forms.setdefault(name, []).append(form)
        self._counts = TokenTable((form, word.value) for form, word in vocabulary.words.items())
        self._table = TokenTable(
            (form, float(self._names.index(name)))
            for form, name in pairs
            if name in _FOLLOWED and "*" not in form and len(form) > 1
        )

    def look(self, column: TextColumn) -> Iterator[tuple[int, str]]:
        """Rows with the units that stand behind digits or signs in them."""
        tokens = column.tokens
        at, values = self._table.find(tokens.hashes, column.token_heads)
        at, values = at[at > 0], values[at > 0]
        near = tokens.starts[at] - tokens.ends[at - 1] <= 2
        at, values = at[near], values[near]
        behind = column.classes[tokens.ends[at - 1] - 1] == Kind.DIGIT
        behind[self._counts.find(tokens.hashes[at - 1], column.token_heads[at - 1])[0]] = True
        kept = np.flatnonzero(behind)
        rows = column.rows_at(tokens.starts[at[kept]])
        for row, value in zip(rows.tolist(), values[kept].tolist(), strict=True):
            yield row, self._names[int(value)]
        signs = column.signs[_IS_SIGN[column.codes[column.signs]]]
        names = (_SIGNS[chr(code)] for code in column.codes[signs].tolist())
        yield from zip(column.rows_at(signs).tolist(), names, strict=True)

    @cache  # noqa: B019 - as many as there are languages
    def pattern(self, name: str) -> re.Pattern[str]:
        """What a text that names a unit holds."""
        signs = [sign for sign, unit in _SIGNS.items() if unit == name]
        signs += ["¥"] if name in ("CNY", "JPY") else []
        signs += [symbol for symbol, unit in symbols().items() if unit == name]
        forms = [*self.forms.get(name, ()), *signs]
        return re.compile("|".join(map(_piece, forms)) or "$^", re.IGNORECASE)


def _piece(form: str) -> str:
    word = re.escape(form.rstrip("?*").replace("_", " "))
    if not form[0].isalpha() or form[0] >= "\u3040":
        return word
    return rf"(?<![^\W\d_]){word}" + ("" if "*" in form else r"(?![^\W\d_])")


def other_units(
    spaced: UnitWords, column: TextColumn, other: UnitWords, texts: TextColumn
) -> set[int]:
    """Rows in which a unit of `column` is nowhere in the other text."""
    return {
        row
        for row, name in set(spaced.look(column))
        if not other.pattern(name).search(texts.texts[row])
    }
