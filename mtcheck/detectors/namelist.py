"""Kind `namelist`: what the user's name list says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import WithJsonSchema

from mtcheck.detectors.base import Detector, Hit, Options, Place, Rows
from mtcheck.glossary.listed import ListedNames, Slip, stands_whole
from mtcheck.glossary.names import NameList
from mtcheck.glossary.pair import PairTerms
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text.names.instead import Instead
from mtcheck.text.terms import RowText
from mtcheck.text.views import View

_NEAR_ROWS = 3
"""Rows after a right name in which a pronoun or a role may stand for it."""


class NamelistOptions(Options):
    """`find`: names of the source for which the target has none of the listed forms (`mismatch`),
    or words of the target that are one edit away from a listed form (`misspelt`).
    `names`: the list. A run fills it from the user's files; without one nothing is found.
    """

    find: Literal["mismatch", "misspelt"]
    names: Annotated[NameList, WithJsonSchema({"type": "object"})] = NameList()


class _Part(NamedTuple):
    rule: str
    options: NamelistOptions
    terms: PairTerms
    listed: ListedNames
    instead: Instead


class NamelistDetector(Detector):
    """Finds the names of the source in all rows at once, then looks at the targets of those rows.

    Evidence of a mismatch: the `name` of the source, what is `wanted`, what stands there `instead`,
    the `note`; and the `form` to write where a misspelt one was found. A name is one hit in its
    document. Evidence of a misspelling: the listed `form` and the whole `name`.
    """

    Options = NamelistOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._parts: list[_Part] = []
        for rule in self.rules:
            options: NamelistOptions = self.read(rule)
            if options.names:
                terms = PairTerms(options.names.glossary, source_lang, target_lang)
                listed = ListedNames(options.names, source_lang, target_lang)
                instead = Instead(source_lang, target_lang)
                self._parts.append(_Part(rule.id, options, terms, listed, instead))

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for part in self._parts:
            if part.options.find == "misspelt":
                yield from _misspelt(view, part)
            elif view.source is not None:
                yield from _mismatches(view, part)


def _misspelt(view: View, part: _Part) -> Iterator[Hit]:
    for row, start, end, slip in part.listed.slips(view.target):
        yield Hit(part.rule, row, start, end, {"form": slip.form, "name": slip.name})


def _mismatches(view: View, part: _Part) -> Iterator[Hit]:
    assert view.source is not None
    found = part.terms.find(view.source)
    named: dict[int, set[str]] = {}
    for text, place in part.terms.find_named(view.target, found):
        named.setdefault(place[0], set()).add(text)
    missing: dict[tuple[object, int], list[Place]] = {}
    right: dict[int, set[int]] = {}
    for row, numbers in sorted(found.items()):
        text = view.target.texts[row]
        if not text.strip() or text == view.source.texts[row]:
            continue
        shapes = RowText(text)
        for number, places in numbers.items():
            forms = part.terms.wanted[number].targets
            name = part.terms.wanted[number].text
            if (
                named.get(row, set()) & set(forms)
                or any(stands_whole(form, shapes) for form in forms)
                or part.listed.has_part(name, text)
            ):
                right.setdefault(number, set()).add(row)
            else:
                document = view.batch.document_of(row)
                key = (row if document is None else document, number)
                missing.setdefault(key, []).extend(places)
    for (_, number), places in missing.items():
        yield from _mismatch(view, part, number, places, right.get(number, set()))


def _mismatch(
    view: View, part: _Part, number: int, places: Sequence[Place], right: set[int]
) -> Iterator[Hit]:
    """The hit of one name in one document, whose `places` have no rendering in the target."""
    wanted = part.terms.wanted[number]
    rows = dict.fromkeys(row for row, _, _ in places)
    slips = {row: part.listed.like(view.target.texts[row], wanted.targets) for row in rows}
    told = [p for p in places if slips[p[0]] or not _is_spoken_of(view, p[0], right)]
    if not told:
        return
    wrong: list[tuple[Place, Slip]] = [
        ((row, start, end), slip) for row in rows for start, end, slip in slips[row]
    ]
    open_rows = [row for row in rows if not slips[row]] if wrong else []
    others = _others(view, part, wanted.text, open_rows)
    targets = sorted([place for place, _ in wrong] + others)
    texts = dict.fromkeys(view.target.texts[row][a:b] for row, a, b in targets)
    listed = part.listed.by_source(wanted.text)
    evidence = {
        "name": wanted.text,
        "wanted": " / ".join(listed),
        "note": wanted.evidence()["note"],
        "instead": ", ".join(f"“{text}”" for text in texts) or "neither it nor an alias",
    }
    if not wrong:
        confidence = Confidence.MEDIUM
        yield Hit(part.rule, *told[0], evidence, tuple(told[1:]), confidence, side="source")
        return
    if len({slip.form for _, slip in wrong}) == 1:
        evidence["form"] = wrong[0][1].form
    first, *more = targets
    yield Hit(part.rule, *first, evidence, tuple(more), sources=tuple(told))


def _others(view: View, part: _Part, name: str, rows: Sequence[int]) -> list[Place]:
    """The names of somebody else that stand in some rows for one of the source."""
    assert view.source is not None
    found = []
    for row in rows:
        text = view.target.texts[row]
        mention = part.instead.find(name, view.source.texts[row], text)
        if mention is not None and not _has_listed(part, mention.words):
            found.append((row, mention.start, mention.end))
    return found


def _has_listed(part: _Part, words: Sequence[str]) -> bool:
    return any(word.casefold() in part.listed.words for word in words)


def _is_spoken_of(view: View, row: int, right: set[int]) -> bool:
    """Whether the document has the right name a few rows before, so that "he" may mean it."""
    document = view.batch.document_of(row)
    return document is not None and any(
        other in right and view.batch.document_of(other) == document
        for other in range(row - _NEAR_ROWS, row)
    )
