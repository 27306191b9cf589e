"""In which documents one name of the source may have two names in the target: a quick look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from mtcheck.text.names.sounds import likeness
from mtcheck.text.names.source import ALIKE, SourceName


def may_drift(
    names: Sequence[SourceName],
    words: Mapping[int, Set[int]],
    texts: Sequence[str],
    places: Set[int],
) -> bool:
    """Whether a name of the source may have two names in the target: no word that sounds like it
    stands in all its rows, and in one of the rest stands a word that nothing else explains. Errs
    towards yes; a quick look before all names are compared. `words` are numbers of `texts` by row,
    `places` those of words that are no people."""
    return any(_may_drift(name, names, words, texts, places) for name in names)


def _may_drift(
    name: SourceName,
    names: Sequence[SourceName],
    words: Mapping[int, Set[int]],
    texts: Sequence[str],
    places: Set[int],
) -> bool:
    inside = Counter(word for row in name.rows for word in words.get(row, ()))
    if name.spelt and not name.certain:
        return False
    alike = [word for word in inside if likeness(texts[word], name.text) >= ALIKE]
    if len(inside) < 2 or not (alike or (name.certain and not name.spelt)):
        return False
    best = max(alike, key=lambda word: _fit(texts[word], name, inside[word]), default=-1)
    rest = {
        word
        for row in name.rows
        if best not in (found := words.get(row, frozenset()))
        for word in found
        if word not in places or (name.spelt and "-" in texts[word])
    }
    elsewhere = {word for row, found in words.items() if row not in name.rows for word in found}
    return not rest <= elsewhere or any(
        likeness(texts[word], other.text) >= ALIKE
        for word in rest
        for other in names
        if other is not name
    )


def _fit(word: str, name: SourceName, rows: int) -> tuple[float, float]:
    """How well a word renders a name: by its sound where that is spelt, else by its rows."""
    return (likeness(word, name.text), rows) if name.spelt else (rows, 0.0)
