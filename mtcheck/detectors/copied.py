"""Kind `copied`: what a translation has to copy from its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.addresses import page_of
from mtcheck.text.columns import TextColumn
from mtcheck.text.foreign_words import ForeignWords
from mtcheck.text.kept import MOST, Loss, losses
from mtcheck.text.locale import language
from mtcheck.text.screens import rows_that_may_hold
from mtcheck.text.verbatim import copies
from mtcheck.text.views import View

Kind = Literal[
    "url", "domain", "email", "path", "option", "call", "camel", "snake", "handle", "hashtag",
    "code", "word", "acronym",
]  # fmt: skip


class CopiedOptions(Options):
    """`of`: what is to be copied. `word`: a word in Latin letters of a source in other ones;
    `acronym`: capitals of a source in Latin letters.

    `report`: `missing`, which may be changed or torn apart; `added`, where the source has none of
    it; of addresses also a `variant` of the same page, of words one that is `respelt`.
    `names`: words that may be left out or written out in the target.
    """

    of: tuple[Kind, ...]
    report: Literal["missing", "added", "variant", "respelt"] = "missing"
    names: tuple[str, ...] = ()


class CopiedDetector(Detector):
    """Looks at the rows whose source may hold something to be copied.

    Evidence: `expected`, what is to be copied; `mended`, the same, where it is only torn apart.
    """

    Options = CopiedOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, CopiedOptions] = {rule.id: self.read(rule) for rule in self.rules}
        self._digits = _digits(target_lang)
        self._words = {
            rule: ForeignWords(kind, options.names, source_lang, target_lang)
            for rule, options in self._options.items()
            for kind in ("word", "acronym")
            if kind in options.of
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        for rule, options in self._options.items():
            if rule in self._words:
                yield from self._lost_words(rule, options, view, view.source)
                continue
            for kind in options.of:
                if options.report == "added":
                    yield from _added(rule, kind, view, view.source)
                elif options.report == "variant":
                    yield from _variants(rule, kind, view, view.source)
                else:
                    yield from self._missing(rule, kind, view, view.source)

    def _missing(self, rule: str, kind: str, view: View, source: TextColumn) -> Iterator[Hit]:
        for row in rows_that_may_hold(kind, source):
            target = view.target.texts[row]
            if target.strip() and (ours := copies(kind, source.texts[row])):
                for loss in losses(kind, ours, target, self._digits):
                    yield _hit(rule, row, loss)

    def _lost_words(
        self, rule: str, options: CopiedOptions, view: View, source: TextColumn
    ) -> Iterator[Hit]:
        for row, start, end, place in self._words[rule].lost(source, view.target):
            evidence = {"expected": source.texts[row][start:end]}
            if place is not None and options.report == "respelt":
                yield Hit(rule, row, *place, evidence, sources=((row, start, end),))
            elif place is None and options.report == "missing":
                yield Hit(rule, row, start, end, evidence, side="source")


def _digits(language_tag: str | None) -> Mapping[str, frozenset[str]]:
    """The words of a language for 1 to 9."""
    spoken = language(language_tag)
    words = spoken.numbers.words if spoken else {}
    return {digit: frozenset(forms.split()) for digit, forms in words.items() if len(digit) == 1}


def _hit(rule: str, row: int, loss: Loss) -> Hit:
    copy = loss.copy
    evidence = {"expected": copy.text}
    if loss.place is None:
        return Hit(rule, row, copy.start, copy.end, evidence, side="source")
    if loss.torn:
        evidence["mended"] = copy.text
    sources = ((row, copy.start, copy.end),)
    return Hit(rule, row, *loss.place, evidence, sources=sources)


def _added(rule: str, kind: str, view: View, source: TextColumn) -> Iterator[Hit]:
    """Copies of the target where the source has none. A source that says the same in other
    characters, such as a full-width @, has one. A translator may give a site by its address, so
    links to a whole site do not count."""
    for row in rows_that_may_hold(kind, view.target):
        text = source.texts[row]
        if not text.strip() or _hints(kind, text):
            continue
        for copy in copies(kind, view.target.texts[row])[:MOST]:
            if copy.key.lower() not in text.lower() and (kind != "url" or "/" in copy.key):
                yield Hit(rule, row, copy.start, copy.end, {"expected": ""})


_HINTS = {
    "url": ("://", "www.", "：//", ".com", ".org", ".net"),
    "email": ("@", "＠", "(at)", "[at]"),
}


def _hints(kind: str, text: str) -> bool:
    return any(hint in text for hint in _HINTS.get(kind, ())) or bool(copies(kind, text))


def _variants(rule: str, kind: str, view: View, source: TextColumn) -> Iterator[Hit]:
    """Addresses that lead to the same page by another way."""
    for row in rows_that_may_hold(kind, source):
        target = view.target.texts[row]
        ours = [copy for copy in copies(kind, source.texts[row])[:MOST] if copy.text not in target]
        theirs = {page_of(copy.text): copy for copy in copies(kind, target)} if ours else {}
        for copy in ours:
            if other := theirs.get(page_of(copy.text)):
                place, evidence = (row, copy.start, copy.end), {"expected": copy.text}
                yield Hit(rule, row, other.start, other.end, evidence, sources=(place,))
