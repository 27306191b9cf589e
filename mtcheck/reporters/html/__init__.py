"""One page for editors: the text with what was found in it. Works without a network."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from mtcheck.model import Report
from mtcheck.reporters.base import Reporter, inert
from mtcheck.reporters.html.view import page

_FOLDER = Path(__file__).parent


class HtmlReporter(Reporter):
    """A self-contained page; all text of others is escaped. `quiet`: the verdict only."""

    whole_text = True

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        style, script = _file("page.css"), _file("page.js")
        policy = (
            f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        shown = page(report, quiet=quiet)
        values = {"page": shown, "style": style, "script": script, "policy": policy}
        for chunk in template(_FOLDER).generate(values):
            stream.write(chunk)
        stream.write("\n")


@cache
def template(folder: Path) -> Template:
    """`page.html.j2` of a folder. What it shows is escaped; a name that it lacks is an error."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = inert
    return environment.get_template("page.html.j2")


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """The text as a source that a content security policy allows."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
