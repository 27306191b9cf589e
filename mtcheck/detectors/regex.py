"""Kind `regex`: one or several patterns, with contexts that keep them silent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from mtcheck.detectors.base import Detector, Hit, Options, Patterns, Rows
from mtcheck.rule import Rule
from mtcheck.text.locale import language
from mtcheck.text.patterns import Matcher, expand
from mtcheck.text.views import View

_LONGEST, _WORD = 4000, 40
"""Characters of a source, and of the words on either side of a hit, that are compared."""


class RegexOptions(Options):
    """`patterns` and `unless` are RE2. `{name}` in them stands for a list: one of `lists`, or
    `month`, `weekday`, `conjunction`, `reporting_verb`, `honorific`, `spaced_mark` (marks with a
    space before them) or `foreign_quote` of the target language.

    `describe`: the evidence `codes` names the characters found, for those that nobody can see.
    `replace`: characters and what to write for them; the evidence `replaced` is the result.
    `mirrored`: silent where the source has such a place too, whatever the letters in it.
    `inherited`: silent where the source has the same words with the same marks, wide or not.
    """

    patterns: Patterns
    unless: Patterns = ()
    lists: Mapping[str, tuple[str, ...]] = {}
    ignore_case: bool = False
    whole_words: bool = False
    describe: bool = False
    replace: Mapping[str, str] = {}
    inherited: bool = False
    mirrored: bool = False


class RegexDetector(Detector):
    """Finds matches of patterns. Named groups become evidence; the group `at` marks the place."""

    Options = RegexOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        words = _language_lists(target_lang)
        self._options: dict[str, RegexOptions] = {rule.id: self.read(rule) for rule in self.rules}
        self._matchers = {
            rule: list(_matchers(options, words)) for rule, options in self._options.items()
        }

    def triggers(self) -> Mapping[str, Sequence[str]]:
        return {rule: [m.trigger for m in members] for rule, members in self._matchers.items()}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule, matchers in self._matchers.items():
            for row, numbers in self.matched(rows, rule, len(matchers)).items():
                text = view.target.texts[row]
                source = self._source(rule, view, row)
                spared = self._mirrored(rule, view, row)
                done = 0
                places = [place for number in numbers for place in matchers[number].places(text)]
                for start, end, groups in sorted(places, key=lambda place: (place[0], -place[1])):
                    if _form(text[start:end]) in spared:
                        continue
                    if start >= done and not _stands_in(source, text, start, end):
                        evidence = _evidence(self._options[rule], text[start:end], groups)
                        yield Hit(rule, row, start, end, evidence)
                        done = end

    def _source(self, rule: str, view: View, row: int) -> str:
        """The source of a row as `_plain` text, where the rule asks for it; else nothing."""
        if view.source is None or not self._options[rule].inherited:
            return ""
        return _plain(view.source.texts[row][:_LONGEST])

    def _mirrored(self, rule: str, view: View, row: int) -> set[str]:
        """The forms of the places that the source of a row has, where the rule asks for them."""
        if view.source is None or not self._options[rule].mirrored:
            return set()
        text = view.source.texts[row][:_LONGEST]
        places = [place for matcher in self._matchers[rule] for place in matcher.places(text)]
        return {_form(text[start:end]) for start, end, _ in places}


def _form(match: str) -> str:
    """The marks of a match, with one space where it has some."""
    return re.sub(r"\s+", " ", "".join(c for c in match if not c.isalnum()))


def _stands_in(source: str, text: str, start: int, end: int) -> bool:
    """Whether the words around `start:end`, up to the next spaces, stand in the source too."""
    if not source:
        return False
    before, after = text[max(start - _WORD, 0) : start], text[end : end + _WORD]
    first = re.split(r"\s", before)[-1]
    last = re.split(r"\s", after)[0].rstrip(".,;:!?”\"')")
    piece = _plain(first + text[start:end] + last)
    return piece in source or "".join(piece.split()) in source


def _plain(text: str) -> str:
    """The text in small letters, wide ones and wide marks as narrow ones."""
    return unicodedata.normalize("NFKC", text).casefold()


def _evidence(options: RegexOptions, match: str, groups: Mapping[str, str]) -> Mapping[str, str]:
    evidence = dict(groups)
    if options.describe:
        names = [f"U+{ord(c):04X} {unicodedata.name(c, 'control character')}" for c in match]
        evidence["codes"] = ", ".join(dict.fromkeys(names))
    if options.replace:
        evidence["replaced"] = "".join(options.replace.get(c, c) for c in match)
    return evidence


def _matchers(options: RegexOptions, words: Mapping[str, Sequence[str]]) -> Iterator[Matcher]:
    lists = {**words, **options.lists}
    for pattern in options.patterns:
        yield Matcher(
            expand(pattern, lists),
            unless=[expand(context, lists) for context in options.unless],
            ignore_case=options.ignore_case,
            whole_words=options.whole_words,
        )


def _language_lists(tag: str | None) -> dict[str, tuple[str, ...]]:
    found = language(tag) if tag else None
    if found is None:
        return {}
    return {
        "month": tuple(found.months),
        "weekday": tuple(found.weekdays),
        "reporting_verb": tuple(found.reporting_verbs),
        "conjunction": tuple(found.conjunctions),
        "honorific": tuple(found.honorifics),
        "spaced_mark": tuple(found.spaced_punctuation),
        "foreign_quote": tuple(found.punctuation.foreign_quotes),
    }
