"""A checker: one configuration, ready to check and mend many inputs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import mtcheck
from mtcheck import baseline as known
from mtcheck import gate, mending, readers, rules, score
from mtcheck.batch import batch_of
from mtcheck.collector import Collector
from mtcheck.config import Config
from mtcheck.engine import Engine
from mtcheck.errors import InputError
from mtcheck.mending import Mended
from mtcheck.model import Confidence, Document, Report, Severity
from mtcheck.readers import ReadOptions
from mtcheck.rules import RuleSet
from mtcheck.suppress import PathRule

TEXT = "<text>"
"""The path in reports of a text that was given as a string."""


def load_rules(config: Config) -> RuleSet:
    """All rules, built-in and of the settings' folders, with the settings' changes made."""
    loaded = rules.load(config.rule_folders())
    overrides = {id: changes.model_dump() for id, changes in config.rules.items()}
    return loaded.with_overrides(overrides)


def _with_own_words(chosen: RuleSet, config: Config, glossaries: Sequence[str | Path]) -> RuleSet:
    """The rules that take the user's terms and dictionaries, with these."""
    files = [*config.glossary_files(), *map(Path, glossaries)]
    words = config.glossary.do_not_translate, config.glossary.forbidden
    options: dict[str, dict[str, Any]] = {"terms": {}, "spelling": {}}
    if dictionaries := config.dictionary_files():
        options["spelling"]["dictionaries"] = dictionaries
    if files or any(words):
        from mtcheck import glossary

        terms = glossary.read_all(files).with_words(*words)
        options["terms"]["glossary"] = options["spelling"]["glossary"] = terms
    own = {rule.id: {"options": options[rule.kind]} for rule in chosen if options.get(rule.kind)}
    return chosen.with_overrides(own)


class Checker:
    """Rules, thresholds and weights of one configuration, ready to check many inputs.

    `glossaries` are files of terms, beside those of the configuration. `whole_text`: reports keep
    all segments, as formats want it that show the text (`shows_whole_text`). `baseline`: a file of
    known findings, which fail no gate.
    """

    def __init__(
        self,
        config: Config | None = None,
        glossaries: Sequence[str | Path] = (),
        *,
        whole_text: bool = False,
        baseline: Path | None = None,
    ) -> None:
        self.config = config or Config()
        self.whole_text = whole_text
        self.known = known.load(baseline) if baseline else None
        loaded = load_rules(self.config)
        loaded.refuse_unknown(name for part in self.config.paths for name in part.ignore)
        chosen = loaded.select(self.config.select, self.config.ignore)
        self.rules = _with_own_words(chosen, self.config, glossaries)
        self.engine = Engine(
            self.rules,
            min_severity=Severity[self.config.min_severity.upper()],
            min_confidence=Confidence[self.config.min_confidence.upper()],
            suppressors=[
                PathRule(part.match, part.ignore, part.segments) for part in self.config.paths
            ],
        )
        limits = {Severity[name.upper()]: n for name, n in self.config.gate.max.items()}
        self.gate = gate.Gate(self.config.gate.fail_under, limits)
        self.weights = score.load_weights(rules.builtin_folder() / "mqm.toml")

    def check_text(self, text: str) -> Report:
        """Check one plain text."""
        from mtcheck.readers.text import TextReader

        content, options = text.encode("utf-8", "replace"), self.read_options()
        collector = self._collector()
        collector.take(TEXT, lambda: TextReader().read(TEXT, io.BytesIO(content), options))
        return collector.report(mtcheck.__version__)

    def check_documents(self, documents: Iterable[Document]) -> Report:
        """Check documents made by the caller."""
        options = self.read_options()
        made = (batch_of(document, document.id) for document in documents if document.segments)
        filled = (b for batch in made for b in readers.with_languages(iter([batch]), options))
        collector = self._collector()
        collector.take(TEXT, lambda: filled, again=False)
        return collector.report(mtcheck.__version__)

    def check_paths(self, paths: Sequence[str], options: ReadOptions | None = None) -> Report:
        """Check files, folders and `-` for standard input. What cannot be read is reported as
        skipped; the rest is checked."""
        options = options or self.read_options()
        collector = self._collector()
        for path, fault in _each_path(paths):
            if fault:
                collector.skip(path, fault)
            else:
                collector.take(path, partial(readers.read, path, options), again=path != "-")
        return collector.report(mtcheck.__version__)

    def fix_paths(
        self,
        paths: Sequence[str],
        options: ReadOptions | None = None,
        *,
        unsafe: bool = False,
        write: bool = False,
    ) -> Iterator[Mended | InputError]:
        """Mend files and folders, in place if `write`: what became of each, or why nothing did."""
        for path in paths:
            for one, fault in _each_path([path]):
                try:
                    if fault or one == "-":
                        raise fault or InputError("standard input has no file to mend", path=one)
                    mending.refuse_outside(one, path)
                    yield self.fix_file(one, options, unsafe=unsafe, write=write)
                except InputError as error:
                    yield error

    def fix_file(
        self,
        path: str,
        options: ReadOptions | None = None,
        *,
        unsafe: bool = False,
        write: bool = False,
        name: str | None = None,
    ) -> Mended:
        """Mend one file, in place if `write`. It is reported as `name`. Raises InputError."""
        options, named = options or self.read_options(), name or path

        def check(copy: str) -> Report:
            collector = self._collector()
            batches = (replace(batch, path=named) for batch in readers.read(copy, options))
            collector.take(named, lambda: batches, again=False)
            return collector.report(mtcheck.__version__)

        mended = mending.mend(path, check, options, unsafe=unsafe, write=write)
        return replace(mended, path=named)

    def _collector(self) -> Collector:
        marker = self.known.marker() if self.known else None
        return Collector(
            self.engine, self.weights, self.gate, whole_text=self.whole_text, marker=marker
        )

    def read_options(self, **changes: Any) -> ReadOptions:
        """How readers should read, by this configuration and `changes`."""
        languages = {
            "source_lang": self.config.source_lang,
            "target_lang": self.config.target_lang,
        }
        return ReadOptions(**{**languages, **changes})


def _each_path(paths: Sequence[str]) -> Iterator[tuple[str, InputError | None]]:
    """Every file below `paths`, or the fault of a path that has none."""
    for path in paths:
        try:
            found = readers.expand([path])
        except InputError as error:
            yield path, error
        else:
            yield from ((one, None) for one in found)
