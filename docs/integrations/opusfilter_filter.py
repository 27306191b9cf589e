"""An OpusFilter filter that scores pairs by the MQM points that mtcheck gives them.

In the configuration: `MtcheckFilter: {source_lang: zh, target_lang: en, most: 4}` and
`module: opusfilter_filter` beside it, with this file on the Python path.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from opusfilter import CLEAN_LOW, FilterABC

from mtcheck.corpora import PairJudge

BLOCK = 2000
"""Pairs that are judged at a time."""


class MtcheckFilter(FilterABC):
    """Scores are penalties; a pair is accepted up to `most` points."""

    score_direction = CLEAN_LOW
    accept_threshold = 1e9
    reject_threshold = -1

    def __init__(
        self, source_lang: str, target_lang: str, most: float = 4, **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.most = most
        self.judge = PairJudge(source_lang=source_lang, target_lang=target_lang)

    def score(self, pairs: Iterator[list[str]]) -> Iterator[float]:
        """The penalty of each pair."""
        pending = iter(pairs)
        while block := [(source, target) for source, target in islice(pending, BLOCK)]:
            yield from (judged.penalty for judged in self.judge.judge(block))

    def accept(self, score: float) -> bool:
        """Whether a pair with this penalty is kept."""
        return score <= self.most
