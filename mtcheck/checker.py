"""A checker: one configuration, ready to check and mend many inputs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mtcheck
from mtcheck import baseline as known
from mtcheck import changes as changing
from mtcheck import embed, estimate, gate, mending, readers, rules, score
from mtcheck.batch import Batch, batch_of
from mtcheck.collector import Collector
from mtcheck.config import Config
from mtcheck.engine import Engine
from mtcheck.errors import InputError
from mtcheck.mending import Mended
from mtcheck.model import Confidence, Document, Notice, Report, Severity
from mtcheck.readers import Input, ReadOptions
from mtcheck.reference.metrics import METRICS, ReferenceTally
from mtcheck.rules import RuleSet
from mtcheck.suppress import MarkUse, PathRule, Suppressor
from mtcheck.watch import Watch

if TYPE_CHECKING:
    from mtcheck.glossary.names import NameList

TEXT = "<text>"
"""The path in reports of a text that was given as a string."""


_OF_MEANING = ("parts", "similarity", "topics")
"""The kinds that ask a backend of `mtcheck.embed`."""


def load_rules(config: Config) -> RuleSet:
    """All rules, built-in and of the settings' folders, with the settings' changes made."""
    loaded = _with_similarity(rules.load(config.rule_folders()), config.similarity)
    overrides = {id: changes.model_dump() for id, changes in config.rules.items()}
    return loaded.with_overrides(overrides)


def _with_similarity(loaded: RuleSet, backend: str) -> RuleSet:
    """The rules that compare what both sides mean, switched on: whoever names a model wants them,
    also those that are not stable yet."""
    if backend == "off":
        return loaded
    changes = {"status": "stable", "options": {"backend": backend}}
    return loaded.with_overrides({rule.id: changes for rule in loaded if rule.kind in _OF_MEANING})


def _with_own_words(
    chosen: RuleSet, config: Config, glossaries: Sequence[str | Path], names: NameList | None
) -> RuleSet:
    """The rules that take the user's terms, names and dictionaries, with these."""
    files = [*config.glossary_files(), *map(Path, glossaries)]
    words = config.glossary.do_not_translate, config.glossary.forbidden
    options: dict[str, dict[str, Any]] = {"terms": {}, "spelling": {}, "namelist": {}}
    if dictionaries := config.dictionary_files():
        options["spelling"]["dictionaries"] = dictionaries
    if files or any(words):
        from mtcheck import glossary

        terms = glossary.read_all(files).with_words(*words)
        options["terms"]["glossary"] = options["spelling"]["glossary"] = terms
    if names:
        options["namelist"]["names"] = names
        options["spelling"]["glossary"] = names.known_with(options["terms"].get("glossary"))
    own = {rule.id: {"options": options[rule.kind]} for rule in chosen if options.get(rule.kind)}
    return chosen.with_overrides(own)


def _names(config: Config, files: Sequence[str | Path]) -> NameList | None:
    """The user's names; None where there is no list."""
    if not (paths := [*config.name_files(), *map(Path, files)]):
        return None
    from mtcheck.glossary.names import read_names

    return read_names(paths)


