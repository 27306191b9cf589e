"""Beads of a text and its source: sentences of both that say the same, as rows.

The target of a row is what stands in the file from its first sentence to its last, line ends
included, so that every place in it has its line and its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.align import Encode
from mtcheck.align import align as best_beads
from mtcheck.batch import Mark
from mtcheck.embed import embedder
from mtcheck.errors import UsageError

LARGEST = 20_000
"""Lines of both files together up to which they are aligned without being asked to: two halves of a
corpus that lost a line should be an error and not an hour of work."""


class Placed(NamedTuple):
    """A row and where it stands in the file. `line`, `column` and `byte_column` are 1-based,
    `offset` counts code points. `likeness` is that of both sides where they were aligned."""

    text: str
    line: int
    column: int
    offset: int
    byte_column: int
    paragraph: int
    marks: tuple[Mark, ...] = ()
    source: str | None = None
    likeness: float | None = None

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + len(self.text)


def encoder(source_lang: str | None, target_lang: str | None) -> Encode:
    """What gives sentences of both languages their vectors. Raises UsageError where it cannot."""
    for side, tag in (("source", source_lang), ("target", target_lang)):
        if tag is None:
            raise UsageError(f"the language of the {side} is not known", hint=f"--{side}-lang TAG")
    model = embedder("use")
    model.refuse_unknown(source_lang, target_lang)
    return model.encode


def in_beads(
    targets: Sequence[Placed], sources: Sequence[Placed], encode: Encode
) -> Iterator[Placed]:
    """The rows of sentences that were aligned. A source without target is a row with an empty text
    behind the sentence before."""
    beads = best_beads([one.text for one in sources], [one.text for one in targets], encode)
    before = targets[0]._replace(text="")
    for bead in beads:
        source = _joined(sources[slice(*bead.source)])
        if bead.target[0] == bead.target[1]:
            row = _behind(before)
        else:
            members = targets[slice(*bead.target)]
            marks = tuple(dict.fromkeys(mark for one in members for mark in one.marks))
            row = members[0]._replace(text=_joined(members), marks=marks)
            before = members[-1]
        yield row._replace(source=source, likeness=bead.similarity)


def _joined(members: Sequence[Placed]) -> str:
    """The sentences with what is between them, as white space of the same length."""
    parts = []
    for number, one in enumerate(members):
        if number:
            parts.append(_between(members[number - 1], one))
        parts.append(one.text)
    return "".join(parts)


def _between(left: Placed, right: Placed) -> str:
    """As many line ends as are between two sentences, and the indent of the second one."""
    size, breaks = right.offset - left.end, right.line - left.line
    if not breaks:
        return " " * size
    indent = right.column - 1
    return " " * (size - breaks - indent) + "\n" * breaks + " " * indent


def _behind(before: Placed) -> Placed:
    """The empty place behind a sentence."""
    return before._replace(
        text="",
        column=before.column + len(before.text),
        offset=before.end,
        byte_column=before.byte_column + len(before.text.encode("utf-8", "surrogatepass")),
    )
