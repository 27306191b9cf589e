"""The Code Quality report of GitLab: findings beside the lines of a merge request."""

from __future__ import annotations

from typing import Any, TextIO

from mtcheck.model import Finding, Report, Skipped
from mtcheck.reporters.base import Reporter, clipped, inert
from mtcheck.reporters.concise import reason
from mtcheck.reporters.json import dumped
from mtcheck.reporters.places import fingerprints, region, repository_path

_SEVERITIES = {"neutral": "info", "minor": "minor", "major": "major", "critical": "critical"}
_DESCRIPTION = 1000
"""Code points of a description at most."""


class GitlabReporter(Reporter):
    """A list of issues; an input that could not be read is one too. GitLab has no place for score
    and verdict. `quiet` changes nothing."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        counted = [finding for finding in report.findings if finding.counts]
        marks = fingerprints(counted)
        issues = [_issue(finding, mark) for finding, mark in zip(counted, marks, strict=True)]
        issues += [_unread(number, skipped) for number, skipped in enumerate(report.skipped, 1)]
        stream.write(dumped(issues, indent=1) + "\n")


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = region(finding.spans[0])
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": clipped(inert(finding.message), _DESCRIPTION),
        "categories": ["Style"],
        "severity": _SEVERITIES[finding.severity.label],
        "fingerprint": fingerprint,
        "location": {
            "path": inert(repository_path(finding.path)),
            "lines": {"begin": place.line, "end": place.end_line},
        },
    }


def _unread(number: int, skipped: Skipped) -> dict[str, Any]:
    path = inert(repository_path(skipped.path))
    return {
        "type": "issue",
        "check_name": "mtcheck-skipped",
        "description": reason(skipped.reason),
        "categories": ["Bug Risk"],
        "severity": "blocker",
        "fingerprint": f"skipped:{number}:{path}",
        "location": {"path": path, "lines": {"begin": 1}},
    }
