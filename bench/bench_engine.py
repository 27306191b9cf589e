"""Segments a second of the engine, as ratios in one run.

    python bench/bench_engine.py [SEGMENTS]
    python bench/bench_engine.py pairs [PAIRS]

Prints the rate of the engine with all default rules on English segments of about 120 characters,
the same rules as one Python `re` after another, and what each rule costs. `pairs`: the same for
English beside its Chinese source, with and without verification of the language.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

import inputs

from mtcheck import rules
from mtcheck.batch import Batch, Row, batches
from mtcheck.engine import Engine
from mtcheck.rules import RuleSet

HAND_WRITTEN = (
    r"&\s?#?\w{2,31}\s?;",
    r"(?i)\b(\w+) \1\b",
    r"(?i)\b(\w+(?: \w+){1,5}) \1\b",
    r"(?i)\b(\w+(?: \w+){0,3}) (?:and|or) \1\b",
    r"(?i)\b(\w+(?:,? \w+){0,5})(?:,? \1){2,}\b",
    r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]+",
    r"[()\[\]（）【】]",
    r"[“”\"]",
)
"""What a regex user writes for the kinds that are no patterns here: entities to balance."""


def python_re(pattern: str) -> str:
    """An RE2 pattern in the words of `re`."""
    pattern = re.sub(r"\\x\{([0-9a-f]+)\}", lambda m: f"\\U{int(m[1], 16):08x}", pattern)
    for ours, theirs in (("L", "A-Za-zÀ-ɏ"), ("Lu", "A-ZÀ-Þ"), ("Ll", "a-zß-ɏ"), ("N", "0-9")):
        pattern = pattern.replace(
            f"\\p{{{ours}}}", theirs if in_class(pattern, ours) else f"[{theirs}]"
        )
    return re.sub(r"\\p\{\w+\}", "\u0600-\u06ff", pattern)


def in_class(pattern: str, name: str) -> bool:
    """Whether the first `\\p{name}` stands inside brackets."""
    before = pattern[: pattern.find(f"\\p{{{name}}}")]
    return before.count("[") - before.count(r"\[") > before.count("]") - before.count(r"\]")


def patterns(engine: Engine) -> list[re.Pattern[str]]:
    plan = engine._compile(None, "en", frozenset({"target", "document"}))
    compiled = []
    for pattern in plan.targets.patterns.patterns:
        try:
            compiled.append(re.compile(python_re(pattern)))
        except re.error as error:
            print(f"left out of the baseline: {pattern[:40]}: {error}")
    return compiled + [re.compile(pattern) for pattern in HAND_WRITTEN]


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Least CPU seconds of some runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main(count: int) -> None:
    texts = inputs.english_segments(count)
    rows = (
        Row(str(n), text, n, document=str(n // 20), target_lang="en")
        for n, text in enumerate(texts, 1)
    )
    made = list(batches("bench", rows))
    everything = rules.load().select()
    engine = Engine(everything)
    whole = seconds(lambda: [engine.check(batch) for batch in made])
    mean = sum(map(len, texts)) / count
    print(f"{count} segments of {mean:.0f} characters, {len(everything)} rules")
    print(f"engine: {count / whole:,.0f} segments per CPU second")
    one_by_one = patterns(engine)
    sample = texts[: max(count // 50, 1)]
    naive = seconds(lambda: [p.search(t) for t in sample for p in one_by_one], 1) / len(sample)
    print(f"{len(one_by_one)} patterns, one `re` after another: {1 / naive:,.0f} per CPU second")
    print(f"ratio: {naive / (whole / count):.0f}")
    costs(everything, made, whole)


def pairs(count: int) -> None:
    """The rate on pairs, and what each rule costs there."""
    rows = (
        Row(str(n), target, n, source, None, None, "zh", "en")
        for n, (source, target) in enumerate(inputs.pairs("ntrex.zh-en", count), 1)
    )
    made = list(batches("bench", rows))
    everything = rules.load().select()
    for title, chosen in (
        ("all default rules", everything),
        ("without wrong-language", everything.select(["all"], ["wrong-language"])),
    ):
        engine = Engine(chosen)
        whole = seconds(lambda e=engine: [e.check(batch) for batch in made])
        print(f"{title}: {count / whole:,.0f} zh-en pairs per CPU second")
    costs(everything, made, whole)


def costs(everything: RuleSet, made: list[Batch], whole: float) -> None:
    """Cost of each rule alone, less that of an engine without rules, as a share of the whole."""
    bare = Engine(RuleSet(()))
    base = seconds(lambda: [bare.check(batch) for batch in made])
    print(f"{'without any rule':<36}{100 * base / whole:5.1f} %")
    for rule in everything:
        alone = Engine(RuleSet((rule,)))
        alone.check(made[0])
        cost = seconds(lambda e=alone: [e.check(batch) for batch in made])
        print(f"{rule.id:<36}{100 * max(cost - base, 0) / whole:5.1f} %")


if __name__ == "__main__":
    words = sys.argv[1:]
    run = pairs if words[:1] == ["pairs"] else main
    run(int(words[-1]) if words and words[-1].isdigit() else 100_000)
