"""`mtcheck fix`: mend what can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.groups import Files, Languages, Lists, grouped
from mtcheck.cli.running import Running
from mtcheck.errors import ExitCode, InputError
from mtcheck.mending import Mended, counted
from mtcheck.reporters.base import inert

Write = Annotated[
    bool, typer.Option("--write/--diff", help="Change the files, or show what would change.")
]
Unsafe = Annotated[
    bool, typer.Option("--unsafe", help="Make also the fixes that a person should look at.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
STOPPING = "stopping; press Ctrl-C again to stop at once"


@grouped
def fix(
    paths: o.Paths,
    languages: Languages,
    files: Files,
    lists: Lists,
    write: Write = False,
    unsafe: Unsafe = False,
    select: o.Select = None,
    ignore: o.Ignore = None,
    config: o.ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Mend what can be mended unseen: shown as a diff, or written with --write.

    Exit codes: 0 nothing to mend, or all written; 1 there is something to mend (without --write);
    2 wrong usage or configuration; 3 something could not be read or written.
    """
    rules = {"select": select, "ignore": ignore}
    changes = o.settings(**rules, **vars(languages), fail_under=None, max=None)
    settings = api.configure(config, changes)
    checker = api.Checker(settings, lists.glossary or (), name_lists=lists.name_lists or ())
    reading = checker.read_options(**files.form(), **files.sources(), align="never")
    with Running(quiet=quiet, again="checking again", stopping=STOPPING).running() as running:
        results = checker.fix_paths(paths, reading, unsafe=unsafe, write=write, watch=running)
        _leave(results, write, running)


def _leave(results: Iterable[Mended | InputError], write: bool, running: Running) -> None:
    changed, failed, done = False, False, 0
    for result in results:
        running.hide()
        if isinstance(result, Mended):
            done += 1
            changed |= result.changed
            _show(result, write)
        elif not running.stopping:
            failed = True
            terminal.say_error(str(result))
    if running.stopping:
        files = f"{done:,} of {len(running.paths):,} files"
        terminal.say(f"interrupted: {files} were looked at; the others are as they were")
        raise typer.Exit(ExitCode.INTERRUPTED)
    if failed:
        raise typer.Exit(ExitCode.UNFINISHED)
    raise typer.Exit(ExitCode.FAILED if changed and not write else ExitCode.PASSED)


def _show(mended: Mended, write: bool) -> None:
    """The diff on stdout; on stderr how many fixes, and what they are worth."""
    if not mended.changed:
        return
    if not write:
        with terminal.output(None) as stream:
            stream.writelines(inert(line) + "\n" for line in mended.diff())
    scores = f"score {mended.first.score.shown} -> {mended.last.score.shown}"
    verb = "made" if write else "to make"
    terminal.say(f"{mended.path}: {counted(mended.fixes)} {verb}, {scores}")
