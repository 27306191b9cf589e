"""Rules as data: load, validate, select, hash.

A rule is one TOML file `<category>/<id>.toml` with word lists as `<id>*.tsv` beside it. The kind is
a name here; the engine joins it with the detector of that name.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from mtcheck.errors import ConfigError, FileFaults, MtcheckError, UsageError
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


_LEVELS = {"severity": Severity, "confidence": Confidence}
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

    `everywhere`: the related places are replaced like the primary one.
    """

    replace: str
    everywhere: bool = False
    safety: Safety = "unsafe"
    title: str | None = None


class Example(_Table):
    """A text on which the rule fires, or stays silent. Lines are segments of one document.

    `at` quotes the primary place, or all places of a finding; `fixed` is the text after the fix.
    """

    target: str
    source: str | None = None
    at: str | tuple[str, ...] | None = None
    fixed: str | None = None
    target_lang: str | None = None
    source_lang: str | None = None
    has_title: bool = False


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

    `once`: a slip that one cause repeats, such as lost spaces, is one finding of its document with
    all its places.
    """

    id: str
    kind: str
    category: str
    its: str
    severity: SeverityName
    confidence: ConfidenceName
    scope: Literal["segment", "document", "corpus"] = "segment"
    once: bool = False
    needs: tuple[Literal["target", "source", "reference"], ...] = ("target",)
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
        digest = hashlib.sha256(json.dumps(deciding, sort_keys=True).encode())
        for name in sorted(v for v in self.options.values() if str(v).endswith(".tsv")):
            try:
                digest.update((self._path.parent / name).read_bytes())
            except OSError as error:
                message = f"the word list of rule {self.id} cannot be read: {error.strerror}"
                raise ConfigError(message, path=str(self._path.parent / name)) from None
        return digest.hexdigest()


@dataclass(frozen=True)
class RuleSet:
    """Rules by id, in order of their ids."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Rules by their id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def digest(self) -> str:
        """Eight hex digits that change when any rule decides differently."""
        joined = "".join(rule.digest for rule in self.rules)
        return hashlib.sha256(joined.encode()).hexdigest()[:8]

    def get(self, id: str) -> Rule:
        """The rule `id`. Raises UsageError that names the nearest one."""
        try:
            return self.by_id[id]
        except KeyError:
            hint = tomlfile.nearest(id, self.by_id)
            raise UsageError(f"there is no rule `{id}`", hint=hint) from None

    def select(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> RuleSet:
        """Rules to report. Names are rule ids, categories, sub-categories or `all`.

        Without `select` all stable rules; a preview rule only when its id is selected.
        Raises UsageError for a name that fits nothing.
        """
        wanted, unwanted = set(select), set(ignore)
        self.refuse_unknown(wanted | unwanted)
        return RuleSet(
            tuple(
                rule
                for rule in self.rules
                if not _names(rule) & unwanted
                and (rule.id in wanted or (rule.status != "preview" and _fits(rule, wanted)))
            )
        )

    def refuse_unknown(self, names: Iterable[str]) -> None:
        """Raise UsageError, with the nearest known name, where one is no rule and no category."""
        known = {name for rule in self.rules for name in _names(rule)} | set(CATEGORIES)
        for name in sorted(set(names) - known):
            message = f"there is no rule or category `{name}`"
            raise UsageError(message, hint=tomlfile.nearest(name, known))

    def with_overrides(self, overrides: Mapping[str, Mapping[str, Any]]) -> RuleSet:
        """The same rules with severity, confidence or options changed. Raises UsageError."""
        changed = dict(self.by_id)
        for id, override in overrides.items():
            rule = self.get(id)
            update = {key: value for key, value in override.items() if value is not None}
            for key, levels in _LEVELS.items():
                if isinstance(update.get(key), str):
                    update[key] = levels[update[key].upper()]
            update["options"] = {**rule.options, **update.get("options", {})}
            changed[id] = rule.model_copy(update=update)
            changed[id].__dict__.pop("digest", None)
            changed[id]._tested = False
        return RuleSet(tuple(changed.values()))


def _names(rule: Rule) -> set[str]:
    return {rule.id, rule.category, rule.category.split("/")[0], "all"}


def _fits(rule: Rule, wanted: set[str]) -> bool:
    return not wanted or bool(_names(rule) & wanted)


def builtin_folder() -> Path:
    """The folder of the rules that come with mtcheck."""
    package = Path(__file__).parent
    installed = package / "_rules"
    return installed if installed.is_dir() else package.parent / "rules"


def load(folders: Sequence[Path] = ()) -> RuleSet:
    """Load the built-in rules and those of further folders. Raises FileFaults with every fault."""
    rules: dict[str, Rule] = {}
    faults: list[MtcheckError] = []
    for folder in [builtin_folder(), *folders]:
        for path in rule_files(folder):
            rule, found = load_rule(path)
            faults += found
            if rule and rule.id in rules:
                other = rules[rule.id].path
                faults.append(ConfigError(f"rule {rule.id} stands in {other} too", path=str(path)))
            elif rule:
                rule._tested = folder == builtin_folder()
                rules[rule.id] = rule
    if faults:
        raise FileFaults(faults)
    return RuleSet(tuple(rules[id] for id in sorted(rules)))


def rule_files(folder: Path) -> list[Path]:
    """All rule files below `folder`. Raises ConfigError where it is no folder or holds none."""
    files = sorted(path for path in folder.rglob("*.toml") if path.name != "mqm.toml")
    if not files:
        hint = "a rule folder holds <category>/<id>.toml files"
        raise ConfigError("no rule files here", path=str(folder), hint=hint)
    return files


def load_rule(path: Path) -> tuple[Rule | None, list[MtcheckError]]:
    """Load one rule file. Return the rule, or None and every fault."""
    try:
        content, text = tomlfile.parse(path)
    except ConfigError as error:
        return None, [error]
    rule, faults = tomlfile.validate(Rule, content, text, path)
    if rule is None:
        return None, faults
    if rule.id != path.stem:
        line = tomlfile.line_of(text, ["id"])
        message = f"the id `{rule.id}` must be the file's name `{path.stem}`"
        return None, [ConfigError(message, path=str(path), line=line)]
    rule._path = path
    return rule, []


def schema() -> dict[str, Any]:
    """The JSON Schema of a rule file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Rule.model_json_schema()}
