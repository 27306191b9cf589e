"""Groups of options: a command that takes one has its fields as options."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from mtcheck.cli.groups import grouped


@dataclass(frozen=True)
class First:
    colour: Annotated[str, typer.Option(help="Of the thing.")] = "red"


@dataclass(frozen=True)
class Both(First):
    times: Annotated[int, typer.Option()] = 1


@grouped
def paint(both: Both, thing: str, loud: bool = False) -> None:
    """Paint a thing."""
    typer.echo(f"{both.colour} {thing} x{both.times}" + "!" * loud)


def invoke(*arguments):
    app = typer.Typer(rich_markup_mode=None)
    app.command()(paint)
    return CliRunner().invoke(app, arguments)


def test_fields_of_a_group_are_options_with_their_defaults_and_help():
    assert invoke("door").stdout == "red door x1\n"
    assert invoke("door", "--times", "2", "--colour", "blue", "--loud").stdout == "blue door x2!\n"
    shown = invoke("--help").stdout
    assert "Paint a thing." in shown
    assert "Of the thing." in shown
    assert shown.index("--colour") < shown.index("--times") < shown.index("--loud")


def test_a_wrong_value_of_a_group_is_refused():
    assert invoke("door", "--times", "many").exit_code == 2
