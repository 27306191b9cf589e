"""Which of many words are one edit away: a letter more, less or another, or two swapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


class OneEdit:
    """Words, found again by what is left of them without one of their letters: two words that are
    one edit apart have such a rest in common."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            for rest in _rests(word.casefold()):
                self._by_rest.setdefault(rest, []).append(word)

    def near(self, word: str) -> list[str]:
        """The words that are exactly one edit away; capitals do not count."""
        folded = word.casefold()
        found = {one: None for rest in _rests(folded) for one in self._by_rest.get(rest, ())}
        return [one for one in found if OSA.distance(folded, one.casefold(), score_cutoff=1) == 1]


def _rests(word: str) -> Iterator[str]:
    yield word
    yield from dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))