class Checker:
    """Rules, thresholds and weights of one configuration, ready to check many inputs.

    `glossaries` are files of terms and `name_lists` files of names, beside those of the
    configuration. `whole_text`: reports keep all segments, as formats want it that show the text
    (`shows_whole_text`). `excerpts`: they keep the segments that findings quote
    (`shows_excerpts`). `baseline`: a file of known findings, which fail no gate. `estimates`: names
    of learned models (`mtcheck.estimate`), which look at all that is checked.
    """

    def __init__(
        self,
        config: Config | None = None,
        glossaries: Sequence[str | Path] = (),
        *,
        name_lists: Sequence[str | Path] = (),
        whole_text: bool = False,
        excerpts: bool = True,
        baseline: Path | None = None,
        estimates: Sequence[str] = (),
    ) -> None:
        self.config = config or Config()
        self.whole_text = whole_text
        self.excerpts = excerpts
        self.models = [estimate.load(name) for name in estimates]
        self.known = known.load(baseline) if baseline else None
        self.loaded = loaded = load_rules(self.config)
        told = self.config.source_lang, self.config.target_lang
        embed.refuse_unknown_language(self.config.similarity, *told)
        embed.keep(self.config.vector_cache(), self.config.embeddings.cache_mib * 2**20)
        loaded.refuse_unknown(name for part in self.config.paths for name in part.ignore)
        chosen = loaded.select(self.config.select, self.config.ignore)
        names = _names(self.config, name_lists)
        self.rules = _with_own_words(chosen, self.config, glossaries, names)
        self.engine = Engine(
            self.rules,
            min_severity=Severity[self.config.min_severity.upper()],
            min_confidence=Confidence[self.config.min_confidence.upper()],
            suppressors=_suppressors(self.config, self.rules, names),
            marks=self.config.marks,
        )
        limits = {Severity[name.upper()]: n for name, n in self.config.gate.max.items()}
        self.gate = gate.Gate(self.config.gate.fail_under, limits, self.config.gate.limits())
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

    def check_paths(
        self,
        paths: Sequence[str],
        options: ReadOptions | None = None,
        *,
        watch: Watch | None = None,
        changed_since: str | None = None,
    ) -> Report:
        """Check files, folders and `-` for standard input. What cannot be read is reported as
        skipped; the rest is checked. `watch` looks on and may end the run. `changed_since`: check
        only what changed since this revision of git; raises UsageError where git cannot tell."""
        options, watch = options or self.read_options(), watch or Watch()
        collector = self._collector(watch)
        each = list(readers.inputs(paths, options))
        lines: dict[str, frozenset[int]] = {}
        if changed_since is not None:
            each, lines = _only_changed(changed_since, each, collector)
        watch.begins([one.path for one in each if not one.fault])
        for path, reading, fault in each:
            if fault:
                collector.skip(path, fault)
            else:
                read = partial(readers.read, path, reading, on_open=watch.opens)
                again = path != "-" and Path(path).is_file()
                collector.take(path, read, again=again, touched=lines.get(path))
        return collector.report(mtcheck.__version__)

    def check_batches(self, path: str, read: Callable[[], Iterable[Batch]]) -> Report:
        """Check batches that the caller made of `path`, and can make again."""
        collector = self._collector()
        collector.take(path, read)
        return collector.report(mtcheck.__version__)

    def fix_paths(
        self,
        paths: Sequence[str],
        options: ReadOptions | None = None,
        *,
        unsafe: bool = False,
        write: bool = False,
        watch: Watch | None = None,
    ) -> Iterator[Mended | InputError]:
        """Mend files and folders, in place if `write`: what became of each, or why nothing did.
        `watch` looks on and may end the run; a file is mended as a whole or not at all."""
        options, watch = options or self.read_options(), watch or Watch()
        each = [(path, one) for path in paths for one in readers.inputs([path], options)]
        watch.begins([one.path for _, one in each if not one.fault])
        for path, (one, reading, fault) in each:
            try:
                if fault or one == "-":
                    raise fault or InputError("standard input has no file to mend", path=one)
                mending.refuse_outside(one, path)
                yield self.fix_file(one, reading, unsafe=unsafe, write=write, watch=watch)
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
        watch: Watch | None = None,
    ) -> Mended:
        """Mend one file, in place if `write`. It is reported as `name`. Raises InputError."""
        options, named, watch = options or self.read_options(), name or path, watch or Watch()

        def check(copy: str) -> Report:
            collector = self._collector()
            read = readers.read(copy, options, on_open=watch.opens)
            batches = (replace(batch, path=named) for batch in read)
            watched = watch.over(named, batches, again=copy != path)
            collector.take(named, lambda: watched, again=False)
            return collector.report(mtcheck.__version__)

        mended = mending.mend(path, check, options, unsafe=unsafe, write=write)
        return replace(mended, path=named)

    def _collector(self, watch: Watch | None = None) -> Collector:
        return Collector(
            self.engine,
            self.weights,
            self.gate,
            whole_text=self.whole_text,
            excerpts=self.excerpts,
            marker=self.known.marker() if self.known else None,
            watch=watch,
            marks=MarkUse(self.loaded, unused=self.config.warn_unused),
            reference=self._reference(),
            estimators=[estimate.Estimator(model) for model in self.models],
        )

    def _reference(self) -> ReferenceTally:
        wanted = {*self.config.reference.metrics, *self.gate.limits}
        return ReferenceTally([name for name in METRICS if name in wanted])

    def read_options(self, **changes: Any) -> ReadOptions:
        """How readers should read, by this configuration and `changes`."""
        told = {
            "source_lang": self.config.source_lang,
            "target_lang": self.config.target_lang,
            "align": self.config.align,
        }
        return ReadOptions(**{**told, **changes})


def _suppressors(config: Config, chosen: RuleSet, names: NameList | None) -> list[Suppressor]:
    """What the configuration and the user's names keep out of the score."""
    paths = [PathRule(part.match, part.ignore, part.segments) for part in config.paths]
    if not names:
        return [*paths]
    from mtcheck.glossary.listed import Listed

    return [*paths, Listed(names, frozenset(rule.id for rule in chosen if rule.kind == "names"))]


def _only_changed(
    revision: str, each: Sequence[Input], collector: Collector
) -> tuple[list[Input], dict[str, frozenset[int]]]:
    """The inputs that changed since a revision, and where their changed segments begin; a file
    that is not in the second one is new."""
    files = [one.path for one in each if not one.fault]
    sources = {one.options.source_path for one in each} - {None}
    beside = [str(path) for path in sources if path and changing.is_versioned(path)]
    changes = changing.changed_since(revision, [*files, *beside])
    kept, lines = [], {}
    for one in each:
        changed = None if one.fault else _changed_lines(changes, one)
        if changed is not None:
            lines[one.path] = changed
        if changed is None or changed:
            kept.append(one)
    told = list(changes.notes)
    if files and not kept:
        told.append(f"nothing was checked: no segment of these files has changed since {revision}")
    collector.notices += [Notice("", None, "changed-since", note) for note in told]
    return kept, lines


def _changed_lines(changes: changing.Changes, one: Input) -> frozenset[int] | None:
    """Where the segments of a file begin that changed, themselves or in their source; None: all."""
    changed, source = changes.lines(one.path), one.options.source_path
    if source and (lines := changes.lines(str(source))) != frozenset():
        aligned = readers.open_reader(one.path, one.options.input_format).pairing == "line"
        changed = None if changed is None or lines is None or not aligned else changed | lines
    return changed and readers.touched(one.path, changed, one.options)
