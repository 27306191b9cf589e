"""How well the rules that compare the sentences of a document find what was done to one.

    OPENBLAS_NUM_THREADS=1 python bench/measure_documents.py

Two to five sentences of another document, or texts of web pages, are put into documents of human
translation; titles are exchanged; blocks are moved; a sentence is replaced by another translation
of one before it (seeded). Figures are for either half of the documents: thresholds were chosen with
both in sight.
"""

from __future__ import annotations

import csv
import random
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import inputs

from mtcheck import rules
from mtcheck.align import align
from mtcheck.batch import Batch, DocumentRows
from mtcheck.embed import embedder, remembered
from mtcheck.engine import Engine

ENGLISH = ("ntrex.zh-en", "newstest2020.zh-en.Human-A.0", "newstest2021.zh-en.refA")
MEANING = ("off-topic-block", "title-of-another-text", "headline-drift", "restated-sentence")
RULES = (*MEANING, "near-duplicate-paragraph", "moved-block", "omission", "addition")


class Text(NamedTuple):
    id: str
    sources: list[str]
    targets: list[str]
    half: int


def texts(name: str) -> list[Text]:
    found = []
    for batch in inputs.clean(name, with_source=True):
        for part in batch.documents:
            rows = slice(part.start, part.end)
            if part.id is not None and part.end - part.start >= 8:
                half = zlib.crc32(part.id.encode()) % 2
                sides = list((batch.sources or ())[rows]), list(batch.targets[rows])
                found.append(Text(part.id, *sides, half))
    return found


def engine() -> Engine:
    found = rules.load([]).select(RULES, [])
    return Engine(found.with_overrides({rule: {"options": {"backend": "use"}} for rule in MEANING}))


def batch_of(
    name: str, targets: Sequence[str], sources: Sequence[str] | None, *, aligned: bool = False
) -> Batch:
    numbers = range(1, len(targets) + 1)
    langs = name.split(".")[1].split("-")
    return Batch(
        path=name,
        ids=[str(number) for number in numbers],
        targets=targets,
        documents=(DocumentRows("d", 0, len(targets)),),
        lines=numbers,
        sources=sources,
        source_lang=langs[0] if sources else None,
        target_lang=langs[1],
        likeness=[0.0] * len(targets) if aligned else None,
    )


def places(checker: Engine, rule: str, batch: Batch) -> Iterator[set[int]]:
    """The rows of the target that each finding of a rule is about, from 0."""
    for finding in checker.check(batch).findings:
        if finding.rule == rule:
            yield {int(span.segment) - 1 for span in finding.spans if span.side == "target"}


