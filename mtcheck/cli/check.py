"""`mtcheck check`: the main job."""

from __future__ import annotations

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.groups import Run, grouped
from mtcheck.cli.running import Running, say_skipped
from mtcheck.errors import ExitCode
from mtcheck.model import Report


@grouped
def check(
    run: Run,
    paths: o.ConfiguredPaths = None,
    fail_under: o.FailUnder = None,
    max: o.Max = None,
    min_bleu: o.MinBleu = None,
    min_chrf: o.MinChrf = None,
    max_ter: o.MaxTer = None,
    estimate: o.Estimate = None,
    format: o.FormatOption = "text",
    output: o.Output = None,
    further: o.FurtherReports = None,
    quiet: o.Quiet = False,
    baseline: o.BaselineFile = None,
    changed_since: o.ChangedSince = None,
    warn_unused: o.WarnUnused = None,
) -> None:
    """Check translations and say whether they can be published.

    Exit codes: 0 passed, 1 failed, 2 wrong usage or configuration, 3 something could not be read.
    """
    gate = {"fail_under": fail_under, "max": max, "min_bleu": min_bleu, "min_chrf": min_chrf}
    wanted = o.reports(format, output, further)
    checker = run.checker(
        further={**gate, "max_ter": max_ter, "warn_unused": warn_unused},
        whole_text=any(map(api.shows_whole_text, wanted.values())),
        excerpts=any(map(api.shows_excerpts, wanted.values())),
        baseline=baseline,
        estimates=estimate or (),
    )
    inputs, reading = run.inputs(paths, checker)
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
