"""How well the similarity rules find hallucinations, and what they flag in clean text.

    OPENBLAS_NUM_THREADS=1 python bench/measure_similarity.py

Hallucinations are those of Guerreiro et al. (de-en); AUROC is that of the cosine, of the length of
the target against what the source lets expect, and of both together. The rules are measured on
either half of the ids, alone and with those about repetition, which need no embeddings.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence

import inputs
import numpy as np
from numpy.typing import NDArray

from mtcheck import rules
from mtcheck.batch import Row, batches
from mtcheck.embed import embedder, similarities
from mtcheck.engine import Engine
from mtcheck.text.columns import TextColumn
from mtcheck.text.lengths import LengthModel

CLEAN = ("ntrex.zh-en", "ntrex.de-en", "ntrex.ru-en", "newstest2020.zh-en.Human-A.0")
RULES = ("detached-translation", "translation-in-circles", "misplaced-translation")
REPETITION = (
    "adjacent-duplicate-phrase",
    "adjacent-duplicate-word",
    "coordinated-duplicate",
    "name-doubled",
    "oscillation",
    "target-too-long",
    "x-of-x",
)
"""What else tells by default that an engine goes round in circles or does not stop."""
TUNED = 0
"""The half of the ids that thresholds and REPETITION were chosen for."""


def engine(also: Sequence[str] = ()) -> Engine:
    found = rules.load([]).select([*RULES, *also], [])
    return Engine(found.with_overrides({rule: {"options": {"backend": "use"}} for rule in RULES}))


def auroc(low: NDArray[np.float32], high: NDArray[np.float32]) -> float:
    """How often one of `low` is below one of `high`; a tie counts half."""
    return float(np.mean([np.mean(high > one) + np.mean(high == one) / 2 for one in low]))


def hallucinations() -> list[dict[str, str]]:
    path = inputs.data() / "halluc" / "guerreiro_de-en.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def labelled(rows: Sequence[dict[str, str]], label: str) -> NDArray[np.bool_]:
    return np.array([row[label] == "1" for row in rows])


def measure_cosine(rows: Sequence[dict[str, str]]) -> None:
    model = embedder()
    cosines = similarities(
        model.encode([row["src"] for row in rows]), model.encode([row["mt"] for row in rows])
    )
    other = cosines[~labelled(rows, "hallucination") & ~labelled(rows, "omission")]
    for label in ("full_unsupport", "hallucination", "omission"):
        print(f"AUROC {label:<16} {auroc(cosines[labelled(rows, label)], other):.3f}")
    measure_omission(rows, cosines)


def measure_omission(rows: Sequence[dict[str, str]], cosines: NDArray[np.float32]) -> None:
    """What lengths tell of omissions, alone and with the cosine."""
    rule = rules.load([]).get("target-too-short")
    model = LengthModel.of(rule.table("lengths.tsv"), "de", "en")
    assert model is not None
    sides = (TextColumn([row[side] for row in rows]) for side in ("src", "mt"))
    source, target = model.lengths(*sides)
    ratio = np.log((target + 8) / (source + 8)).astype(np.float32)
    omission = labelled(rows, "omission")
    other = ~labelled(rows, "hallucination") & ~omission
    for name, score in (("length", ratio), ("length and cosine", ratio + cosines / 4)):
        print(f"AUROC omission by {name:<18} {auroc(score[omission], score[other]):.3f}")


def measure_rules(rows: Sequence[dict[str, str]], name: str, checker: Engine) -> None:
    made = (
        Row(str(n), row["mt"], n, row["src"], None, None, "de", "en") for n, row in enumerate(rows)
    )
    findings = [f for batch in batches("made", made) for f in checker.check(batch).findings]
    flagged = {int(finding.segment) for finding in findings}
    bad, full = labelled(rows, "hallucination"), labelled(rows, "full_unsupport")
    right = sum(bad[n] for n in flagged)
    print(
        f"{name:<32} flags {len(flagged):>3}  P {right / len(flagged):.3f}"
        f"  R {right / bad.sum():.3f}  R of full {sum(full[n] for n in flagged) / full.sum():.3f}"
    )


def measure_clean(name: str) -> None:
    checker, flags, words = engine(), 0, 0
    for batch in inputs.clean(name, with_source=True):
        flags += len(checker.check(batch).findings)
        words += sum(len(target.split()) for target in batch.targets)
    print(f"{name:<30} {flags:>3} flags  {1000 * flags / words:.3f} per 1,000 words")


def main() -> None:
    rows = hallucinations()
    measure_cosine(rows)
    for what, also in (("", ()), (" with repetition", REPETITION)):
        checker = engine(also)
        for half in (0, 1):
            name = ("tuned half" if half == TUNED else "other half") + what
            measure_rules([row for row in rows if int(row["id"]) // 2 % 2 == half], name, checker)
        measure_rules(rows, "all" + what, checker)
    for name in CLEAN:
        measure_clean(name)


if __name__ == "__main__":
    main()
