"""The files that `mtcheck init` writes: a commented configuration, and what services read."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from mtcheck import __version__
from mtcheck.starter.project import Group

REPOSITORY = "https://github.com/mtcheck/mtcheck"

_LISTED = 10
"""Languages or files that are listed one by one."""

_HEAD = """\
# Settings of mtcheck. All keys: {repository}/blob/main/docs/reference/config.md

# Languages are BCP 47 tags. What is not told is read from the files, or detected.
{source_lang}
{target_lang}
"""

_INPUTS = """
# What `mtcheck check` reads when it is told no path.
[inputs]
{inputs}
"""

_REST = """
# When a run fails: below this score, or with more findings of a severity.
[gate]
fail_under = 95
max = { critical = 0 }

# Terms that translations must keep to: TSV, CSV or TBX.
# [glossary]
# files = ["terms.tsv"]
# do_not_translate = ["ProductName"]

# Rules that do not fit a part of the project.
# [[paths]]
# match = "legal/**"
# ignore = ["style"]
"""

_GITHUB = f"""\
name: translations
on: [push, pull_request]
permissions:
  contents: read
jobs:
  mtcheck:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683  # v4.2.2
        with:
          persist-credentials: false
      - uses: mtcheck/mtcheck@v{__version__}  # that release, or the commit to use
"""

_GITLAB = f"""\
include:
  - remote: {REPOSITORY}/raw/v{__version__}/templates/mtcheck.yml
# What the job installs, where it is not that release from the registry:
# mtcheck:
#   variables:
#     MTCHECK_PACKAGE: git+{REPOSITORY}@v{__version__}
"""

_PRE_COMMIT = f"""\
repos:
  - repo: {REPOSITORY}
    rev: v{__version__}  # that release, or the commit to use
    hooks:
      - id: mtcheck
"""

_CI = {"github": _GITHUB, "gitlab": _GITLAB, "pre-commit": _PRE_COMMIT}
_CI_FILES = {
    "github": ".github/workflows/mtcheck.yml",
    "gitlab": ".gitlab-ci.yml",
    "pre-commit": ".pre-commit-config.yaml",
}


def ci(service: str) -> str:
    """The file that a service reads."""
    return _CI[service]


def assumed(service: str) -> str:
    """What has to be there for the file of a service to work."""
    tag = f"the release v{__version__} of {REPOSITORY}"
    return f"{tag}, and on PyPI, or MTCHECK_PACKAGE" if service == "gitlab" else tag


def ci_file(service: str) -> Path:
    """Where a service looks for its file."""
    return Path(_CI_FILES[service])


def configuration(groups: Sequence[Group]) -> str:
    """A commented mtcheck.toml that checks the first group."""
    sources = {group.source_lang for group in groups}
    targets = {lang for group in groups for lang in group.langs}
    head = _HEAD.format(
        repository=REPOSITORY,
        source_lang=_setting("source_lang", sources, "en"),
        target_lang=_setting("target_lang", targets, "de"),
    )
    named = list(_inputs(groups[0])) if groups else ['# paths = ["translations"]']
    further = [f"# also here: {described(group)}" for group in groups[1:]]
    return head + _INPUTS.format(inputs="\n".join([*named, *further])) + _REST


def _setting(key: str, values: Collection[str | None], example: str) -> str:
    """A key where there is one value for all files, else a comment that shows it."""
    (value,) = values if len(values) == 1 else (None,)
    return f"{key} = {_quoted(value)}" if value else f"# {key} = {_quoted(example)}"


def _inputs(group: Group) -> Iterator[str]:
    yield f"paths = [{', '.join(map(_quoted, group.paths))}]"
    if group.names:
        yield f"source_dir = {_quoted(group.root)}"
        yield f"name_pattern = {_quoted(group.names)}"


def _quoted(text: str) -> str:
    """A TOML string; JSON quotes the same way, and escapes what a comment could not hold."""
    return json.dumps(text).replace("\\x7f", "\\\\u007f")


def described(group: Group) -> str:
    """A group in a few words, on one line."""
    files = "1 file" if len(group.files) == 1 else f"{len(group.files)} files"
    place = "here" if group.root == "." else f"below {group.root}"
    langs = sorted(group.langs)
    shown = ", ".join(langs[:_LISTED])
    shown += f" and {len(langs) - _LISTED} more" if len(langs) > _LISTED else ""
    source = f", from {group.source_lang}" if group.source_lang else ""
    return _one_line(f"{files} *{group.suffix} {place}: {shown or 'language unknown'}{source}")


def _one_line(text: str) -> str:
    return _quoted(text)[1:-1].replace('\\"', '"')


def next_steps(groups: Sequence[Group]) -> Iterator[str]:
    """What to run now: the first group stands in the configuration, the others do not."""
    yield "mtcheck check" if groups else "mtcheck check FILE"
    yield from (shlex.join(_command(group)) for group in groups[1:])


def _command(group: Group) -> Iterator[str]:
    yield from ("mtcheck", "check", *group.paths[:_LISTED])
    if group.names:
        yield from ("--source-dir", group.root, "--name-pattern", group.names)
        yield from ("--source-lang", group.source_lang or "en")
