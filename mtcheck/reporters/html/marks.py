"""A text cut into pieces where marks begin and end, since marks may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mtcheck.model import Severity
from mtcheck.reporters.base import inert


class Mark(NamedTuple):
    """The place `start:end` of a finding; `anchor` is its name in the page."""

    start: int
    end: int
    finding: int
    severity: Severity
    anchor: str


class Piece(NamedTuple):
    """A stretch of text and the findings that mark all of it, the worst first.

    `anchors` are the marks that begin here, `severity` that of the worst finding.
    """

    text: str
    findings: tuple[int, ...] = ()
    severity: str = ""
    anchors: tuple[str, ...] = ()


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The text in pieces; joined they are all of it, made inert."""
    marks = [mark for mark in marks if mark.start < min(mark.end, len(text))]
    if not marks:
        return [Piece(inert(text))] if text else []
    edges = sorted({0, len(text), *(e for m in marks for e in (m.start, min(m.end, len(text))))})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    active: list[Mark] = []
    made = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start]
        begun = []
        while waiting and waiting[-1].start <= start:
            begun.append(waiting.pop())
        active += begun
        made.append(_piece(text[start:end], active, begun))
    return made


def _piece(text: str, active: Sequence[Mark], begun: Sequence[Mark]) -> Piece:
    if not active:
        return Piece(inert(text))
    worst = sorted(active, key=lambda mark: (-mark.severity, mark.end - mark.start, mark.finding))
    return Piece(
        text=inert(text),
        findings=tuple(dict.fromkeys(mark.finding for mark in worst)),
        severity=worst[0].severity.label,
        anchors=tuple(mark.anchor for mark in begun),
    )
