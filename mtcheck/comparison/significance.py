"""Is the difference between two systems more than chance? Paired bootstrap resampling and paired
approximate randomisation, by sacrebleu's own module.

The seed is sacrebleu's: 12345, or the environment's SACREBLEU_SEED.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from mtcheck.compared import MetricRow, Tested
from mtcheck.reference.metrics import Counts, Metric

MOST = 10_000
"""Segments that can be tested: sacrebleu holds all samples at once, about 100 KB a segment."""

_TESTS = {"bs": "paired bootstrap", "ar": "paired approximate randomization"}


class _Rows(NamedTuple):
    """What sacrebleu takes for the texts of a system: their counts by metric."""

    size: int
    counts: Mapping[str, Counts]

    def __len__(self) -> int:
        return self.size


class _Counted:
    """What sacrebleu takes for a metric: one that was computed before."""

    def __init__(self, name: str, metric: Metric) -> None:
        self._name = name
        self._inner = metric.inner
        metric.inner.num_refs = 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def _extract_corpus_statistics(self, hypotheses: _Rows, references: object) -> Any:
        return hypotheses.counts[self._name].astype(np.float32)


def tested(
    metrics: Mapping[str, Metric], systems: Sequence[Mapping[str, Counts]], names: Sequence[str]
) -> list[MetricRow]:
    """The metrics of all systems, from the counts of their segments. Every system but the first is
    tested against the first, if the segments are not too many."""
    rows = [_untested(name, metric, systems) for name, metric in metrics.items()]
    size = len(next(iter(systems[0].values()))) if metrics else 0
    if len(systems) < 2 or not 1 < size <= MOST:
        return rows
    bootstrap, randomization = (_run(test, metrics, systems, names, size) for test in _TESTS)
    same = [
        [np.array_equal(one[row.metric], systems[0][row.metric]) for one in systems] for row in rows
    ]
    return [
        _with_tests(row, bootstrap, randomization, equal)
        for row, equal in zip(rows, same, strict=True)
    ]


def _untested(name: str, metric: Metric, systems: Sequence[Mapping[str, Counts]]) -> MetricRow:
    values = tuple(Tested(metric.value(counts[name].sum(axis=0))) for counts in systems)
    return MetricRow(name, values, {"value": metric.signature})


class _Outcome(NamedTuple):
    """What one test says, by metric."""

    results: dict[str, list[Any]]
    signatures: dict[str, str]


def _run(
    test: str,
    metrics: Mapping[str, Metric],
    systems: Sequence[Mapping[str, Counts]],
    names: Sequence[str],
    size: int,
) -> _Outcome:
    from sacrebleu.significance import PairedTest

    named: list[Any] = [(name, _Rows(size, c)) for name, c in zip(names, systems, strict=True)]
    counted: dict[str, Any] = {name: _Counted(name, metric) for name, metric in metrics.items()}
    signatures, scores = PairedTest(named, counted, None, test_type=test)()
    theirs = dict(zip(metrics, signatures, strict=True))  # sacrebleu has names of its own
    return _Outcome(
        {name: list(scores[key]) for name, key in theirs.items()},
        {name: str(signatures[key]) for name, key in theirs.items()},
    )


def _with_tests(
    row: MetricRow, bootstrap: _Outcome, randomization: _Outcome, same: Sequence[bool]
) -> MetricRow:
    """`same`: systems whose counts are those of the baseline. sacrebleu says p = 0.0001 of them,
    since no sample differs more than by nothing."""
    by_test = bootstrap.results[row.metric], randomization.results[row.metric]
    systems = tuple(
        Tested(
            one.value,
            _plain(bs.mean),
            _plain(bs.ci),
            None if equal else _plain(bs.p_value),
            None if equal else _plain(ar.p_value),
        )
        for one, bs, ar, equal in zip(row.systems, *by_test, same, strict=True)
    )
    signatures = {
        **row.signatures,
        "bootstrap": bootstrap.signatures[row.metric],
        "randomization": randomization.signatures[row.metric],
    }
    return MetricRow(row.metric, systems, signatures)


def _plain(value: Any) -> float | None:
    return None if value is None else float(value)
