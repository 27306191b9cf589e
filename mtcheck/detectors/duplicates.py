"""Kind `duplicates`: words said twice: side by side, as a phrase, in a loop, around "and" or "of".

What the source repeats too is no slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Patterns, Rows
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text.echoes import Echoes
from mtcheck.text.locale import Language, language
from mtcheck.text.patterns import Pattern
from mtcheck.text.repeats import (
    Repeat,
    Words,
    coordinations,
    hashes_of,
    is_emphasis,
    is_tight,
    repeats,
)
from mtcheck.text.views import View

_JOINTS = "-‐_"


class DuplicatesOptions(Options):
    """`mode`: `word` and `phrase` (the same 1, or 2 to 6, tokens twice), `name` (a word with a
    capital twice), `loop` (the same 1 to 6 tokens three times or more), `coordinated` (X and X),
    `linked` (X of X).

    `allow` is a TSV beside the rule with the columns `lang` (or `any`) and `words`: repetitions
    that are good language; words with capitals are good with capitals only. `shortest`: tokens that
    X must have at least, by language. `links` are the words between X and X where they are no
    conjunctions, `articles` may stand behind them.
    `doubled_name`: patterns of words, in lower case, that are good names when doubled with capitals
    (Yang Yang), where no source tells; where there is one, names are left to the mode `name`.
    `noun_capitals`: languages in which a capital does not make a name.
    `goes_on`: what makes another word of X where it follows without a space: 音乐和音乐家.
    `comparative`: endings by language whose doubling is good ("faster and faster"), save behind
    one of `before_noun` ("the power and power").
    """

    mode: Literal["word", "phrase", "name", "loop", "coordinated", "linked"]
    allow: str | None = None
    doubled_name: Patterns = ()
    shortest: dict[str, int] = {}
    links: dict[str, tuple[str, ...]] = {}
    articles: dict[str, tuple[str, ...]] = {}
    comparative: dict[str, tuple[str, ...]] = {}
    before_noun: dict[str, tuple[str, ...]] = {}
    noun_capitals: tuple[str, ...] = ()
    goes_on: dict[str, tuple[str, ...]] = {}

    def tells_names(self, tag: str) -> bool:
        """Whether a capital makes a name."""
        return tag not in self.noun_capitals


class DuplicatesDetector(Detector):
    """Compares hashes of tokens at a distance, then reads the few places that agree."""

    Options = DuplicatesOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._language = language(target_lang) if target_lang else None
        self._tag = self._language.main if self._language else ""
        self._options: dict[str, DuplicatesOptions] = {rule.id: self.read(rule) for rule in rules}
        self._names = {
            rule: [Pattern(pattern) for pattern in options.doubled_name]
            for rule, options in self._options.items()
        }
        self._allowed = {
            rule.id: _allowed(rule, self._options[rule.id].allow, self._language)
            for rule in self.rules
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        words = Words(view.target)
        found = repeats(words)
        echoes: dict[int, Echoes] = {}
        for rule, options in self._options.items():
            joins = options.mode in ("coordinated", "linked")
            hits = (
                self._joined(rule, options, words)
                if joins
                else self._repeated(rule, options, words, found, view.source is not None)
            )
            for hit in hits:
                if view.source is not None and hit.row not in echoes:
                    echoes[hit.row] = Echoes(view.source.texts[hit.row], self.source_lang)
                place = hit.start / max(len(view.target.texts[hit.row]), 1)
                if not self._is_echo(options, place, hit.evidence["first"], echoes.get(hit.row)):
                    yield hit

    def _is_echo(
        self, options: DuplicatesOptions, place: float, first: str, echoes: Echoes | None
    ) -> bool:
        """Whether the source, if there is one, repeats what the hit at `place` repeats."""
        if echoes is None:
            return False
        if options.mode == "name":
            return echoes.has_name(place, first)
        if options.mode == "word":
            return echoes.has_word(place, first, function=first.lower() in self._functions)
        if options.mode in ("phrase", "loop"):
            return echoes.has_loop(place)
        return echoes.has_pair(place)

    def _repeated(
        self,
        rule: str,
        options: DuplicatesOptions,
        words: Words,
        found: Sequence[Repeat],
        has_source: bool,
    ) -> Iterator[Hit]:
        for repeat in found:
            mode = _mode(repeat)
            if mode == "word" and has_source and self._have_capitals(words, repeat, options):
                mode = "name"
            if mode == options.mode and self._is_slip(rule, repeat, words, mode):
                kept = repeat.first + repeat.length - 1
                yield _hit(rule, words, repeat.first, repeat.last, kept)

    def _have_capitals(self, words: Words, repeat: Repeat, options: DuplicatesOptions) -> bool:
        """Whether both words begin with a capital and so may be a name, where capitals tell."""
        first, second = words.text(repeat.first), words.text(repeat.last)
        is_function = first.lower() in self._functions
        capitals = first[0].isupper() and second[0].isupper()
        return capitals and not is_function and options.tells_names(self._tag)

    def _is_slip(self, rule: str, repeat: Repeat, words: Words, mode: str) -> bool:
        unit = [words.text(repeat.first + n) for n in range(repeat.length)]
        phrase = " ".join(unit)
        allowed = {phrase, phrase.lower()} & self._allowed[rule]
        if allowed or all(len(word) < 2 for word in unit) or words.goes_on(repeat.last, "@."):
            return False
        if repeat.copies > 2:
            return not is_emphasis(unit, self._allowed[rule], repeat, words)
        if not is_tight(repeat, words):
            return False
        if mode != "name" and self._is_name(rule, repeat, words):
            return False
        if self._is_coordination(unit) or self._is_other_word(rule, unit[0], repeat, words):
            return False
        if repeat.length > 1:
            links = words.before(repeat.first), words.after(repeat.last)
            return links[0] != unit[-1].lower() and links[1] != unit[0].lower()
        return self._is_word(unit[0])

    def _is_name(self, rule: str, repeat: Repeat, words: Words) -> bool:
        """Whether all words have capitals and can be a name: Yang Yang, New York New York."""
        tokens = [words.text(index) for index in range(repeat.first, repeat.last + 1)]
        if not all(word[0].isupper() or word[0].isdigit() for word in tokens):
            return False
        if repeat.length > 1:
            compound = words.between(repeat.first) == "-" and repeat.length == 2
            return not compound and any(word[0].isupper() for word in tokens)
        return any(pattern.spans(tokens[0].lower()) for pattern in self._names[rule])

    def _is_coordination(self, unit: Sequence[str]) -> bool:
        """Whether a phrase is half of "more and more and" and so no repetition of its own."""
        conjunctions = self._language.conjunctions if self._language else ()
        return len(unit) == 2 and any(word.lower() in conjunctions for word in unit)

    def _is_other_word(self, rule: str, first: str, repeat: Repeat, words: Words) -> bool:
        """Whether the second is another word: a part of a compound, or a noun with a capital."""
        start, text = int(words.tokens.starts[repeat.first]), words.column.text
        second = words.text(repeat.first + repeat.length)
        nouns = not self._options[rule].tells_names(self._tag)
        noun = nouns and first[0].islower() and second[0].isupper()
        return noun or text[max(start - 1, 0)] in _JOINTS or words.goes_on(repeat.last, _JOINTS)

    def _is_word(self, word: str) -> bool:
        """Short words that are no function words are syllables ("la la") or numbers of a table."""
        if word.isdigit():
            return len(word) > 1
        return len(word) > 2 or word.lower() in self._functions

    @cached_property
    def _functions(self) -> frozenset[str]:
        return self._language.function_words if self._language else frozenset()

    def _joined(self, rule: str, options: DuplicatesOptions, words: Words) -> Iterator[Hit]:
        conjunctions = self._language.conjunctions if self._language else ()
        linked = options.mode == "linked"
        links = options.links.get(self._tag, ()) if linked else conjunctions
        articles = hashes_of(options.articles.get(self._tag, ()))
        shortest = options.shortest.get(self._tag, 1)
        found = coordinations(words, hashes_of(links), shortest, articles)
        if linked:
            found = _alone(found)
        done = 0
        for first, middle, last in found:
            phrase = words.text(first, middle - 1).lower()
            before = words.before(first)
            if first < done or self._is_idiom(rule, options, phrase, before):
                continue
            if linked and not self._is_content(words, first, middle, last):
                continue
            doubt = None if linked else _doubt(words, first, last, self._functions)
            is_name = options.tells_names(self._tag) and _have_capitals(words, first, middle)
            if is_name or words.after(last) in options.goes_on.get(self._tag, ()):
                doubt = Confidence.LOW
            yield _hit(rule, words, first, last, middle - 1, doubt)
            done = last + 1

    def _is_content(self, words: Words, first: int, middle: int, last: int) -> bool:
        """Whether "X of X" is about one thing: no function word, no number, and no name, as in "the
        economist of the Economist" and "shaft of Shaft No. 1"."""
        left, right = words.text(first, middle - 1), words.text(last - middle + 1 + first, last)
        article = words.text(middle + 1) if last - middle > middle - first else ""
        after = words.after(last)
        return (
            left[1:] == right[1:]
            and left.lower() not in self._functions
            and len(left) > 2
            and left[0].isalpha()
            and right[0].islower()
            and not article[:1].isupper()
            and after != "no"
            and not after.isdigit()
            and not words.goes_on(last, _JOINTS)
        )

    def _is_idiom(self, rule: str, options: DuplicatesOptions, phrase: str, before: str) -> bool:
        endings = options.comparative.get(self._tag, ())
        comparative = bool(endings) and phrase.endswith(endings)
        is_noun = before in options.before_noun.get(self._tag, ())
        return phrase in self._allowed[rule] or (comparative and not is_noun)


