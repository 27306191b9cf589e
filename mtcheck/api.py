"""The verbs: one plain function each. Nothing here prints, exits or knows a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import mtcheck
from mtcheck import config as configuration
from mtcheck import examples, explanation, gate, readers, reporters, rules, score
from mtcheck.batch import Batch, batch_of
from mtcheck.config import Config
from mtcheck.detectors import KINDS, detector_class
from mtcheck.engine import Checked, Engine, rule_faults
from mtcheck.errors import FileFaults, InputError, UsageError
from mtcheck.examples import ExampleResult
from mtcheck.model import (
    Confidence,
    Document,
    DocumentSummary,
    Finding,
    Report,
    Segment,
    Severity,
    Side,
    Skipped,
)
from mtcheck.readers import ReadOptions
from mtcheck.rule import Rule
from mtcheck.rules import RuleSet
from mtcheck.runners import serial
from mtcheck.suppress import PathRule
from mtcheck.tomlfile import nearest

TEXT = "<text>"
"""The path in reports of a text that was given as a string."""


def check(
    text_or_documents: str | Document | Iterable[Document],
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    **settings: Any,
) -> Report:
    """Check a translation and judge it.

    `text_or_documents` is the text itself (its first short line counts as the title), one Document
    or several. Languages are BCP 47 tags; what is not told is detected. Further keywords are those
    of `Config`: select, ignore, min_severity, min_confidence, gate, rules, rule_dirs.

    Raises UsageError for an unknown rule, ConfigError or FileFaults for settings or rules that
    cannot be used.
    """
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    for name in sorted(settings.keys() - Config.model_fields.keys()):
        hint = nearest(name, Config.model_fields)
        raise UsageError(f"there is no setting `{name}`", hint=hint)
    checker = _checker_for(Config.model_validate({**languages, **settings}))
    if isinstance(text_or_documents, str):
        return checker.check_text(text_or_documents)
    if isinstance(text_or_documents, Document):
        text_or_documents = [text_or_documents]
    return checker.check_documents(text_or_documents)


def _checker_for(config: Config) -> Checker:
    """A checker made for these settings before, or a new one. Rules of the caller's own folders
    may have changed since, so they are read anew."""
    if config.rule_dirs:
        return Checker(config)
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


def load_rules(config: Config) -> RuleSet:
    """All rules, built-in and of the settings' folders, with the settings' changes made."""
    loaded = rules.load(config.rule_folders())
    overrides = {id: changes.model_dump() for id, changes in config.rules.items()}
    return loaded.with_overrides(overrides)


class Checker:
    """Rules, thresholds and weights of one configuration, ready to check many inputs."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        loaded = load_rules(self.config)
        loaded.refuse_unknown(name for part in self.config.paths for name in part.ignore)
        self.rules = loaded.select(self.config.select, self.config.ignore)
        self.engine = Engine(
            self.rules,
            min_severity=Severity[self.config.min_severity.upper()],
            min_confidence=Confidence[self.config.min_confidence.upper()],
            suppressors=[PathRule(part.match, part.ignore) for part in self.config.paths],
        )
        limits = {Severity[name.upper()]: n for name, n in self.config.gate.max.items()}
        self.gate = gate.Gate(self.config.gate.fail_under, limits)
        self.weights = score.load_weights(rules.builtin_folder() / "mqm.toml")

    def check_text(self, text: str) -> Report:
        """Check one plain text."""
        from mtcheck.readers.text import TextReader

        stream = io.BytesIO(text.encode("utf-8", "replace"))
        return self._report(lambda: TextReader().read(TEXT, stream, self.read_options()))

    def check_documents(self, documents: Iterable[Document]) -> Report:
        """Check documents made by the caller."""
        options = self.read_options()
        made = (batch_of(document, document.id) for document in documents if document.segments)
        return self._report(
            lambda: (b for batch in made for b in readers.with_languages(iter([batch]), options))
        )

    def check_paths(self, paths: Sequence[str], options: ReadOptions | None = None) -> Report:
        """Check files, folders and `-` for standard input. What cannot be read is reported as
        skipped; the rest is checked."""
        options = options or self.read_options()
        collector = _Collector(self)
        for path, fault in _each_path(paths):
            if fault:
                collector.skip(path, fault)
            else:
                collector.take(path, readers.read(path, options))
        return collector.report()

    def read_options(self, **changes: Any) -> ReadOptions:
        """How readers should read, by this configuration and `changes`."""
        languages = {
            "source_lang": self.config.source_lang,
            "target_lang": self.config.target_lang,
        }
        return ReadOptions(**{**languages, **changes})

    def _report(self, read: Any) -> Report:
        collector = _Collector(self)
        collector.take(TEXT, read())
        return collector.report()


