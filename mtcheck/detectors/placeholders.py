"""Kind `placeholders`: what a program fills in, compared with the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text import icu
from mtcheck.text.format_pairs import Difference, differences
from mtcheck.text.originals import original_target
from mtcheck.text.patterns import Pattern
from mtcheck.text.screens import rows_with_placeholders
from mtcheck.text.views import View

Report = Literal[
    "missing", "added", "torn", "changed", "moved", "percent",
    "malformed", "categories", "keys", "apostrophe",
]  # fmt: skip

_LONGEST = 40
"""Characters of a malformed message that are quoted."""

_SHELL = re.compile(r"\$\w+")


class PlaceholdersOptions(Options):
    """`report`: what is reported. Of all placeholders: `missing`, `added`, `torn` apart or written
    with other letters, `changed` into another one, `moved` where the order counts, a `percent` sign
    to be doubled. Of ICU messages: `malformed`, plural `categories` that are missing, `keys` of
    selections that differ, an `apostrophe` to be doubled."""

    report: Report


class PlaceholdersDetector(Detector):
    """Looks at the rows that hold a mark of code on either side.

    Evidence: `expected`, what the target should have; `language` and `categories` of plurals.
    """

    Options = PlaceholdersOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._rules: dict[str, str] = {self.read(rule).report: rule.id for rule in self.rules}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        for row in sorted(
            rows_with_placeholders(view.source) | rows_with_placeholders(view.target)
        ):
            source, target = view.source.texts[row], original_target(view, row)
            if not source.strip() or not target.strip():
                continue
            for one in differences(source, target):
                if one.fate == "missing" and _is_in_a_sister_form(view, row, one.expected):
                    continue
                if rule := self._rules.get(one.fate):
                    yield _hit(rule, row, one)
            if "{" in source:
                yield from self._messages(row, source, target)

    def _messages(self, row: int, source: str, target: str) -> Iterator[Hit]:
        """What is wrong with the target as a message of ICU or Java."""
        if (rule := self._rules.get("apostrophe")) and "''" in source:
            yield from _apostrophes(rule, row, source, target)
        if not icu.is_icu(source):
            return
        ours, theirs = icu.parse(source), icu.parse(target)
        if ours.fault is not None:
            return
        if theirs.fault is not None:
            if rule := self._rules.get("malformed"):
                start, end = theirs.fault
                yield Hit(rule, row, start, min(end, start + _LONGEST), original=True)
            return
        if rule := self._rules.get("categories"):
            yield from self._categories(rule, row, ours, theirs)
        if rule := self._rules.get("keys"):
            yield from _keys(rule, row, ours, theirs)

    def _categories(
        self, rule: str, row: int, ours: icu.Message, theirs: icu.Message
    ) -> Iterator[Hit]:
        """Plurals that lack a category of the target language. Those of the source that have no
        category but `other` are none."""
        wanted = icu.plural_categories(self.target_lang)
        real = {
            argument.name
            for argument in icu.complex_arguments(ours, "plural")
            if len(_categories_of(argument)) > 1
        }
        for argument in icu.complex_arguments(theirs, "plural"):
            lacking = sorted(wanted - _categories_of(argument), key=_ORDER.index)
            if lacking and argument.name in real:
                evidence = {"categories": ", ".join(lacking), "language": self.target_lang}
                start, end = argument.start, min(argument.end, argument.start + _LONGEST)
                yield Hit(rule, row, start, end, evidence, original=True)


def _is_in_a_sister_form(view: View, row: int, placeholder: str) -> bool:
    """Whether a row is a plural form for one number, which may say it in words ("two bytes"):
    another form of the same entry has the placeholder."""
    contexts = view.batch.contexts
    if contexts is None or (own := _form(contexts[row])) is None:
        return False
    first = row - own[1]
    near = range(max(first, 0), min(first + _FORMS, len(contexts)))
    return any(
        placeholder in original_target(view, other)
        for other in near
        if other != row and _form(contexts[other]) == (own[0], other - first)
    )


def _form(context: str | None) -> tuple[str, int] | None:
    """The context without the number of the plural form, and that; None where it has none."""
    found = _NUMBERED.fullmatch(context or "")
    return (found["entry"], int(found["form"])) if found else None


_FORMS = 6
"""Plural forms at most that a language has."""
_NUMBERED = re.compile(r"(?P<entry>.*)\[(?P<form>\d)\]", re.DOTALL)
_ORDER = ("zero", "one", "two", "few", "many", "other")


def _categories_of(argument: icu.Argument) -> set[str]:
    """The categories of a plural. `=1` does for `one`."""
    keys = {key for key, _, _ in argument.branches}
    exact = {"=0": "zero", "=1": "one", "=2": "two"}
    return {exact.get(key, key) for key in keys} & set(_ORDER)


def _keys(rule: str, row: int, ours: icu.Message, theirs: icu.Message) -> Iterator[Hit]:
    """Branches of selections that no value will ever choose."""
    known: dict[str, dict[str, tuple[int, int]]] = {}
    for argument in icu.complex_arguments(ours, "select"):
        places = {key: (start, end) for key, start, end in argument.branches}
        known.setdefault(argument.name, {}).update(places)
    for argument in icu.complex_arguments(theirs, "select"):
        wanted = known.get(argument.name, {})
        for key, start, end in argument.branches:
            if wanted and key not in wanted:
                evidence = {"expected": ", ".join(wanted)}
                sources = tuple((row, *place) for place in wanted.values())
                yield Hit(rule, row, start, end, evidence, original=True, sources=sources)


_JAVA = Pattern(r"\{[0-9]{1,2}[,}]")
_DOUBLED = Pattern(r"[\p{L}]''[\p{L}]")
_SINGLE = Pattern(r"[\p{L}](?P<at>')[\p{L}]")


def _apostrophes(rule: str, row: int, source: str, target: str) -> Iterator[Hit]:
    """Single apostrophes in a message whose source doubles them."""
    doubled = _DOUBLED.spans(source)
    if not doubled or not _JAVA.spans(source) or _SINGLE.spans(source):
        return
    places = tuple((row, start + 1, end - 1) for start, end in doubled)
    for start, end, _ in _SINGLE.places(target):
        yield Hit(rule, row, start, end, {"expected": "''"}, original=True, sources=places)


def _hit(rule: str, row: int, one: Difference) -> Hit:
    evidence = {"expected": one.expected}
    # manuals name variables that their readers fill in, and translators translate those names
    doubt = Confidence.LOW if _SHELL.fullmatch(one.expected) else None
    if one.target is None:
        start, end = one.source or (0, 1)
        return Hit(rule, row, start, end, evidence, confidence=doubt, side="source")
    sources = ((row, *one.source),) if one.source else ()
    place = Hit(rule, row, *one.target, evidence, original=True, sources=sources)
    return place._replace(confidence=doubt)
