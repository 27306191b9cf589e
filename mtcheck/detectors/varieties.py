"""Kind `varieties`: words of two varieties of a language inside one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Hashes
from mtcheck.text.columns import token_hashes
from mtcheck.text.repeats import Words
from mtcheck.text.spellings import among
from mtcheck.text.views import View

_EITHER, _SHARED = "either", "shared"


class VarietiesOptions(Options):
    """`table` is a TSV beside the rule: one column for each of the two varieties, with one word in
    both spellings, and the column `class`: words of the class `either` are good in both varieties;
    a variety may hold some of the first column and all else of the other, as long as they are of
    different classes (British English may write "organize", but "organise" is not American).

    `report`: one word in both spellings (`same`), or words of both varieties (`mixed`).
    """

    table: str
    report: Literal["same", "mixed"]


class Entry(NamedTuple):
    """One spelling: the line of its word, 0 or 1 for its variety, and its class."""

    word: int
    variety: int
    kind: str


class Use(NamedTuple):
    """One place of a spelling."""

    entry: Entry
    text: str
    row: int
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int, int]:
        """Row, start and end."""
        return self.row, self.start, self.end


class VarietiesDetector(Detector):
    """Looks words up in a table, by document. Words with a capital may be names and do not count.

    The spellings that a document uses less are reported. Evidence: `other`, a spelling of the other
    variety, the `times` that is used, and the names of both, `variety` and `other_variety`.
    """

    Options = VarietiesOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, VarietiesOptions] = {rule.id: self.read(rule) for rule in rules}
        self._tables = {rule.id: _entries(rule, self._options[rule.id].table) for rule in rules}
        self._hashes: dict[str, Hashes] = {
            rule: np.array(list(entries), dtype=np.uint64)
            for rule, (_, entries) in self._tables.items()
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule, options in self._options.items():
            names, entries = self._tables[rule]
            for uses in _by_document(view, entries, self._hashes[rule]):
                if options.report == "same":
                    yield from _same(rule, uses, names)
                else:
                    yield from _mixed(rule, uses, names)


def _entries(rule: Rule, table: str) -> tuple[tuple[str, str], dict[int, Entry]]:
    """The names of the varieties, and the entry of each hash."""
    lines = rule.table(table, "class")
    one, other = [name for name in lines[0] if name != "class"][:2]
    entries: dict[int, Entry] = {}
    for variety, name in enumerate((one, other)):
        hashes = token_hashes([line[name] for line in lines])
        for number, (value, line) in enumerate(zip(hashes, lines, strict=True)):
            if value is not None:
                entries[value] = Entry(number, variety, line["class"])
    return (one.capitalize(), other.capitalize()), entries


def _by_document(view: View, entries: dict[int, Entry], wanted: Hashes) -> Iterator[list[Use]]:
    """The words of the table in each document that has some of both varieties."""
    words = Words(view.target)
    found = among(words.tokens.hashes, wanted)
    rows = view.target.rows_at(words.tokens.starts[found])
    for part in view.batch.documents:
        inside = slice(*np.searchsorted(rows, (part.start, part.end)))
        hashes = words.tokens.hashes[found[inside]].tolist()
        if part.id is not None and len({entries[value].variety for value in hashes}) > 1:
            places = zip(hashes, found[inside].tolist(), rows[inside].tolist(), strict=True)
            uses = [_use(words, entries[value], index, row) for value, index, row in places]
            yield [use for use in uses if use.text.islower()]


def _use(words: Words, entry: Entry, index: int, row: int) -> Use:
    start, end = int(words.tokens.starts[index]), int(words.tokens.ends[index])
    offset = int(words.column.starts[row])
    return Use(entry, words.text(index), row, start - offset, end - offset)


def _same(rule: str, uses: Sequence[Use], names: tuple[str, str]) -> Iterator[Hit]:
    for word in dict.fromkeys(use.entry.word for use in uses):
        members = [use for use in uses if use.entry.word == word]
        yield from _less_used(rule, members, names)


def _mixed(rule: str, uses: Sequence[Use], names: tuple[str, str]) -> Iterator[Hit]:
    """Words of both varieties, those left out that have both spellings, or are good in both."""
    varieties: dict[int, set[int]] = {}
    for use in uses:
        varieties.setdefault(use.entry.word, set()).add(use.entry.variety)
    telling = [
        use for use in uses if use.entry.kind != _EITHER and len(varieties[use.entry.word]) == 1
    ]
    plain = [use for use in telling if (use.entry.variety, use.entry.kind) != (1, _SHARED)]
    first = [use for use in telling if (use.entry.variety, use.entry.kind) == (0, _SHARED)]
    yield from _less_used(rule, telling if first else plain, names)


def _less_used(rule: str, uses: Sequence[Use], names: tuple[str, str]) -> Iterator[Hit]:
    """One hit for all uses of the variety that is used less, of equals the one that comes later."""
    counts = Counter(use.entry.variety for use in uses)
    if len(counts) < 2:
        return
    (kept, times), (less, _) = counts.most_common(2)
    first, *rest = [use for use in uses if use.entry.variety == less]
    other = next(use.text for use in uses if use.entry.variety == kept)
    evidence = {"other": other, "times": times}
    evidence |= {"variety": names[less], "other_variety": names[kept]}
    yield Hit(rule, *first.place, evidence, related=tuple(use.place for use in rest))
