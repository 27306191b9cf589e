"""Gathers what the runner yields from one input after another into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import numpy as np

from mtcheck import corpus, explanation, score
from mtcheck.baseline import Marker
from mtcheck.batch import Batch
from mtcheck.engine import Checked, DocumentCount, Engine
from mtcheck.errors import InputError
from mtcheck.estimate import Estimator
from mtcheck.gate import Gate
from mtcheck.model import DocumentSummary, Finding, Notice, Report, Segment, Side, Skipped
from mtcheck.reference.metrics import ReferenceTally
from mtcheck.runners import serial
from mtcheck.spool import Reordered, Spool, SpooledDict, TemporaryBytes
from mtcheck.suppress import MarkUse
from mtcheck.watch import Watch

WHOLE_SEGMENTS, WHOLE_CHARACTERS = 20_000, 5_000_000
"""The most text that a report keeps whole. Nobody reads more of it on one page."""

_BATCHES = 8
"""Batches of an input that cannot be read again that stay in memory."""


def _numbered(start: int, read: Callable[[], Iterable[Batch]]) -> Iterator[tuple[int, Batch]]:
    """The batches of an input that was read before, with the number of their first row. What fails
    now failed then, and was reported."""
    with suppress(InputError):
        for batch in read():
            yield start, batch
            start += len(batch)


class _DocumentTally(NamedTuple):
    tally: score.Tally
    source_lang: str | None
    target_lang: str | None
    detected: tuple[Side, ...]


class _Input(NamedTuple):
    """An input that was read: the numbers of its rows, and how to have its batches again."""

    start: int
    end: int
    again: Callable[[], Iterable[tuple[int, Batch]]]


class Collector:
    """Gathers what the runner yields into a report.

    Rules of corpus scope need some rows twice: a file is read again, batches that cannot be had
    again are kept. `whole_text`: the report keeps all segments, if they are not too many;
    `excerpts`: those that findings quote, a good part of the memory of a long run. `marks` gathers
    how inline marks are used, `marker` tells which findings are known, `watch` looks on.
    `reference` compares the batches with their references, `estimators` say what learned models
    think of them.
    """

    def __init__(
        self,
        engine: Engine,
        weights: score.Weights,
        gate: Gate,
        *,
        whole_text: bool = False,
        excerpts: bool = True,
        marker: Marker | None = None,
        watch: Watch | None = None,
        reference: ReferenceTally | None = None,
        estimators: Sequence[Estimator] = (),
        marks: MarkUse | None = None,
    ) -> None:
        self.marks = marks or MarkUse(engine.rules)
        self.excerpts = excerpts
        self.touched: dict[str, frozenset[int]] = {}
        self.notices: list[Notice] = []
        self.reference = reference or ReferenceTally(())
        self.estimators = estimators
        self.marker = marker
        self.watch = watch or Watch()
        self.engine = engine
        self.weights = weights
        self.gate = gate
        self.total = score.Tally(weights)
        self.documents: dict[tuple[str, str], _DocumentTally] = {}
        self.file = TemporaryBytes()
        self.findings = Spool[Finding](self.file)
        self.stretches: list[tuple[str, int]] = []
        self.segments = SpooledDict[tuple[str, str], Segment](self.file)
        self.rules_found: set[str] = set()
        self.text: list[Segment] | None = [] if whole_text else None
        self.characters = 0
        self.skipped: list[Skipped] = []
        self.corpus = corpus.Corpus(self.file)
        self.inputs: list[_Input] = []

    def skip(self, path: str, error: InputError) -> None:
        """Note an input that could not be read, or not to its end."""
        self.skipped.append(Skipped(path, str(error)))

    def take(
        self,
        path: str,
        read: Callable[[], Iterable[Batch]],
        *,
        again: bool = True,
        touched: frozenset[int] | None = None,
    ) -> None:
        """Check all batches of one input; `again`: it can be read once more. A fault ends this
        input only. `touched`: only segments on these lines count; None: all."""
        start = self.corpus.rows
        if touched is not None:
            self.touched[path] = touched
        kept = Spool[tuple[int, Batch]](self.file, most=_BATCHES, block=1)
        try:
            for batch, checked in serial.run(self.engine, self.watch.over(path, read())):
                first = self.corpus.add(batch, checked)
                if checked.claims and not again:
                    kept.append((first, batch))
                self._add(batch, checked)
        except InputError as error:
            self.skip(path, error)
        else:
            if self.corpus.rows == start:
                name = "<stdin>" if path == "-" else path
                self.skip(path, InputError("holds no text", path=name, hint="nothing was checked"))
        reread = partial(_numbered, start, partial(self._reread, path, read))
        reader = reread if again else partial(iter, kept)
        self.inputs.append(_Input(start, self.corpus.rows, reader))

    def _reread(self, path: str, read: Callable[[], Iterable[Batch]]) -> Iterator[Batch]:
        return self.watch.over(path, read(), again=True)

    def _add(self, batch: Batch, checked: Checked) -> None:
        for id, segments, words in self._counted(batch, checked):
            self.total.add_text(segments, words)
            self._tally(batch, id).add_text(segments, words)
        if batch.marks and self.engine.marks:
            self.marks.saw(batch.path, batch.marks, self.engine.judges(batch))
        self._add_findings(batch, checked.findings)
        self.reference.add(batch)
        for estimator in self.estimators:
            estimator.add(batch)
        if self.text is not None:
            self.text = self._with(self.text, batch)

    def _counted(self, batch: Batch, checked: Checked) -> Iterator[DocumentCount]:
        """The size of each document; of what was touched, where not all of it counts."""
        lines = self.touched.get(batch.path)
        if lines is None:
            yield from checked.documents
            return
        for part in batch.documents:
            rows = [row for row in range(part.start, part.end) if batch.lines[row] in lines]
            if rows:
                yield DocumentCount(part.id, len(rows), sum(checked.words[row] for row in rows))

    def _counting(self, batch: Batch, findings: Sequence[Finding]) -> list[Finding]:
        """The findings to report: those with a place in a segment that counts."""
        lines = self.touched.get(batch.path)
        rows = {id: row for row, id in enumerate(batch.ids)} if lines is not None else {}

        def touches(finding: Finding) -> bool:
            return lines is None or any(
                span.line in lines or batch.lines[rows[span.segment]] in lines
                for span in finding.spans
            )

        if self.marker:  # what did not change is known first
            order = sorted(range(len(findings)), key=lambda number: touches(findings[number]))
            marked = {number: self.marker.marked(findings[number]) for number in order}
            findings = [marked[number] for number in range(len(findings))]
        return [finding for finding in findings if touches(finding)]

    def _with(self, text: list[Segment], batch: Batch) -> list[Segment] | None:
        """The text and that of `batch`; None where it has become too much."""
        self.characters += sum(len(one) for one in (*batch.targets, *(batch.sources or ())))
        if len(text) + len(batch) > WHOLE_SEGMENTS or self.characters > WHOLE_CHARACTERS:
            return None
        text.extend(batch.segment(row) for row in range(len(batch)))
        return text

    def _add_findings(self, batch: Batch, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self.marks.used(finding)
        findings = self._counting(batch, findings)
        self.findings.extend(findings)
        if findings:
            self._note_stretch(batch.path, len(findings))
        self.rules_found.update(finding.rule for finding in findings)
        self.total.add_findings(findings)
        rows = {id: row for row, id in enumerate(batch.ids)} if findings else {}
        for finding in findings:
            self._tally(batch, finding.document).add_findings([finding])
            for span in finding.spans if self.excerpts or batch.references else ():
                self.segments[batch.path, span.segment] = batch.segment(rows[span.segment])

    def _tally(self, batch: Batch, document: str | None) -> score.Tally:
        key = batch.path, document or ""
        if key not in self.documents:
            tally = score.Tally(self.weights)
            languages = batch.source_lang, batch.target_lang, batch.detected
            self.documents[key] = _DocumentTally(tally, *languages)
        return self.documents[key].tally

    def _compare(self) -> None:
        """Add what only the whole corpus tells; in a file it stands behind all other findings."""
        conflicts = self.corpus.conflicts()
        batches = (
            numbered
            for one in self.inputs
            if corpus.holds(conflicts, one.start, one.end)
            for numbered in one.again()
        )
        for batch, finding in corpus.findings(self.engine, conflicts, batches):
            self._add_findings(batch, [finding])

    def _sorted(self) -> Sequence[Finding]:
        """The findings by file, in the order of files; those of a file as they were made."""
        places = {path: number for number, (path, _) in reversed([*enumerate(self.documents)])}
        ranks = [places[path] for path, _ in self.stretches]
        found: Sequence[Finding] = self.findings
        if ranks != sorted(ranks):
            counts = [count for _, count in self.stretches]
            order = np.argsort(np.repeat(np.array(ranks, dtype=np.int32), counts), kind="stable")
            found = Reordered(found, order)
        return tuple(found) if self.findings.in_memory else found

    def _note_stretch(self, path: str, count: int) -> None:
        """Note whose the last `count` findings are."""
        if self.stretches and self.stretches[-1][0] == path:
            count += self.stretches.pop()[1]
        self.stretches.append((path, count))

    def _about_baseline(self, signature: str) -> Iterator[Notice]:
        """Whether the baseline was made by other rules than this report."""
        if self.marker:
            yield from self.marker.notices(signature, self.engine.lowest)

    def report(self, version: str) -> Report:
        """All of it, judged. `version` is that of mtcheck, for the signature."""
        self._compare()
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
        segments = dict(self.segments) if self.segments.in_memory else self.segments
        reference = self.reference.scores(segments)
        pairs = {f"{d.source_lang or '?'}-{d.target_lang or '?'}" for d in summaries}
        signature = score.signature(version, self.engine.rules.digest, self.weights, pairs)
        return Report(
            signature=signature,
            verdict=self.gate.verdict(value, len(self.skipped), reference),
            score=value,
            documents=summaries,
            findings=self._sorted(),
            skipped=tuple(self.skipped),
            notices=(*self.notices, *self._about_baseline(signature), *self.marks.notices()),
            reference=reference,
            estimates=tuple(made for one in self.estimators if (made := one.estimate())),
            segments=segments,
            rules={
                id: explanation.info(self.engine.rules.by_id[id]) for id in sorted(self.rules_found)
            },
            text=tuple(self.text or ()),
        )
