"""Groups of options that several commands share. Each field of a group is an option of the command
that takes the group."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from inspect import Parameter
from typing import Any, get_type_hints

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.readers import ReadOptions


@dataclass(frozen=True)
class Rules:
    """Which findings are reported."""

    select: o.Select = None
    ignore: o.Ignore = None
    min_severity: o.MinSeverity = None
    min_confidence: o.MinConfidence = None


@dataclass(frozen=True)
class Languages:
    """What is told of both sides."""

    source_lang: o.SourceLang = None
    target_lang: o.TargetLang = None


@dataclass(frozen=True)
class Files:
    """Where the sources are, and how files are read."""

    source: o.Source = None
    source_dir: o.SourceDir = None
    names: o.Names = None
    columns: o.Columns = None
    encoding: o.Encoding = None
    input_format: o.InputFormat = None

    def sources(self) -> dict[str, Any]:
        """Where the sources are, as options of reading. Raises UsageError."""
        return o.sources(self.source, self.source_dir, self.names)

    def form(self) -> dict[str, Any]:
        """How files are read, as options of reading. Raises UsageError."""
        columns = o.columns(self.columns)
        return {"columns": columns, "encoding": self.encoding, "input_format": self.input_format}


@dataclass(frozen=True)
class Lists:
    """What a team keeps to."""

    glossary: o.Glossary = None
    name_lists: o.NameLists = None


@dataclass(frozen=True)
class Run(Lists, Files, Languages, Rules):
    """All that decides what a run finds; bases in the reverse order of their options."""

    reference: o.Reference = None
    similarity: o.Similarity = None
    align: o.Align = None
    marks: o.Marks = None
    config: o.ConfigFile = None

    def checker(self, *, further: Mapping[str, Any] | None = None, **options: Any) -> api.Checker:
        """The checker; `further` are changes to the configuration. Raises UsageError."""
        changes = {one.name: getattr(self, one.name) for kind in _SET for one in fields(kind)}
        changes |= {"similarity": o.similarity(self.similarity), "align": self.align}
        limits = {"fail_under": None, "max": None, "marks": self.marks, **(further or {})}
        settings = api.configure(self.config, o.settings(**changes, **limits))
        lists = self.glossary or (), self.name_lists or ()
        return api.Checker(settings, lists[0], name_lists=lists[1], **options)

    def inputs(
        self, paths: list[str] | None, checker: api.Checker
    ) -> tuple[list[str], ReadOptions]:
        """What is read, and how. Raises UsageError."""
        inputs, sources = o.inputs(paths, self.sources(), checker.config)
        reading = {**self.form(), **sources, "reference_path": self.reference}
        return inputs, checker.read_options(**reading)


_SET = (Rules, Languages)


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """A command some of whose parameters are groups, as Typer wants it: with the options of each
    group in its place."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}
    flat: list[Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        kind = groups.get(parameter.name)
        if kind is None:
            hint = hints[parameter.name]
            flat.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hint))
        else:
            flat += _options(kind)

    def run(**values: Any) -> None:
        for name, kind in groups.items():
            values[name] = kind(**{one.name: values.pop(one.name) for one in fields(kind)})
        command(**values)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in flat}
    return run


def _options(kind: Any) -> list[Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        Parameter(one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])
        for one in fields(kind)
    ]
