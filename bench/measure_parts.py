"""How well a sentence that is missing in a segment, or too much in it, is found, by lengths alone
and with embeddings.

    OPENBLAS_NUM_THREADS=1 python bench/measure_parts.py

Two neighbours of a set are made one segment. In the target one of the two is left out; then the
source is one of them and the target both. A finding is right where it lies in what was left out or
put in, save those of the rules about length, which name no part. The segments as they are say what
is told where nothing was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import inputs

from mtcheck import rules
from mtcheck.batch import Row, batches
from mtcheck.engine import Engine
from mtcheck.model import Finding

SETS = (
    "ntrex.zh-en",
    "ntrex.de-en",
    "ntrex.ru-en",
    "ntrex.ja-en",
    "newstest2021.zh-en.refA",
    "newstest2021.ru-en.refA",
    "newstest2020.en-de.Human-A.0",
    "newstest2021.en-zh.refA",
    "newstest2021.en-ru.refB",
)
LENGTHS = ("target-too-short", "target-too-long")
PARTS = ("partial-omission", "partial-addition")
SPACELESS = ("zh", "ja")
Pairs = Sequence[tuple[str, str]]
Made = Sequence[tuple[str, str, str]]
"""Source, target, and what was left out or put in."""


def engine() -> Engine:
    found = rules.load([]).select([*LENGTHS, *PARTS], [])
    return Engine(found.with_overrides({rule: {"options": {"backend": "use"}} for rule in PARTS}))


def check(checker: Engine, pairs: Pairs, langs: Sequence[str]) -> dict[int, Finding]:
    """The findings by number of the pair."""
    rows = (
        Row(str(n), target, n, source, None, None, *langs)
        for n, (source, target) in enumerate(pairs)
    )
    return {
        int(f.segment): f for part in batches("made", rows) for f in checker.check(part).findings
    }


def pairs_of(name: str) -> list[tuple[str, str]]:
    return [
        (source, target)
        for batch in inputs.clean(name, with_source=True)
        for source, target in zip(batch.sources or (), batch.targets, strict=True)
    ]


def neighbours(pairs: Pairs) -> Iterator[tuple[int, tuple[str, str], tuple[str, str]]]:
    for number in range(0, len(pairs) - 1, 2):
        yield number // 2, pairs[number], pairs[number + 1]


def joint(lang: str) -> str:
    return "" if lang in SPACELESS else " "


def left_out(pairs: Pairs, langs: Sequence[str]) -> Made:
    """Both sources, and the target of the one or the other."""
    return [
        (joint(langs[0]).join((one[0], two[0])), *((one[1], two[0]) if n % 2 else (two[1], one[0])))
        for n, one, two in neighbours(pairs)
    ]


def put_in(pairs: Pairs, langs: Sequence[str]) -> Made:
    """The source of the one or the other, and both targets."""
    return [
        (
            (one if n % 2 else two)[0],
            joint(langs[1]).join((one[1], two[1])),
            (two if n % 2 else one)[1],
        )
        for n, one, two in neighbours(pairs)
    ]


def told(checker: Engine, made: Made, langs: Sequence[str]) -> str:
    """The share told by lengths alone, and by all; of the parts told, the share that is right."""
    found = check(checker, [(source, target) for source, target, _ in made], langs)
    parts = {n: f.spans[0].text for n, f in found.items() if f.rule in PARTS}
    right = sum(text in made[n][2] or made[n][2] in text for n, text in parts.items())
    by_length = (len(found) - len(parts)) / len(made)
    return f"{by_length:.2f} -> {len(found) / len(made):.2f} (right {right} of {len(parts)})"


def main() -> None:
    checker = engine()
    for name in SETS:
        langs, pairs = name.split(".")[1].split("-"), pairs_of(name)
        untouched = [f.rule for f in check(checker, pairs, langs).values()]
        quiet = {rule: untouched.count(rule) for rule in (*LENGTHS, *PARTS)}
        omitted, added = (told(checker, make(pairs, langs), langs) for make in (left_out, put_in))
        print(f"{name:<28} omitted {omitted}  added {added}", flush=True)
        print(f"{'':<28} of {len(pairs)} untouched segments: {quiet}", flush=True)


if __name__ == "__main__":
    main()
