"""`mtcheck explain`: all there is to know of one rule."""

from __future__ import annotations

from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Id of a rule.")],
    config: o.ConfigFile = None,
) -> None:
    """Say what a rule finds, why it matters, how well it works and how to switch it off."""
    found = api.load_rules(api.configure(config, {})).get(rule)
    with terminal.output(None) as stream:
        stream.write(api.explain(found))
