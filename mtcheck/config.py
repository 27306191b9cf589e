"""Settings of a project: `mtcheck.toml`, or `[tool.mtcheck]` of `pyproject.toml`.

The only reader of configuration files. Unknown keys are errors that name the nearest key.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli as tomllib
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from mtcheck import tomlfile
from mtcheck.errors import FileFaults

FILE_NAME = "mtcheck.toml"

SeverityName = Literal["neutral", "minor", "major", "critical"]
ConfidenceName = Literal["low", "medium", "high"]
Metric = Literal["bleu", "chrf", "ter"]
Names = tuple[str, ...]


def _listed(value: object) -> object:
    """One text as a list of it."""
    return [value] if isinstance(value, str) else value


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GateSettings(_Table):
    """When a run fails."""

    fail_under: Annotated[float, Field(ge=0, le=100)] = 95.0
    """Least MQM score that passes."""
    max: Mapping[SeverityName, Annotated[int, Field(ge=0)]] = {"critical": 0}
    """Most findings of a severity that pass."""
    min_bleu: Annotated[float, Field(ge=0, le=100)] | None = None
    """Least BLEU against the references that passes; none: any."""
    min_chrf: Annotated[float, Field(ge=0, le=100)] | None = None
    """Least chrF against the references that passes; none: any."""
    max_ter: Annotated[float, Field(ge=0)] | None = None
    """Most TER against the references that passes; none: any."""

    def limits(self) -> dict[str, float]:
        """The limits of reference metrics that are set, by metric."""
        named = {"bleu": self.min_bleu, "chrf": self.min_chrf, "ter": self.max_ter}
        return {name: limit for name, limit in named.items() if limit is not None}


class ReferenceSettings(_Table):
    """What to compare with references, where there are any."""

    metrics: tuple[Metric, ...] = ("bleu", "chrf", "ter")
    """Metrics to compute; an empty list: none."""


class RuleSettings(_Table):
    """Changes to one rule."""

    severity: SeverityName | None = None
    """Another severity."""
    confidence: ConfidenceName | None = None
    """Another confidence."""
    options: dict[str, Any] = {}
    """Options of the rule's kind, over those of the rule file."""


class PathSettings(_Table):
    """Rules or categories to ignore in some files."""

    match: str
    """Glob pattern of paths, such as `legal/**`."""
    ignore: Names
    """Rules or categories not to report in them."""
    segments: Names = ()
    """Glob patterns of segment ids, such as `s12`; none: all segments."""


class InputSettings(_Table):
    """What `mtcheck check` reads when it is told no path."""

    paths: Names = ()
    """Files and folders, relative to the configuration file."""
    source_dir: str | None = None
    """Folder of the sources, where they stand in files of their own."""
    name_pattern: str | None = None
    """Pattern of the names in both folders, such as `{lang}{suffix}`."""


class GlossarySettings(_Table):
    """Terms that the rules of kind `terms` look for."""

    files: Names = ()
    """Glossaries (TSV, CSV, TBX), relative to the configuration file."""
    do_not_translate: Names = ()
    """Terms that stay as they are in the source."""
    forbidden: Names = ()
    """Words that are not to stand in a target."""


class SpellingSettings(_Table):
    """Dictionaries of the rule `misspelling`."""

    dictionaries: Mapping[str, str] = {}
    """Hunspell dictionaries by language tag: the path of the .aff and .dic files without suffix,
    relative to the configuration file; none: those of the system."""


class EmbeddingSettings(_Table):
    """Where the vectors of sentences are kept, so that a further run need not make them again."""

    cache: str | None = None
    """A file for them, relative to the configuration file; none: they are not kept."""
    cache_mib: Annotated[int, Field(ge=1)] = 1024
    """MiB the file may grow to; a sentence takes about 2 kB."""


