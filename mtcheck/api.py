"""The verbs: one plain function each. Nothing here prints, exits or knows a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TextIO

from mtcheck import config as configuration
from mtcheck import explanation, reporters, rules
from mtcheck.checker import TEXT as TEXT
from mtcheck.checker import Checker as Checker
from mtcheck.checker import load_rules as load_rules
from mtcheck.config import Config
from mtcheck.detectors import KINDS, detector_class
from mtcheck.engine import rule_faults
from mtcheck.errors import FileFaults, MtcheckError, UsageError
from mtcheck.mending import Mended
from mtcheck.model import Document, Report
from mtcheck.rule import Rule
from mtcheck.tomlfile import nearest

if TYPE_CHECKING:
    from mtcheck.alignment import AlignedPair as AlignedPair
    from mtcheck.alignment import align as align
    from mtcheck.alignment import align_files as align_files
    from mtcheck.compared import Comparison
    from mtcheck.comparison.systems import compare as compare
    from mtcheck.examples import ExampleResult
    from mtcheck.named import NameTable

_HOMES = {
    "AlignedPair": "mtcheck.alignment",
    "align": "mtcheck.alignment",
    "align_files": "mtcheck.alignment",
    "compare": "mtcheck.comparison.systems",
}


def __getattr__(name: str) -> Any:
    """Import on use what one verb alone needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def check(
    text_or_documents: str | Document | Iterable[Document],
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    glossaries: Sequence[str | Path] = (),
    name_lists: Sequence[str | Path] = (),
    **settings: Any,
) -> Report:
    """Check a translation and judge it.

    `text_or_documents` is the text itself (its first short line counts as the title), one Document
    or several. Languages are BCP 47 tags; what is not told is detected. `glossaries` are files of
    terms, `name_lists` files of names. Further keywords are those of `Config`: select, ignore,
    min_severity, min_confidence, gate, rules, rule_dirs, glossary, names.

    Raises UsageError for an unknown rule, ConfigError or FileFaults for settings or rules that
    cannot be used.
    """
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    checker = _checker_for({**languages, **settings}, glossaries, name_lists)
    if isinstance(text_or_documents, str):
        return checker.check_text(text_or_documents)
    if isinstance(text_or_documents, Document):
        text_or_documents = [text_or_documents]
    return checker.check_documents(text_or_documents)


def fix(
    text: str,
    *,
    unsafe: bool = False,
    source_lang: str | None = None,
    target_lang: str | None = None,
    glossaries: Sequence[str | Path] = (),
    name_lists: Sequence[str | Path] = (),
    **settings: Any,
) -> Mended:
    """Mend a plain text: `after` is the mended text, `first` and `last` report on before and after.

    Only fixes that can be made unseen are made, or all of them if `unsafe`. Settings are those of
    `check`, and so are the errors.
    """
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    checker = _checker_for({**languages, **settings}, glossaries, name_lists)
    with TemporaryDirectory(prefix="mtcheck-") as folder:
        path = Path(folder, "text.txt")
        path.write_bytes(text.encode("utf-8", "replace"))
        options = checker.read_options(encoding="utf-8", input_format="txt")
        return checker.fix_file(str(path), options, unsafe=unsafe, name=TEXT)


def _checker_for(
    settings: Mapping[str, Any],
    glossaries: Sequence[str | Path],
    name_lists: Sequence[str | Path],
) -> Checker:
    """A checker made for these settings before, or a new one. Files of the caller's own may have
    changed since, so they are read anew."""
    for name in sorted(settings.keys() - Config.model_fields.keys()):
        hint = nearest(name, Config.model_fields)
        raise UsageError(f"there is no setting `{name}`", hint=hint)
    config = Config.model_validate(settings)
    own_files = glossaries or config.glossary.files or name_lists or config.names
    if config.rule_dirs or own_files:
        return Checker(config, glossaries, name_lists=name_lists)
    return _known_checker(config.model_dump_json())


@lru_cache(maxsize=8)
def _known_checker(settings: str) -> Checker:
    return Checker(Config.model_validate_json(settings))


def configure(path: Path | None, changes: Mapping[str, Any]) -> Config:
    """Settings of `path`, or of the nearest configuration file, with `changes` on top.

    Raises ConfigError or FileFaults.
    """
    path = path or configuration.find(Path.cwd())
    base = configuration.load(path) if path else Config()
    update = dict(changes)
    if "gate" in update:
        gate_update = dict(update["gate"])
        gate_update["max"] = {**base.gate.max, **gate_update.get("max", {})}
        update["gate"] = base.gate.model_copy(update=gate_update)
    return base.model_copy(update=update)


def write_report(report: Report, format: str, stream: TextIO, *, quiet: bool = False) -> None:
    """Write a report in one of `reporters.FORMATS`. Raises UsageError for another format."""
    if format not in reporters.FORMATS:
        hint = nearest(format, reporters.FORMATS)
        raise UsageError(f"there is no report format `{format}`", hint=hint)
    reporters.reporter(format).write(report, stream, quiet=quiet)


def comparison_lines(comparison: Comparison, format: str) -> Iterator[str]:
    """The lines of a comparison in one of `reporters.comparison.FORMATS`, without line ends."""
    from mtcheck.reporters import comparison as formats

    return formats.lines(comparison, format)


def names(
    paths: Sequence[str],
    *,
    config: Config | None = None,
    name_lists: Sequence[str | Path] = (),
    faults: list[MtcheckError] | None = None,
    **reading: Any,
) -> Iterator[NameTable]:
    """The people, places and organisations of each document, with all renderings.

    `reading` are fields of ReadOptions, such as `source_path`. What cannot be read goes to
    `faults`; without such a list it is raised as InputError. Raises ConfigError for a name list
    that cannot be used.
    """
    from mtcheck.named import NameTable
    from mtcheck.roster import name_tables

    for table in name_tables(paths, config=config, name_lists=name_lists, **reading):
        if isinstance(table, NameTable):
            yield table
        elif faults is None:
            raise table
        else:
            faults.append(table)


def name_lines(tables: Iterable[NameTable], format: str) -> Iterator[str]:
    """The lines of tables of names in one of `reporters.names.FORMATS`, without line ends."""
    from mtcheck.reporters import names as formats

    return formats.lines(tables, format)


def shows_whole_text(format: str) -> bool:
    """Whether a format of reports shows the text, so that a Checker should keep it."""
    return reporters.reporter(format).whole_text


def shows_excerpts(format: str) -> bool:
    """Whether a format of reports shows the segments around what is found, so that a Checker should
    keep these."""
    return reporters.reporter(format).excerpts


def test_rules(folder: Path) -> list[ExampleResult]:
    """Run the examples of every rule file below `folder`. Raises FileFaults with every fault."""
    from mtcheck import examples

    found, faults = [], []
    for path in rules.rule_files(folder):
        rule, wrong = rules.load_rule(path)
        faults += wrong or (rule_faults(rule) if rule else [])
        found += [rule] if rule else []
    if faults:
        raise FileFaults(faults)
    return [result for rule in found for result in examples.run(rule)]


def rule_schema() -> dict[str, Any]:
    """The JSON Schema of a rule file; the options depend on the kind."""
    schema = rules.schema()
    kinds = {kind: detector_class(kind).Options.model_json_schema() for kind in KINDS}
    schema["properties"]["kind"]["enum"] = sorted(kinds)
    schema["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"properties": {"options": options}},
        }
        for kind, options in sorted(kinds.items())
    ]
    return schema


def explain(rule: Rule) -> str:
    """A rule in plain words: what, why, examples, figures, how to switch it off."""
    return explanation.markdown(rule)
