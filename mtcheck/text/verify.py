"""Is this row in the language that it is said to be in? Verified, never guessed.

Function words and scripts clear nearly all rows at once. The rest are put to lid.176, and a row is
believed to be in another language only where that answer is clear and the function words agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mtcheck.text.arrays import Bools
from mtcheck.text.columns import SCRIPTS, TextColumn, script_mask
from mtcheck.text.language import WORD
from mtcheck.text.lid import languages_of
from mtcheck.text.locale import Language, language, languages_in
from mtcheck.text.wordsets import (
    Counts,
    counts_by_row,
    foreign_function_words,
    function_words,
    own_function_words,
    token_rows,
)

NO_WORDS = re.compile(r"(?:[a-z]{2,10}://|www\.)[!-~]+|[!-~]{1,80}@[!-~]+|[@#]\w+")
"""Addresses, handles and tags: they are the same in all languages."""
_CODE = re.compile(
    r"</?[A-Za-z][^<>]{0,400}>|\[[^\[\]\n]{0,80}\]|\{[^{}\n]{0,80}\}|%\(\w{1,80}\)[a-z]?"
    r"|%[-+#0-9.$*]{0,9}[a-z]{1,2}|(?<!\S)--?[A-Za-z][\w=-]{0,80}|\w{0,60}[\d_]\w{0,60}"
)
"""Tags, options, variables and identifiers: they are no words of any language."""
QUOTED = re.compile(
    r"“[^“”]{0,400}”|„[^„“”]{0,400}[“”]|«[^«»]{0,400}»|\"[^\"]{0,400}\"|「[^「」]{0,400}」"
)
"""What may be in another language on purpose."""

_CLEARING = 3
"""Function words that only the claimed language has, from which a row is cleared …"""
_CLEARING_SHARE = 0.15
"""… and their share of its words."""
_FOREIGN = 2
"""Function words of other languages from which a row is doubtful."""
_COMMON_SHARE = 0.12
"""Share of function words below which a row is doubtful."""
_MANY = 10
"""Words of a row that is judged without function words of its real language."""
_UNLISTED = 0.7
"""What lid.176 must give to a language whose function words are not known."""
_CONTENT = 4
"""Letters of the shortest word that is no abbreviation, such as “vol” and “ed”."""
_LATIN_LETTERS = 20
"""Latin letters from which a row of another script's language is doubtful …"""
_OWN_LETTERS = 0.1
"""… where it has no more letters of its own script for each of them."""


class Measure(NamedTuple):
    """From when on a row is judged: `words` of scripts with spaces, `letters` of those without.

    `sure`: what lid.176 must give to another language; `doubt`: what it may give at most to the
    claimed one. The languages of one family of `families` are not told apart.
    """

    words: int
    letters: int
    sure: float
    doubt: float
    families: Sequence[Collection[str]]