class Config(_Table):
    """All settings, with their defaults."""

    select: Names = ()
    """Rules or categories to report; none: all stable rules."""
    ignore: Names = ()
    """Rules or categories not to report."""
    min_severity: SeverityName = "neutral"
    """Least severity reported."""
    min_confidence: ConfidenceName = "medium"
    """Least confidence reported."""
    source_lang: str | None = None
    """BCP 47 tag of the source; none: detected."""
    target_lang: str | None = None
    """BCP 47 tag of the target; none: detected."""
    rule_dirs: Names = ()
    """Folders with further rules, relative to the configuration file."""
    gate: GateSettings = GateSettings()
    """Thresholds of the verdict."""
    rules: Mapping[str, RuleSettings] = {}
    """Changes to single rules, by id."""
    inputs: InputSettings = InputSettings()
    """What to check."""
    glossary: GlossarySettings = GlossarySettings()
    """The user's terms."""
    names: Annotated[Names, BeforeValidator(_listed)] = ()
    """Name lists (TSV, CSV), one or several, relative to the configuration file."""
    marks: bool = True
    """Whether inline marks (`mtcheck: ignore …`) in the texts count."""
    similarity: Annotated[str, Field(pattern=r"^(off|use|sentence-transformers:.+)$")] = "off"
    """Model that compares what both sides mean: `use`, `sentence-transformers:MODEL` or `off`."""
    embeddings: EmbeddingSettings = EmbeddingSettings()
    """What `similarity` and `align` keep of a run."""
    align: Literal["auto", "always", "never"] = "auto"
    """Whether a plain text and its source are aligned by sentences; auto: if their lines differ."""
    warn_unused: bool = True
    """Whether to tell of inline marks that suppress nothing."""
    reference: ReferenceSettings = ReferenceSettings()
    """Reference metrics."""
    spelling: SpellingSettings = SpellingSettings()
    """The user's dictionaries."""
    paths: tuple[PathSettings, ...] = ()
    """Settings for some files only."""

    _folder: Path = PrivateAttr(default=Path())

    def rule_folders(self) -> list[Path]:
        """The folders of `rule_dirs`."""
        return [self._folder / name for name in self.rule_dirs]

    def glossary_files(self) -> list[Path]:
        """The files of `glossary`."""
        return [self._folder / name for name in self.glossary.files]

    def name_files(self) -> list[Path]:
        """The files of `names`."""
        return [self._folder / name for name in self.names]

    def input_paths(self) -> list[str]:
        """The paths of `inputs`, as they are named from the current folder."""
        return [os.path.relpath(self._folder / path) for path in self.inputs.paths]

    def source_dir(self) -> Path | None:
        """The folder of the sources of `inputs`, as it is named from the current folder."""
        folder = self.inputs.source_dir
        return None if folder is None else Path(os.path.relpath(self._folder / folder))

    def vector_cache(self) -> Path | None:
        """The file of `embeddings`."""
        named = self.embeddings.cache
        return self._folder / Path(named).expanduser() if named else None

    def dictionary_files(self) -> dict[str, str]:
        """The paths of `spelling.dictionaries`."""
        named = self.spelling.dictionaries.items()
        return {tag: str(self._folder / path) if path else "" for tag, path in named}


def find(start: Path) -> Path | None:
    """The configuration file nearest to the folder `start`, upwards; None where there is none."""
    for folder in [start, *start.parents]:
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        project = folder / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(path: Path) -> bool:
    try:
        return "mtcheck" in tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False


def load(path: Path) -> Config:
    """Read a configuration file. Raises ConfigError, or FileFaults with several faults."""
    content, text = tomlfile.parse(path)
    below: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        below = ("tool", "mtcheck")
        content = content.get("tool", {}).get("mtcheck", {})
    config, faults = tomlfile.validate(Config, content, text, path, below=below)
    if config is None:
        raise FileFaults(faults) if len(faults) > 1 else faults[0]
    config._folder = path.parent
    return config
