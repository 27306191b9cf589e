"""Kind `language`: rows in another language than the one that they are said to be in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.model import Confidence, Side
from mtcheck.rule import Rule
from mtcheck.text.code import code_spans, without_code
from mtcheck.text.copies import is_copy
from mtcheck.text.locale import language
from mtcheck.text.verify import Measure, Verifier, words_of
from mtcheck.text.views import View


class LanguageOptions(Options):
    """`side`: the text that is judged. `words` and `letters`: the shortest row judged, in scripts
    with and without spaces. `sure`: probability from which lid.176 is believed; `doubt`: what it
    may give at most to the claimed language. `families`: tags that are not told apart.
    `relatives`: tags of languages that share most words.
    """

    side: Side = "target"
    words: int = 4
    letters: int = 12
    sure: float = 0.4
    doubt: float = 0.1
    families: tuple[tuple[str, ...], ...] = ()
    relatives: tuple[tuple[str, ...], ...] = ()


class LanguageDetector(Detector):
    """Verifies the languages that are given, and never guesses one that is not. A target that
    repeats its source is left to the kind `completeness`. A third language in a few words has low
    confidence.

    Evidence: `claimed` and `found`, names of languages.
    """

    Options = LanguageOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, LanguageOptions] = {rule.id: self.read(rule) for rule in rules}
        self._verifiers = {
            rule: _verifier(tag, options)
            for rule, options in self._options.items()
            if (tag := target_lang if options.side == "target" else source_lang)
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule, verifier in self._verifiers.items():
            side = self._options[rule].side
            column = view.target if side == "target" else view.source
            if column is None or not (doubtful := verifier.doubtful(column)).any():
                continue
            for row in np.flatnonzero(doubtful).tolist():
                text = column.texts[row]
                code = view.code(row) if side == "target" else code_spans(text)
                found = verifier.other_language(without_code(text, code))
                if found is None or self._is_unsure(verifier.main, found):
                    continue
                if not self._is_excused(found, view, row, side):
                    start = len(text) - len(text.lstrip())
                    evidence = {"claimed": _name(verifier.main), "found": _name(found)}
                    pair = {verifier.main, found}
                    related = any(pair <= {*each} for each in self._options[rule].relatives)
                    unclear = related and _lead(text, found, verifier.main) < _LEAD
                    unclear |= language(verifier.main) is None and not _is_surely(text, found)
                    far = unclear or self._is_far(found, text)
                    doubt = Confidence.LOW if far else None
                    end = len(text.rstrip())
                    yield Hit(rule, row, start, end, evidence, confidence=doubt, side=side)

    def _is_unsure(self, claimed: str, found: str) -> bool:
        """Whether a language is claimed of which little is known: Ido is taken for Esperanto. What
        is left in the language of the source, or in English, is told even so."""
        source = language(self.source_lang)
        return language(claimed) is None and found not in {source.main if source else "en", "en"}

    def _is_far(self, found: str, text: str) -> bool:
        """Whether a few words are taken for a language that is neither that of the source nor
        English: on texts of programs that was wrong nine times of eleven."""
        source = language(self.source_lang)
        near = {source.main if source else found, "en"}
        return found not in near and len(words_of(text)) < _FEW_WORDS

    def _is_excused(self, found: str, view: View, row: int, side: Side) -> bool:
        """Whether a row holds names and titles, repeats its source, or repeats what the source
        quotes in a third language."""
        column = view.target if side == "target" else view.source
        if column is not None and _is_reference(column.texts[row]):
            return True
        if view.source is None:
            return False
        target, source = view.target.texts[row], view.source.texts[row]
        if is_copy(target, source):
            return True
        known = language(self.source_lang)
        quoted = known is not None and known.main != found and target.strip(" .!?") in source
        return side == "target" and quoted


def _lead(text: str, one: str, other: str) -> int:
    """How many function words speak for one language more than for the other."""
    ours, theirs = language(one), language(other)
    if ours is None or theirs is None:
        return _LEAD
    mine, others = ours.function_words, theirs.function_words
    return sum((word in mine) - (word in others) for word in words_of(text.lower()))


def _is_surely(text: str, found: str) -> bool:
    """Whether a text has several function words of a language, where nothing is known of the one
    it is said to be in: Irish has “as”, “an” and “is” too."""
    known = language(found)
    words = words_of(text.lower())
    common = [word for word in words if known and word in known.function_words]
    return len(set(common)) >= _DIFFERENT and len(common) >= _SHARE * len(words)


def _is_reference(text: str) -> bool:
    """Whether a row is code of a page, or lists years, names and titles: "Bowman Gum, Inc., 103
    F. Supp."."""
    if "{{" in text or "}}" in text or text.count("=") >= _SETTINGS:
        return True
    words = [
        word for word in re.findall(r"[^\W\d_]+", text[:_LONGEST]) if word.lower() != word.upper()
    ]
    capital = sum(word[0].isupper() for word in words)
    shouted = sum(word.isupper() and len(word) > 2 for word in words)
    if len(re.findall(r"[0-9]+", text[:_LONGEST])) > len(words):
        return True
    lists = text.count(",") >= _COMMAS
    return lists and shouted * 2 < len(words) and capital >= _NAMES * len(words)


_FEW_WORDS = 10
"""Words of a row from which a third language is believed."""
_DIFFERENT, _SHARE = 3, 0.25
"""Different function words, and their share, that tell a language from one that is not known."""
_LEAD = 2
"""Function words that only a relative of the claimed language has, from which it is believed."""
_LONGEST, _SETTINGS, _COMMAS, _NAMES = 400, 3, 2, 0.7
"""Characters looked at, marks of code and commas of a reference at least, the share of names."""


def _verifier(tag: str, options: LanguageOptions) -> Verifier:
    measure = Measure(options.words, options.letters, options.sure, options.doubt, options.families)
    return Verifier(tag, measure)


def _name(tag: str) -> str:
    known = language(tag)
    return known.name if known else f"“{tag}”"
