"""Kind `regex`: one or several patterns, with contexts that keep them silent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from mtcheck.detectors.base import Detector, Hit, Options, Patterns, Rows
from mtcheck.rule import Rule
from mtcheck.text.locale import language
from mtcheck.text.patterns import Matcher, expand
from mtcheck.text.views import View


class RegexOptions(Options):
    """`patterns` and `unless` are RE2. `{name}` in them stands for a list: one of `lists`, or
    `month`, `weekday`, `reporting_verb`, `honorific`, `spaced_mark` (marks with a space before
    them) or `foreign_quote` of the target language.

    `describe`: the evidence `codes` names the characters found, for those that nobody can see.
    `replace`: characters and what to write for them; the evidence `replaced` is the result.
    """

    patterns: Patterns
    unless: Patterns = ()
    lists: Mapping[str, tuple[str, ...]] = {}
    ignore_case: bool = False
    whole_words: bool = False
    describe: bool = False
    replace: Mapping[str, str] = {}


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
                done = 0
                places = [place for number in numbers for place in matchers[number].places(text)]
                for start, end, groups in sorted(places, key=lambda place: (place[0], -place[1])):
                    if start >= done:
                        evidence = _evidence(self._options[rule], text[start:end], groups)
                        yield Hit(rule, row, start, end, evidence)
                        done = end


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
        "honorific": tuple(found.honorifics),
        "spaced_mark": tuple(found.spaced_punctuation),
        "foreign_quote": tuple(found.punctuation.foreign_quotes),
    }
