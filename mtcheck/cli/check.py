"""`mtcheck check`: the main job."""

from __future__ import annotations

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.running import Running, say_skipped
from mtcheck.errors import ExitCode
from mtcheck.model import Report


def check(
    paths: o.ConfiguredPaths = None,
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
    fail_under: o.FailUnder = None,
    max: o.Max = None,
    min_bleu: o.MinBleu = None,
    min_chrf: o.MinChrf = None,
    max_ter: o.MaxTer = None,
    estimate: o.Estimate = None,
    similarity: o.Similarity = None,
    align: o.Align = None,
    format: o.FormatOption = "text",
    output: o.Output = None,
    further: o.FurtherReports = None,
    quiet: o.Quiet = False,
    baseline: o.BaselineFile = None,
    changed_since: o.ChangedSince = None,
    marks: o.Marks = None,
    warn_unused: o.WarnUnused = None,
    config: o.ConfigFile = None,
) -> None:
    """Check translations and say whether they can be published.

    Exit codes: 0 passed, 1 failed, 2 wrong usage or configuration, 3 something could not be read.
    """
    changes = o.settings(
        select=select,
        ignore=ignore,
        min_severity=min_severity,
        min_confidence=min_confidence,
        source_lang=source_lang,
        target_lang=target_lang,
        fail_under=fail_under,
        max=max,
        min_bleu=min_bleu,
        min_chrf=min_chrf,
        max_ter=max_ter,
        marks=marks,
        warn_unused=warn_unused,
        similarity=o.similarity(similarity),
        align=align,
    )
    wanted = o.reports(format, output, further)
    whole_text = any(map(api.shows_whole_text, wanted.values()))
    checker = api.Checker(
        api.configure(config, changes),
        glossary or (),
        name_lists=name_lists or (),
        whole_text=whole_text,
        excerpts=any(map(api.shows_excerpts, wanted.values())),
        baseline=baseline,
        estimates=estimate or (),
    )
    inputs, where = o.inputs(paths, o.sources(source, source_dir, names), checker.config)
    reading = checker.read_options(
        encoding=encoding,
        **where,
        reference_path=reference,
        columns=o.columns(columns),
        input_format=input_format,
    )
    with Running(quiet=quiet).running() as running:
        report = checker.check_paths(inputs, reading, watch=running, changed_since=changed_since)
    for path, name in wanted.items():
        with terminal.output(path) as stream:
            api.write_report(report, name, stream, quiet=quiet and path == output)
    _leave(report, running)


def _leave(report: Report, running: Running) -> None:
    terminal.say_notices(report.notices)
    say_skipped(report, running)
    if running.stopping:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if report.skipped:
        raise typer.Exit(ExitCode.UNFINISHED)
    raise typer.Exit(ExitCode.PASSED if report.verdict.passed else ExitCode.FAILED)
