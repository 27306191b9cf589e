"""How well sentence alignment finds what was done to documents.

    OPENBLAS_NUM_THREADS=1 python bench/measure_alignment.py [--seeds N] [--half odd|even]
    python bench/measure_alignment.py --book 20000

Sentences of either side are merged (into one of two or three), dropped, and inserted from other
documents at random (seeded); then the beads are compared with what is true. The model was fitted to
documents of odd number, so figures to report are those of even ones. `--book` aligns one document
of so many sentences, and says how long it took beyond embedding.

Other aligners are measured beside it where they are installed, with their defaults, and one also
with its cost of deletions as was best of five values on documents of odd number:

    pip install sentweave==0.3.3     # the dynamic programming of Vecalign; takes our vectors
    pip install galechurch==0.1.0    # lengths alone
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from typing import NamedTuple

import inputs

from mtcheck.align import align
from mtcheck.embed import Embedder, embedder, remembered

SETS = (
    "ntrex.zh-en",
    "ntrex.de-en",
    "ntrex.ru-en",
    "ntrex.ja-en",
    "newstest2021.zh-en.refA",
    "newstest2020.zh-en.Human-B.0",
    "newstest2021.de-en.refB",
    "newstest2021.ru-en.refA",
)
UNSEEN = frozenset(SETS[-3:])
"""Sets no document of which was used for fitting: all of them are measured. The last two name no
documents and are one each."""
MERGED, DROPPED, INSERTED = 0.12, 0.05, 0.05
TUNED = 0.05
Sides = tuple[tuple[int, int], tuple[int, int]]
Aligner = Callable[[Sequence[str], Sequence[str]], list[Sides]]


class Made(NamedTuple):
    sources: list[str]
    targets: list[str]
    beads: list[Sides]


class Count:
    """Beads and lone sentences: those found, those that are right, and those there are."""

    def __init__(self) -> None:
        self.beads = [0, 0, 0]
        self.alone = [0, 0, 0]

    def add(self, found: list[Sides], true: list[Sides]) -> None:
        pairs = [(self.beads, whole(found), whole(true))]
        pairs += [(self.alone, alone(found, side), alone(true, side)) for side in (0, 1)]
        for count, own, theirs in pairs:
            for place, part in enumerate((own & theirs, own, theirs)):
                count[place] += len(part)

    def __str__(self) -> str:
        right, found, true = self.beads
        lone = share(self.alone[0], self.alone[1]), share(self.alone[0], self.alone[2])
        f1 = share(2 * right, found + true)
        return f"beads F1 {f1:.4f} of {true:>5}  alone: P {lone[0]:.3f} R {lone[1]:.3f}"


def documents(name: str) -> list[list[tuple[str, str]]]:
    found = []
    for batch in inputs.clean(name, with_source=True):
        for document in batch.documents:
            rows = range(document.start, document.end)
            found.append([((batch.sources or ())[n], batch.targets[n]) for n in rows])
    return [document for document in found if len(document) >= 5]


def damaged(pairs: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], seed: str) -> Made:
    """A document with sentences merged, dropped and inserted, and its true beads."""
    chance = random.Random(seed)
    made = Made([], [], [])
    at = 0
    while at < len(pairs):
        side, dice = chance.randrange(2), chance.random()
        count = 1
        if dice < MERGED:
            count = min(chance.choice((2, 2, 3)), len(pairs) - at)
            taken = [list(texts) for texts in zip(*pairs[at : at + count], strict=True)]
            taken[side] = [" ".join(taken[side])]
        elif dice < MERGED + DROPPED:
            taken = [[pairs[at][0]], [pairs[at][1]]]
            taken[side] = []
        elif dice < MERGED + DROPPED + INSERTED:
            taken = [[], []]
            taken[side] = [chance.choice(others)[side]]
            count = 0
        else:
            taken = [[pairs[at][0]], [pairs[at][1]]]
        add(made, *taken)
        at += count
    return made


def add(made: Made, sources: list[str], targets: list[str]) -> None:
    begin = len(made.sources), len(made.targets)
    made.sources.extend(sources)
    made.targets.extend(targets)
    made.beads.append(((begin[0], len(made.sources)), (begin[1], len(made.targets))))


def alone(beads: Sequence[Sides], side: int) -> set[int]:
    """Sentences of a side that have no counterpart."""
    return {
        n for bead in beads if bead[1 - side][0] == bead[1 - side][1] for n in range(*bead[side])
    }


def whole(beads: Sequence[Sides]) -> set[Sides]:
    return {bead for bead in beads if all(first < last for first, last in bead)}


def share(part: int, of: int) -> float:
    return part / of if of else float("nan")


def aligners(model: Embedder) -> Iterator[tuple[str, Aligner]]:
    """This one, and those of others that are installed."""

    def encode(texts: Sequence[str]):
        return remembered(model, texts)

    def ours(sources: Sequence[str], targets: Sequence[str]) -> list[Sides]:
        return [(bead.source, bead.target) for bead in align(sources, targets, encode)]

    yield "mtcheck", ours
    if find_spec("sentweave"):
        import sentweave

        def vecalign(
            sources: Sequence[str], targets: Sequence[str], deletion: float = 0.2
        ) -> list[Sides]:
            settings = {"del_percentile_frac": deletion}
            found = sentweave.align(sources, targets, encode, **settings).alignments
            return ranges([(bead.src_indices, bead.tgt_indices) for bead in found])

        yield "sentweave", vecalign
        yield "  tuned", partial(vecalign, deletion=TUNED)
    else:
        print("sentweave is not installed: not compared")
    if find_spec("galechurch"):
        import galechurch

        def lengths(sources: Sequence[str], targets: Sequence[str]) -> list[Sides]:
            found = galechurch.align(sources, targets).beads
            return [
                ((bead.source_start, bead.source_end), (bead.target_start, bead.target_end))
                for bead in found
            ]

        yield "galechurch", lengths
    else:
        print("galechurch is not installed: not compared")


def ranges(beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Sides]:
    """Lists of numbers as ranges; an empty one lies where the side goes on."""
    ends = [0, 0]
    found = []
    for bead in beads:
        sides = [(ends[n], ends[n] + len(numbers)) for n, numbers in enumerate(bead)]
        ends = [last for _, last in sides]
        found.append((sides[0], sides[1]))
    return found


def measure(name: str, half: int, seeds: int, known: list[tuple[str, Aligner]]) -> None:
    found_documents = documents(name)
    everything = [pair for document in found_documents for pair in document]
    counts = [Count() for _ in known]
    for seed in range(seeds):
        for number, pairs in enumerate(found_documents):
            made = damaged(pairs, everything, f"{seed} {name} {number}")
            if (number % 2 != half and name not in UNSEEN) or not all(made[:2]):
                continue
            for (_, aligner), count in zip(known, counts, strict=True):
                count.add(aligner(made.sources, made.targets), made.beads)
    for (label, _), count in zip(known, counts, strict=True):
        print(f"{name:<30} {label:<10} {count}", flush=True)


def book(length: int, model: Embedder) -> None:
    """One document of `length` sentences: NTREX over and over, with a running number."""
    pairs = inputs.pairs("ntrex.de-en", length)
    made = damaged(pairs, pairs, "book")
    spent = 0.0

    def encode(texts: Sequence[str]):  # what embedding takes is counted apart
        nonlocal spent
        began = time.process_time()
        vectors = model.encode(texts)
        spent += time.process_time() - began
        return vectors

    began = time.process_time()
    beads = [(b.source, b.target) for b in align(made.sources, made.targets, encode)]
    took = time.process_time() - began - spent
    right = len(whole(beads) & whole(made.beads))
    f1 = share(2 * right, len(whole(beads)) + len(whole(made.beads)))
    print(f"book of {length}: {took:.1f} s beyond {spent:.0f} s of embedding, F1 {f1:.4f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--half", choices=("odd", "even"), default="even")
    options.add_argument("--book", type=int)
    chosen = options.parse_args()
    model = embedder()
    if chosen.book:
        return book(chosen.book, model)
    known = list(aligners(model))
    for name in SETS:
        measure(name, ("even", "odd").index(chosen.half), chosen.seeds, known)
    return None


if __name__ == "__main__":
    main()
