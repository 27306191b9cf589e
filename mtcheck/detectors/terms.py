"""Kind `terms`: what the user's glossary says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import WithJsonSchema

from mtcheck.detectors.base import Detector, Hit, Options, Place, Rows
from mtcheck.glossary import Entry, Glossary
from mtcheck.glossary.code import outside_citations, to_be_translated, without_variables
from mtcheck.glossary.pair import Found, PairTerms, Wanted, in_kept_name, one_word
from mtcheck.rule import Rule
from mtcheck.text.terms import RowText, begins_word
from mtcheck.text.views import View

Named = tuple[str, Place]
"""A term of the target and where it stands."""


class TermsOptions(Options):
    """`find`: `missing` terms, that is, none of their translations is there; `forbidden` ones;
    terms not `kept` as they are; or `mixed` translations, two allowed ones in a document.
    `glossary`: the terms. A run fills it from the user's files; without one nothing is found.
    """

    find: Literal["missing", "forbidden", "kept", "mixed"]
    glossary: Annotated[Glossary, WithJsonSchema({"type": "object"})] = Glossary()


class TermsDetector(Detector):
    """Looks for the terms of the source first, in all rows at once, then at the targets of the rows
    that have some. Evidence: the `term` of the glossary, what is `wanted` for it, the `note`; of a
    forbidden one what to write `instead`; of a mixed one the `other` translation."""

    Options = TermsOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        made: dict[int, PairTerms] = {}
        self._parts: list[tuple[Rule, TermsOptions, PairTerms]] = []
        """What is forbidden comes first: a term of which that is told is not told as missing."""
        for rule in self.rules:
            options: TermsOptions = self.read(rule)
            if options.glossary:
                key = id(options.glossary)
                if key not in made:
                    made[key] = PairTerms(options.glossary, source_lang, target_lang)
                self._parts.append((rule, options, made[key]))
        self._parts.sort(key=lambda part: part[1].find != "forbidden")

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        found: dict[int, Found] = {}
        told: set[Place] = set()
        for rule, options, terms in self._parts:
            if id(terms) not in found:
                found[id(terms)] = terms.find(view.source) if view.source is not None else {}
            for hit in _SEARCHES[options.find](rule.id, view, terms, found[id(terms)]):
                if options.find == "forbidden":
                    told.update(hit.sources)
                if options.find != "missing" or (hit.row, hit.start, hit.end) not in told:
                    yield hit


def _missing(rule: str, view: View, terms: PairTerms, found: Found) -> Iterator[Hit]:
    for row, numbers in found.items():
        text, source = view.target.texts[row], _source(view, row)
        if not text.strip() or text == source:
            continue
        shapes = RowText(without_variables(text))
        for number, places in numbers.items():
            if not terms.is_missing(number, shapes):
                continue
            counted = [
                place
                for place in to_be_translated(source, places, text)
                if not in_kept_name(source, *place[1:], shapes)
            ]
            if counted:
                evidence = terms.wanted[number].evidence()
                yield Hit(rule, *counted[0], evidence, tuple(counted[1:]), side="source")


def _kept(rule: str, view: View, terms: PairTerms, found: Found) -> Iterator[Hit]:
    for row, numbers in found.items():
        text = view.target.texts[row]
        for number, places in numbers.items():
            one = terms.wanted[number]
            if not one.keep or not text.strip() or begins_word(one.text, text):
                continue
            _, start, end = places[0]
            if not begins_word(_source(view, row)[start:end], text):
                yield Hit(rule, *places[0], one.evidence(), tuple(places[1:]), side="source")


def _forbidden(rule: str, view: View, terms: PairTerms, found: Found) -> Iterator[Hit]:
    if not terms.banned:
        return
    everywhere = any(one.wanted is None for each in terms.banned.values() for one in each)
    rows = range(len(view.target)) if everywhere else found.keys()
    suspects = terms.find_banned(view.target, rows)
    named = terms.find_named(view.target, {row for _, (row, _, _) in suspects})
    allowed = {
        place[:2]
        for text, place in named
        if terms.allowed.get(text, set()) & found.get(place[0], {}).keys()
    }
    served = Counter(
        (place[0], number) for text, place in named for number in terms.allowed.get(text, ())
    )
    unserved: dict[int, Mapping[int, Sequence[Place]]] = {}
    prose = _prose(view, [place for text, place in named if text in terms.banned])
    for text, place in named:
        row, start, end = place
        if place not in prose or text not in terms.banned or (row, start) in allowed:
            continue
        target = view.target.texts[row]
        if row not in unserved:
            unserved[row] = _unserved(_source(view, row), found.get(row, {}), target, served)
        here = unserved[row]
        told = [one for one in terms.banned[text] if one.wanted is None or one.wanted in here]
        if told:
            entry, wanted = told[0]
            sources = () if wanted is None else tuple(here[wanted])
            instead = _instead(entry, target[start:end])
            evidence = {"term": entry.source, "note": entry.note, **instead}
            yield Hit(rule, row, start, end, evidence, sources=sources)


def _prose(view: View, places: Sequence[Place]) -> set[Place]:
    """Those places of targets that lie in no code and in no citation of the source."""
    by_row: dict[int, list[Place]] = {}
    for place in places:
        by_row.setdefault(place[0], []).append(place)
    return {
        place
        for row, ones in by_row.items()
        for place in outside_citations(view.target.texts[row], ones, _source(view, row))
    }


def _unserved(
    source: str, here: Mapping[int, Sequence[Place]], target: str, served: Counter[tuple[int, int]]
) -> dict[int, list[Place]]:
    """The terms of a row that are said more often than their translations: where all have one, a
    forbidden word stands for something else."""
    left = {number: to_be_translated(source, places, target) for number, places in here.items()}
    return {n: ones for n, ones in left.items() if ones and len(ones) > served[ones[0][0], n]}


def _instead(entry: Entry, match: str) -> dict[str, str]:
    """What to write, where the forbidden term stands there without an ending of its own."""
    if not entry.target or match.lower() not in {text.lower() for text in entry.forbidden}:
        return {}
    first = entry.target[0]
    capital = match[:1].isupper() and first[:1].islower() and not entry.case
    return {"instead": first[:1].upper() + first[1:] if capital else first}


def _mixed(rule: str, view: View, terms: PairTerms, found: Found) -> Iterator[Hit]:
    rows = [row for row, numbers in found.items() if any(one in terms.senses for one in numbers)]
    by_row: dict[int, list[tuple[str, Place]]] = {}
    for text, place in terms.find_named(view.target, rows):
        by_row.setdefault(place[0], []).append((text, place))
    uses: dict[tuple[str, int, int], dict[str, list[Place]]] = {}
    for row, named in by_row.items():
        document = view.batch.document_of(row)
        if document is None:
            continue
        for number, sense, name, places in _uses(terms, view, found[row], named):
            uses.setdefault((document, number, sense), {}).setdefault(name, []).extend(places)
    for (_, number, _), names in uses.items():
        yield from _rarest(rule, view, terms.wanted[number], list(names.values()))


def _uses(
    terms: PairTerms, view: View, here: Mapping[int, Sequence[Place]], named: Sequence[Named]
) -> Iterator[tuple[int, int, str, Sequence[Place]]]:
    """The translation that a row has for each term with several: number and sense of the term, name
    and places of the translation. Silent where it has two of them, or one that is allowed for
    another term of the row too."""
    row = named[0][1][0]
    source, target = _source(view, row), view.target.texts[row]
    prose = _prose(view, [place for _, place in named])
    for number in here.keys() & terms.senses.keys():
        if not to_be_translated(source, here[number], target):
            continue
        for sense, targets in enumerate(terms.senses[number]):
            places: dict[str, list[Place]] = {}
            for text, place in named:
                if text in targets and place in prose:
                    places.setdefault(one_word(text, targets), []).append(place)
            texts = [text for text, _ in named if text in targets]
            alone = not any(terms.allowed[text] & here.keys() - {number} for text in texts)
            if len(places) == 1 and alone:
                yield number, sense, *next(iter(places.items()))


def _rarest(
    rule: str, view: View, wanted: Wanted, uses: Sequence[Sequence[Place]]
) -> Iterator[Hit]:
    """The translation of a term that a document uses least, beside the one it uses most."""
    if len(uses) < 2:
        return
    *_, most = ordered = sorted(uses, key=lambda places: (len(places), -places[0][0]))
    row, start, end = most[0]
    evidence = {**wanted.evidence(), "other": view.target.texts[row][start:end], "times": len(most)}
    yield Hit(rule, *ordered[0][0], evidence, tuple(ordered[0][1:]))


def _source(view: View, row: int) -> str:
    return view.source.texts[row] if view.source is not None else ""


_SEARCHES = {"missing": _missing, "forbidden": _forbidden, "kept": _kept, "mixed": _mixed}
