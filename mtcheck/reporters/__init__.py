"""Reports, one file a format. A reporter writes; it never decides."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from mtcheck.reporters.base import Reporter

FORMATS = {
    "checkstyle": "mtcheck.reporters.checkstyle:CheckstyleReporter",
    "concise": "mtcheck.reporters.concise:ConciseReporter",
    "csv": "mtcheck.reporters.csv:CsvReporter",
    "github": "mtcheck.reporters.github:GithubReporter",
    "gitlab": "mtcheck.reporters.gitlab:GitlabReporter",
    "html": "mtcheck.reporters.html:HtmlReporter",
    "json": "mtcheck.reporters.json:JsonReporter",
    "jsonl": "mtcheck.reporters.jsonl:JsonlReporter",
    "junit": "mtcheck.reporters.junit:JunitReporter",
    "markdown": "mtcheck.reporters.markdown:MarkdownReporter",
    "mqm": "mtcheck.reporters.mqm:MqmReporter",
    "rdjson": "mtcheck.reporters.rdjson:RdjsonReporter",
    "sarif": "mtcheck.reporters.sarif:SarifReporter",
    "text": "mtcheck.reporters.text:TextReporter",
}
"""Format to `module:class`, imported on use."""


def reporter(format: str) -> Reporter:
    """The reporter of a format. Raises KeyError for an unknown one."""
    module, name = FORMATS[format].split(":")
    return cast("Reporter", getattr(import_module(module), name)())
