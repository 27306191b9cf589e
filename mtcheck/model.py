"""The values that mtcheck passes around. All are frozen: a finding is never completed later.

Offsets are half-open and count code points of the original text. Lines and columns are 1-based and
count code points too. Languages are BCP 47 tags.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, Literal

from mtcheck.measures import Estimate, ReferenceScores

Side = Literal["target", "source"]
Safety = Literal["safe", "unsafe"]


class Severity(IntEnum):
    """How bad an error is for the reader, as MQM ranks it."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        """The name in reports and rule files: `minor`, `major` …"""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure a rule is that a hit is an error."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2

    @property
    def label(self) -> str:
        """The name in reports and rule files: `low`, `medium`, `high`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Location:
    """Where a segment begins: path, 1-based line and column, code point offset in plain text.

    `byte_column` is the 1-based column in bytes of UTF-8, None where it is not known.
    """

    path: str
    line: int
    column: int = 1
    offset: int | None = None
    unit: str | None = None
    byte_column: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One translation unit, usually a sentence. All but `target` may be unknown."""

    id: str
    target: str
    source: str | None = None
    reference: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    document: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Segments that belong together, in reading order. The first may be the title."""

    id: str
    segments: tuple[Segment, ...]
    has_title: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A marked place: `start` and `end` lie in the segment's `side`; `text` is what stands there.

    `line`, `column` and `offset` tell where the place is in its file; `offset` is None where the
    format is not plain text.
    """

    side: Side
    segment: str
    start: int
    end: int
    text: str
    line: int
    column: int
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `start:end` of the target of `segment` by `text`."""

    segment: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposed mend. Safe: it can be applied unseen. Unsafe: a person should look first."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = "unsafe"

    def apply(self, segment: str, text: str) -> str:
        """Return `text`, the target of `segment`, with the edits of this fix made."""
        for edit in sorted(self.edits, key=lambda edit: edit.start, reverse=True):
            if edit.segment == segment:
                text = text[: edit.start] + edit.text + text[edit.end :]
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One artifact at one place. `spans[0]` is the primary place, the others are related.

    `suppressed` says by what a finding was suppressed, `suppressed_at` on which line, where an
    inline mark did it; `known` that a baseline holds it. Both kinds stay in the report, neither
    counts for score and gate.
    """

    rule: str
    category: str
    its: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    document: str | None
    spans: tuple[Span, ...]
    fix: Fix | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    suppressed: str | None = None
    known: bool = False
    suppressed_at: int | None = None

    @property
    def segment(self) -> str:
        """Id of the segment with the primary place."""
        return self.spans[0].segment

    @property
    def counts(self) -> bool:
        """Whether score and gate look at this finding."""
        return self.suppressed is None and not self.known

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that survive moved lines: rule, side, quoted texts, no positions. Of
        several places any may come first, and the message quotes that one: it is left out."""
        message = [self.message] if len(self.spans) == 1 else []
        texts = sorted(span.text for span in self.spans)
        parts = [self.rule, self.spans[0].side, *texts, *message]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def suppress(self, reason: str, line: int | None = None) -> Finding:
        """Return this finding, marked as suppressed by `reason`: by an inline mark on `line`, or,
        without it, by the configuration."""
        return replace(self, suppressed=reason, suppressed_at=line)


@dataclass(frozen=True, slots=True)
class Score:
    """MQM score of what was found: `value` = 100 × (1 − penalty / words), at least 0.

    `penalty` is in MQM points; `by_severity` and `by_category` count findings.
    """

    value: float
    penalty: float
    words: float
    by_severity: Mapping[str, int]
    by_category: Mapping[str, int]

    @property
    def shown(self) -> str:
        """The value with one decimal, rounded down: 94.96 must not read as a passed 95.0."""
        return f"{math.floor(self.value * 10 + 1e-9) / 10:.1f}"

    @property
    def points(self) -> str:
        """The penalty as people read it: 1,234.5."""
        return f"{self.penalty:,.10g}"

    @property
    def penalty_per_1000_words(self) -> float:
        """MQM points in 1,000 words; 0 for an empty text."""
        return 1000 * self.penalty / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer and, where it is no, every reason."""

    passed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One checked document: languages (`detected`: the sides nobody told), size and score."""

    path: str
    id: str
    source_lang: str | None
    target_lang: str | None
    segments: int
    words: float
    score: float
    detected: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a run that its user should know and that counts nowhere, such as an inline
    mark that suppresses nothing. `line` is 1-based, None where a file as a whole is meant."""

    path: str
    line: int | None
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a report tells of a rule: plain values, so that a reporter needs no rule file.

    `page` is all there is to say, in Markdown; `url` where that page stands, None for a rule that
    does not come with mtcheck.
    """

    id: str
    category: str
    its: str
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    page: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run found.

    `segments` holds the segments that findings quote, by path and id, `rules` the rules that found
    something, by id. `text` holds all segments in order, where the run was told to keep them and
    they are not too many. These three serve excerpts and are no part of the JSON contract.
    `reference` compares with references, None where there are none; `estimates` are what learned
    models say. Neither is part of the score.
    """

    signature: str
    verdict: Verdict
    score: Score
    documents: tuple[DocumentSummary, ...]
    findings: Sequence[Finding]
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[Notice, ...] = ()
    reference: ReferenceScores | None = None
    estimates: tuple[Estimate, ...] = ()
    segments: Mapping[tuple[str, str], Segment] = field(default_factory=dict, compare=False)
    rules: Mapping[str, RuleInfo] = field(default_factory=dict, compare=False)
    text: tuple[Segment, ...] = field(default=(), compare=False)