def furniture() -> list[str]:
    with (inputs.data() / "boilerplate.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [row["string"] for row in rows if row["lang"].startswith("en")]
    return [text for text in found if len(text) >= 20]


def measure_blocks(checker: Engine, name: str, half: int) -> None:
    found = [text for text in texts(name) if text.half == half]
    chance = random.Random(name)
    pages = furniture()
    for size in (2, 3, 5):
        hits = {"document": 0, "page": 0}
        for text in found:
            other = chance.choice([one for one in found if one.id != text.id])
            first = chance.randrange(1, len(other.targets) - size + 1)
            put = {"document": other.targets[first : first + size]}
            put["page"] = chance.sample(pages, size)
            for kind, block in put.items():
                at = chance.randrange(2, len(text.targets) + 1)
                targets = [*text.targets[:at], *block, *text.targets[at:]]
                batch = batch_of(name, targets, None)
                rows = set(range(at, at + size))
                hits[kind] += any(rows & one for one in places(checker, "off-topic-block", batch))
        shares = "  ".join(f"{kind} {count / len(found):.2f}" for kind, count in hits.items())
        print(f"off-topic-block  {name:<30} half {half}  {size} sentences: recall {shares}")


def measure_titles(checker: Engine, name: str, half: int) -> None:
    found = [text for text in texts(name) if text.half == half]
    chance = random.Random(name)
    looked = own = drifted = 0
    for text in found:
        other = chance.choice([one for one in found if one.id != text.id])
        ends = text.targets[0].rstrip()[-1:] + other.targets[0].rstrip()[-1:]
        if set(ends) & set(".!?”\"’'") or len(other.targets[0]) < 20:
            continue
        targets = [other.targets[0], *text.targets[1:]]
        looked += 1
        own += any(places(checker, "title-of-another-text", batch_of(name, targets, None)))
        with_source = batch_of(name, targets, text.sources)
        drifted += any(places(checker, "headline-drift", with_source))
    shares = f"without source {own / looked:.2f}, with {drifted / looked:.2f} of {looked}"
    print(f"titles exchanged {name:<30} half {half}  found {shares}")


def measure_moves(checker: Engine, name: str, half: int) -> None:
    found = [text for text in texts(name) if text.half == half and len(text.targets) >= 14]
    chance = random.Random(name)
    right = flags = quiet = 0
    for text in found:
        size = chance.choice((2, 2, 3, 4))
        first = chance.randrange(1, len(text.targets) - size)
        block = text.targets[first : first + size]
        rest = text.targets[:first] + text.targets[first + size :]
        at = chance.choice([n for n in range(1, len(rest) + 1) if abs(n - first) > size])
        moved = [*rest[:at], *block, *rest[at:]]
        own = list(moves(checker, name, text.sources, moved))
        right += any(set(block) & one for one in own)
        flags += len(own)
        quiet += len(list(moves(checker, name, text.sources, text.targets)))
    print(
        f"moved-block      {name:<30} half {half}  found {right} of {len(found)}"
        f" in {flags} findings, {quiet} in the documents as they were"
    )


def moves(checker: Engine, name: str, sources: list[str], targets: list[str]) -> Iterator[set[str]]:
    """The targets of each block that was found to be moved."""
    model = embedder()
    beads = align(sources, targets, lambda texts: remembered(model, texts))
    sides = [
        [" ".join(side[slice(*bead[n])]) for bead in beads]
        for n, side in enumerate((sources, targets))
    ]
    batch = batch_of(name, sides[1], sides[0], aligned=True)
    for rows in places(checker, "moved-block", batch):
        yield {sides[1][row] for row in rows}


def measure_restated(checker: Engine, half: int) -> None:
    """Sentences replaced by another person's translation of one before them."""
    names = ("newstest2020.zh-en.Human-A.0", "newstest2020.zh-en.Human-B.0")
    others = {text.id: text for text in texts(names[1])}
    chance = random.Random(half)
    hits = {"restated-sentence": 0, "near-duplicate-paragraph": 0}
    tried = 0
    for text in texts(names[0]):
        long = [n for n, one in enumerate(text.targets) if len(one) >= 60 and n]
        if text.half != half or len(long) < 2:
            continue
        first, second = sorted(chance.sample(long, 2))
        targets = list(text.targets)
        targets[second] = others[text.id].targets[first]
        batch = batch_of(names[0], targets, text.sources)
        tried += 1
        for rule in hits:
            hits[rule] += any(second in one for one in places(checker, rule, batch))
    shares = ", ".join(f"{rule} {count / tried:.2f}" for rule, count in hits.items())
    print(f"said again       half {half}  recall {shares} of {tried}")


def measure_clean(checker: Engine, name: str, *, with_source: bool) -> None:
    flags: dict[str, int] = {}
    words = 0.0
    for batch in inputs.clean(name, with_source=with_source):
        checked = checker.check(batch)
        words += sum(part.words for part in checked.documents)
        for finding in checked.findings:
            flags[finding.rule] = flags.get(finding.rule, 0) + 1
    side = "with source" if with_source else "alone"
    print(f"clean            {name:<30} {side:<11} {words:.0f} words: {flags or 'none'}")


def main() -> None:
    checker = engine()
    for half in (0, 1):
        for name in ENGLISH:
            measure_blocks(checker, name, half)
            measure_titles(checker, name, half)
        for name in ("ntrex.zh-en", "ntrex.de-en", "ntrex.ru-en", "ntrex.ja-en"):
            measure_moves(checker, name, half)
        measure_restated(checker, half)
    for name in (*ENGLISH, "newstest2020.zh-en.Human-B.0", "ntrex.en-de", "ntrex.en-zh"):
        measure_clean(checker, name, with_source=False)
    for name in (*ENGLISH, "newstest2020.zh-en.Human-B.0", "ntrex.de-en", "ntrex.ru-en"):
        measure_clean(checker, name, with_source=True)


if __name__ == "__main__":
    main()
