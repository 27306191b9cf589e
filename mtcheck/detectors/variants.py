"""Kind `variants`: one word written in two ways inside a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.locale import Language, language
from mtcheck.text.repeats import hashes_of
from mtcheck.text.spellings import Form, Match, Spellings
from mtcheck.text.views import View


class VariantsOptions(Options):
    """`differ`: in what the spellings do.

    `join`: two words, with a hyphen or as one: "e-mail", "email"; with and without the hyphen only
    where the next word is the same. `case`: capitals inside the word. `accents`: "Sao", "São".

    `allow`: a TSV beside the rule with the columns `lang` (or `any`) and `words`: pairs of words
    (for `join`) or words that are another word when they are written otherwise. `particles`: second
    words that make a verb of two words ("set up"), by language.
    `noun_capitals`: languages in which nouns have capitals.
    """

    differ: Literal["join", "case", "accents"]
    allow: str | None = None
    particles: dict[str, tuple[str, ...]] = {}
    noun_capitals: tuple[str, ...] = ()


class VariantsDetector(Detector):
    """Compares hashes of words, and of what two words would be as one, by document.

    The spelling that a document uses less is reported, of equals the one that comes later, with all
    its places. Evidence: `other`, the spelling to keep, and the `times` it is used.
    """

    Options = VariantsOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._language = language(target_lang)
        self._tag = self._language.main if self._language else ""
        self._options: dict[str, VariantsOptions] = {rule.id: self.read(rule) for rule in rules}
        self._allowed = {
            rule.id: _allowed(rule, self._options[rule.id].allow, self._language) for rule in rules
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if not len(view.target.tokens.starts) or all(p.id is None for p in view.batch.documents):
            return
        text = Spellings(view)
        for rule, options in self._options.items():
            forms: dict[int, list[Form]] = {}
            for key, index, last in sorted(self._matches(options, text), key=lambda m: m[1]):
                form = text.form(index, last)
                if not (
                    view.touches_code(*form[1:]) or self._is_other(rule, options, text, index, last)
                ):
                    forms.setdefault(key, []).append(form)
            told: set[tuple[int, int]] = set()
            for members in forms.values():
                if options.differ == "join" and any(_is_made_up(form[0]) for form in members):
                    members = [form for form in members if not self._is_code(view, form)]
                yield from _hits(rule, members, told, exact=options.differ == "case")

    def _is_code(self, view: View, form: Form) -> bool:
        """Whether a word is put together as the names of a program are, in a document with code."""
        if not _is_made_up(form[0]):
            return False
        parts = view.batch.documents
        part = parts[bisect_right(parts, form[1], key=lambda part: part.start) - 1]
        return any(view.code(row) for row in range(part.start, part.end))

    def _matches(self, options: VariantsOptions, text: Spellings) -> Iterator[Match]:
        """Key, first and last token of every spelling of a word that has several."""
        if options.differ == "join":
            particles = options.particles.get(self._tag, ())
            functions = self._language.function_words if self._language else ()
            yield from text.joins(hashes_of(frozenset([*particles, *functions])))
        elif options.differ == "case":
            yield from text.cases()
        else:
            yield from text.accents()

    def _is_other(
        self, rule: str, options: VariantsOptions, text: Spellings, index: int, last: int
    ) -> bool:
        """Whether this spelling is no variant: another word, a handle, a word in a heading."""
        words = [text.words.text(n) for n in (index, last)][: 1 + last - index]
        if " ".join(words).lower() in self._allowed[rule] or text.is_code(index, last):
            return True
        if options.differ == "case":
            return text.is_shouted(index)
        if options.differ == "accents" and self._language is not None:
            return words[0].lower() in self._language.function_words
        if options.differ == "join" and last > index and self._tag in options.noun_capitals:
            return not (words[0][0].isupper() and words[1][0].isupper())
        return False


def _allowed(rule: Rule, table: str | None, known: Language | None) -> frozenset[str]:
    if table is None:
        return frozenset()
    tags = {"any", known.main if known else ""}
    return frozenset(
        row["words"] for row in rule.table(table, "lang", "words") if row["lang"] in tags
    )


def _hits(
    rule: str, members: Sequence[Form], told: set[tuple[int, int]], *, exact: bool
) -> Iterator[Hit]:
    """One hit for all places of each spelling but the usual one. `exact`: capitals count."""

    def spelling(form: Form) -> str:
        return form[0] if exact else form[0].lower()

    unique = list(dict.fromkeys(members))
    if not exact:
        unique = [form for form in unique if not _is_identifier(form[0])]
    if any(_is_name(text) or _is_camel(text) for text, *_ in unique):
        unique = [form for form in unique if not _is_plain(form[0])]
    counts = Counter(map(spelling, unique))
    if len(counts) < 2:
        return
    kept, times = counts.most_common(1)[0]
    other = next(form[0] for form in unique if spelling(form) == kept)
    for differing in counts:
        places = [form[1:] for form in unique if spelling(form) == differing]
        if differing != kept and places[0][:2] not in told:
            told.add(places[0][:2])
            evidence = {"other": other, "times": times}
            yield Hit(rule, *places[0], evidence, related=tuple(places[1:]))


_ACRONYM = 6
"""Letters of the longest acronym."""


def _is_name(text: str) -> bool:
    """Whether this is "Leon Dame": "leondame" is then a part of an address or a tag."""
    one, space, other = text.partition(" ")
    return bool(space) and one.istitle() and other.istitle()


def _is_plain(text: str) -> bool:
    """Whether this is "thread pool", or "Thread pool" at the start of a sentence."""
    return text.rpartition(" ")[2].islower()


def _is_identifier(text: str) -> bool:
    """Whether this is "threadPool" or "THREADPOOL", as in programs: that is no "thread pool"."""
    return (text[0].islower() and _is_camel(text)) or (len(text) > _ACRONYM and text.isupper())


def _is_made_up(text: str) -> bool:
    """Whether this is "ThreadPool", "MIMEType", "OAuth2Decorator" or "utf8"."""
    return _MADE_UP.fullmatch(text) is not None


_MADE_UP = re.compile(r"(?=.*(?:[a-z0-9][A-Z]|[A-Z]{3}[a-z]{2})|[a-z]+[0-9])[A-Za-z0-9]{1,60}")


def _is_camel(text: str) -> bool:
    """Whether this is a name like "ThreadPool": "thread pool" is then the thing, not the name."""
    return text.isalpha() and any(a.islower() and b.isupper() for a, b in pairwise(text))
