"""Is this word a form of that one? Strictly, where a wrong yes would blame a translation, and
leniently, where a wrong no would.

What is known of a language stands in `[inflection]` of its file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from mtcheck.text.locale import Inflection, language

_FOLDED = (
    *((hyphen, " ") for hyphen in "-\u2010\u2012\u2013\u2212"),
    ("‘", "'"),
    ("’", "'"),
    ("ı", "i"),
)
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652]+")
HYPHENS = frozenset("-\u2010\u2011")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_LEAST_ROOT = 3
"""Letters of a root that a longer word may begin with."""
_LEAST_PART = 4
"""Letters of a root that may stand inside a compound."""
_DENSE = (("\u1100", 2), ("\u0590", 1))
"""From which letter on a root may be shorter, and by how much: a syllable of Hangul says as much as
two or three letters, and Hebrew and Arabic leave out vowels."""
_MOST_ENDING = 4
"""Letters after the root of a form, in languages that do not glue suffixes."""
_VOWELS = frozenset("аеёоуыэюя")
"""Vowels; и may be a folded й."""
_LONG_ROOT = 6
"""Letters from which a root makes adjectives, too, with endings as long: индонезийского."""
_NO_STEMMER_ENDING = 3
"""Letters after the shared part of two forms, in languages without a stemmer."""


_REMEMBERED = 1 << 16
"""Words whose stems are kept."""


class Word(NamedTuple):
    """A word of a term: in lower case, its stem, and what all its forms begin with, folded."""

    text: str
    stem: str
    root: str


def shared_start(one: str, other: str) -> str:
    """What two texts begin with."""
    for place, (ours, theirs) in enumerate(zip(one, other, strict=False)):
        if ours != theirs:
            return one[:place]
    return min(one, other, key=len)


def fold(text: str) -> str:
    """Lower case, compatibility forms and accents undone, hyphens as spaces."""
    if text.isascii():
        return text.lower().replace("-", " ")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    folded = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
    for old, new in _FOLDED:
        folded = folded.replace(old, new)
    return folded


@lru_cache(maxsize=_REMEMBERED)
def fold_word(word: str) -> str:
    """`fold` of a single word, remembered."""
    return fold(word)


def without_hyphens(text: str) -> str:
    """The parts of hyphenated words written together."""
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "")
    return text


class Forms:
    """Knows the forms of the words of one language; of an unknown one what nearly all share."""

    def __init__(self, tag: str | None) -> None:
        known = language(tag)
        self.inflection = known.inflection if known else Inflection()
        self._stem = _stemmer(self.inflection.stemmer)
        self._endings = frozenset(fold(self.inflection.endings).split())
        self._verb_endings = self._endings | frozenset(self.inflection.verb_endings.split())
        self._alternations = str.maketrans(
            {c: group[0] for group in self.inflection.alternations.split() for c in group}
        )

    def word(self, text: str) -> Word:
        """A word of a term, ready to be compared."""
        text = unicodedata.normalize("NFC", text).lower().replace("’", "'")
        stem = self._stem(text)
        root = shared_start(fold(text), fold(stem))
        return Word(text, stem, self.alternated(root))

    def key(self, text: str) -> str:
        """Words in lower case that are forms of each other have the same key."""
        if self.inflection.stemmer:
            return self._stem(text)
        return fold(text)[: 1 if self.inflection.glued else _LEAST_ROOT]

    def beginnings(self, word: Word) -> list[str]:
        """What each form of `word` begins with, folded: one of these."""
        folded = fold(word.text)
        if not self.inflection.stemmer:
            return [self.key(word.text)]
        shared = shared_start(folded, fold(word.stem))
        begin = (shared[:2] if self.inflection.alternations else shared) or folded[:1]
        return [begin, *(prefix + begin for prefix in self.inflection.prefixes.split())]

    def head(self, word: Word) -> str:
        """What every word begins with that may be a form of `word` and does not hold its root."""
        full = self.alternated(fold(word.text))
        least = min(_least(_LEAST_ROOT, full), len(word.root) or 1, len(full))
        return full[:least]

    def is_form(self, word: Word, token: str, *, verb: bool = False) -> bool:
        """Whether `token`, in lower case, is `word` with another ending and nothing else."""
        if token == word.text:
            return True
        own, other, shared = _apart(fold_word(word.text), fold_word(token))
        if not self.inflection.stemmer:
            return self._is_plain_form(word, shared, own, other)
        if self._stem(token) != word.stem:
            return False
        if not self._keeps_vowel(own, other, shared):
            return False
        beyond = shared[len(shared_start(shared, fold(word.stem))) :]
        return self._are_endings(own, other, shared, verb=verb) or self._are_endings(
            beyond + own, beyond + other, shared, verb=verb
        )

    def _keeps_vowel(self, own: str, other: str, shared: str) -> bool:
        """Whether the vowel before the ending stays, where it has to: Ливия is Ливии, not Ливи, and
        Россия is not Росс."""
        fixed = self.inflection.fixed_vowels
        if not fixed:
            return True
        if own[:1] in fixed and own[1:2] in _VOWELS:
            return other[:1] == own[0]
        return bool(other) or not own or shared[-1:] not in fixed

    def _is_plain_form(self, word: Word, shared: str, own: str, other: str) -> bool:
        if self._endings:
            return not own and other in self._endings
        if self.inflection.glued:
            return not own and len(shared) >= _least(_LEAST_ROOT, shared)
        changing = self.inflection.changing
        return (
            len(shared) >= max(_LEAST_PART, len(word.text) - changing)
            and len(other) <= _NO_STEMMER_ENDING
        )

    def _are_endings(self, own: str, other: str, shared: str, *, verb: bool) -> bool:
        allowed = self._verb_endings if verb else self._endings
        return not self._endings or all(
            not ending or ending in allowed or (verb and _undoubled(ending, shared) in allowed)
            for ending in (own, other)
        )

    def may_be_form(self, word: Word, token: str) -> bool:
        """Whether `token`, in lower case, may be a form of `word`, or hold one as a part."""
        if self._stem(token) == word.stem:
            return True
        inflection, folded = self.inflection, self.alternated(fold_word(token))
        root, free = word.root, inflection.glued or inflection.compounds
        if folded.startswith(root) and len(root) >= _least(_LEAST_ROOT, root):
            longest = len(root) if len(root) >= _LONG_ROOT else max(_MOST_ENDING, len(root) // 2)
            return free or len(folded) - len(root) <= longest
        if inflection.compounds and root in folded and len(root) >= _least(_LEAST_PART, root):
            return True
        first = folded.rfind(root)
        if (
            first >= _LEAST_ROOT
            and len(root) > _LEAST_PART
            and len(folded) - first - len(root) <= _MOST_ENDING
        ):
            return True
        own, other, shared = _apart(self.alternated(fold_word(word.text)), folded)
        if len(shared) < _least(_LEAST_ROOT, shared):
            return False
        if len(own) <= inflection.changing:
            free = inflection.glued or (inflection.compounds and len(shared) >= _LEAST_PART)
            return free or len(other) <= _MOST_ENDING
        return bool(self._endings) and self._are_endings(own, other, shared, verb=True)

    def alternated(self, folded: str) -> str:
        """The text with letters that replace each other made the same."""
        return folded.translate(self._alternations) if self._alternations else folded


def _apart(word: str, token: str) -> tuple[str, str, str]:
    """What each of two words ends in, and what they share before."""
    shared = shared_start(word, token)
    return word[len(shared) :], token[len(shared) :], shared


def _least(letters: int, text: str) -> int:
    """Letters that say enough, in the script of `text`."""
    return letters - next((less for first, less in _DENSE if text[:1] >= first), 0)


def _undoubled(ending: str, before: str) -> str:
    """`ed` of `stopped`: the ending without the letter that it doubles."""
    return ending[1:] if before and ending[:1] == before[-1] else ending


@cache
def forms_of(tag: str | None) -> Forms:
    """The forms of a language, made once."""
    return Forms(tag)


@cache
def _stemmer(algorithm: str) -> Callable[[str], str]:
    if not algorithm:
        return str
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return lru_cache(maxsize=_REMEMBERED)(stem)
