"""Which documents of a batch can hold a name in two spellings: arrays, no look at single rows.

The answer errs towards yes: the names of the documents it gives are then found and compared one by
one. Most documents name their people in one way and are not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from mtcheck.text.arrays import Bools, Hashes, Positions
from mtcheck.text.names.misspelt import may_be_meant
from mtcheck.text.names.near import PARTS, are_near, may_be_slip
from mtcheck.text.names.scene import Scene
from mtcheck.text.names.words import Role
from mtcheck.text.wordsets import WordSet


class NameScreen:
    """Asks the scene of a batch for documents, by their index in the batch."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    @property
    def variants(self) -> frozenset[int]:
        """Documents with a word that no list knows and another word that is nearly the same."""
        scene, found = self._scene, set()
        units, numbers, odd, keys = self._near_unknown
        order = np.tile(np.arange(len(units)), PARTS)
        for members in _shared(keys.ravel(), order, np.tile(odd, PARTS)):
            words = self._texts(numbers[members])
            unknown = self._texts(numbers[members[odd[members]]])
            if self._is_misspelt(unknown, words):
                found.add(int(scene.document[units[members[0]]]))
        return frozenset(found)

    @property
    def _near_unknown(self) -> tuple[Positions, Positions, Bools, Hashes]:
        """Of each document the first of equal words with a capital that share a part with a word
        which no list knows; their numbers, which of them are such words, and the parts of all."""
        scene, roles, halves = self._scene, self._scene.words.roles, self._scene.words.halves
        unknown = np.zeros(len(scene.units.starts), dtype=np.bool_)
        unknown[scene.at] = roles[scene.number] & Role.UNKNOWN > 0
        is_noun = roles[scene.numbers] & Role.NOUN > 0
        compared = np.flatnonzero((halves[scene.numbers, 0] > 0) & ~is_noun)
        places = scene.document[scene.capitals[compared]] * len(scene.words.texts)
        _, first = np.unique(places + scene.numbers[compared], return_index=True)
        units, numbers = scene.capitals[compared[first]], scene.numbers[compared[first]]
        odd = unknown[units]
        keys = scene.key(halves[numbers].T, units)
        near = odd.copy()
        for own in keys:
            near |= WordSet.of_hashes(own[odd]).among(own)
        return units[near], numbers[near], odd[near], keys[:, near]

    def _is_misspelt(self, unknown: Sequence[str], words: Sequence[str]) -> bool:
        places = self._scene.lexicon.places
        return any(
            are_near(odd, usual) and may_be_meant(odd, usual, places)
            for odd in unknown
            for usual in words
        )

    def _texts(self, numbers: Positions) -> list[str]:
        """The different words with these numbers."""
        return sorted({self._scene.words.texts[number] for number in numbers.tolist()})

    @property
    def full_names(self) -> frozenset[int]:
        """Documents in which two words that are nearly the same stand beside the same other one."""
        scene = self._scene
        follows = np.zeros(len(scene.at), dtype=np.bool_)
        follows[1:] = (np.diff(scene.at) == 1) & scene.units.linked[scene.at[:-1]]
        second = np.flatnonzero(follows)
        found = set()
        for here, other in ((second, second - 1), (second - 1, second)):
            hashes = scene.words.hashes[scene.number[other]]
            for members in _shared(scene.key(hashes, scene.at[here]), here):
                words = self._texts(scene.number[members])
                if any(may_be_slip(*pair) for pair in combinations(words, 2)):
                    found.add(int(scene.document[scene.at[members[0]]]))
        return frozenset(found)


def _shared(keys: Hashes, names: Positions, wanted: Bools | None = None) -> Iterator[Positions]:
    """Groups of names with the same key, of two at least, with a wanted one among them."""
    order = np.argsort(keys, kind="stable")
    keys, names = keys[order], names[order]
    if not len(keys):
        return
    bounds = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sizes = np.diff(np.append(bounds, len(keys)))
    chosen = sizes > 1
    if wanted is not None:
        chosen &= np.logical_or.reduceat(wanted[order], bounds)
    for begin, size in zip(bounds[chosen].tolist(), sizes[chosen].tolist(), strict=True):
        yield names[begin : begin + size]
