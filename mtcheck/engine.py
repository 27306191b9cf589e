"""check(batch) -> findings. The one function that every runner calls.

The result depends on the rows alone: not on batch size, order of batches or runner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from mtcheck.batch import Batch
from mtcheck.detectors import KINDS, detector_class, has_words
from mtcheck.detectors.base import Claims, Detector, Hit, Member, Rows
from mtcheck.errors import ConfigError, FileFaults, MtcheckError
from mtcheck.findings import explained, finding_of, is_about_code, merged, said_once
from mtcheck.model import Confidence, Finding, Severity, Side
from mtcheck.rule import Rule
from mtcheck.rules import RuleSet
from mtcheck.suppress import Suppressor, suppressed
from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import speaks
from mtcheck.text.patterns import PatternSet
from mtcheck.text.views import ENTITY_TRIGGER, View, view_of
from mtcheck.tiers import Tiers
from mtcheck.tomlfile import line_of, nearest, validate


class DocumentCount(NamedTuple):
    """Size of one document, or of all rows of a batch that belong to none (`id` None)."""

    id: str | None
    segments: int
    words: float


class Checked(NamedTuple):
    """What `Engine.check` found in one batch, and how much it looked at. `claims` are to be
    compared with those of all other batches: see `mtcheck.corpus`. `words` counts those of each
    row, `tiers` the rows that costly rules looked at, where they look at some only."""

    findings: tuple[Finding, ...]
    documents: tuple[DocumentCount, ...]
    claims: tuple[Claims, ...] = ()
    words: tuple[float, ...] = ()
    tiers: Mapping[str, int] = {}


class Prefilter(NamedTuple):
    """The triggers of all rules for one side, and whose they are."""

    patterns: PatternSet
    owners: tuple[tuple[Side, str, int], ...]

    @classmethod
    def of(cls, side: Side, triggers: Mapping[str, Sequence[str]]) -> Prefilter:
        """Number the triggers of each rule."""
        numbered = {
            (side, rule, number): pattern
            for rule, patterns in triggers.items()
            for number, pattern in enumerate(patterns)
        }
        return cls(PatternSet(list(numbered.values())), tuple(numbered))

    def owned(
        self, found: Mapping[int, Sequence[int]], changed: Mapping[int, str] = {}
    ) -> dict[tuple[Side, str, int], Sequence[int]]:
        """The rows of each trigger: those that a scan of the originals `found`, and of the rows
        whose view is `changed` those where it matches in that."""
        rows = {self.owners[index]: matched for index, matched in found.items()}
        again = self.patterns.scan(list(changed.values()))
        numbers = list(changed)
        for index, matched in again.items():
            in_view = (numbers[one] for one in matched)
            rows[self.owners[index]] = sorted({*found.get(index, ()), *in_view})
        return rows


Stages = tuple[list[Detector], list[Detector], list[Detector]]


class Plan(NamedTuple):
    """Detectors and prefilters of one language pair and of what a batch offers."""

    detectors: tuple[Detector, ...]
    targets: Prefilter
    sources: Prefilter

    def stages(self) -> Stages:
        """The detectors that set rows aside, those that look next, and the costly ones."""
        stages: Stages = [], [], []
        for one in self.detectors:
            stages[0 if one.sets_aside else 2 if one.costly else 1].append(one)
        return stages


class Engine:
    """Checks batches with the rules given. Picklable; compiled state is built on first use.

    Findings below `min_severity` or `min_confidence` are not reported. `marks`: inline marks in the
    texts suppress findings. `tiers`: which rows costly detectors look at; None: all rows.
    Raises FileFaults with every fault where a rule's kind, options or patterns cannot be used.
    """

    def __init__(
        self,
        rules: RuleSet,
        *,
        min_severity: Severity = Severity.NEUTRAL,
        min_confidence: Confidence = Confidence.MEDIUM,
        suppressors: Sequence[Suppressor] = (),
        marks: bool = True,
        tiers: Tiers | None = None,
    ) -> None:
        self.rules = rules
        self.tiers = tiers
        self.min_severity = min_severity
        self.min_confidence = min_confidence
        self.suppressors = tuple(suppressors)
        self.marks = marks
        self._plans: dict[tuple[str | None, str | None, frozenset[str]], Plan] = {}
        faults = [fault for rule in rules if not rule.tested for fault in rule_faults(rule)]
        if faults:
            raise FileFaults(faults)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_plans": {}}

    def check(self, batch: Batch) -> Checked:
        """Find everything the rules find in `batch`, in order of rows and places."""
        plan = self._plan(batch)
        original = TextColumn(batch.targets)
        found = plan.targets.patterns.scan(original.texts)
        view = view_of(batch, original, found.get(0, ()))
        rows = plan.targets.owned(found, {row: view.target.texts[row] for row in view.entities})
        if view.source is not None:
            rows.update(plan.sources.owned(plan.sources.patterns.scan(view.source.texts)))
        stages = plan.stages()
        hits = _hits(stages[0], view, rows)
        findings = self._findings(view, hits)
        view = view.without(frozenset(row for hit in hits for row in hit.rows))
        hits = explained(_hits(stages[1], view, rows), self.rules.by_id, view)
        findings += self._findings(view, hits)
        late, tiers = self._costly(stages, view, rows, hits)
        findings = sorted(findings + late, key=lambda entry: (entry[0], entry[1], entry[2].rule))
        claims = tuple(claims for detector in plan.detectors for claims in detector.claims(view))
        counts, words = _count(view, batch), tuple(view.target.words.tolist())
        return Checked(tuple(self._merged(findings)), counts, claims, words, tiers)

    def _costly(
        self, stages: Stages, view: View, rows: Rows, before: Sequence[Hit]
    ) -> tuple[list[tuple[int, int, Finding]], Mapping[str, int]]:
        """What costly detectors find in the rows that are theirs, and how many these are."""
        _, common, costly = stages
        asked = None
        if self.tiers is not None and costly:
            doubts = {hit.row for hit in before}.union(*(one.doubts(view) for one in common))
            view.asked = (asked := self.tiers.asked(view, doubts)).rows
        found = self._findings(view, said_once(_hits(costly, view, rows), self.rules.by_id))
        flagged = (row for row, _, one in found if one.suppressed is None)
        return found, asked.counts(flagged) if asked else {}

    def compare(self, rule: str, members: Sequence[Member]) -> list[tuple[Batch, Finding]]:
        """Find what a rule of corpus scope finds among rows that share a key and the languages.
        Each finding comes with a batch of its row alone."""
        plan = self._plan(members[0].batch)
        kind = self.rules.by_id[rule].kind
        detector = next(d for d in plan.detectors if isinstance(d, detector_class(kind)))
        found = []
        for hit in detector.compare(rule, members):
            batch = members[hit.row].batch.take([members[hit.row].row])
            view = View(batch, TextColumn(batch.targets), {}, {})
            places = tuple((0, start, end) for _, start, end in hit.sources)
            here = hit._replace(row=0, sources=places, original=True)
            found += [(batch, finding) for _, _, finding in self._findings(view, [here])]
        return found

    @property
    def lowest(self) -> str:
        """The least severity and confidence that are reported, as text."""
        return f"{self.min_severity.label}-{self.min_confidence.label}"

    def judges(self, batch: Batch) -> list[Rule]:
        """The rules of which all findings in `batch` are reported, so that a mark that suppresses
        none of them is of no use. Those of corpus scope may need another input to find anything."""
        plan = self._plan(batch)
        return [
            rule
            for detector in plan.detectors
            for rule in detector.rules
            if rule.scope != "corpus"
            and rule.severity >= self.min_severity
            and rule.confidence >= self.min_confidence
        ]

    def _merged(self, findings: Sequence[tuple[int, int, Finding]]) -> list[Finding]:
        """Make one finding of those of a document whose rule reports once. A segment of no document
        is a text of its own."""
        kept: dict[object, list[Finding]] = {}
        for number, (row, _, finding) in enumerate(findings):
            rule = self.rules.by_id[finding.rule]
            said = {"match": finding.spans[0].text, **finding.evidence}
            same = tuple(str(said.get(field)) for field in rule.once_by)
            why = finding.suppressed, finding.suppressed_at
            text = row if finding.document is None else finding.document
            key = (finding.rule, text, same, *why) if rule.once else number
            kept.setdefault(key, []).append(finding)
        return [merged(members) for members in kept.values()]

    def _plan(self, batch: Batch) -> Plan:
        key = batch.source_lang, batch.target_lang, _offers(batch)
        if key not in self._plans:
            self._plans[key] = self._compile(*key)
        return self._plans[key]

    def _compile(
        self, source_lang: str | None, target_lang: str | None, offers: frozenset[str]
    ) -> Plan:
        kinds: dict[str, list[Rule]] = {}
        for rule in self.rules:
            fits = _asks(rule) <= offers and _is_for(rule, source_lang, target_lang)
            if fits and has_words(rule):
                kinds.setdefault(rule.kind, []).append(rule)
        detectors = tuple(
            detector_class(kind)(members, source_lang, target_lang)
            for kind, members in sorted(kinds.items())
        )
        triggers: dict[str, Sequence[str]] = {"": [ENTITY_TRIGGER]}
        source_triggers: dict[str, Sequence[str]] = {}
        for detector in detectors:
            triggers.update(detector.triggers())
            source_triggers.update(detector.source_triggers())
        one, other = Prefilter.of("target", triggers), Prefilter.of("source", source_triggers)
        return Plan(detectors, one, other)

    def _findings(self, view: View, hits: Iterable[Hit]) -> list[tuple[int, int, Finding]]:
        made = []
        for hit in hits:
            rule = self.rules.by_id[hit.rule]
            confidence = min(c for c in (rule.confidence, hit.confidence) if c is not None)
            told = rule.severity >= self.min_severity and confidence >= self.min_confidence
            if not told or is_about_code(rule, hit, view):
                continue
            finding = finding_of(rule, confidence, hit, view)
            if rule.scope == "document" and finding.document is None:
                continue
            marks = view.batch.marks.get(hit.row, ()) if self.marks else ()
            finding = suppressed(finding, marks, self.suppressors)
            made.append((hit.row, hit.start, finding))
        return made


def _hits(detectors: Sequence[Detector], view: View, rows: Rows) -> list[Hit]:
    return [hit for detector in detectors for hit in detector.detect(view, rows)]


def rule_faults(rule: Rule) -> list[MtcheckError]:
    """Why the engine cannot use a rule: unknown kind, wrong options, unusable patterns."""
    path = rule.path
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if rule.kind not in KINDS:
        hint = nearest(rule.kind, KINDS)
        line = line_of(text, ["kind"])
        return [ConfigError(f"unknown kind `{rule.kind}`", path=str(path), line=line, hint=hint)]
    options = detector_class(rule.kind).Options
    return validate(options, rule.options, text, path, below=["options"])[1]


def _offers(batch: Batch) -> frozenset[str]:
    """What rules can look at in a batch: its columns, and documents."""
    offered = {
        "target": True,
        "source": batch.sources is not None,
        "reference": batch.references is not None,
        "cue": batch.cues is not None,
        "document": any(part.id is not None for part in batch.documents),
    }
    return frozenset(name for name, there in offered.items() if there)


def _asks(rule: Rule) -> set[str]:
    """What a rule cannot do without."""
    return {*rule.needs, *(("document",) if rule.scope == "document" else ())}


def _is_for(rule: Rule, source_lang: str | None, target_lang: str | None) -> bool:
    asked = (rule.languages.target, target_lang), (rule.languages.source, source_lang)
    return all(not tags or speaks(tag, tags) for tags, tag in asked)


def _count(view: View, batch: Batch) -> tuple[DocumentCount, ...]:
    parts = [part for part in batch.documents if part.end > part.start]
    starts = [part.start for part in parts]
    words = np.add.reduceat(view.target.words, starts).tolist() if parts else []
    return tuple(
        DocumentCount(part.id, part.end - part.start, count)
        for part, count in zip(parts, words, strict=True)
    )
