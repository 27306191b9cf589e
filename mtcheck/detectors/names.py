"""Kind `names`: one person under two names, or one name spelt in two ways, inside a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from mtcheck.batch import DocumentRows
from mtcheck.detectors.base import Detector, Hit, Options, Place, Rows
from mtcheck.rule import Rule
from mtcheck.text.locale import language
from mtcheck.text.names import Mention, NameFinder
from mtcheck.text.people import Pair, People, full_name_variants, role_conflicts, variants
from mtcheck.text.renderings import Drift
from mtcheck.text.source_names import SourceNames
from mtcheck.text.takeovers import drifts
from mtcheck.text.views import View


class NamesOptions(Options):
    """`mode`: `rendering` (a name of the source has two names in the target), `variant` (a surname
    or other single name spelt in two ways), `full-name` (two full names that differ by a letter or
    a hyphen), `drift` (a role filled by a full name that never comes back while a surname nobody
    introduced takes over), `role` (one office, two holders).
    `places` is a TSV beside the rule with the column `place`: words that are no surnames. `least`
    is the score (log odds) from which a drift is told.
    """

    mode: Literal["rendering", "variant", "full-name", "drift", "role"]
    places: str | None = None
    least: float = 1.0


class Document(NamedTuple):
    """People of one document, and its sources by row where it has any."""

    people: People
    sources: Mapping[int, str]


class Found(NamedTuple):
    """A pair of names, and where the source has the one they both render."""

    pair: Pair
    places: tuple[Place, ...] = ()


Search = Callable[[Document], Iterator[Found]]


class NamesDetector(Detector):
    """Reads documents one after another. Rows that belong to no document are not looked at.

    What the source proves is not told again by a search that looks at the target alone.
    """

    Options = NamesOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        known, source = language(target_lang), language(source_lang)
        self._finder = NameFinder(known) if known and known.names.titles else None
        self._source_names = SourceNames(source) if source and source.names.surnames else None
        options = {rule.id: self.read(rule) for rule in self.rules}
        places = {rule.id: _places(rule, options[rule.id]) for rule in self.rules}
        ordered = sorted(options, key=lambda rule: options[rule].mode != "rendering")
        self._searches = {rule: self._search(options[rule], places[rule]) for rule in ordered}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for part in view.batch.documents if self._finder else ():
            if part.id is None:
                continue
            document = self._document(view, part)
            told: set[Place] = set()
            for rule, search in self._searches.items():
                for found in search(document):
                    places = {_place(mention) for mention in found.pair.odd}
                    if not places & told:
                        told |= places
                        yield _hit(rule, found)

    def _document(self, view: View, part: DocumentRows) -> Document:
        assert self._finder is not None
        rows = range(part.start, part.end)
        texts = [(row, view.target.texts[row]) for row in rows]
        people = People(self._finder.mentions(texts), dict(texts), self._finder)
        source = view.source
        return Document(people, {row: source.texts[row] for row in rows} if source else {})

    def _search(self, options: NamesOptions, places: frozenset[str]) -> Search:
        if options.mode == "rendering":
            return lambda document: self._renderings(document, places)
        if options.mode == "drift":
            return lambda document: map(Found, drifts(document.people, places, options.least))
        searches = {
            "variant": variants,
            "full-name": full_name_variants,
            "role": role_conflicts,
        }
        search = searches[options.mode]
        return lambda document: map(Found, search(document.people))

    def _renderings(self, document: Document, places: frozenset[str]) -> Iterator[Found]:
        if self._source_names is None or not document.sources:
            return
        names = self._source_names.find(list(document.sources.items()))
        for pair, name in Drift(document.people, names, document.sources, places).pairs():
            rows = {mention.row for mention in pair.odd}
            yield Found(pair, tuple(place for place in name.places if place[0] in rows))


def _places(rule: Rule, options: NamesOptions) -> frozenset[str]:
    rows = rule.table(options.places, "place") if options.places else ()
    return frozenset(row["place"].casefold() for row in rows)


def _hit(rule: str, found: Found) -> Hit:
    primary, *more = found.pair.odd
    related = [_place(mention) for mention in (*more, *found.pair.usual)]
    evidence = {
        "other": found.pair.usual[0].text,
        "role": found.pair.role,
        "times": len(found.pair.odd),
        "other_times": len(found.pair.usual),
    }
    return Hit(rule, *_place(primary), evidence, tuple(related), sources=found.places)


def _place(mention: Mention) -> Place:
    return mention.row, mention.start, mention.end