class Verifier:
    """Says which other language the rows of a column are in."""

    def __init__(self, tag: str, measure: Measure) -> None:
        self.measure = measure
        self._known = language(tag)
        self.main = self._known.main if self._known else tag.lower().split("-")[0]
        self._scripts = self._known.scripts if self._known else ("LATIN",)
        self._near = self._family(self.main)
        self._rivals = tuple(one for one in languages_in(self._scripts[0]) if one not in self._near)

    def doubtful(self, column: TextColumn) -> Bools:
        """Rows that function words and scripts do not clear.

        Rows in a script that the language is not written in are left to the kind `script`, but for
        Latin ones.
        """
        spaced = self._known is None or self._known.spaces
        found = self._by_words(column) if spaced else self._by_letters(column)
        if self._known and "LATIN" not in self._scripts:
            found |= self._in_latin(column)
        if self._known and found.any():
            rows = np.flatnonzero(found)
            few = TextColumn([column.texts[row] for row in rows.tolist()])
            readable = letters(few, {*self._scripts, "LATIN"})
            found[rows] = 2 * readable >= letters(few, SCRIPTS)
        return found

    def other_language(self, text: str) -> str | None:
        """The language of one row where it is clearly another than the claimed one."""
        if _best(languages_of(text, 1)) in self._near:
            return None
        text = NO_WORDS.sub(" ", unicodedata.normalize("NFC", text))
        text = _without_names_of_values(_CODE.sub(" ", text))
        outside = QUOTED.sub(" ", text)
        text = outside if self._is_long(outside) else text
        if not self._is_long(text):
            return None
        chances = languages_of(text)
        best = _best(chances)
        if best in self._near or _sum(chances, self._near) > self.measure.doubt:
            return None
        least = self.measure.sure if _function_words(language(best)) else _UNLISTED
        sure = _sum(chances, self._family(best)) >= least
        if not sure or not content_words(words_of(text), best):
            return None
        return best if self._words_agree(text, best) else None

    def _family(self, tag: str) -> frozenset[str]:
        members = (family for family in self.measure.families if tag in family)
        return frozenset({tag}.union(*members))

    def _by_words(self, column: TextColumn) -> Bools:
        hashes, rows, count = column.tokens.hashes, token_rows(column), len(column)
        words = np.bincount(rows, minlength=count)
        own_words = own_function_words(self.main, self._rivals).among(hashes, column.token_heads)
        own = counts_by_row(rows, own_words, count)
        unclear = (words >= self.measure.words) & (
            (own < _CLEARING) | (own < _CLEARING_SHARE * words)
        )
        chosen = unclear[rows]
        hashes, rows = hashes[chosen], rows[chosen]
        mine = counts_by_row(rows, function_words(self.main).among(hashes), count)
        foreign_words = foreign_function_words(self.main, self._rivals)
        foreign = counts_by_row(rows, foreign_words.among(hashes), count)
        doubtful: Bools = unclear & (foreign >= _FOREIGN) & (3 * foreign >= mine)
        if len(function_words(self.main)):
            doubtful |= unclear & (mine < _COMMON_SHARE * words)
        return doubtful

    def _by_letters(self, column: TextColumn) -> Bools:
        """Rows without a letter of the scripts that only this language is written in."""
        shared = [script for script in self._scripts if len(languages_in(script)) > 1]
        own = [script for script in self._scripts if script not in shared]
        if not shared or not own:
            return np.zeros(len(column), dtype=np.bool_)
        none: Bools = letters(column, own) == 0
        return none & (letters(column, shared) >= self.measure.letters)

    def _in_latin(self, column: TextColumn) -> Bools:
        latin, own = letters(column, ["LATIN"]), letters(column, self._scripts)
        mostly: Bools = (latin >= _LATIN_LETTERS) & (own <= _OWN_LETTERS * latin)
        return mostly

    def _is_long(self, text: str) -> bool:
        words = words_of(text)
        if any(letter >= "\u0e00" for word in words for letter in word):
            return sum(map(len, words)) >= self.measure.letters
        plain = [word for word in words if not word[0].isupper()]
        return len(words) >= self.measure.words and 3 * len(plain) >= len(words)

    def _words_agree(self, text: str, other: str) -> bool:
        """Whether the function words speak for the other language: a short row must have some, a
        long one at least no more of ours. Words of both say nothing."""
        words = words_of(text.lower())
        theirs = _function_words(language(other))
        mine = _function_words(self._known)
        lead = sum((word in theirs) - (word in mine) for word in words)
        return not theirs or lead >= (len(words) < _MANY)


def _function_words(known: Language | None) -> Collection[str]:
    return known.function_words if known else ()


def words_of(text: str) -> list[str]:
    """The words of a text without its numbers."""
    return [word for word in WORD.findall(text) if not word.isdigit()]


def content_words(words: Iterable[str], tag: str | None) -> list[str]:
    """The words that make a text more than a list of names and titles: those with a small letter
    that are no function words of its language. In scripts without case, all words."""
    known = _function_words(language(tag))
    return [
        word
        for word in words
        if not word[0].isupper()
        and (len(word) >= _CONTENT or not word.isascii())
        and word not in known
    ]


def _best(chances: Mapping[str, float]) -> str:
    return max(chances, key=chances.__getitem__)


def _sum(chances: Mapping[str, float], tags: Collection[str]) -> float:
    return sum(chances.get(tag, 0.0) for tag in tags)


def letters(column: TextColumn, scripts: Collection[str]) -> Counts:
    """Letters of some scripts in each row."""
    if not len(column):
        return np.zeros(0, dtype=np.intp)
    chosen = script_mask(*scripts).take(column.classes).view(np.uint8)
    return np.add.reduceat(chosen, column.starts[:-1], dtype=np.intp)


def _without_names_of_values(text: str) -> str:
    """The text without the names in capitals that stand for values in commands, unless capitals are
    how it is written."""
    words = text.split()
    shouted = [len(word) > 1 and word.isupper() for word in words]
    if not any(shouted) or 2 * sum(shouted) > len(words):
        return text
    return " ".join(word for word, loud in zip(words, shouted, strict=True) if not loud)
