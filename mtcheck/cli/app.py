"""The typer application: the list of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from mtcheck import __version__
from mtcheck.cli.align import align
from mtcheck.cli.baseline import app as baseline
from mtcheck.cli.check import check
from mtcheck.cli.compare import compare
from mtcheck.cli.corpus import app as corpus
from mtcheck.cli.explain import explain
from mtcheck.cli.fix import fix
from mtcheck.cli.init import init
from mtcheck.cli.names import names
from mtcheck.cli.rules import app as rules

app = typer.Typer(
    name="mtcheck",
    help="The quality gate for machine-translated text.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(check)
app.command()(align)
app.command()(compare)
app.command()(fix)
app.command()(names)
app.command()(explain)
app.command()(init)
app.add_typer(rules, name="rules")
app.add_typer(baseline, name="baseline")
app.add_typer(corpus, name="corpus")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mtcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find what machine translation leaves behind in a text."""