def _mode(repeat: Repeat) -> str:
    if repeat.copies > 2:
        return "loop"
    return "word" if repeat.length == 1 else "phrase"


def _alone(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Those that are no part of a chain, X of X of X, which is a loop."""
    chained = {one for pair in pairwise(found) if pair[1][0] <= pair[0][2] for one in pair}
    return [one for one in found if one not in chained]


def _allowed(rule: Rule, table: str | None, known: Language | None) -> frozenset[str]:
    if table is None:
        return frozenset()
    tags = {"any", known.main if known else ""}
    return frozenset(
        row["words"] for row in rule.table(table, "lang", "words") if row["lang"] in tags
    )


def _hit(
    rule: str, words: Words, first: int, last: int, kept: int, doubt: Confidence | None = None
) -> Hit:
    """A hit from token `first` to `last`; of it the tokens up to `kept` should stay."""
    start, end = int(words.tokens.starts[first]), int(words.tokens.ends[last])
    row = int(words.column.rows_at(np.array([start]))[0])
    offset = int(words.column.starts[row])
    evidence = {"first": words.text(first, kept)}
    return Hit(rule, row, start - offset, end - offset, evidence, confidence=doubt)


def _have_capitals(words: Words, first: int, middle: int) -> bool:
    """Whether both sides begin with a capital, as in Johnson and Johnson."""
    return words.text(first)[0].isupper() and words.text(middle + 1)[0].isupper()


def _doubt(words: Words, first: int, last: int, functions: frozenset[str]) -> Confidence | None:
    """How sure "X and X" is an error, by X and its neighbours (figures in the rule file)."""
    left, right = words.text(first), words.text(last)
    weak = {left.lower(), right.lower()} & functions or left.isupper() != right.isupper()
    closing = words.column.text[int(words.tokens.ends[last])]
    opening = words.column.text[int(words.tokens.starts[first]) - 1] if first else " "
    weak = weak or not left[0].isalpha() or words.goes_on(last, ".")
    if weak or closing in "-'’_@" or opening in "-_@":
        return Confidence.LOW
    before, after = words.before(first), words.after(last)
    free_left = not before or before in functions
    free_right = not after or (after in functions and after != "of")
    if free_left and free_right:
        return None
    return Confidence.MEDIUM if free_left or free_right else Confidence.LOW
