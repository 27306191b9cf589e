"""`mtcheck align`: which sentences of two documents belong together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.running import Running


class BeadFormat(StrEnum):
    """Formats of aligned sentences."""

    TSV = "tsv"
    JSONL = "jsonl"


_SourceFile = Annotated[
    str, typer.Argument(metavar="SRC", help="The document that was translated.")
]
_TargetFile = Annotated[str, typer.Argument(metavar="TGT", help="Its translation.")]
_Format = Annotated[BeadFormat, typer.Option("--format", help="Format of the pairs.")]
_Backend = Annotated[
    str, typer.Option(metavar="NAME", help="use, or sentence-transformers:MODEL (see the manual).")
]
_Cache = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Keep vectors there for further runs.")
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def align(
    source: _SourceFile,
    target: _TargetFile,
    source_lang: o.SourceLang = None,
    target_lang: o.TargetLang = None,
    format: _Format = BeadFormat.TSV,
    output: o.Output = None,
    backend: _Backend = "use",
    cache: _Cache = None,
    quiet: _Quiet = False,
) -> None:
    """Pair the sentences of two documents, one pair or lone sentence a line."""
    with Running(quiet=quiet).running(stoppable=False) as running:
        pairs = api.align_files(
            source,
            target,
            source_lang=source_lang,
            target_lang=target_lang,
            backend=backend,
            cache=cache,
            watch=running,
        )
    with terminal.output(output) as stream:
        for line in _tsv(pairs) if format is BeadFormat.TSV else _jsonl(pairs):
            stream.write(line + "\n")


def _tsv(pairs: Iterator[api.AlignedPair]) -> Iterator[str]:
    yield "source\ttarget\tsimilarity\tsource_sentences\ttarget_sentences"
    for pair in pairs:
        numbers = f"{pair.similarity:.3f}\t{_range(pair.bead.source)}\t{_range(pair.bead.target)}"
        yield f"{' '.join(pair.source.split())}\t{' '.join(pair.target.split())}\t{numbers}"


def _range(numbers: tuple[int, int]) -> str:
    """Numbers from 1, as people count: `3`, `3-4`, or nothing."""
    first, last = numbers[0] + 1, numbers[1]
    return "" if last < first else f"{first}" if first == last else f"{first}-{last}"


def _jsonl(pairs: Iterator[api.AlignedPair]) -> Iterator[str]:
    for pair in pairs:
        shown = {
            "source": pair.source,
            "target": pair.target,
            "similarity": pair.similarity,
            "source_sentences": list(range(pair.bead.source[0] + 1, pair.bead.source[1] + 1)),
            "target_sentences": list(range(pair.bead.target[0] + 1, pair.bead.target[1] + 1)),
        }
        yield json.dumps(shown, ensure_ascii=False)
