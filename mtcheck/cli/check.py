"""`mtcheck check`: the main job."""

from __future__ import annotations

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.errors import ExitCode
from mtcheck.model import Report


def check(
    paths: o.Paths,
    select: o.Select = None,
    ignore: o.Ignore = None,
    min_severity: o.MinSeverity = None,
    min_confidence: o.MinConfidence = None,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    source: o.Source = None,
    columns: o.Columns = None,
    encoding: o.Encoding = None,
    input_format: o.InputFormat = None,
    glossary: o.Glossary = None,
    fail_under: o.FailUnder = None,
    max: o.Max = None,
    format: o.FormatOption = "text",
    output: o.Output = None,
    further: o.FurtherReports = None,
    quiet: o.Quiet = False,
    baseline: o.BaselineFile = None,
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
    )
    wanted = o.reports(format, output, further)
    whole_text = any(map(api.shows_whole_text, wanted.values()))
    checker = api.Checker(
        api.configure(config, changes), glossary or (), whole_text=whole_text, baseline=baseline
    )
    reading = checker.read_options(
        encoding=encoding,
        source_path=source,
        columns=o.columns(columns),
        input_format=input_format,
    )
    report = checker.check_paths(paths, reading)
    for path, name in wanted.items():
        with terminal.output(path) as stream:
            api.write_report(report, name, stream, quiet=quiet and path == output)
    _leave(report)


def _leave(report: Report) -> None:
    for skipped in report.skipped:
        terminal.say_error(skipped.reason)
    if report.skipped:
        raise typer.Exit(ExitCode.UNFINISHED)
    raise typer.Exit(ExitCode.PASSED if report.verdict.passed else ExitCode.FAILED)
