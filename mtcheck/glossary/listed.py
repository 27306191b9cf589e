"""The names of a list for one language pair, and which words of a text are near to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mtcheck.glossary.base import fits
from mtcheck.glossary.names import ListedName, NameList, words_of
from mtcheck.model import Finding
from mtcheck.text.columns import TextColumn
from mtcheck.text.inflection import fold, forms_of
from mtcheck.text.locale import language
from mtcheck.text.names.known import is_common, is_known
from mtcheck.text.names.near import sound_alike
from mtcheck.text.names.pinyin import is_pinyin
from mtcheck.text.one_edit import OneEdit
from mtcheck.text.terms import RowText

_LEAST_ALONE = 6
"""Letters of a name from which one letter more, less or other is told without a look around."""

_LEAST_BESIDE = 4
"""Letters of a name that is told where the rest of the listed name stands beside it."""

_LEAST_LIKE = 3
_REMEMBERED = 1 << 16
"""Different words of texts of which is kept what they are near to."""

_SENTENCE_ENDS = frozenset({"", *".!?:…。！？"})
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Slip(NamedTuple):
    """What a word should be: the listed word `form` of the listed `name`."""

    form: str
    name: str


class ListedNames:
    """The names of a list that concern one language pair."""

    def __init__(self, names: NameList, source_lang: str | None, target_lang: str | None) -> None:
        self._names = [
            name
            for name in names.names
            if fits(name.source_lang, source_lang) and fits(name.target_lang, target_lang)
        ]
        self.words = NameList(tuple(self._names)).words
        """All their words, in lower case."""
        self._forms = forms_of(target_lang)
        known = language(target_lang)
        titles = (*known.names.titles, *known.honorifics) if known else ()
        self._titles = frozenset(title.casefold().rstrip(".") for title in titles)
        self._by_word: dict[str, list[tuple[str, ListedName]]] = {}
        for name in self._names:
            for form in name.written:
                for word in words_of(form):
                    if len(word) >= _LEAST_BESIDE and not is_common(word):
                        self._by_word.setdefault(word, []).append((form, name))
        self._index = OneEdit(self._by_word)
        self._known: dict[int, tuple[str, ...]] = {}
        """Hashes of tokens to the listed words they are near to."""

    def by_source(self, source: str) -> tuple[str, ...]:
        """What the list has for a name of the source."""
        found = (name for name in self._names if name.source == source)
        return tuple(dict.fromkeys(form for name in found for form in name.written))

    def has_part(self, source: str, text: str) -> bool:
        """Whether a part of a name that is a common word too, and could not stand for the name
        anywhere, stands inside a sentence with its capital: Kim, Mrs May."""
        forms = [name.common_parts for name in self._names if name.source == source]
        words = dict.fromkeys(word for parts in forms for word in parts)
        return any(_stands_inside(word, text) for word in words)

    def slips(self, column: TextColumn) -> Iterator[tuple[int, int, int, Slip]]:
        """Words one edit away from a listed one: row, start, end, what they should be."""
        tokens = column.tokens
        if not self._by_word or not len(tokens.starts):
            return
        capitals = np.flatnonzero(column.capitals[tokens.starts])
        hashes, firsts, numbers = np.unique(
            tokens.hashes[capitals], return_index=True, return_inverse=True
        )
        near = [
            self._near_to(hash, column, int(capitals[first]))
            for hash, first in zip(hashes.tolist(), firsts.tolist(), strict=True)
        ]
        suspects = np.array([bool(one) for one in near], dtype=np.bool_)
        at = np.flatnonzero(suspects[numbers]) if len(near) else capitals[:0]
        rows = column.rows_at(tokens.starts[capitals[at]]).tolist()
        for place, row in zip(at.tolist(), rows, strict=True):
            token, origin = int(capitals[place]), int(column.starts[row])
            start = int(tokens.starts[token]) - origin
            word = _bare(column.text[tokens.starts[token] : tokens.ends[token]])
            slip = self._slip(near[int(numbers[place])], column.texts[row], start, word)
            if slip is not None:
                yield row, start, start + len(word), slip

    def _near_to(self, hash: int, column: TextColumn, token: int) -> tuple[str, ...]:
        found = self._known.get(hash)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            tokens = column.tokens
            word = _bare(column.text[tokens.starts[token] : tokens.ends[token]])
            found = self._known[hash] = self.near_to(word)
        return found

    def near_to(self, word: str) -> tuple[str, ...]:
        """The listed words that a word may be with one slip: it is none of them itself, nor a form
        of one, nor a word or name that many texts have."""
        if len(word) < _LEAST_BESIDE or word.casefold() in self.words or is_known(word):
            return ()
        near = self._index.near(word)
        return tuple(one for one in near if not self._is_form(one.lower(), word.lower()))

    def is_near(self, word: str) -> bool:
        """Whether a word is one edit away from a listed one, in any language."""
        known = word.casefold() in self.words or is_known(word)
        return not known and bool(self._index.near(word))

    def _is_form(self, listed: str, word: str) -> bool:
        """Whether a word is the listed one with an ending of its language."""
        if self._forms.is_form(self._forms.word(listed), word):
            return True
        inflection, ending = self._forms.inflection, word.removeprefix(listed)
        return bool(inflection.changing) and ending != word and ending in inflection.endings.split()

    def _slip(self, near: Sequence[str], text: str, start: int, word: str) -> Slip | None:
        """What the word at `start` should be, seen the words beside it."""
        before = _WORD.findall(text[max(0, start - 40) : start])
        after = _WORD.match(text, start + len(word) + 1)
        beside = {one.casefold() for one in (*before[-1:], *([after[0]] if after else []))}
        touches = text[start - 1 : start] in {" ", "-"} if start else False
        for listed in near:
            for form, name in self._by_word[listed]:
                others = {one.casefold() for one in words_of(form)} - {listed.casefold()}
                if others & beside:
                    return Slip(listed, name.target)
                is_other = touches and before and self._is_name(before[-1])
                is_other = is_other or (is_pinyin(listed) and is_pinyin(word))
                is_other = is_other or (_is_given(listed, form) and _goes_on(text, start, word))
                if len(listed) >= _LEAST_ALONE and not is_other:
                    return Slip(listed, name.target)
        return None

    def _is_name(self, word: str) -> bool:
        """Whether the word before may be the given name of somebody else."""
        plain = _bare(word).casefold()
        return word[:1].isupper() and plain not in self._titles and not is_common(word)

    def like(self, text: str, forms: Sequence[str]) -> list[tuple[int, int, Slip]]:
        """Words of a text that may be meant for one of the forms, and are no listed or known name:
        start, end, and what they should be."""
        words = [word for form in forms for word in words_of(form) if len(word) >= _LEAST_LIKE]
        words = [word for word in dict.fromkeys(words) if not is_common(word)]
        is_full = any(" " in form for form in forms)
        found = []
        for match in _WORD.finditer(text):
            word = _bare(match[0])
            if not is_full and text[match.end() + 1 : match.end() + 2].isupper():
                continue  # the given name of somebody else
            if not word[:1].isupper() or word.casefold() in self.words or is_known(word):
                continue
            if near := [one for one in words if _is_like(word, one)]:
                start = match.start()
                found.append((start, start + len(word), Slip(near[0], forms[0])))
        return found


def _is_like(word: str, listed: str) -> bool:
    return len(word) >= _LEAST_LIKE and sound_alike(word, listed)


def _is_given(listed: str, form: str) -> bool:
    """Whether a word of a name is followed by others."""
    words = words_of(form)
    return len(words) > 1 and words[-1] != listed


def _goes_on(text: str, start: int, word: str) -> bool:
    """Whether another word with a capital follows: the surname of somebody else."""
    behind = text[start + len(word) :]
    return behind[:1] == " " and behind[1:2].isupper()


def _stands_inside(word: str, text: str) -> bool:
    places = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    return any(text[: place.start()].rstrip()[-1:] not in _SENTENCE_ENDS for place in places)


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def stands_whole(form: str, row: RowText) -> bool:
    """Whether a form stands in a text as whole words, whatever its capitals, accents, hyphens."""
    wanted, text = fold(form), row.folded
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(wanted, start + 1)
    return False


@dataclass(frozen=True, slots=True)
class Listed:
    """Keeps the rules of kind `names` silent on names that stand in a list, and on misspelt ones,
    of which `name-list-misspelt` tells. A suppressor; `rules` are the ids of those rules."""

    names: NameList
    rules: frozenset[str]

    def reason(self, finding: Finding) -> str | None:
        """Say so where the doubtful name of this finding is a listed one, or stands for one and is
        another altogether, which `name-list-mismatch` says."""
        if finding.rule not in self.rules:
            return None
        words = words_of(_bare(finding.spans[0].text))
        known = _words_of_list(self.names)
        right = [known.is_right(word) for word in words]
        has_source = any(s.side == "source" and known.has_source(s.text) for s in finding.spans)
        if (has_source and not any(right)) or (right and all(right)):
            return "name list"
        return "name-list-misspelt" if any(map(known.is_slip, words)) else None


class _Words:
    def __init__(self, names: NameList) -> None:
        self._listed = ListedNames(names, None, None)
        self._sources = frozenset(name.source for name in names.names if name.source)

    def has_source(self, name: str) -> bool:
        return name in self._sources

    def is_right(self, word: str) -> bool:
        return _bare(word).casefold() in self._listed.words

    def is_slip(self, word: str) -> bool:
        return len(word) >= _LEAST_ALONE - 1 and self._listed.is_near(_bare(word))


@lru_cache(maxsize=4)
def _words_of_list(names: NameList) -> _Words:
    return _Words(names)
