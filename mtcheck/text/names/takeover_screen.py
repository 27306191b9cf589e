"""Which documents of a batch can hold a person under two names: arrays, no look at single rows.

The answer errs towards yes, as that of `screen`.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Bools, Positions
from mtcheck.text.columns import Kind
from mtcheck.text.names.near import sound_alike
from mtcheck.text.names.scene import Scene
from mtcheck.text.names.takeovers import ALIKE, FARTHEST, OTHER_SCRIPT, closeness
from mtcheck.text.names.words import Role

_COMMA = ord(",")
_MOST = 0.2 + closeness(0) + ALIKE
"""What an introduction, the distance and the sound can add to the score of a single name."""


class _Candidate(NamedTuple):
    """A full name or a single one: its row, its part of the score at best, a word of it, and
    whether that can be Chinese."""

    row: int
    score: float
    word: str
    chinese: bool


class TakeoverScreen:
    """Asks the scene of a batch for documents, by their index in the batch."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def documents(self, least: float) -> frozenset[int]:
        """Those in which a full name never comes back, a single one turns up behind it, and the
        score of the two may be `least`."""
        scene, (full, introduced), (single, scores) = self._scene, self._lonely, self._single
        hopeful = scores + _MOST >= least
        single, scores = single[hopeful], scores[hopeful]
        documents = scene.document[scene.at]
        there = np.isin(documents[single], documents[full])
        here = np.isin(documents[full], documents[single])
        lonely = self._by_document(full[here], introduced[here])
        return frozenset(
            document
            for document, singles in self._by_document(single[there], scores[there]).items()
            if any(_best(one, after) >= least for one in lonely[document] for after in singles)
        )

    def _by_document(
        self, names: Positions, scores: NDArray[np.float64]
    ) -> dict[int, list[_Candidate]]:
        scene, found = self._scene, dict[int, list[_Candidate]]()
        units, numbers = scene.at[names], scene.number[names]
        documents, rows = scene.document[units].tolist(), scene.row[units].tolist()
        chinese = (scene.words.roles[numbers] & Role.PINYIN > 0).tolist()
        words = [scene.words.texts[number] for number in numbers.tolist()]
        columns = zip(rows, scores.tolist(), words, chinese, strict=True)
        for document, candidate in zip(documents, map(_Candidate._make, columns), strict=True):
            found.setdefault(document, []).append(candidate)
        return found

    @cached_property
    def _begins(self) -> Bools:
        """Which words begin a sequence of words with capitals, joined by particles, or stand in
        none. A title ends a sequence."""
        scene, units = self._scene, self._scene.units
        part = units.capital & (scene.roles & Role.TITLE == 0)
        part |= ~units.capital & scene.lexicon.particles.among(units.hashes)
        begins = np.ones(len(part), dtype=np.bool_)
        begins[1:] = ~(units.linked[:-1] & part[:-1] & part[1:])
        return begins

    @cached_property
    def _chain(self) -> tuple[Positions, NDArray[np.intp], NDArray[np.intp]]:
        """The sequence of each name, and how many words and how many names each sequence holds."""
        chains = np.cumsum(self._begins) - 1
        chain, sizes = (
            chains[self._scene.at],
            np.diff(np.flatnonzero(np.append(self._begins, True))),
        )
        return chain, sizes, np.bincount(chain, minlength=len(sizes))

    @property
    def _titled(self) -> Bools:
        """Which sequences follow a title."""
        scene, units = self._scene, self._scene.units
        before = np.maximum(np.flatnonzero(self._begins) - 1, 0)
        titles = scene.lexicon.titles.among(units.hashes[before])
        found: Bools = units.linked[before] & (titles | (scene.roles[before] & Role.TITLE > 0))
        return found

    @cached_property
    def _hints(self) -> tuple[Bools, Bools]:
        """Which names have a title before them, and which a verb of speech beside them."""
        scene, units, at = self._scene, self._scene.units, self._scene.at
        before, after = np.maximum(at - 1, 0), np.minimum(at + 1, len(units.starts) - 1)
        speech, titles = scene.lexicon.speech, scene.lexicon.titles
        led, hashes = units.linked[before] & (at > 0), units.hashes[before]
        second = np.minimum(at + 2, len(units.starts) - 1)
        adverb = units.linked[after] & scene.lexicon.adverbs.among(units.hashes[after])
        spoken = speech.among(units.hashes[after])
        spoken |= adverb & speech.among(units.hashes[second])
        spoken &= units.linked[at]
        titled = titles.among(hashes) | (scene.roles[before] & Role.TITLE > 0)
        return led & titled, spoken | (led & speech.among(hashes))

    @property
    def _lonely(self) -> tuple[Positions, NDArray[np.float64]]:
        """Names within a full name of which nothing comes back, with a hint that it is a person,
        and what their introduction scores."""
        scene, (group, _) = self._scene, self._scene.groups
        again = np.bincount(group)[group] > 1
        chain, sizes, counts = self._chain
        titled, spoken = self._hints
        introduced = titled | (scene.column.codes[scene.units.ends[scene.at]] == _COMMA)
        introduced = _any(chain, introduced) | self._titled[chain]
        spoken = _any(chain, spoken)
        hinted = introduced | spoken | _any(chain, scene.units.possessive[scene.at])
        full = (counts[chain] > 1) | ((sizes[chain] > 1) & self._titled[chain])
        lonely = hinted & full & ~_any(chain, again) & ~scene.in_headline
        scores = np.where(introduced, 0.2, np.where(spoken, -0.2, -3.0))
        scores -= 2.0 * (scene.words.roles[scene.number] & Role.FAMOUS > 0)
        found = np.flatnonzero(lonely)
        return found, scores[found]

    @property
    def _begins_sentence(self) -> Bools:
        """Which names do not go on with a sentence: no space behind a letter, a digit or a comma
        stands before them."""
        column, starts = self._scene.column, self._scene.units.starts[self._scene.at]
        before, mark = column.classes[starts - 2] & 7, column.classes[starts - 1] & 7
        goes_on = (before == Kind.LETTER) | (before == Kind.DIGIT)
        goes_on |= column.codes[starts - 2] == _COMMA
        begins: Bools = ~(goes_on & (mark == Kind.SPACE))
        return begins

    @property
    def _single(self) -> tuple[Positions, NDArray[np.float64]]:
        """The first of the names that stand alone wherever they stand and are no place, and what
        all of them score at best."""
        scene, (group, first) = self._scene, self._scene.groups
        chain, _, counts = self._chain
        before = np.maximum(scene.at - 1, 0)
        placed = scene.units.linked[before]
        placed &= scene.lexicon.prepositions.among(scene.units.hashes[before])
        text = ~scene.in_headline
        times = np.bincount(group, weights=text)
        roles = scene.words.roles[scene.number[first]]
        wrong = np.bincount(group, weights=text & (counts[chain] > 1)) > 0
        wrong |= 2 * np.bincount(group, weights=text & placed) >= times
        wrong |= roles & Role.NO_SURNAME > 0
        titled, spoken = (np.bincount(group, weights=text & hint) > 0 for hint in self._hints)
        owns = np.bincount(group, weights=text & scene.units.possessive[scene.at]) > 0
        begins = np.bincount(group, weights=text & self._begins_sentence) > 0
        score = 0.8 * begins + 1.6 * (times > 1) + 1.1 * spoken + 1.2 * titled
        score -= 3.0 * ~(titled | spoken | owns) + 1.4 * (owns & ~(titled | spoken))
        score -= 1.1 * (roles & Role.FAMOUS > 0) + 1.8 * (roles & Role.SMALL > 0)
        return first[~wrong], score[~wrong]


def _best(one: _Candidate, after: _Candidate) -> float:
    """The most that a full name and a single one can score together."""
    if not 0 < after.row - one.row <= FARTHEST:
        return -np.inf
    score = one.score + after.score + closeness(after.row - one.row)
    score -= OTHER_SCRIPT * (one.chinese != after.chinese)
    return score + ALIKE * sound_alike(one.word, after.word)


def _any(groups: Positions, hint: Bools) -> Bools:
    """Which names belong to a group of which one has a hint."""
    found: Bools = np.bincount(groups, weights=hint)[groups] > 0
    return found
