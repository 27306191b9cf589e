"""Words of the source that stand unchanged in the target and are no words of its language."""

from __future__ import annotations

from collections.abc import Collection, Set
from functools import cache

import numpy as np

from mtcheck.text.arrays import Bools, Hashes, Positions
from mtcheck.text.columns import TextColumn
from mtcheck.text.lid import languages_of
from mtcheck.text.locale import language
from mtcheck.text.vocabulary import per_million
from mtcheck.text.wordsets import token_rows

_ROW = np.uint64(0x9E3779B97F4A7C15)
"""Odd factor that gives each row hashes of its own."""
_SEEN_BITS = 20
_CASED_BELOW = 0x2000
"""All letters with case of the scripts that two languages share."""

_SHORTEST = 4
"""Letters of the shortest word that counts, but for function words."""
_ODDS = 1000
"""How many times more common a word must be in the source language."""
_RARE = 1.0
"""Times in a million words up to which the target's list may have a word of other languages."""
_COMMON = 20.0
"""Times in a million words from which a word of the source language is known to be one …"""
_SPELT = 0.25
"""… or what lid.176 gives to that language for the word alone, where the lists do not have it …"""
_SPELT_UNLISTED = 0.08
"""… or there is none."""


class Vocabulary:
    """Tells words of the source language from those of the target language."""

    def __init__(
        self,
        source_lang: str,
        target_lang: str,
        *,
        complete: bool,
        allowed: Collection[str] = (),
        apart: bool = False,
    ) -> None:
        """`complete`: the list of the target language lacks few words. `apart`: the target has
        another script, so that any word of the source is foreign in it."""
        self._tags = source_lang, target_lang
        self.apart = apart
        source, target = language(source_lang), language(target_lang)
        self._function_words = source.function_words if source else frozenset()
        self._target_words = target.function_words if target else frozenset()
        self.complete = complete
        self._allowed = frozenset(allowed)
        self._known: dict[str, str] = {}

    def kind(self, word: str) -> str:
        """What a word of the source language only is: a `function` word, `common`, which stands for
        sure, or `likely`, where the lists are too short to tell. Empty for all others."""
        if word not in self._known:
            self._known[word] = self._kind(word)
        return self._known[word]

    def _kind(self, word: str) -> str:
        source, target = self._tags
        if word in self._target_words or word in self._allowed or not word.isalpha():
            return ""
        here = per_million(word, source)
        if self.apart:
            return self._kind_apart(word, here or 0.0)
        there = per_million(word, target)
        if word in self._function_words and (there is not None or len(word) >= _SHORTEST):
            return "function" if _is_foreign(here, there or 0.0) else ""
        if there is None or len(word) < _SHORTEST:
            return ""
        if here is not None and here >= _COMMON and _is_foreign(here, there):
            return "common" if self.complete or not self._is_form(word) else "likely"
        if there == 0 and self.complete:
            spelt = languages_of(word).get(source, 0.0)
            if spelt >= (_SPELT_UNLISTED if here is None else _SPELT):
                return "common"
        return "likely" if here and _is_foreign(here, there) else ""

    def _kind_apart(self, word: str, here: float) -> str:
        if word in self._function_words:
            return "function" if len(word) > 1 else ""
        kind = "common" if here >= _COMMON else "likely" if here else ""
        return kind if len(word) >= _SHORTEST else ""

    def _is_form(self, word: str) -> bool:
        """Whether a word may be a form that the target's list lacks: fragile beside fragil."""
        return any(per_million(stem, self._tags[1]) for stem in (word[:-1], word[:-2]))


def vocabulary_of(
    source_lang: str | None, target_lang: str | None, complete: Collection[str], allowed: Set[str]
) -> Vocabulary | None:
    """What tells the words of a pair apart; None where scripts do, or the languages are one.
    Latin letters stand in texts of any script: there the words have to."""
    source, target = language(source_lang), language(target_lang)
    if source is None or target is None or source.main == target.main:
        return None
    apart = {*source.scripts}.isdisjoint(target.scripts)
    if apart and "LATIN" not in source.scripts:
        return None
    whole = target.main in complete
    return Vocabulary(source.main, target.main, complete=whole, allowed=allowed, apart=apart)


def _is_foreign(here: float | None, there: float) -> bool:
    """Whether a word is so much more common in the source language. Without its list: whether the
    target's has it hardly at all."""
    return there < _RARE if here is None else here > _ODDS * there


def maybe_in_source(target: TextColumn, source: TextColumn, chosen: Positions) -> Positions:
    """Those of the chosen tokens of the target (by number) that the source of their row may have.

    Nearly all others are left out; case is not looked at.
    """
    seen = np.zeros(1 << _SEEN_BITS, dtype=np.bool_)
    seen[_keys(source, np.arange(len(source.tokens.starts)))] = True
    return chosen[seen[_keys(target, chosen)]]


def _keys(column: TextColumn, chosen: Positions) -> Hashes:
    """Numbers of `_SEEN_BITS` bits that stand for row and word."""
    rows = token_rows(column)[chosen].astype(np.uint64)
    keys: Hashes = (column.tokens.hashes[chosen] ^ (rows + np.uint64(1)) * _ROW) * _ROW
    return keys >> np.uint64(64 - _SEEN_BITS)


def lower_case(column: TextColumn) -> Bools:
    """Which tokens begin with a small letter."""
    codes = column.codes[column.tokens.starts]
    small: Bools = _small()[np.minimum(codes, _CASED_BELOW - 1)]
    return small & (codes < _CASED_BELOW)


@cache
def _small() -> Bools:
    return np.array([chr(code).islower() for code in range(_CASED_BELOW)])
