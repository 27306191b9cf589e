"""`mtcheck rules`: the catalogue, tests of rule files, the schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.errors import ExitCode

app = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def rules(
    context: typer.Context,
    select: o.Select = None,
    ignore: o.Ignore = None,
    format: o.ListFormatOption = o.ListFormat.TEXT,
    config: o.ConfigFile = None,
) -> None:
    """List the rules. `--select RULE|CATEGORY` filters, `--format json` gives all keys."""
    if context.invoked_subcommand:
        return
    known = api.load_rules(api.configure(config, {}))
    found = known.select(select or [*known.by_id], ignore or [])
    with terminal.output(None) as stream:
        if format is o.ListFormat.JSON:
            listed = [rule.model_dump(mode="json") for rule in found]
            stream.write(json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
        else:
            for rule in found:
                levels = f"{rule.severity.label:<9} {rule.confidence.label:<7} {rule.status:<8}"
                stream.write(f"{rule.id:<34} {levels} {rule.category}\n")


@app.command()
def test(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with rule files.")],
) -> None:
    """Run the examples in the rule files of a folder."""
    results = api.test_rules(folder)
    faults = [result for result in results if result.fault]
    for result in faults:
        terminal.say_error(f"{result.rule}: example {result.name} {result.fault}")
    typer.echo(f"{len(results) - len(faults)} passed, {len(faults)} failed")
    raise typer.Exit(ExitCode.FAILED if faults else ExitCode.PASSED)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors."""
    typer.echo(json.dumps(api.rule_schema(), indent=2))