def _each_path(paths: Sequence[str]) -> Iterator[tuple[str, InputError | None]]:
    """Every file below `paths`, or the fault of a path that has none."""
    for path in paths:
        try:
            found = readers.expand([path])
        except InputError as error:
            yield path, error
        else:
            yield from ((one, None) for one in found)


class _DocumentTally(NamedTuple):
    tally: score.Tally
    source_lang: str | None
    target_lang: str | None
    detected: tuple[Side, ...]


class _Collector:
    """Gathers what the runner yields into a report."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.total = score.Tally(checker.weights)
        self.documents: dict[tuple[str, str], _DocumentTally] = {}
        self.findings: list[Finding] = []
        self.segments: dict[tuple[str, str], Segment] = {}
        self.skipped: list[Skipped] = []

    def skip(self, path: str, error: InputError) -> None:
        """Note an input that could not be read, or not to its end."""
        self.skipped.append(Skipped(path, str(error)))

    def take(self, path: str, batches: Iterable[Batch]) -> None:
        """Check all batches of one input. A fault ends this input only."""
        segments = self.total.segments
        try:
            for batch, checked in serial.run(self.checker.engine, batches):
                self._add(batch, checked)
        except InputError as error:
            self.skip(path, error)
        else:
            if self.total.segments == segments:
                name = "<stdin>" if path == "-" else path
                self.skip(path, InputError("holds no text", path=name, hint="nothing was checked"))

    def _add(self, batch: Batch, checked: Checked) -> None:
        self.findings += checked.findings
        self.total.add_findings(checked.findings)
        for part in checked.documents:
            self.total.add_text(part.segments, part.words)
            self._tally(batch, part.id).add_text(part.segments, part.words)
        rows = {id: row for row, id in enumerate(batch.ids)} if checked.findings else {}
        for finding in checked.findings:
            self._tally(batch, finding.document).add_findings([finding])
            for span in finding.spans:
                self.segments[batch.path, span.segment] = batch.segment(rows[span.segment])

    def _tally(self, batch: Batch, document: str | None) -> score.Tally:
        key = batch.path, document or ""
        if key not in self.documents:
            tally = score.Tally(self.checker.weights)
            languages = batch.source_lang, batch.target_lang, batch.detected
            self.documents[key] = _DocumentTally(tally, *languages)
        return self.documents[key].tally

    def report(self) -> Report:
        """All of it, judged."""
        value = self.total.score()
        summaries = tuple(
            DocumentSummary(
                path=path,
                id=id,
                source_lang=one.source_lang,
                target_lang=one.target_lang,
                segments=one.tally.segments,
                words=one.tally.words,
                score=one.tally.score().value,
                detected=one.detected,
            )
            for (path, id), one in self.documents.items()
        )
        pairs = {f"{d.source_lang or '?'}-{d.target_lang or '?'}" for d in summaries}
        return Report(
            signature=score.signature(
                mtcheck.__version__, self.checker.rules.digest, self.checker.weights, pairs
            ),
            verdict=self.checker.gate.verdict(value, len(self.skipped)),
            score=value,
            documents=summaries,
            findings=tuple(self.findings),
            skipped=tuple(self.skipped),
            segments=self.segments,
        )


def write_report(report: Report, format: str, stream: TextIO, *, quiet: bool = False) -> None:
    """Write a report as `text` or `json`. Raises UsageError for another format."""
    if format not in reporters.FORMATS:
        hint = nearest(format, reporters.FORMATS)
        raise UsageError(f"there is no report format `{format}`", hint=hint)
    reporters.reporter(format).write(report, stream, quiet=quiet)


def test_rules(folder: Path) -> list[ExampleResult]:
    """Run the examples of every rule file below `folder`. Raises FileFaults with every fault."""
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
