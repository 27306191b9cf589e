"""Which documents of a batch can hold a name in two spellings: arrays, no look at single rows.

The answer errs towards yes: the names of the documents it gives are then found and compared one by
one. Most documents name their people in one way and are not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from mtcheck.text.arrays import Bools, Hashes, Positions
from mtcheck.text.names.near import may_be_one_name, may_be_slip, similar
from mtcheck.text.names.scene import Scene
from mtcheck.text.names.words import Role


class NameScreen:
    """Asks the scene of a batch for documents, by their index in the batch."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    @property
    def variants(self) -> frozenset[int]:
        """Documents with two words that are nearly the same."""
        scene = self._scene
        _, first = scene.groups
        halves = scene.words.halves[scene.number[first]]
        compared = halves[:, 0] > 0
        halves, names = halves[compared], first[compared]
        keys = np.concatenate([scene.key(halves[:, part], scene.at[names]) for part in range(3)])
        found = set()
        unknown = scene.words.roles[scene.number[names]] & Role.UNKNOWN > 0
        for members in _shared(keys, np.tile(names, 3), np.tile(unknown, 3)):
            words = self._texts(scene.number[members])
            if any(may_be_one_name(*pair) for pair in similar(words)):
                found.add(int(scene.document[scene.at[members[0]]]))
        return frozenset(found)

    def _texts(self, numbers: Positions) -> list[str]:
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
