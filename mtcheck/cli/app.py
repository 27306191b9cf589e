"""The typer application: the list of commands."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from mtcheck import __version__

COMMANDS = {
    "check": "mtcheck.cli.check:check",
    "align": "mtcheck.cli.align:align",
    "compare": "mtcheck.cli.compare:compare",
    "fix": "mtcheck.cli.fix:fix",
    "names": "mtcheck.cli.names:names",
    "explain": "mtcheck.cli.explain:explain",
    "init": "mtcheck.cli.init:init",
    "rules": "mtcheck.cli.rules:app",
    "baseline": "mtcheck.cli.baseline:app",
    "corpus": "mtcheck.cli.corpus:app",
}
"""Name of a command or a group of them to `module:object`, in the order of the help."""


def application(wanted: str | None = None) -> typer.Typer:
    """The application with the command `wanted` alone, so that a run does not import what others
    need; with all of them where there is no such command."""
    made = typer.Typer(
        name="mtcheck",
        help="The quality gate for machine-translated text.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    made.callback()(_root)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        module, attribute = COMMANDS[name].split(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name)
        else:
            made.command()(command)
    return made


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mtcheck {__version__}")
        raise typer.Exit


def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find what machine translation leaves behind in a text."""
