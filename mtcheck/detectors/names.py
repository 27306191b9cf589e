"""Kind `names`: one person under two names, or one name spelt in two ways, inside a document."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from mtcheck.batch import DocumentRows
from mtcheck.detectors.base import Detector, Hit, Options, Place, Rows
from mtcheck.rule import Rule
from mtcheck.text.locale import language
from mtcheck.text.names.beside import Beside, Wanted
from mtcheck.text.names.finders import source_names
from mtcheck.text.names.mentions import Mention, NameFinder
from mtcheck.text.names.people import Pair, People, full_name_variants, role_conflicts, variants
from mtcheck.text.names.rendering_screen import may_drift
from mtcheck.text.names.renderings import Drift
from mtcheck.text.names.scene import Scene
from mtcheck.text.names.screen import NameScreen
from mtcheck.text.names.source import SourceName
from mtcheck.text.names.spelling import NameSpelling
from mtcheck.text.names.takeover_screen import TakeoverScreen
from mtcheck.text.names.takeovers import drifts
from mtcheck.text.names.witness import Called, are_two, called
from mtcheck.text.views import View

_BESIDE = frozenset({"pinyin", "organisation"})
"""What compares the target with the source and nothing else."""

_ORDER = ("variant", "full-name", "rendering", "drift", "role")
"""What is found at a place by an earlier search is not told again by a later one."""


class NamesOptions(Options):
    """`mode`: `rendering` (a name of the source has two names in the target), `variant` (a surname
    or other single name spelt in two ways), `full-name` (two full names that differ by a letter or
    a hyphen), `drift` (a role filled by a full name that never comes back while a surname nobody
    introduced takes over), `role` (one office, two holders), `misspelt` (a name that source and
    target write in Latin letters differs by a letter or two; needs no documents), `pinyin` (a
    Chinese name in pinyin that does not say its characters; needs none either), `organisation` (one
    organisation of the source has two names in the target).
    `places` is a TSV beside the rule with the column `place`: words that are no surnames. `least`
    is the score (log odds) from which a drift is told. `same` and `neither` go with what a drift
    says where the source has one `{name}` for both, written `{reading}` where it is neither.
    `abroad` are words of a source that may name people who write Chinese characters otherwise.
    `endings` is a TSV beside the rule with the columns `ending` and `heads`; what it and `generic`,
    `bounds` and `common` mean says `OrganisationDrift`.
    """

    mode: Literal[
        "rendering", "variant", "full-name", "drift", "role", "misspelt", "pinyin", "organisation"
    ]
    places: str | None = None
    least: float = 1.0
    same: str = ""
    neither: str = ""
    abroad: tuple[str, ...] = ()
    endings: str | None = None
    generic: tuple[str, ...] = ()
    bounds: str = ""
    common: tuple[str, ...] = ()


class Document(NamedTuple):
    """People of one document, its sources by row and the names in them, where it has any."""

    people: People
    sources: Mapping[int, str]
    names: Sequence[SourceName]


class Found(NamedTuple):
    """A pair of names, where the source has the one they both render, what it `says` of them, and
    how both are `better` written."""

    pair: Pair
    places: tuple[Place, ...] = ()
    says: str = ""
    better: str = ""


Search = Callable[[Document], Iterator[Found]]


class NamesDetector(Detector):
    """Reads documents one after another. Rows that belong to no document are not looked at.

    A place is told once. A finding that says how the source calls both goes before others.
    """

    Options = NamesOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        known = language(target_lang)
        self._options = {rule.id: self.read(rule) for rule in self.rules}
        self._places = {rule.id: _places(rule, self._options[rule.id]) for rule in self.rules}
        every = frozenset[str]().union(*self._places.values())
        self._finder = NameFinder(known, every) if known and known.names.titles else None
        self._source_names = source_names(source_lang)
        scores = [one.least for one in self._options.values() if one.mode == "drift"]
        self._least = min(scores, default=0.0)
        self._asks_source = any(one.mode == "rendering" for one in self._options.values())
        found = [rule for rule in self._options if self._options[rule].mode in _ORDER]
        found.sort(key=lambda rule: _ORDER.index(self._options[rule].mode))
        self._searches = {rule: self._search(rule) for rule in found}
        self._spelling = NameSpelling(target_lang)
        beside = {
            rule.id: _wanted(rule, self._options[rule.id])
            for rule in self.rules
            if self._options[rule.id].mode in _BESIDE
        }
        self._beside = Beside(beside, source_lang, target_lang)

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        yield from self._misspelt(view)
        told: list[Place] = []
        for hit in self._inconsistent(view):
            told += [(hit.row, hit.start, hit.end), *hit.related]
            yield hit
        yield from self._beside_source(view, told)

    def _beside_source(self, view: View, told: Sequence[Place]) -> Iterator[Hit]:
        """What is found beside the source at places not told."""
        if view.source is None:
            return
        parts = [part for part in view.batch.documents if part.id is not None]
        documents = [range(part.start, part.end) for part in parts]
        for one in self._beside.find(view.target, view.source, documents):
            if not any(_overlap(one.place, other) for other in told):
                yield Hit(one.rule, *one.place, one.evidence, one.related, sources=one.sources)

    def _misspelt(self, view: View) -> Iterator[Hit]:
        chosen = [rule for rule, one in self._options.items() if one.mode == "misspelt"]
        if not chosen or view.source is None:
            return
        for slip in self._spelling.slips(view.target, view.source):
            sources = ((slip.row, slip.source_start, slip.source_end),)
            evidence = {"expected": slip.name}
            for rule in chosen:
                yield Hit(rule, slip.row, slip.start, slip.end, evidence, sources=sources)

    def _inconsistent(self, view: View) -> Iterator[Hit]:
        parts = view.batch.documents
        if not self._searches or self._finder is None or all(part.id is None for part in parts):
            return
        scene = self._finder.scene(view.target, [part.start for part in parts])
        names = self._source_names_of(scene, view)
        chosen = self._worth_a_look(scene, range(len(parts)), names)
        for index, part in enumerate(parts):
            rules = [rule for rule in self._searches if index in chosen[rule]]
            if part.id is not None and rules:
                document = self._document(view, scene, part, names.get(index, ()))
                yield from self._in_document(document, rules)

    def _source_names_of(self, scene: Scene, view: View) -> dict[int, Sequence[SourceName]]:
        """The names in the sources of the documents, by index, in which a rendering may be odd."""
        found: dict[int, Sequence[SourceName]] = {}
        if self._source_names is None or view.source is None or not self._asks_source:
            return found
        for index, part in enumerate(view.batch.documents):
            rows = range(part.start, part.end)
            names = self._source_names.find([(row, view.source.texts[row]) for row in rows])
            if names and may_drift(
                names, scene.names_by_row(rows), scene.words.texts, scene.places
            ):
                found[index] = names
        return found

    def _worth_a_look(
        self, scene: Scene, every: range, names: Container[int]
    ) -> dict[str, Container[int]]:
        """For each rule the indices of the documents in which it may find something."""
        screen = NameScreen(scene)
        asked: dict[str, Callable[[], Container[int]]] = {
            "variant": lambda: screen.variants,
            "full-name": lambda: screen.full_names,
            "drift": lambda: TakeoverScreen(scene).documents(self._least),
            "role": lambda: every,
            "rendering": lambda: names,
        }
        modes = {rule: self._options[rule].mode for rule in self._searches}
        found = {mode: asked[mode]() for mode in set(modes.values())}
        return {rule: found[mode] for rule, mode in modes.items()}

    def _in_document(self, document: Document, rules: Sequence[str]) -> Iterator[Hit]:
        told: list[Pair] = []
        every = [(rule, found) for rule in rules for found in self._searches[rule](document)]
        for rule, found in sorted(every, key=lambda one: not one[1].says):
            if not any(_is_told(found.pair, pair) for pair in told):
                told.append(found.pair)
                yield _hit(rule, found)

    def _document(
        self, view: View, scene: Scene, part: DocumentRows, names: Sequence[SourceName]
    ) -> Document:
        assert self._finder is not None
        rows = range(part.start, part.end)
        texts = {row: view.target.texts[row] for row in rows}
        people = People(_mentions(self._finder, scene, rows), texts, self._finder)
        source = view.source
        sources = {row: source.texts[row] for row in rows} if source else {}
        return Document(people, sources, names)

    def _search(self, rule: str) -> Search:
        options, places = self._options[rule], self._places[rule]
        if options.mode == "rendering":
            return lambda document: self._renderings(document, places)
        if options.mode == "drift":
            return lambda document: self._drifts(document, places, options)
        searches = {
            "variant": variants,
            "full-name": full_name_variants,
            "role": role_conflicts,
        }
        search = searches[options.mode]
        return lambda document: map(Found, search(document.people))

    def _renderings(self, document: Document, places: frozenset[str]) -> Iterator[Found]:
        assert self._source_names is not None
        drift = Drift(document.people, document.names, document.sources, places, self._source_names)
        for pair, name in drift.pairs():
            rows = {mention.row for mention in pair.odd}
            yield Found(pair, tuple(place for place in name.places if place[0] in rows))

    def _drifts(
        self, document: Document, places: frozenset[str], options: NamesOptions
    ) -> Iterator[Found]:
        finder, sources = self._source_names, document.sources
        for pair in drifts(document.people, places, options.least):
            if not sources:
                yield Found(pair)
            elif not are_two(pair, sources, finder):
                names = finder.find(list(sources.items())) if finder else ()
                found = called(pair, names, finder) if finder else None
                yield _named(pair, found, options) if found else Found(pair)


def _mentions(finder: NameFinder, scene: Scene, rows: range) -> Iterator[Mention]:
    """The mentions of a document, found when the first is asked for."""
    yield from finder.in_rows(scene, rows)


def _named(pair: Pair, found: Called, options: NamesOptions) -> Found:
    """A pair with the one name that the source has for both."""
    name, reading = found.name, found.reading or ""
    says = (options.neither if found.neither else options.same).format(
        name=name.shown, reading=reading
    )
    rows = {mention.row for mention in (*pair.odd, *pair.usual)}
    places = tuple(place for place in name.places if place[0] in rows)
    return Found(pair, places, says, reading if found.neither else "")


def _places(rule: Rule, options: NamesOptions) -> frozenset[str]:
    rows = rule.table(options.places, "place") if options.places else ()
    return frozenset(row["place"].casefold() for row in rows)


def _wanted(rule: Rule, one: NamesOptions) -> Wanted:
    endings = rule.table(one.endings, "ending", "heads") if one.endings else ()
    return Wanted(one.mode, one.abroad, endings, one.generic, one.bounds, one.common)


def _hit(rule: str, found: Found) -> Hit:
    primary, *more = found.pair.odd
    related = [_place(mention) for mention in (*more, *found.pair.usual)]
    evidence = {
        "other": found.pair.usual[0].text,
        "role": found.pair.role,
        "times": len(found.pair.odd),
        "other_times": len(found.pair.usual),
        "says": found.says,
        "better": found.better or found.pair.usual[0].text,
    }
    return Hit(rule, *_place(primary), evidence, tuple(related), sources=found.places)


def _is_told(pair: Pair, told: Pair) -> bool:
    """Whether its odd name is that of another pair, or the two are exchanged."""
    swapped = _meet(pair.odd, told.usual) and _meet(pair.usual, told.odd)
    return swapped or _meet(pair.odd, told.odd)


def _meet(some: Iterable[Mention], others: Sequence[Mention]) -> bool:
    """Whether one of them is, or is a part of, one of the others."""
    return any(_overlap(_place(one), _place(other)) for one in some for other in others)


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _place(mention: Mention) -> Place:
    return mention.row, mention.start, mention.end
