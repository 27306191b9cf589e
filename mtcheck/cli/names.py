"""`mtcheck names`: who and what a document names, with all renderings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.errors import ExitCode, MtcheckError


class NamesFormat(StrEnum):
    """Formats of a table of names."""

    TEXT = "text"
    JSON = "json"
    TSV = "tsv"
    MARKDOWN = "markdown"


_Format = Annotated[NamesFormat, typer.Option("--format", help="Format of the table.")]


def names(
    documents: o.Paths,
    source: o.Source = None,
    source_dir: o.SourceDir = None,
    pattern: o.Names = None,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    columns: o.Columns = None,
    encoding: o.Encoding = None,
    input_format: o.InputFormat = None,
    name_lists: o.NameLists = None,
    format: _Format = NamesFormat.TEXT,
    output: o.Output = None,
    config: o.ConfigFile = None,
) -> None:
    """List the people, places and organisations of documents, with all renderings of each.

    Exit codes: 0 listed, 2 wrong usage or configuration, 3 something could not be read.
    """
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    changes = o.settings(fail_under=None, max=None, **languages)
    faults: list[MtcheckError] = []
    tables = api.names(
        documents,
        config=api.configure(config, changes),
        name_lists=name_lists or (),
        faults=faults,
        **o.sources(source, source_dir, pattern),
        columns=o.columns(columns),
        encoding=encoding,
        input_format=input_format,
    )
    with terminal.output(output) as stream:
        stream.writelines(line + "\n" for line in api.name_lines(tables, format))
    for fault in faults:
        terminal.say_error(str(fault))
    raise typer.Exit(ExitCode.UNFINISHED if faults else ExitCode.PASSED)
