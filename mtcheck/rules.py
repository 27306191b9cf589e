"""The catalogue: load rule files, select, override, hash.

A rule is one TOML file `<category>/<id>.toml` with word lists as `<id>*.tsv` beside it. The kind is
a name here; the engine joins it with the detector of that name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mtcheck import tomlfile
from mtcheck.errors import ConfigError, FileFaults, MtcheckError, UsageError
from mtcheck.rule import CATEGORIES, LEVELS, Rule


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
            for key, levels in LEVELS.items():
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
