"""The names of one document: found, put together, linked to the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mtcheck.batch import Batch
from mtcheck.checker import Checker
from mtcheck.model import Finding
from mtcheck.named import Kind, NamedEntity, NameTable, Rendering
from mtcheck.roster.blocks import Blocks
from mtcheck.roster.cleaned import cleaned
from mtcheck.roster.countries import Countries, countries_of
from mtcheck.roster.nouns import source_capitals
from mtcheck.roster.sources import Sources
from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import language
from mtcheck.text.names.known import is_known, is_written_small
from mtcheck.text.names.mentions import Mention, NameFinder
from mtcheck.text.names.organisations import OrganisationFinder
from mtcheck.text.views import View, view_of

_OF = (" of ", " of the ")
"""Before a name these say nothing of what it is: the start of the Biden administration."""
_FULL = 2
"""Words of a name that is taken for that of a person, where nothing says what it is."""
_POSSESSIVE = re.compile(r"[’']s?$")


class Place(NamedTuple):
    """One place of a name, in the view: `kind` as far as this place tells it."""

    row: int
    start: int
    end: int
    text: str
    kind: Kind


class _Finders(NamedTuple):
    names: NameFinder
    beside_source: NameFinder
    organisations: OrganisationFinder
    countries: Countries
    calendar: frozenset[str]


class Roster:
    """Makes the tables of names of one run."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        rules = checker.rules
        self._boilerplate = {rule.id for rule in rules if rule.kind == "boilerplate"}
        tables = [rule for rule in rules if rule.kind == "names" and "places" in rule.options]
        self._places = frozenset(
            row["place"].casefold()
            for rule in tables
            for row in rule.table(rule.options["places"], "place")
        )
        self._finders: dict[str | None, _Finders | None] = {}

    def table(self, batch: Batch, id: str | None) -> NameTable:
        """The names of a batch that is one document."""
        head = batch.path, id, batch.source_lang, batch.target_lang
        finders = self._finders_of(batch.target_lang)
        if finders is None:
            known = language(batch.target_lang)
            name = known.name if known else "a language that mtcheck does not know"
            return NameTable(*head, (), f"names cannot be told by capitals in {name}")
        findings = self._checker.engine.check(batch).findings
        aside = {s.segment for f in findings if f.rule in self._boilerplate for s in f.spans}
        view = _view(batch, frozenset(n for n, one in enumerate(batch.ids) if one in aside))
        places = self._found(view, finders)
        kinds = self._kinds(places)
        told = [f for f in findings if f.rule not in self._boilerplate and f.suppressed is None]
        countries = finders.countries
        sources = Sources(view, self._checker, countries.everywhere)
        blocks = Blocks(places, kinds)
        blocks.join_told(told)
        blocks.join_sources({text: code for text, code in countries.codes.items() if text in kinds})
        counts = Counter(place.text for place in places)
        linked = sources.links(places, kinds)
        blocks.join_sources(linked)
        made = [
            self._entity(view, block, kinds, counts, places, told, linked, sources)
            for block in blocks.all()
        ]
        made = [one for one in made if _is_worth_a_line(one)]
        return NameTable(*head, tuple(sorted(made, key=_order)))

    def _finders_of(self, tag: str | None) -> _Finders | None:
        if tag not in self._finders:
            known = language(tag)
            cased = known is not None and known.spaces and bool(known.names.titles)
            self._finders[tag] = None
            if known and cased:
                self._finders[tag] = _Finders(
                    NameFinder(known, self._places),
                    NameFinder(known, self._places, knows_nouns=False),
                    OrganisationFinder(tag),
                    countries_of(self._checker.loaded, tag),
                    frozenset(word.casefold() for word in (*known.months, *known.weekdays)),
                )
        return self._finders[tag]

    def _found(self, view: View, finders: _Finders) -> list[Place]:
        """All places of names; what lies in the name of an organisation or a country is no name of
        its own."""
        found: list[Place] = []
        taken: set[tuple[int, int]] = set()

        def take(row: int, start: int, end: int, text: str, kind: Kind) -> None:
            if (row, start) not in taken and (row, end - 1) not in taken:
                found.append(Place(row, start, end, text, kind))
                taken.update((row, position) for position in range(start, end))

        texts = view.target.texts
        for row, text in enumerate(texts):
            for one in finders.organisations.find(text):
                take(row, one.start, one.end, one.text, "organisation")
            for start, end in finders.countries.find(text):
                take(row, start, end, text[start:end], "place")
        beside = bool(source_capitals(view))
        finder = finders.beside_source if beside else finders.names
        mentions = finder.mentions(enumerate(texts))
        known = language(view.batch.target_lang)
        for mention in cleaned(mentions, view, known) if known else ():
            if _is_name(mention, finders):
                kind = self._kind(mention, texts[mention.row])
                take(mention.row, mention.start, mention.end, mention.text, kind)
        return sorted(found)

    def _kind(self, mention: Mention, text: str) -> Kind:
        if any(word.casefold() in self._places for word in mention.words):
            return "place"
        if mention.evidence in {"title", "speech"} and not mention.place:
            return "person"
        if mention.evidence == "apposition" and mention.is_full:
            return "person"
        is_of = text[: mention.start].casefold().endswith(_OF)
        if mention.place and not is_of:
            return "name" if mention.is_full else "place"
        return "person" if len(mention.words) == _FULL else "name"

    def _kinds(self, places: Sequence[Place]) -> dict[str, Kind]:
        """What each name most likely stands for: what any of its places says for certain."""
        votes: dict[str, Counter[Kind]] = {}
        for place in places:
            votes.setdefault(place.text, Counter())[place.kind] += 1
        return {text: _elected(counted) for text, counted in votes.items()}

    def _entity(
        self,
        view: View,
        block: Sequence[str],
        kinds: dict[str, Kind],
        counts: Counter[str],
        places: Sequence[Place],
        told: Sequence[Finding],
        linked: dict[str, str],
        sources: Sources,
    ) -> NamedEntity:
        first = {place.text: place for place in reversed(places)}
        ordered = sorted(block, key=lambda text: (-counts[text], first[text]))
        shown = tuple(
            _rendering(view, first[text], counts[text], _rules(told, text)) for text in ordered
        )
        found = Counter(kinds[text] for text in block if kinds[text] != "name")
        kind: Kind = found.most_common(1)[0][0] if found else "name"
        source = next((linked[text] for text in ordered if text in linked), "")
        return NamedEntity(kind, shown, source, sources.count(source) if source else 0)


