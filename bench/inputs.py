"""Inputs of the measurements: sets in $MTCHECK_DATA or ../shared/data, and text made from them.

Where the folder is absent, `data()` says so and the measurement is skipped, never faked.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.batch import Batch, Row, batches

ROOT = Path(__file__).resolve().parent.parent
SILENCE = (
    "ntrex.zh-en",
    "ntrex.de-en",
    "newstest2020.zh-en.Human-A.0",
    "newstest2020.zh-en.Human-B.0",
)
"""Human English text on which the default selection is to be silent."""
PAIRS = (
    "ntrex.zh-en",
    "ntrex.de-en",
    "ntrex.ru-en",
    "ntrex.ja-en",
    "newstest2020.zh-en.Human-A.0",
    "newstest2020.zh-en.Human-B.0",
    "newstest2021.zh-en.refA",
    "newstest2021.de-en.refA",
    "newstest2021.de-en.refB",
    "newstest2021.ru-en.refA",
    "newstest2021.ru-en.refB",
    "ntrex.en-zh",
    "ntrex.en-ja",
    "ntrex.en-de",
    "ntrex.en-ru",
)
"""Human translations, looked at beside their sources."""

DEMETR_LANGUAGES = {
    "chinese_simple": "zh",
    "czech": "cs",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "italian": "it",
    "japanese": "ja",
    "polish": "pl",
    "russian": "ru",
    "spanish": "es",
}


def data() -> Path:
    """The folder of data; ends the program with a clear word where there is none."""
    folder = Path(os.environ.get("MTCHECK_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        sys.exit("skipped: no data folder; set MTCHECK_DATA")
    return folder


def clean(name: str, *, with_source: bool = False) -> Iterator[Batch]:
    """One of the clean sets, by document."""
    path = data() / "clean" / f"{name}.tsv.gz"
    target_lang = name.split(".")[1].split("-")[1]
    source_lang = name.split(".")[1].split("-")[0]
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        header = next(lines).rstrip("\n").split("\t")
        fields = (dict(zip(header, line.rstrip("\n").split("\t"), strict=False)) for line in lines)
        rows = [
            Row(
                id=str(number),
                target=row["tgt"],
                line=number,
                source=row["src"] if with_source else None,
                document=row["doc"] or None,
                source_lang=source_lang if with_source else None,
                target_lang=target_lang,
            )
            for number, row in enumerate(fields, 2)
        ]
    yield from batches(name, rows)


def documents(pair: str, *, human: bool, with_source: bool = False) -> Iterator[Batch]:
    """Whole documents of real machine translation, or of its human references."""
    with gzip.open(data() / "docs" / f"{pair}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [
            Row(
                id=f"{doc['system']}:{doc['doc']}:{segment['i']}",
                target=segment["mt"],
                line=number,
                source=segment["src"] if with_source else None,
                document=f"{doc['system']}:{doc['doc']}",
                source_lang=pair.split("-")[0] if with_source else None,
                target_lang=pair.split("-")[1],
            )
            for number, doc in enumerate(map(json.loads, lines), 1)
            if bool(doc["is_human"]) is human
            for segment in doc["segments"]
        ]
    yield from batches(pair, rows)


def demetr(kind: str, side: str = "bad") -> Iterator[Batch]:
    """One side, `good` or `bad`, of a kind of perturbation such as `minor_id1_repeat2`, in English
    beside its source."""
    rows = [
        Row(
            id=str(number),
            target=row[side],
            line=number,
            source=row["src"],
            source_lang=DEMETR_LANGUAGES[row["lang"]],
            target_lang="en",
        )
        for number, row in enumerate(_demetr(), 1)
        if row["pert"] == kind and row["ok"]
    ]
    yield from batches(kind, rows)


def demetr_kinds() -> list[str]:
    """The kinds of perturbation, in order."""
    return sorted({row["pert"] for row in _demetr()})


@cache
def _demetr() -> list[dict[str, Any]]:
    with gzip.open(data() / "demetr" / "demetr.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def english_segments(count: int) -> list[str]:
    """`count` English segments of about 120 characters: NTREX with a running number."""
    texts = [
        text for name in ("ntrex.zh-en", "ntrex.de-en") for b in clean(name) for text in b.targets
    ]
    return [f"{texts[n % len(texts)]} {n}" for n in range(count)]


def pairs(name: str, count: int) -> list[tuple[str, str]]:
    """`count` pairs of source and target of a clean set, with a running number."""
    known = [
        pair
        for batch in clean(name, with_source=True)
        for pair in zip(batch.sources or (), batch.targets, strict=True)
    ]
    chosen = (known[n % len(known)] for n in range(count))
    return [(f"{source} {n}", f"{target} {n}") for n, (source, target) in enumerate(chosen)]
