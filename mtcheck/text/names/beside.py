"""What is found where names of the target are held against the source, by rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import language
from mtcheck.text.names.organisation_drift import OrganisationDrift
from mtcheck.text.names.organisations import OrganisationFinder
from mtcheck.text.names.pinyin_slips import PinyinSlips

Place = tuple[int, int, int]
"""Row, start and end."""


class Wanted(NamedTuple):
    """What a rule wants. `mode`: `pinyin` or `organisation`. `abroad`: see `PinyinSlips`; `bounds`,
    `common` and `generic`: see `OrganisationDrift`. `endings`: its table, with the columns `ending`
    and `heads`."""

    mode: str
    abroad: Sequence[str]
    endings: Sequence[Mapping[str, str]]
    generic: Sequence[str]
    bounds: str
    common: Sequence[str]


class Told(NamedTuple):
    """A finding of `rule` at a place of the target, with `related` ones and the `sources`."""

    rule: str
    place: Place
    evidence: Mapping[str, object]
    related: tuple[Place, ...]
    sources: tuple[Place, ...]


_Look = Callable[[TextColumn, TextColumn, Sequence[range]], Iterator[Told]]


class Beside:
    """Rules by id, and what each wants."""

    def __init__(
        self,
        rules: Mapping[str, Wanted],
        source_lang: str | None,
        target_lang: str | None,
    ) -> None:
        self._languages = source_lang, target_lang
        looks = (self._look(rule, wanted) for rule, wanted in rules.items())
        self._looks = [look for look in looks if look is not None]

    def find(
        self, target: TextColumn, source: TextColumn, documents: Sequence[range]
    ) -> Iterator[Told]:
        """All that is found in a batch, rule after rule."""
        for look in self._looks:
            yield from look(target, source, documents)

    def _look(self, rule: str, wanted: Wanted) -> _Look | None:
        source_lang, target_lang = self._languages
        if wanted.mode == "organisation":
            heads = {row["ending"]: frozenset(row["heads"].split()) for row in wanted.endings}
            finder = OrganisationFinder(target_lang)
            drift = OrganisationDrift(heads, wanted.generic, wanted.bounds, wanted.common, finder)
            return lambda target, source, documents: _organisations(
                rule, drift, target, source, documents
            )
        known = language(source_lang)
        if wanted.mode != "pinyin" or known is None or not known.names.surnames:
            return None
        slips = PinyinSlips(known, wanted.abroad)
        return lambda target, source, _: _not_said(rule, slips, target, source)


def _not_said(
    rule: str, slips: PinyinSlips, target: TextColumn, source: TextColumn
) -> Iterator[Told]:
    for slip in slips.find(target, source):
        evidence = {"name": slip.name, "reading": slip.reading}
        here = slip.row, slip.source_start, slip.source_start + len(slip.name)
        yield Told(rule, (slip.row, slip.start, slip.end), evidence, (), (here,))


def _organisations(
    rule: str,
    drift: OrganisationDrift,
    target: TextColumn,
    source: TextColumn,
    documents: Sequence[range],
) -> Iterator[Told]:
    rows = drift.rows(target)
    for document in documents if rows else ():
        inside = rows[bisect_left(rows, document.start) : bisect_left(rows, document.stop)]
        pairs = drift.find(inside, source.texts, target.texts) if len(inside) > 1 else ()
        for pair in pairs:
            evidence = {"name": pair.name, "other": pair.other}
            first, *more = pair.odd
            yield Told(rule, first, evidence, (*more, *pair.usual), pair.places)
