"""JSON Lines: a finding a line, then one line with all that is not a finding."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from mtcheck.model import Report
from mtcheck.reporters.base import Reporter
from mtcheck.reporters.json import dumped, finding_values, to_json


class JsonlReporter(Reporter):
    """The values of the JSON report, line by line. `quiet`: the last line only."""

    excerpts = False

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        values = to_json(replace(report, findings=()))
        del values["findings"]
        for finding in () if quiet else report.findings:
            stream.write(dumped({"type": "finding", **finding_values(finding)}) + "\n")
        stream.write(dumped({"type": "report", **values}) + "\n")
