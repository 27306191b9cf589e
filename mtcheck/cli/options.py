"""Options of `mtcheck check` and how they become settings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtcheck.config import Config
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


class Aligning(StrEnum):
    """When sentences of a text and its source are aligned, as options take it."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


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
ConfiguredPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH", help="Files, folders, or - for standard input; else what [inputs] names."
    ),
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
    Path | None,
    typer.Option(metavar="FILE", help="The source: line by line, or by keys in the same format."),
]
SourceDir = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The sources, in a folder with the same files."),
]
Names = Annotated[
    str | None,
    typer.Option(
        "--name-pattern",
        metavar="PATTERN",
        help="Names in both folders, such as '{stem}.{lang}{suffix}'.",
    ),
]
Reference = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A reference of a plain text, line by line.")
]
Columns = Annotated[
    str | None,
    typer.Option(metavar="source=A,target=B", help="Names of the columns of TSV and CSV files."),
]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding other than UTF-8/16.")]
InputFormat = Annotated[
    str | None,
    typer.Option(metavar="SUFFIX", help="Read as another format: text, jsonl, po, moses …"),
]
Glossary = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Terms to keep to: TSV, CSV or TBX. May be repeated."),
]
FailUnder = Annotated[
    float | None, typer.Option(metavar="SCORE", help="Least score that passes (default 95).")
]
MinBleu = Annotated[
    float | None, typer.Option(metavar="BLEU", help="Least BLEU against references that passes.")
]
MinChrf = Annotated[
    float | None, typer.Option(metavar="CHRF", help="Least chrF against references that passes.")
]
MaxTer = Annotated[
    float | None, typer.Option(metavar="TER", help="Most TER against references that passes.")
]
NameLists = Annotated[
    list[Path] | None,
    typer.Option(
        "--names", metavar="FILE", help="Names of people and places to keep to: TSV or CSV."
    ),
]
Similarity = Annotated[
    str | None,
    typer.Option(
        metavar="use|sentence-transformers:MODEL|off",
        help="Compare what both sides mean by this model.",
    ),
]
Align = Annotated[
    Aligning | None,
    typer.Option(help="Align the sentences of a text with --source; auto: if their lines differ."),
]
Estimate = Annotated[
    list[str] | None,
    typer.Option(metavar="comet:PATH_OR_ID", help="Ask a learned model too. May be repeated."),
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
Marks = Annotated[
    bool | None,
    typer.Option("--marks/--no-marks", help="Whether inline marks in the texts count."),
]
WarnUnused = Annotated[
    bool | None,
    typer.Option("--warn-unused/--no-warn-unused", help="Tell of inline marks without use."),
]
ChangedSince = Annotated[
    str | None,
    typer.Option(metavar="REV", help="Check only what changed since this revision of git."),
]
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
    for name in ("min_bleu", "min_chrf", "max_ter"):
        if (limit := options.pop(name, None)) is not None:
            if limit < 0 or (limit > 100 and name != "max_ter"):
                option = name.replace("_", "-")
                raise UsageError(f"--{option} {limit:g} is not between 0 and 100")
            gate[name] = limit
    if limits := options.pop("max"):
        gate["max"] = dict(_limit(text) for text in limits)
    changes: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in options.items()
        if value is not None
    }
    return {**changes, "gate": gate} if gate else changes


def similarity(text: str | None) -> str | None:
    """A backend of sentence embeddings, or `off`. Raises UsageError."""
    if text is not None and text != "off":
        from mtcheck.embed import refuse_unknown_backend

        refuse_unknown_backend(text)
    return text


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


def sources(file: Path | None, folder: Path | None, names: str | None) -> dict[str, Any]:
    """Where the sources are, as options of reading. Raises UsageError."""
    if file is not None and folder is not None:
        raise UsageError("--source and --source-dir exclude each other", hint="leave one out")
    return {"source_path": file, "source_dir": folder, "names": names}


def inputs(
    paths: list[str] | None, told: dict[str, Any], config: Config
) -> tuple[list[str], dict[str, Any]]:
    """The paths, and where their sources are: as told, or without any path as the configuration
    says. Raises UsageError where nobody says."""
    if paths:
        return paths, told
    if not (configured := config.input_paths()):
        hint = "name files or folders; mtcheck init writes a configuration that names them"
        raise UsageError("there is no PATH to check", hint=hint)
    if any(value is not None for value in told.values()):
        return configured, told
    return configured, sources(None, config.source_dir(), config.inputs.name_pattern)
