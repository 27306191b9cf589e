"""Kind `correspondence`: one source with several targets, or one target for several sources."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mtcheck.detectors.base import Claims, Detector, Hit, Member, Options, Rows
from mtcheck.model import Confidence
from mtcheck.text.columns import TextColumn
from mtcheck.text.sentences import Sentences, whole_rows
from mtcheck.text.views import View

_QUOTED = 90
"""Characters of another text that a message quotes."""


class CorrespondenceOptions(Options):
    """`several`: `targets` for one source, or `sources` for one target.

    `shortest`: words of the shortest source (target) that is sure to mean one thing only; shorter
    ones are reported with low confidence. `alike`: share of common words from which two sources
    are taken for the same.
    """

    several: Literal["targets", "sources"]
    shortest: int = 3
    alike: float = 0.4


class CorrespondenceDetector(Detector):
    """Compares whole segments of a corpus. Capitals, spaces and punctuation make no difference.

    The text that most rows have is the one to keep, the first of equals: among the rows of a
    document where they differ there, else among all. Evidence: `other`, the text to keep, `place`,
    where it stands, and the `times` it is used.
    """

    Options = CorrespondenceOptions

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        return iter(())

    def claims(self, view: View) -> Iterator[Claims]:
        if view.source is None:
            return
        sources, targets = _by_row(view.source), _by_row(view.target)
        both = np.flatnonzero((sources[1] > 0) & (targets[1] > 0))
        pair = f"{self.source_lang}>{self.target_lang}".lower().encode()
        salt = np.uint64(zlib.crc32(pair) * 0x9E3779B9)
        for rule in self.rules:
            options: CorrespondenceOptions = self.read(rule)
            if options.several == "targets":
                rows, keys, values = both, sources[0], targets[0]
            else:
                rows = both[targets[1][both] >= options.shortest]
                keys, values = targets[0], sources[0]
            yield Claims(rule.id, rows.astype(np.uint32), keys[rows] ^ salt, values[rows])

    def compare(self, rule: str, members: Sequence[Member]) -> Iterator[Hit]:
        options: CorrespondenceOptions = next(
            self.read(known) for known in self.rules if known.id == rule
        )
        groups: dict[str, list[int]] = {}
        for index, member in enumerate(members):
            groups.setdefault(_same_key(options, member), []).append(index)
        for group in groups.values():
            yield from _differing(rule, options, members, group)


def _by_row(column: TextColumn) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """A hash and the words of each row; 0 words where it has none."""
    found: Sentences = whole_rows(column)
    hashes = np.zeros(len(column), dtype=np.uint64)
    words = np.zeros(len(column))
    hashes[found.rows], words[found.rows] = found.hashes, found.words
    return hashes, words


def _same_key(options: CorrespondenceOptions, member: Member) -> str:
    """The text that is the same: a source to the letter and with what it says of its meaning, a
    target without its punctuation."""
    if options.several == "targets":
        return "\x04".join([member.context, " ".join(member.source.split())])
    return _folded(member.target)


def _folded(text: str) -> str:
    """The text without what makes no other text of it."""
    return "".join(filter(str.isalnum, text.casefold()))


def _differing(
    rule: str, options: CorrespondenceOptions, members: Sequence[Member], group: Sequence[int]
) -> Iterator[Hit]:
    """Hits among members with one key: first inside each document, then in the whole corpus."""

    def value(index: int) -> str:
        member = members[index]
        return _folded(member.target if options.several == "targets" else member.source)

    by_document: dict[object, list[int]] = {}
    for index in group:
        if (document := members[index].document) is not None:
            by_document.setdefault(document, []).append(index)
    told: set[int] = set()
    for inside in by_document.values():
        for index, kept, times in _others(inside, value):
            told.add(index)
            yield from _hit(rule, options, members, (index, kept, times))
    for index, kept, times in _others(group, value):
        if index not in told:
            yield from _hit(rule, options, members, (index, kept, times))


def _others(group: Sequence[int], value: Callable[[int], str]) -> Iterator[tuple[int, int, int]]:
    """Members whose value is not that of most, a member with that one, and how many have it."""
    values = [value(index) for index in group]
    (most, times), *others = Counter(values).most_common()
    if others:
        kept = group[values.index(most)]
        for index, own in zip(group, values, strict=True):
            if own != most:
                yield index, kept, times


def _hit(
    rule: str,
    options: CorrespondenceOptions,
    members: Sequence[Member],
    found: tuple[int, int, int],
) -> Iterator[Hit]:
    index, kept, times = found
    member, other = members[index], members[kept]
    start, end = _bounds(member.target)
    if options.several == "sources" and _alike(member.source, other.source) >= options.alike:
        return
    text = other.target if options.several == "targets" else other.source
    evidence = {"other": _quoted(text), "place": other.place, "times": times}
    source = (index, *_bounds(member.source))
    doubt = _doubt(options, member, other)
    yield Hit(rule, index, start, end, evidence, confidence=doubt, sources=(source,))


def _doubt(options: CorrespondenceOptions, member: Member, other: Member) -> Confidence | None:
    """Low between two documents, whose translators may choose, and for short texts, such as
    labels, that have many translations."""
    same = member.source if options.several == "targets" else member.target
    short = float(TextColumn([same]).words[0]) < options.shortest
    return Confidence.LOW if short or member.document != other.document else None


def _bounds(text: str) -> tuple[int, int]:
    """Where the text begins and ends, without white space."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"


def _alike(one: str, other: str) -> float:
    """The share of words that two texts have in common."""
    bags = [frozenset(TextColumn([text]).tokens.hashes.tolist()) for text in (one, other)]
    return len(bags[0] & bags[1]) / max(len(bags[0] | bags[1]), 1)
