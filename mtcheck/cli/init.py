"""`mtcheck init`: a first configuration for the project at hand."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mtcheck import config
from mtcheck.cli import terminal
from mtcheck.errors import UsageError
from mtcheck.reporters.base import inert
from mtcheck.starter import files, project
from mtcheck.starter.project import Group


class Service(StrEnum):
    """Where the check runs on every change."""

    GITHUB = "github"
    GITLAB = "gitlab"
    PRE_COMMIT = "pre-commit"


Ci = Annotated[Service | None, typer.Option("--ci", help="Write a file for this service too.")]
Force = Annotated[
    bool, typer.Option("--force", help="Replace files that are there, mtcheck.toml too.")
]


def init(ci: Ci = None, force: Force = False) -> None:
    """Write a commented mtcheck.toml for the translations in this folder.

    A configuration that is there stays as it is, unless --force is given.
    """
    there = config.find(Path.cwd())
    kept = there is not None and there.parent == Path.cwd() and not force
    if kept and ci is None:
        raise UsageError(f"{there} is there already", hint="--force writes a new mtcheck.toml")
    groups = project.look(Path())
    texts = {} if kept else {Path(config.FILE_NAME): files.configuration(groups)}
    if ci is not None:
        texts[files.ci_file(ci.value)] = files.ci(ci.value)
    for path in texts:
        if path.exists() and not force:
            hint = "--force replaces it; or add the lines of docs/ci.md to it"
            raise UsageError(f"{path} is there already", hint=hint)
    for path, text in texts.items():
        _write(path, text)
    with terminal.output(None) as stream:
        stream.writelines(f"{inert(line)}\n" for line in _summary(groups, [*texts]))
        if ci is not None:
            stream.write(f"needs  {files.assumed(ci.value)}\n")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make {path.parent}: {error.strerror}") from None
    with terminal.output(path) as stream:
        stream.write(text)


def _summary(groups: list[Group], written: list[Path]) -> Iterator[str]:
    for group in groups:
        yield f"found  {files.described(group)}"
    if not groups:
        yield "found  no translations; name them in [inputs] of mtcheck.toml"
    yield from (f"wrote  {path}" for path in written)
    yield from (f"next   {line}" for line in files.next_steps(groups))
