"""Workflow commands of GitHub Actions: findings become annotations beside the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import TextIO

from mtcheck.model import Finding, Report, Severity
from mtcheck.reporters import concise
from mtcheck.reporters.base import Reporter, clipped, inert
from mtcheck.reporters.places import region, repository_path

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "notice",
}
_MOST = 10
"""Annotations of one level that GitHub takes from a step; the rest it drops without a word."""

_LOGGED = 1000
"""Findings in the log at most."""

_MESSAGE = 2000
"""Code points of a message at most."""


class GithubReporter(Reporter):
    """The worst findings as annotations, the verdict first, and all findings as a group of the
    log. `quiet`: the verdict only."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        level = "notice" if report.verdict.passed else "error"
        verdict = _command(level, concise.verdict(report), title="mtcheck")
        stream.write(verdict + "\n")
        if quiet:
            return
        for command in _annotations(report, Counter({level: 1})):
            stream.write(command + "\n")
        counted = sum(finding.counts for finding in report.findings)
        if counted or report.skipped:
            noun = "finding" if counted == 1 else "findings"
            stream.write(f"::group::mtcheck: {counted} {noun}\n")
            lines = concise.lines(report)
            stream.writelines(f"  {line}\n" for line in islice(lines, _LOGGED))
            if more := sum(1 for _ in lines):
                stream.write(f"  … and {more} more\n")
            stream.write("::endgroup::\n")


def _annotations(report: Report, used: Counter[str]) -> Iterator[str]:
    """Commands for as many findings as GitHub shows, the worst first."""
    for skipped in report.skipped[: _MOST - used["error"]]:
        used["error"] += 1
        message = concise.reason(skipped.reason)
        yield _command("error", message, file=repository_path(skipped.path), title="skipped")
    first: dict[Severity, list[Finding]] = {level: [] for level in reversed(Severity)}
    for finding in report.findings:
        if finding.counts and len(first[finding.severity]) < _MOST:
            first[finding.severity].append(finding)
    for finding in chain.from_iterable(first.values()):
        level = _LEVELS[finding.severity]
        used[level] += 1
        if used[level] <= _MOST:
            yield _annotation(level, finding)


def _annotation(level: str, finding: Finding) -> str:
    place = region(finding.spans[0])
    columns = {}
    if place.column and place.line == place.end_line:
        columns = {"col": place.column, "endColumn": place.end_column}
    return _command(
        level,
        clipped(finding.message, _MESSAGE),
        file=repository_path(finding.path),
        line=place.line,
        endLine=place.end_line,
        **columns,
        title=f"{finding.severity.label}: {finding.rule}",
    )


def _command(level: str, message: str, **properties: object) -> str:
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {named}::{_data(message)}"


def _data(text: str) -> str:
    """The text as the data of a command; `inert` leaves no line end."""
    return inert(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
