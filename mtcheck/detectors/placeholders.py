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
_USAGE = re.compile(r"\{\w{1,40}(?:-\w{1,40}){2,9}\}")
_OF_VARIABLES = re.compile(r"\$\{var(?:name|iable)?(?![A-Za-z_]).*\}", re.IGNORECASE)
_CAPITALS = re.compile(r"\$?\{(?P<name>[A-Z]{2,40})\}")
_HALF_WORD = re.compile(r"\{[a-z]{2,9}\}[a-z]{3}")
"""Variables that the readers of a manual fill in: "{script-if-no-other}", "{dis}able"."""


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
                if _is_in_a_sister_form(view, row, one):
                    continue
                if rule := self._rules.get(one.fate):
                    yield _hit(rule, row, source, one)
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


def _is_in_a_sister_form(view: View, row: int, one: Difference) -> bool:
    """Whether a row is a plural form for one number, which may say it in words ("two bytes"), or
    has to say it where the source does not ("an hour"): another form of the same entry has the
    placeholder, on the target's side what is missing, on the source's what is added."""
    contexts, sources = view.batch.contexts, view.batch.sources
    if one.fate not in ("missing", "added") or contexts is None or sources is None:
        return False
    if (own := _form(contexts[row])) is None:
        return False
    first = row - own[1]
    others = [n for n in range(max(first, 0), min(first + _FORMS, len(contexts))) if n != row]
    sisters = [n for n in others if _form(contexts[n]) == (own[0], n - first)]
    if one.fate == "missing":
        return any(one.expected in original_target(view, other) for other in sisters)
    start, end = one.target or (0, 0)
    added = original_target(view, row)[start:end]
    return any(added in sources[other] for other in sisters)


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


def _hit(rule: str, row: int, source: str, one: Difference) -> Hit:
    evidence = {"expected": one.expected}
    doubt = Confidence.LOW if _is_of_a_manual(source, one) else None
    if one.target is None:
        start, end = one.source or (0, 1)
        return Hit(rule, row, start, end, evidence, confidence=doubt, side="source")
    sources = ((row, *one.source),) if one.source else ()
    place = Hit(rule, row, *one.target, evidence, original=True, sources=sources)
    return place._replace(confidence=doubt)


def _is_of_a_manual(source: str, one: Difference) -> bool:
    """Whether a manual names a variable that its readers fill in: translators translate its name.
    In capitals, that of `{INTEGER}` stands in the text elsewhere."""
    text = one.expected
    if any(pattern.fullmatch(text) for pattern in (_SHELL, _USAGE, _OF_VARIABLES)):
        return True
    if one.source and _HALF_WORD.match(source, one.source[0]):
        return True
    if capitals := _CAPITALS.fullmatch(text):
        return re.search(rf"(?<![\w{{]){capitals['name']}(?!\w)", source) is not None
    return False
