"""`mtcheck baseline`: findings that are known and fail no gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtcheck import baseline
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.groups import Run, grouped
from mtcheck.cli.running import Running, say_skipped
from mtcheck.errors import ExitCode
from mtcheck.model import Report
from mtcheck.reporters.base import inert

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Findings that are known.")

File = Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The baseline.")]
DEFAULT = Path("mtcheck-baseline.json")


@app.command()
@grouped
def write(run: Run, paths: o.ConfiguredPaths = None, file: File = DEFAULT) -> None:
    """Write a baseline that knows all that is found now."""
    report, stamp = _found(run, paths)
    _save(baseline.of_findings(report.findings, file.absolute().parent, stamp), file)


@app.command()
@grouped
def update(run: Run, paths: o.ConfiguredPaths = None, file: File = DEFAULT) -> None:
    """Take out of a baseline what is no longer found in these files. Nothing is added."""
    old = baseline.load(file)
    report, stamp = _found(run, paths)
    terminal.say_notices(list(old.marker().notices(report.signature, stamp.rpartition(":")[2])))
    checked = [document.path for document in report.documents]
    _save(old.without_gone(report.findings, checked, stamp), file)


@app.command()
def show(file: File = DEFAULT) -> None:
    """List what a baseline knows."""
    with terminal.output(None) as stream:
        for (path, _), entry in baseline.load(file).entries.items():
            stream.write(inert(f"{path}: {entry.rule} “{entry.text}” x{entry.count}") + "\n")


def _found(run: Run, paths: list[str] | None) -> tuple[Report, str]:
    """What a run finds now, and its stamp. Raises typer.Exit where something could not be read: a
    baseline of a part would call the rest new."""
    checker = run.checker()
    inputs, reading = run.inputs(paths, checker)
    with Running().running() as running:
        report = checker.check_paths(inputs, reading, watch=running)
    say_skipped(report, running)
    if running.stopping:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if report.skipped:
        raise typer.Exit(ExitCode.UNFINISHED)
    return report, baseline.stamped(report.signature, checker.engine.lowest)


def _save(known: baseline.Baseline, file: Path) -> None:
    with terminal.output(file) as stream:
        stream.write(known.dumps())
    count = sum(entry.count for entry in known.entries.values())
    terminal.say(f"{file}: {count} known {'finding' if count == 1 else 'findings'}")
