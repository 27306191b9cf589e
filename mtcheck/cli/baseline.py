"""`mtcheck baseline`: findings that are known and fail no gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtcheck import api, baseline
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.errors import ExitCode
from mtcheck.model import Report
from mtcheck.reporters.base import inert

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Findings that are known.")

File = Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The baseline.")]
DEFAULT = Path("mtcheck-baseline.json")


@app.command()
def write(
    paths: o.Paths,
    file: File = DEFAULT,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    source: o.Source = None,
    columns: o.Columns = None,
    config: o.ConfigFile = None,
) -> None:
    """Write a baseline that knows all that is found now."""
    report = _report(paths, source_lang, target_lang, source, columns, config)
    known = baseline.of_findings(report.findings, file.absolute().parent)
    _save(known, file)


@app.command()
def update(
    paths: o.Paths,
    file: File = DEFAULT,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    source: o.Source = None,
    columns: o.Columns = None,
    config: o.ConfigFile = None,
) -> None:
    """Take out of a baseline what is no longer found. Nothing is added."""
    old = baseline.load(file)
    report = _report(paths, source_lang, target_lang, source, columns, config)
    _save(old.without_gone(report.findings), file)


@app.command()
def show(file: File = DEFAULT) -> None:
    """List what a baseline knows."""
    with terminal.output(None) as stream:
        for (path, _), entry in baseline.load(file).entries.items():
            stream.write(inert(f"{path}: {entry.rule} “{entry.text}” x{entry.count}") + "\n")


def _report(
    paths: list[str],
    source_lang: str | None,
    target_lang: str | None,
    source: Path | None,
    columns: str | None,
    config: Path | None,
) -> Report:
    """What a run finds now. Raises typer.Exit where something could not be read: a baseline of a
    part would call the rest new."""
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    changes = {name: tag for name, tag in languages.items() if tag is not None}
    checker = api.Checker(api.configure(config, changes))
    options = checker.read_options(source_path=source, columns=o.columns(columns))
    report = checker.check_paths(paths, options)
    for skipped in report.skipped:
        terminal.say_error(skipped.reason)
    if report.skipped:
        raise typer.Exit(ExitCode.UNFINISHED)
    return report


def _save(known: baseline.Baseline, file: Path) -> None:
    with terminal.output(file) as stream:
        stream.write(known.dumps())
    count = sum(entry.count for entry in known.entries.values())
    terminal.say(f"{file}: {count} known {'finding' if count == 1 else 'findings'}")
