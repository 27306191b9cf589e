"""`mtcheck baseline`: findings that are known and fail no gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mtcheck import api, baseline
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.running import Running, say_skipped
from mtcheck.errors import ExitCode
from mtcheck.model import Report
from mtcheck.reporters.base import inert

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Findings that are known.")

File = Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The baseline.")]
DEFAULT = Path("mtcheck-baseline.json")


@app.command()
def write(
    paths: o.ConfiguredPaths = None,
    file: File = DEFAULT,
    select: o.Select = None,
    ignore: o.Ignore = None,
    min_severity: o.MinSeverity = None,
    min_confidence: o.MinConfidence = None,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    source: o.Source = None,
    source_dir: o.SourceDir = None,
    names: o.Names = None,
    reference: o.Reference = None,
    columns: o.Columns = None,
    encoding: o.Encoding = None,
    input_format: o.InputFormat = None,
    glossary: o.Glossary = None,
    name_lists: o.NameLists = None,
    similarity: o.Similarity = None,
    marks: o.Marks = None,
    config: o.ConfigFile = None,
) -> None:
    """Write a baseline that knows all that is found now."""
    chosen = {"select": select, "ignore": ignore, "marks": marks, "similarity": similarity}
    levels = {"min_severity": min_severity, "min_confidence": min_confidence}
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    sources = o.sources(source, source_dir, names)
    form = {"columns": o.columns(columns), "encoding": encoding, "input_format": input_format}
    checker = _checker(config, glossary, name_lists, {**chosen, **levels, **languages})
    report, stamp = _found(checker, paths, sources, {**form, "reference_path": reference})
    _save(baseline.of_findings(report.findings, file.absolute().parent, stamp), file)


@app.command()
def update(
    paths: o.ConfiguredPaths = None,
    file: File = DEFAULT,
    select: o.Select = None,
    ignore: o.Ignore = None,
    min_severity: o.MinSeverity = None,
    min_confidence: o.MinConfidence = None,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    source: o.Source = None,
    source_dir: o.SourceDir = None,
    names: o.Names = None,
    reference: o.Reference = None,
    columns: o.Columns = None,
    encoding: o.Encoding = None,
    input_format: o.InputFormat = None,
    glossary: o.Glossary = None,
    name_lists: o.NameLists = None,
    similarity: o.Similarity = None,
    marks: o.Marks = None,
    config: o.ConfigFile = None,
) -> None:
    """Take out of a baseline what is no longer found in these files. Nothing is added."""
    old = baseline.load(file)
    chosen = {"select": select, "ignore": ignore, "marks": marks, "similarity": similarity}
    levels = {"min_severity": min_severity, "min_confidence": min_confidence}
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    sources = o.sources(source, source_dir, names)
    form = {"columns": o.columns(columns), "encoding": encoding, "input_format": input_format}
    checker = _checker(config, glossary, name_lists, {**chosen, **levels, **languages})
    report, stamp = _found(checker, paths, sources, {**form, "reference_path": reference})
    terminal.say_notices(list(old.marker().notices(report.signature, stamp.rpartition(":")[2])))
    checked = [document.path for document in report.documents]
    _save(old.without_gone(report.findings, checked, stamp), file)


@app.command()
def show(file: File = DEFAULT) -> None:
    """List what a baseline knows."""
    with terminal.output(None) as stream:
        for (path, _), entry in baseline.load(file).entries.items():
            stream.write(inert(f"{path}: {entry.rule} “{entry.text}” x{entry.count}") + "\n")


def _checker(
    config: Path | None,
    glossary: list[Path] | None,
    name_lists: list[Path] | None,
    changes: dict[str, Any],
) -> api.Checker:
    similarity = o.similarity(changes.pop("similarity"))
    settings = o.settings(**changes, similarity=similarity, fail_under=None, max=None)
    chosen = api.configure(config, settings)
    return api.Checker(chosen, glossary or (), name_lists=name_lists or ())


def _found(
    checker: api.Checker,
    paths: list[str] | None,
    sources: dict[str, Any],
    form: dict[str, Any],
) -> tuple[Report, str]:
    """What a run finds now, and its stamp. Raises typer.Exit where something could not be read: a
    baseline of a part would call the rest new."""
    inputs, where = o.inputs(paths, sources, checker.config)
    reading = checker.read_options(**form, **where)
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
