"""JSON Lines: a finding a line, then one line with all that is not a finding."""

from __future__ import annotations

from typing import TextIO

from mtcheck.model import Report
from mtcheck.reporters.base import Reporter
from mtcheck.reporters.json import dumped, to_json


class JsonlReporter(Reporter):
    """The values of the JSON report, line by line. `quiet`: the last line only."""

    excerpts = False

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        values = to_json(report)
        findings = values.pop("findings")
        for finding in [] if quiet else findings:
            stream.write(dumped({"type": "finding", **finding}) + "\n")
        stream.write(dumped({"type": "report", **values}) + "\n")
