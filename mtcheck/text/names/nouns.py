"""Common nouns of a language that writes every noun with a capital.

A word is one where the list of words (`vocabulary`) has it in other forms too, as it has "Tische"
beside "Tisch"; where it is made of two words of the list; or where it ends as nouns are made.
"""

from __future__ import annotations

from mtcheck.text.locale import Language
from mtcheck.text.vocabulary import per_million

_SHORTEST = 3
"""Letters of a stem."""

_PART = 4
"""Letters of each part of a compound."""

_COMPOUND = 8

_UMLAUTS = str.maketrans("aou", "äöü")
_PLAIN = str.maketrans("äöü", "aou")


class Nouns:
    """What a language says of its nouns: their endings, how they are made, and names that look
    like one ("Mark", "Frank")."""

    def __init__(self, language: Language) -> None:
        names = language.names
        self._tag = language.tag
        self._endings = names.noun_endings
        self._made = tuple(
            made + ending for made in names.noun_made for ending in ("", *names.noun_endings, "s")
        )
        self._never = frozenset(names.not_names)
        self._given = frozenset(names.given_names)
        self._tails = frozenset(("", *names.noun_endings, *names.noun_tails))

    def has(self, word: str) -> bool:
        """Whether a word with a capital is a common noun."""
        folded = word.lower().rpartition("-")[2]
        if word.lower() in self._given or len(folded) < _SHORTEST:
            return False
        if folded in self._never:
            return True
        return self._is_noun(folded) or self._is_noun(folded.removesuffix("s"))

    def are_forms(self, one: str, other: str) -> bool:
        """Whether two words differ by endings and an umlaut only: Flughäfen and Flughafens."""
        here, there = (_without_umlauts(word.lower()) for word in (one, other))
        pairs = enumerate(zip(here, there, strict=False))
        shorter = min(len(here), len(there))
        size = next((place for place, pair in pairs if len(set(pair)) > 1), shorter)
        return any(
            here[place:] in self._tails and there[place:] in self._tails
            for place in range(size, max(_SHORTEST, size - _PART), -1)
        )

    def may_be_genitive(self, word: str) -> bool:
        """Whether the -s at the end of a name may be that of a genitive."""
        return word.endswith("s") and word.lower() not in self._given

    def _is_noun(self, word: str) -> bool:
        if word.endswith(self._made) and len(word) > _PART:
            return True
        return (self._is_listed(word) and self._has_forms(word)) or self._is_compound(word)

    def _is_listed(self, word: str) -> bool:
        return bool(per_million(word, self._tag))

    def _has_forms(self, word: str) -> bool:
        stems = (word, _with_umlaut(word), _without_umlauts(word))
        longer = (stem + ending for stem in stems for ending in ("", *self._endings))
        shorter = (
            word.removesuffix(ending)
            for ending in self._endings
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
        )
        return any(form != word and self._is_listed(form) for form in (*longer, *shorter))

    def _is_compound(self, word: str) -> bool:
        return len(word) >= _COMPOUND and any(
            self._is_listed(head) or (head.endswith("s") and self._is_listed(head[:-1]))
            for place in range(_PART, len(word) - _PART + 1)
            for head, tail in ((word[:place], word[place:]),)
            if tail in self._never
            or (self._is_listed(tail) and (tail.endswith(self._made) or self._has_forms(tail)))
        )


def _without_umlauts(word: str) -> str:
    return word.translate(_PLAIN)


def _with_umlaut(word: str) -> str:
    """The word with its last a, o, u or au as many plurals have it: Häus, Bäum, Büch."""
    place = max(word.rfind(vowel) for vowel in "aou")
    place -= word[max(0, place - 1) : place + 1] == "au"
    if place < 0:
        return word
    return word[:place] + word[place].translate(_UMLAUTS) + word[place + 1 :]
