"""How well sentence alignment finds what was done to the documents of NTREX.

    OPENBLAS_NUM_THREADS=1 python bench/measure_alignment.py [--documents N] [--book N]

Sentences of either side are merged (into one of two or three), dropped, and inserted from other
documents at random (seeded); then the beads are compared with what is true. `--book` aligns one
document of so many sentences, and says how long it took beyond embedding.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from typing import NamedTuple

import inputs

from mtcheck.align import Bead, align
from mtcheck.embed import Embedder, embedder

SETS = ("ntrex.zh-en", "ntrex.de-en", "ntrex.ru-en", "ntrex.ja-en")
MERGED, DROPPED, INSERTED = 0.12, 0.05, 0.05
Sides = tuple[tuple[int, int], tuple[int, int]]


class Made(NamedTuple):
    sources: list[str]
    targets: list[str]
    beads: list[Sides]


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


def measure(name: str, limit: int | None, model: Embedder) -> None:
    found_documents = documents(name)
    everything = [pair for document in found_documents for pair in document]
    right = found = true = lone_right = lone_found = lone_true = 0
    for number, pairs in enumerate(found_documents[:limit]):
        made = damaged(pairs, everything, f"{name} {number}")
        aligned: list[Bead] = align(made.sources, made.targets, model.encode)
        beads = [(bead.source, bead.target) for bead in aligned]
        right += len(whole(beads) & whole(made.beads))
        found += len(whole(beads))
        true += len(whole(made.beads))
        for side in (0, 1):
            lone_right += len(alone(beads, side) & alone(made.beads, side))
            lone_found += len(alone(beads, side))
            lone_true += len(alone(made.beads, side))
    f1 = share(2 * right, found + true)
    lone = share(lone_right, lone_found), share(lone_right, lone_true)
    print(f"{name:<14} beads {true:>5}  F1 {f1:.4f}  alone: P {lone[0]:.3f} R {lone[1]:.3f}")


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
    options.add_argument("--documents", type=int)
    options.add_argument("--book", type=int)
    chosen = options.parse_args()
    model = embedder()
    if chosen.book:
        return book(chosen.book, model)
    for name in SETS:
        measure(name, chosen.documents, model)
    return None


if __name__ == "__main__":
    main()
