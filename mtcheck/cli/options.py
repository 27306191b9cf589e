"""Options of `mtcheck check` and how they become settings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtcheck.errors import UsageError
from mtcheck.reporters import FORMATS
from mtcheck.tomlfile import nearest


class Level(StrEnum):
    """Severities, as options take them."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Certainty(StrEnum):
    """Confidences, as options take them."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ListFormat(StrEnum):
    """Formats of the list of rules."""

    TEXT = "text"
    JSON = "json"


def _known_format(name: str) -> str:
    if name not in FORMATS:
        hint = nearest(name, FORMATS)
        raise UsageError(f"there is no report format `{name}`", hint=hint)
    return name


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Files, folders, or - for standard input.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE|CATEGORY", help="Report only these. May be repeated."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="RULE|CATEGORY", help="Do not report these."),
]
MinSeverity = Annotated[Level | None, typer.Option(help="Least severity reported.")]
MinConfidence = Annotated[
    Certainty | None, typer.Option(help="Least confidence reported (default medium).")
]
SourceLang = Annotated[str | None, typer.Option(metavar="TAG", help="BCP 47 tag of the source.")]
TargetLang = Annotated[
    str | None, typer.Option(metavar="TAG", help="BCP 47 tag of the target; else detected.")
]
Source = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The source of a plain text, line by line.")
]
Columns = Annotated[
    str | None,
    typer.Option(metavar="source=A,target=B", help="Names of the columns of TSV and CSV files."),
]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding other than UTF-8/16.")]
InputFormat = Annotated[
    str | None, typer.Option(metavar="SUFFIX", help="Read as text, jsonl, tsv or csv.")
]
Glossary = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Terms to keep to: TSV, CSV or TBX. May be repeated."),
]
FailUnder = Annotated[
    float | None, typer.Option(metavar="SCORE", help="Least score that passes (default 95).")
]
Max = Annotated[
    list[str] | None,
    typer.Option(metavar="SEVERITY=N", help="Most findings that pass (default critical=0)."),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        callback=_known_format,
        help=f"Format of the report: {', '.join(FORMATS)}.",
    ),
]
ListFormatOption = Annotated[ListFormat, typer.Option("--format", help="Format of the list.")]
Output = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the report there, not to stdout.")
]
FurtherReports = Annotated[
    list[str] | None,
    typer.Option(
        "--report", metavar="FORMAT=FILE", help="Write a further report. May be repeated."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print score and verdict only.")]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Known findings: only others fail."),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="mtcheck.toml or pyproject.toml.")
]


def reports(format: str, output: Path | None, further: list[str] | None) -> dict[Path | None, str]:
    """Where each report of a run goes, and its format; None is stdout. The main one comes last, so
    that a closed pipe costs no file. Raises UsageError."""
    wanted: dict[Path | None, str] = {}
    for text in further or []:
        name, _, file = text.partition("=")
        if not file:
            hint = "write --report html=report.html"
            raise UsageError(f"--report {text}: not FORMAT=FILE", hint=hint)
        if Path(file) in {*wanted, output}:
            raise UsageError(f"two reports would go to {file}", hint="name another file")
        wanted[Path(file)] = _known_format(name)
    return {**wanted, output: format}


def settings(**options: Any) -> dict[str, Any]:
    """Options as changes to the configuration; those not given are left out."""
    gate: dict[str, Any] = {}
    if (least := options.pop("fail_under")) is not None:
        if not 0 <= least <= 100:
            raise UsageError(f"--fail-under {least:g} is not between 0 and 100")
        gate["fail_under"] = least
    if limits := options.pop("max"):
        gate["max"] = dict(_limit(text) for text in limits)
    changes: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in options.items()
        if value is not None
    }
    return {**changes, "gate": gate} if gate else changes


def _limit(text: str) -> tuple[str, int]:
    severity, _, count = text.partition("=")
    if severity not in list(Level):
        raise UsageError(f"--max {text}: unknown severity", hint=nearest(severity, list(Level)))
    if not count.isdigit():
        raise UsageError(f"--max {text}: not a count", hint=f"write --max {severity}=3")
    return severity, int(count)


def columns(text: str | None) -> dict[str, str]:
    """`source=A,target=B` as a mapping. Raises UsageError."""
    known = ("source", "target", "reference", "document", "id", "source_lang", "target_lang")
    named = {}
    for part in text.split(",") if text else []:
        field, equals, column = part.partition("=")
        if field not in known or not equals or not column:
            hint = f"write --columns target=NAME; fields: {', '.join(known)}"
            raise UsageError(f"--columns {part}: not FIELD=COLUMN", hint=hint)
        named[field] = column
    return named
