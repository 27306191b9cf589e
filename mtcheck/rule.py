"""One rule as data: the model of a rule file and of what stands in it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    field_validator,
)

from mtcheck import tomlfile
from mtcheck.errors import ConfigError
from mtcheck.model import Confidence, Safety, Severity

CATEGORIES = (
    "accuracy",
    "audience",
    "design-and-markup",
    "linguistic-conventions",
    "locale-conventions",
    "style",
    "terminology",
)
"""MQM core dimensions."""

ITS_TYPES = (
    "addition characters duplication formatting grammar inconsistency inconsistent-entities "
    "internationalization legal length locale-specific-content locale-violation markup "
    "mistranslation misspelling non-conformance numbers omission other pattern-problem register "
    "style terminology typographical uncategorized untranslated whitespace"
).split()
"""Localization quality issue types of ITS 2.0 (https://www.w3.org/TR/its20/#lqissue-typevalues)."""

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def _level(levels: type[Severity] | type[Confidence]) -> BeforeValidator:
    def read(value: object) -> object:
        if isinstance(value, levels):
            return value
        names = [level.label for level in levels]
        if value not in names:
            raise ValueError(f"must be one of {', '.join(names)}")
        return levels[str(value).upper()]

    return BeforeValidator(read, json_schema_input_type=Literal[*(x.label for x in levels)])


_LABEL = PlainSerializer(lambda level: level.label, return_type=str, when_used="json")


LEVELS = {"severity": Severity, "confidence": Confidence}
SeverityName = Annotated[Severity, _level(Severity), _LABEL]
ConfidenceName = Annotated[Confidence, _level(Confidence), _LABEL]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Languages(_Table):
    """BCP 47 tags the rule is for; none: any language."""

    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


class FixTemplate(_Table):
    """How to mend: `replace` may name `{match}` and what the detector gives as evidence.

    `everywhere`: the related places are replaced like the primary one. `safe_if` names something
    that the detector gives as evidence: where that is true the fix is safe, whatever `safety` says.
    """

    replace: str
    everywhere: bool = False
    safety: Safety = "unsafe"
    safe_if: str | None = None
    title: str | None = None


class Example(_Table):
    """A text on which the rule fires, or stays silent. Lines are segments of one document.

    `at` quotes the primary place, or all places of a finding; `fixed` is the text after the fix.
    `options` are those that a user would set, over those of the rule. `cues` make subtitles of the
    segments: the seconds from which to which each is shown; then ` / ` is a line break in one.
    `aligned`: an alignment of sentences made the rows.
    """

    target: str
    source: str | None = None
    at: str | tuple[str, ...] | None = None
    fixed: str | None = None
    target_lang: str | None = None
    source_lang: str | None = None
    has_title: bool = False
    cues: tuple[tuple[float, float], ...] = ()
    aligned: bool = False
    options: dict[str, Any] = {}


class Measured(_Table):
    """Figures of the rule on real text, as `bench/measure_rules.py` found them."""

    on: str
    flags_per_1000_segments: float | None = None
    clean_flags_per_1000_words: float | None = None
    precision: float | None = None
    read: int | None = None
    recall: float | None = None
    note: str | None = None


class Rule(_Table):
    """One rule. See docs/howto/add-a-rule.md for what each key means.

    `once`: a slip that one cause repeats, such as lost spaces, is one finding with all its places
    in a document, or in a segment that belongs to none. `once_by`: the evidence that must be the
    same for that, such as the two units that were exchanged, or `match`, the text of the place.
    """

    id: str
    kind: str
    category: str
    its: str
    severity: SeverityName
    confidence: ConfidenceName
    scope: Literal["segment", "document", "corpus"] = "segment"
    once: bool = False
    once_by: tuple[str, ...] = ()
    needs: tuple[Literal["target", "source", "reference", "cue"], ...] = ("target",)
    languages: Languages = Languages()
    status: Literal["preview", "stable", "deprecated"] = "preview"
    since: str
    message: str
    why: str
    options: dict[str, Any] = Field(default_factory=dict)
    fix: FixTemplate | None = None
    fires: tuple[Example, ...] = Field(min_length=2)
    silent: tuple[Example, ...] = Field(min_length=2)
    measured: Measured | None = None

    _path: Path = PrivateAttr(default=Path())
    _tested: bool = PrivateAttr(default=False)

    @field_validator("id")
    @classmethod
    def _id_is_kebab_case(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError("must be lower case words joined by hyphens")
        return value

    @field_validator("category")
    @classmethod
    def _category_is_mqm(cls, value: str) -> str:
        top = value.split("/")[0]
        if top not in CATEGORIES:
            raise ValueError(f"unknown MQM category; {tomlfile.nearest(top, CATEGORIES)}")
        return value

    @field_validator("its")
    @classmethod
    def _its_is_known(cls, value: str) -> str:
        if value not in ITS_TYPES:
            raise ValueError(f"unknown ITS 2.0 type; {tomlfile.nearest(value, ITS_TYPES)}")
        return value

    @property
    def tested(self) -> bool:
        """Whether the rule comes with mtcheck, unchanged: our tests have checked its options."""
        return self._tested

    @property
    def path(self) -> Path:
        """The rule file."""
        return self._path

    def table(self, name: str, *columns: str) -> tuple[Mapping[str, str], ...]:
        """Rows of a word list beside the rule file: tab separated, with a header line.

        Raises ConfigError where the list is missing, lacks one of `columns`, or a line has another
        number of columns.
        """
        path = self._path.parent / name
        try:
            with path.open(encoding="utf-8", newline="") as lines:
                reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
                rows = tuple(reader)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            message = f"the word list of rule {self.id} cannot be read: {error}"
            raise ConfigError(message, path=str(path)) from None
        for column in columns:
            if column not in (reader.fieldnames or ()):
                raise ConfigError(f"the column `{column}` is missing", path=str(path), line=1)
        for number, row in enumerate(rows, 2):
            if None in row or None in row.values():
                raise ConfigError("has another number of columns", path=str(path), line=number)
        return rows

    @cached_property
    def digest(self) -> str:
        """Hash of all that decides what the rule finds and how it counts."""
        deciding = self.model_dump(
            mode="json",
            include={
                "id",
                "kind",
                "category",
                "severity",
                "confidence",
                "once",
                "languages",
                "options",
            },
        )
        if self.once_by:
            deciding["once_by"] = self.once_by
        digest = hashlib.sha256(json.dumps(deciding, sort_keys=True).encode())
        for name in sorted(v for v in self.options.values() if str(v).endswith(".tsv")):
            try:
                digest.update((self._path.parent / name).read_bytes())
            except OSError as error:
                message = f"the word list of rule {self.id} cannot be read: {error.strerror}"
                raise ConfigError(message, path=str(self._path.parent / name)) from None
        return digest.hexdigest()
