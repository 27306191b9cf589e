"""From findings to results: counts, penalty and keep or drop of each row of a shard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.shards import tally
from mtcheck.shards.where import Where


class Brief(NamedTuple):
    """What the results need of a finding: the place of its row in the shard, and what it counts."""

    place: int
    rule: str
    category: str
    severity: str
    penalty: float


@dataclass
class Judged:
    """The rows of a shard in order, and all that was found in them.

    `numbers`, `ids` and `words` have an entry for each row; findings that do not count (suppressed
    ones) are no part of it. `duplicate` and `near` mark rows that stand earlier in the corpus.
    """

    path: str
    numbers: NDArray[np.int64]
    ids: Sequence[str]
    words: NDArray[np.float64]
    findings: Sequence[Brief]
    duplicate: NDArray[np.bool_]
    near: NDArray[np.bool_]
    _rules: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def field(self, name: str) -> NDArray[Any]:
        """A field of the language of conditions."""
        if name == "words":
            return self.words
        if name == "penalty":
            return self._sum(Brief._fields.index("penalty"))
        if name == "score":
            return tally.scores(self.words, self.field("penalty"))
        if name == "findings":
            return self._count(finding.place for finding in self.findings)
        if name in ("duplicate", "near_duplicate"):
            return self.duplicate if name == "duplicate" else self.near
        return self._count(one.place for one in self.findings if one.severity == name)

    def found(self, call: str, name: str) -> NDArray[np.bool_]:
        """Which rows have a finding of this rule, or of this category or sub-category."""
        mask = np.zeros(len(self), dtype=np.bool_)
        for finding in self.findings:
            category = finding.category
            fits = (finding.rule,) if call == "rule" else (category, category.split("/")[0])
            mask[finding.place] |= name in fits
        return mask

    def _count(self, indices: Iterable[int]) -> NDArray[np.int64]:
        return np.bincount(np.fromiter(indices, dtype=np.intp), minlength=len(self))

    def _sum(self, place: int) -> NDArray[np.float64]:
        total = np.zeros(len(self))
        np.add.at(
            total, [one.place for one in self.findings], [one[place] for one in self.findings]
        )
        return total

    def results(self, where: Where) -> dict[str, Any]:
        """The columns of the table of results."""
        keep, reasons = where.judge(self, len(self))
        nothing: list[str] = []
        rules = [nothing] * len(self)
        for place, rule in sorted({(finding.place, finding.rule) for finding in self.findings}):
            rules[place] = [*rules[place], rule]
        counts = {name: self.field(name) for name in tally.SEVERITIES}
        return {
            "path": [self.path] * len(self),
            "row": self.numbers,
            "id": self.ids,
            "words": self.words,
            **counts,
            "penalty": self.field("penalty"),
            "rules": rules,
            "duplicate": self.duplicate,
            "near_duplicate": self.near,
            "keep": keep,
            "reason": reasons,
        }

    def tally(self, results: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Any]:
        """What this shard adds to the run; `samples` are some findings of each rule."""
        pairs = {(finding.place, finding.rule) for finding in self.findings}
        kept = int(results["keep"].sum())
        return {
            **tally.empty(),
            "rows": len(self),
            "words": float(self.words.sum()),
            "penalty": float(results["penalty"].sum()),
            "kept": kept,
            "dropped": len(self) - kept,
            "duplicates": int(self.duplicate.sum()),
            "near": int(self.near.sum()),
            "by_severity": _counted(finding.severity for finding in self.findings),
            "by_category": _counted(finding.category for finding in self.findings),
            "findings_by_rule": _counted(finding.rule for finding in self.findings),
            "rows_by_rule": _counted(rule for _, rule in pairs),
            "reasons": _counted(reason for reason in results["reason"] if reason),
            "histogram": tally.histogram(tally.scores(self.words, results["penalty"])),
            "samples": {rule: samples[rule] for rule in sorted(samples)},
        }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def listed(results: Mapping[str, Any]) -> dict[str, Any]:
    """The columns as lists of plain values, as JSON needs them."""
    return {
        name: column.tolist() if isinstance(column, np.ndarray) else column
        for name, column in results.items()
    }
