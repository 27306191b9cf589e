"""`mtcheck names`: who and what a document names, with all renderings."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.groups import Files, Languages, grouped
from mtcheck.errors import ExitCode, MtcheckError


class NamesFormat(StrEnum):
    """Formats of a table of names."""

    TEXT = "text"
    JSON = "json"
    TSV = "tsv"
    MARKDOWN = "markdown"


_Format = Annotated[NamesFormat, typer.Option("--format", help="Format of the table.")]


@grouped
def names(
    documents: o.Paths,
    files: Files,
    languages: Languages,
    name_lists: o.NameLists = None,
    format: _Format = NamesFormat.TEXT,
    output: o.Output = None,
    config: o.ConfigFile = None,
) -> None:
    """List the people, places and organisations of documents, with all renderings of each.

    Exit codes: 0 listed, 2 wrong usage or configuration, 3 something could not be read.
    """
    changes = o.settings(fail_under=None, max=None, **vars(languages))
    faults: list[MtcheckError] = []
    tables = api.names(
        documents,
        config=api.configure(config, changes),
        name_lists=name_lists or (),
        faults=faults,
        **files.sources(),
        **files.form(),
    )
    with terminal.output(output) as stream:
        stream.writelines(line + "\n" for line in api.name_lines(tables, format))
    for fault in faults:
        terminal.say_error(str(fault))
    raise typer.Exit(ExitCode.UNFINISHED if faults else ExitCode.PASSED)
