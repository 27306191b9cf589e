"""`mtcheck compare`: systems side by side."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal


class ComparisonFormat(StrEnum):
    """Formats of a comparison."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


_Systems = Annotated[
    list[str], typer.Argument(metavar="A B …", help="The files of two systems or more.")
]
_Format = Annotated[ComparisonFormat, typer.Option("--format", help="Format of the comparison.")]
_Most = Annotated[
    int, typer.Option("--differences", min=0, help="Most segments shown that differ.")
]


def compare(
    systems: _Systems,
    source: o.Source = None,
    reference: o.Reference = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    columns: o.Columns = None,
    encoding: o.Encoding = None,
    input_format: o.InputFormat = None,
    glossary: o.Glossary = None,
    differences: _Most = 10,
    format: _Format = ComparisonFormat.TEXT,
    output: o.Output = None,
    config: o.ConfigFile = None,
) -> None:
    """Compare systems that translated the same segments. The first is the baseline.

    Exit codes: 0 compared, 2 wrong usage or configuration, 3 something not readable or parallel.
    """
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    changes = o.settings(select=select, ignore=ignore, fail_under=None, max=None, **languages)
    made = api.compare(
        systems,
        config=api.configure(config, changes),
        glossaries=glossary or (),
        most=differences,
        source_path=source,
        reference_path=reference,
        columns=o.columns(columns),
        encoding=encoding,
        input_format=input_format,
    )
    with terminal.output(output) as stream:
        stream.writelines(line + "\n" for line in api.comparison_lines(made, format))
