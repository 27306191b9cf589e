"""Gathers what the runner yields from one input after another into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from mtcheck import corpus, explanation, score
from mtcheck.baseline import Marker
from mtcheck.batch import Batch
from mtcheck.engine import Checked, Engine
from mtcheck.errors import InputError
from mtcheck.gate import Gate
from mtcheck.model import DocumentSummary, Finding, Report, Segment, Side, Skipped
from mtcheck.runners import serial

WHOLE_SEGMENTS, WHOLE_CHARACTERS = 20_000, 5_000_000
"""The most text that a report keeps whole. Nobody reads more of it on one page."""


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
    again are kept. `whole_text`: the report keeps all segments, if they are not too many.
    `marker` tells which findings are known.
    """

    def __init__(
        self,
        engine: Engine,
        weights: score.Weights,
        gate: Gate,
        *,
        whole_text: bool = False,
        marker: Marker | None = None,
    ) -> None:
        self.marker = marker
        self.engine = engine
        self.weights = weights
        self.gate = gate
        self.total = score.Tally(weights)
        self.documents: dict[tuple[str, str], _DocumentTally] = {}
        self.findings: list[Finding] = []
        self.segments: dict[tuple[str, str], Segment] = {}
        self.text: list[Segment] | None = [] if whole_text else None
        self.characters = 0
        self.skipped: list[Skipped] = []
        self.corpus = corpus.Corpus()
        self.inputs: list[_Input] = []

    def skip(self, path: str, error: InputError) -> None:
        """Note an input that could not be read, or not to its end."""
        self.skipped.append(Skipped(path, str(error)))

    def take(self, path: str, read: Callable[[], Iterable[Batch]], *, again: bool = True) -> None:
        """Check all batches of one input; `again`: it can be read once more. A fault ends this
        input only."""
        segments, start = self.total.segments, self.corpus.rows
        kept: list[tuple[int, Batch]] = []
        try:
            for batch, checked in serial.run(self.engine, read()):
                first = self.corpus.add(batch, checked)
                if checked.claims and not again:
                    kept.append((first, batch))
                self._add(batch, checked)
        except InputError as error:
            self.skip(path, error)
        else:
            if self.total.segments == segments:
                name = "<stdin>" if path == "-" else path
                self.skip(path, InputError("holds no text", path=name, hint="nothing was checked"))
        reader = partial(_numbered, start, read) if again else lambda: kept
        self.inputs.append(_Input(start, self.corpus.rows, reader))

    def _add(self, batch: Batch, checked: Checked) -> None:
        for part in checked.documents:
            self.total.add_text(part.segments, part.words)
            self._tally(batch, part.id).add_text(part.segments, part.words)
        self._add_findings(batch, checked.findings)
        if self.text is not None:
            self.text = self._with(self.text, batch)

    def _with(self, text: list[Segment], batch: Batch) -> list[Segment] | None:
        """The text and that of `batch`; None where it has become too much."""
        self.characters += sum(len(one) for one in (*batch.targets, *(batch.sources or ())))
        if len(text) + len(batch) > WHOLE_SEGMENTS or self.characters > WHOLE_CHARACTERS:
            return None
        text.extend(batch.segment(row) for row in range(len(batch)))
        return text

    def _add_findings(self, batch: Batch, findings: Sequence[Finding]) -> None:
        if self.marker:
            findings = [self.marker.marked(finding) for finding in findings]
        self.findings += findings
        self.total.add_findings(findings)
        rows = {id: row for row, id in enumerate(batch.ids)} if findings else {}
        for finding in findings:
            self._tally(batch, finding.document).add_findings([finding])
            for span in finding.spans:
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
        paths = {path: number for number, (path, _) in reversed([*enumerate(self.documents)])}
        self.findings.sort(key=lambda finding: paths[finding.path])

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
        found = sorted({finding.rule for finding in self.findings})
        pairs = {f"{d.source_lang or '?'}-{d.target_lang or '?'}" for d in summaries}
        return Report(
            signature=score.signature(version, self.engine.rules.digest, self.weights, pairs),
            verdict=self.gate.verdict(value, len(self.skipped)),
            score=value,
            documents=summaries,
            findings=tuple(self.findings),
            skipped=tuple(self.skipped),
            segments=self.segments,
            rules={id: explanation.info(self.engine.rules.by_id[id]) for id in found},
            text=tuple(self.text or ()),
        )
