"""Systems side by side: what was found in each, reference metrics, where they differ most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

import mtcheck
from mtcheck import score
from mtcheck.batch import Row
from mtcheck.checker import Checker
from mtcheck.compared import Comparison, Difference, RuleCounts, System, Version
from mtcheck.comparison import significance
from mtcheck.comparison.parallel import read_systems
from mtcheck.config import Config, GateSettings, ReferenceSettings
from mtcheck.errors import UsageError
from mtcheck.model import Finding, Report, Severity
from mtcheck.readers import ReadOptions
from mtcheck.readers.base import batched
from mtcheck.reference.metrics import METRICS, Counts, Metric, metrics_for

Rows = Sequence[Row]
Found = dict[tuple[str | None, str], list[Finding]]
"""Findings that count, by document and segment."""


def compare(
    paths: Sequence[str],
    *,
    config: Config | None = None,
    glossaries: Sequence[str | Path] = (),
    most: int = 10,
    **reading: Any,
) -> Comparison:
    """Compare systems that translated the same segments; the first is the baseline.

    `reading` are fields of ReadOptions, such as `reference_path`. `most`: differing segments shown.
    Raises UsageError for fewer than two systems, InputError for files that are not parallel.
    """
    if len(paths) < 2:
        raise UsageError("nothing to compare with", hint="name the files of two systems or more")
    config = config or Config()
    checker = _checker(config, glossaries)
    options = checker.read_options(**reading, align="never")
    systems = read_systems(paths, options)
    languages = _languages(paths[0], systems[0], options)
    reports = [_check(checker, *one, languages) for one in zip(paths, systems, strict=True)]
    names = _names(paths)
    compared = [n for n, row in enumerate(systems[0]) if row.reference and row.reference.strip()]
    wanted = [name for name in METRICS if name in config.reference.metrics] if compared else []
    metrics = metrics_for(languages.target_lang, {*wanted, "chrf"} if compared else ())
    counts = [_counts(metrics, rows, compared) for rows in systems]
    asked: dict[str, Metric] = {name: metrics[name] for name in wanted if name in metrics}
    return Comparison(
        systems=tuple(map(System, names, paths, [report.score for report in reports])),
        source_lang=languages.source_lang,
        target_lang=languages.target_lang,
        segments=len(systems[0]),
        compared=len(compared),
        rules=_rules(reports),
        metrics=tuple(significance.tested(asked, counts, names)),
        differences=_differences(checker, systems, reports, metrics, counts, compared)[:most],
        signature=_signature(checker, languages),
        note=_note(len(compared), asked),
    )


def _checker(config: Config, glossaries: Sequence[str | Path]) -> Checker:
    """A checker that leaves references and the verdict to the comparison."""
    own = {"reference": ReferenceSettings(metrics=()), "gate": GateSettings()}
    return Checker(config.model_copy(update=own), glossaries)


def _languages(path: str, rows: Rows, options: ReadOptions) -> ReadOptions:
    """The options with the languages of the first system, which are those of all."""
    batches = list(batched(path, rows, options))
    pairs = {(batch.source_lang, batch.target_lang) for batch in batches}
    if len(pairs) > 1:
        named = ", ".join(sorted(f"{source or '?'}-{target or '?'}" for source, target in pairs))
        raise UsageError(f"{path} has several language pairs: {named}", hint="compare one by one")
    ((source, target),) = pairs
    return ReadOptions(source_lang=source, target_lang=target)


def _check(checker: Checker, path: str, rows: Rows, languages: ReadOptions) -> Report:
    return checker.check_batches(path, lambda: batched(path, rows, languages))


def _signature(checker: Checker, languages: ReadOptions) -> str:
    pair = f"{languages.source_lang or '?'}-{languages.target_lang or '?'}"
    return score.signature(mtcheck.__version__, checker.rules.digest, checker.weights, [pair])


def _names(paths: Sequence[str]) -> list[str]:
    """The names of the files, with folder and suffix only where two would be the same."""
    for names in ([Path(path).stem for path in paths], [Path(path).name for path in paths]):
        if len(set(names)) == len(names):
            return names
    return [f"{n}:{p}" for n, p in enumerate(paths, 1)] if len({*paths}) < len(paths) else [*paths]


def _rules(reports: Sequence[Report]) -> tuple[RuleCounts, ...]:
    """The worst first, then those that differ most between the systems."""
    found = [
        Counter((f.severity, f.rule) for f in report.findings if f.counts) for report in reports
    ]
    keys = {key for counter in found for key in counter}
    counted = {key: tuple(counter[key] for counter in found) for key in keys}

    def order(key: tuple[Severity, str]) -> tuple[int, int, int, str]:
        counts = counted[key]
        return -key[0], min(counts) - max(counts), -sum(counts), key[1]

    return tuple(RuleCounts(k[1], k[0].label, counted[k]) for k in sorted(keys, key=order))


def _counts(metrics: dict[str, Metric], rows: Rows, compared: Sequence[int]) -> dict[str, Counts]:
    targets = [rows[n].target for n in compared]
    references = [rows[n].reference or "" for n in compared]
    return {name: metric.counts(targets, references) for name, metric in metrics.items()}


def _note(compared: int, metrics: dict[str, Metric]) -> str | None:
    if not metrics:
        return None if compared else "no segment has a reference: nothing is said of BLEU and chrF"
    if compared > significance.MOST:
        return f"no tests of significance: more than {significance.MOST:,} segments"
    return "no tests of significance: one segment" if compared < 2 else None


def _differences(
    checker: Checker,
    systems: Sequence[Rows],
    reports: Sequence[Report],
    metrics: dict[str, Metric],
    counts: Sequence[dict[str, Counts]],
    compared: Sequence[int],
) -> tuple[Difference, ...]:
    """Segments by the gap of sentence chrF, or without references by that of MQM points and then
    by how unlike the targets are. Segments where nothing differs are left out."""
    places = {row: n for n, row in enumerate(compared)}
    found = [_by_segment(report) for report in reports]
    made: list[tuple[tuple[float, ...], Difference]] = []
    for number, versions in enumerate(zip(*systems, strict=True)):
        if len({row.target for row in versions}) == 1:
            continue
        place = places.get(number)
        chrf = [
            metrics["chrf"].value(one["chrf"][place]) if place is not None else None
            for one in counts
        ]
        shown = tuple(
            _version(checker, row, value, findings.get((row.document, row.id), []))
            for row, value, findings in zip(versions, chrf, found, strict=True)
        )
        first = versions[0]
        one = Difference(first.id, first.line, first.source, first.reference, shown)
        made.append((_gap(shown), one))
    made.sort(key=lambda entry: entry[0], reverse=True)
    return tuple(one for _, one in made)


def _by_segment(report: Report) -> Found:
    found: Found = defaultdict(list)
    for finding in report.findings:
        if finding.counts:
            found[finding.document, finding.segment].append(finding)
    return found


def _version(
    checker: Checker, row: Row, chrf: float | None, findings: Sequence[Finding]
) -> Version:
    points = sum(checker.weights.of(f.severity, f.category) for f in findings)
    return Version(row.target, chrf, points, tuple(f.rule for f in findings))


def _gap(versions: Sequence[Version]) -> tuple[float, ...]:
    points = [version.points for version in versions]
    chrf = [version.chrf for version in versions if version.chrf is not None]
    pairs = combinations([version.target for version in versions], 2)
    unlike = 100 - min(fuzz.ratio(a, b) for a, b in pairs)
    gap = max(chrf) - min(chrf) if chrf else 0.0
    return float(np.round(gap, 6)), max(points) - min(points), unlike
