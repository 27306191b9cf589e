"""Costly rules look at some rows of a corpus only: at those that cheaper rules doubt, and at a
sample of all others, which tells how much is overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mtcheck import embed
from mtcheck.text.hashes import mixed, text_hashes
from mtcheck.text.views import View


class Asked(NamedTuple):
    """The rows that costly rules look at. `unknown` counts those left out, since nothing is known
    of their languages."""

    doubtful: frozenset[int] = frozenset()
    sampled: frozenset[int] = frozenset()
    unknown: int = 0

    @property
    def rows(self) -> frozenset[int]:
        """All of them."""
        return self.doubtful | self.sampled

    def counts(self, flagged: Iterable[int]) -> dict[str, int]:
        """Rows by tier, and those `flagged` by a costly rule."""
        rows = frozenset(flagged)
        return {
            "doubtful": len(self.doubtful),
            "doubtful_flagged": len(self.doubtful & rows),
            "sampled": len(self.sampled),
            "sampled_flagged": len(self.sampled & rows),
            "unknown_language": self.unknown,
        }


@dataclass(frozen=True)
class Tiers:
    """Chooses rows for the costly rules that ask `backend`. `sample`: the share of rows in no
    doubt. A row is chosen by what it says alone, never by the rows around."""

    backend: str
    sample: float

    def asked(self, view: View, doubted: Iterable[int]) -> Asked:
        """The rows to look at; `doubted` are those in which cheaper detectors found something."""
        if view.source is None:
            return Asked()
        doubtful = _with_both_sides(view, doubted)
        sampled = _with_both_sides(view, self._sample(view)) - doubtful
        tags = view.batch.source_lang, view.batch.target_lang
        if not embed.knows(self.backend, *tags):
            return Asked(unknown=len(doubtful) + len(sampled))
        return Asked(doubtful, sampled)

    def _sample(self, view: View) -> list[int]:
        """Rows whose texts have a hash below the share asked for."""
        if view.source is None or not self.sample:
            return []
        hashes = mixed(text_hashes(view.source) ^ mixed(text_hashes(view.target)))
        chosen = (hashes >> np.uint64(11)).astype(np.float64) < self.sample * 2.0**53
        return np.flatnonzero(chosen).tolist()


def _with_both_sides(view: View, rows: Iterable[int]) -> frozenset[int]:
    """Those of `rows` that have a source and a target and are not set aside."""
    targets, sources = view.target.texts, view.source.texts if view.source else ()
    return frozenset(row for row in rows if targets[row] and sources[row])
