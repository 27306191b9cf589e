"""Terms of words between spaces: found as words, with other endings too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from mtcheck.text.columns import TextColumn
from mtcheck.text.inflection import HYPHENS, fold, forms_of, shared_start
from mtcheck.text.locale import language
from mtcheck.text.terms.base import Place, Term
from mtcheck.text.terms.classes import Classes, TokenClasses
from mtcheck.text.terms.vocabulary import Vocabulary

_REMEMBERED = 1 << 16
"""Different pairs of neighbours whose terms are kept."""
_JOINING = HYPHENS | frozenset("._@")
"""Between two letters these make one word, address or code of both."""

Spans = Sequence[tuple[int, int]]

_Found = tuple[int, int, int]
"""Number of a term, its start and end in the column."""


class _Wanted(NamedTuple):
    """A term as words: their numbers, which of them stands in the first token of a candidate, what
    stands between them, before and after."""

    number: int
    words: tuple[int, ...]
    place: int = 0
    gaps: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


class WordFinder:
    """Looks for terms of one word by the class of a token, for others by those of two neighbours:
    the word that is likely the rarest and the one beside it."""

    def __init__(self, terms: Sequence[tuple[int, Term]], tag: str | None) -> None:
        self._terms = dict(terms)
        known = language(tag)
        self._frequent = known.function_words if known else frozenset()
        self._vocabulary = Vocabulary(forms_of(tag))
        self._single: dict[int, list[_Wanted]] = {}
        self._several: dict[tuple[int, int], list[_Wanted]] = {}
        column = TextColumn([term.text for _, term in terms] or [""])
        bounds = np.searchsorted(column.tokens.starts, column.starts).tolist()
        for row, (number, term) in enumerate(terms):
            self._add(number, term, _spans(column, row, bounds[row], bounds[row + 1]))
        self._classes = TokenClasses(self._vocabulary)
        self._pairs: dict[tuple[int, int], Sequence[_Wanted]] = {}
        self._singles: list[Sequence[tuple[_Wanted, int]]] = []
        """Terms of one word by the class of its token, with where in the token they begin."""

    def _add(self, number: int, term: Term, spans: Spans) -> None:
        if not spans:
            return
        text = term.text
        parts = [text[start:end] for start, end in spans]
        words = tuple(self._vocabulary.number(part, verb=term.verb) for part in parts)
        gaps = tuple(fold(text[a:b]) for (_, a), (b, _) in pairwise(spans))
        ends = text[: spans[0][0]], text[spans[-1][1] :]
        if len(words) == 1:
            self._single.setdefault(words[0], []).append(_Wanted(number, words, 0, (), *ends))
            return
        rarest = max(range(len(parts)), key=lambda place: self._weight(parts[place]))
        place = min(rarest, len(words) - 2)
        wanted = _Wanted(number, words, place, gaps, *ends)
        self._several.setdefault((words[place], words[place + 1]), []).append(wanted)
        if set(gaps) == {" "} and ends == ("", ""):
            whole = self._vocabulary.number("".join(parts), verb=term.verb)
            self._single.setdefault(whole, []).append(_Wanted(number, (whole,)))

    def _weight(self, word: str) -> tuple[bool, int]:
        """How rare a word may be."""
        return word.lower() not in self._frequent, len(word)

    def find(self, column: TextColumn) -> Iterator[Place]:
        """Yield all places, in any order."""
        if self._terms:
            classes = self._classes.of(column)
            yield from _in_rows(column, self._find_single(column, classes))
            if self._several:
                yield from _in_rows(column, self._find_several(column, classes))

    def _find_single(self, column: TextColumn, classes: Classes) -> list[_Found]:
        for forms in self._classes.forms[len(self._singles) :]:
            single = [(w, form.start) for form in forms for w in self._single.get(form.word, ())]
            self._singles.append(single)
        tokens = np.flatnonzero(np.array([bool(one) for one in self._singles])[classes])
        starts, ends = column.tokens.starts[tokens].tolist(), column.tokens.ends[tokens].tolist()
        return [
            (wanted.number, *place)
            for start, end, number in zip(starts, ends, classes[tokens].tolist(), strict=True)
            for wanted, begins in self._singles[number]
            if (place := self._place(column.text, start + begins, end, wanted))
        ]

    def _find_several(self, column: TextColumn, classes: Classes) -> list[_Found]:
        tokens = np.flatnonzero((classes[:-1] > 0) & (classes[1:] > 0))
        lefts, rights = classes[tokens].tolist(), classes[tokens + 1].tolist()
        return [
            (wanted.number, *place)
            for token, left, right in zip(tokens.tolist(), lefts, rights, strict=True)
            for wanted in self._in_pair(left, right)
            if (span := self._span(column, classes, token - wanted.place, wanted))
            and (place := self._place(column.text, *span, wanted))
        ]

    def _in_pair(self, left: int, right: int) -> Sequence[_Wanted]:
        """Terms that may stand at two neighbouring tokens of these classes, remembered."""
        known = self._pairs.get((left, right))
        if known is None:
            forms = product(self._classes.forms[left], self._classes.forms[right])
            words = {(one.word, other.word) for one, other in forms}
            known = [wanted for pair in words for wanted in self._several.get(pair, ())]
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            self._pairs[left, right] = known
        return known

    def _place(self, text: str, start: int, end: int, wanted: _Wanted) -> tuple[int, int] | None:
        """Where a term stands whose words are `start:end`, if what is around them fits."""
        if wanted.before or wanted.after:
            first, last = start - len(wanted.before), end + len(wanted.after)
            if text[first:start] != wanted.before or text[end:last] != wanted.after:
                return None
            start, end = first, last
        term = self._terms[wanted.number]
        written = text[start:end]
        if term.text[0].isupper() and written.islower() and written in self._frequent:
            return None  # Того is a country, того is "of that"
        if _inside_longer(text, start, end) or (term.case and not _same_case(term.text, written)):
            return None
        return start, end

    def _span(
        self, column: TextColumn, classes: Classes, first: int, wanted: _Wanted
    ) -> tuple[int, int] | None:
        """Where the words of a term stand that begins in the token `first`, if all are there."""
        begins = self._start(classes, first, wanted)
        if begins is None:
            return None
        places = slice(first, first + len(wanted.words))
        starts = column.tokens.starts[places].tolist()
        ends = column.tokens.ends[places].tolist()
        gaps = zip(ends, starts[1:], wanted.gaps, strict=False)
        if any(fold(column.text[end:start]) != gap for end, start, gap in gaps):
            return None
        return starts[0] + begins, ends[-1]

    def _start(self, classes: Classes, first: int, wanted: _Wanted) -> int | None:
        """Where a term begins in the token `first`; None where one of its words is another."""
        last = first + len(wanted.words) - 1
        if first < 0 or last >= len(classes):
            return None
        for place in range(len(wanted.words) - 1, -1, -1):
            forms = self._classes.forms[int(classes[first + place])]
            starts = [form.start for form in forms if form.word == wanted.words[place]]
            if not starts or (place and 0 not in starts):
                return None
        return min(starts)


def _spans(column: TextColumn, row: int, first: int, last: int) -> list[tuple[int, int]]:
    """Starts and ends, in its row, of the tokens `first:last`."""
    origin = int(column.starts[row])
    starts = column.tokens.starts[first:last] - origin
    ends = column.tokens.ends[first:last] - origin
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _in_rows(column: TextColumn, found: Sequence[_Found]) -> Iterator[Place]:
    """Numbers, starts and ends in the column as places of rows."""
    starts = np.array([start for _, start, _ in found], dtype=np.intp)
    rows = column.rows_at(starts)
    origins = column.starts[rows].tolist()
    for (number, start, end), row, origin in zip(found, rows.tolist(), origins, strict=True):
        yield Place(row, number, start - origin, end - origin)


def _inside_longer(text: str, start: int, end: int) -> bool:
    """Whether `start:end` and its neighbour are one word, as in sister-in-law or weather.com."""
    return (text[start - 1] in _JOINING and start > 1 and text[start - 2].isalnum()) or (
        text[end] in _JOINING and text[end + 1 : end + 2].isalnum()
    )


def _same_case(term: str, written: str) -> bool:
    """Whether the letters that both share at the starts of their words have the same case."""
    for ours, theirs in zip(_words(term), _words(written), strict=False):
        shared = len(shared_start(ours.lower(), theirs.lower()))
        if ours[:shared] != theirs[:shared]:
            return False
    return True


def _words(text: str) -> list[str]:
    return text.replace("-", " ").split()