def _elected(votes: Counter[Kind]) -> Kind:
    for kind in ("organisation", "place", "person"):
        least = 1 if kind != "place" else max(1, votes.total() // 3)
        if votes[kind] >= least and not (kind == "place" and votes["person"]):
            return kind
    return "name"


def _is_name(mention: Mention, finders: _Finders) -> bool:
    """Whether a mention is a name: not the capital of a sentence or of a common word, no day or
    month, and no people such as Japanese."""
    words = set(mention.words)
    if words <= finders.countries.people:
        return False
    if any(word.casefold().removesuffix("s") in finders.calendar for word in words):
        return False
    if mention.is_full or mention.evidence != "bare" or mention.title:
        return True
    word = mention.words[0]
    return len(word) > 2 and not (mention.starts_sentence and is_written_small(word))


def _is_worth_a_line(entity: NamedEntity) -> bool:
    """Names that nothing says to be one have to come back, or to be unknown as words."""
    if entity.kind != "name" or entity.rules or entity.source:
        return True
    words = entity.renderings[0].text.split()
    if len(words) > 1:
        return True
    return not any(map(is_written_small, words)) and (entity.count > 1 or not is_known(words[0]))


def _order(entity: NamedEntity) -> tuple[object, ...]:
    first = min((one.line, one.column) for one in entity.renderings)
    return not entity.rules, -min(len(entity.renderings), 2), -entity.count, first


def _rules(told: Iterable[Finding], text: str) -> tuple[str, ...]:
    """The rules whose primary place is this name, or holds it."""
    found = (f.rule for f in told if any(_bare(s.text) == text for s in f.spans[:1]))
    return tuple(dict.fromkeys(found))


def _bare(text: str) -> str:
    return _POSSESSIVE.sub("", text)


def _rendering(view: View, place: Place, count: int, rules: tuple[str, ...]) -> Rendering:
    start, _ = view.original(place.row, place.start, place.end)
    where = view.batch.location(place.row)
    text, column = view.batch.targets[place.row], where.column
    lines = text[:start].split("\n")
    column = column + start if len(lines) == 1 else len(lines[-1]) + 1
    line = where.line + len(lines) - 1
    return Rendering(place.text, count, view.batch.ids[place.row], line, column, rules)


def _view(batch: Batch, aside: frozenset[int]) -> View:
    column = TextColumn(batch.targets)
    marked = [row for row, text in enumerate(column.texts) if "&" in text or "＆" in text]
    return view_of(batch, column, marked).without(aside)
