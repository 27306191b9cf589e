"""Recall of the rules that compare source and target as wholes, on damage made to human text.

    python bench/measure_completeness.py

Empty, copied and mixed sides are DEMETR's and NTREX's; half targets, parts and two segments in one
are made from the clean sets at random; targets of another language come from the same segment of
another set. What stands in `alarms` was flagged before any damage.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from typing import NamedTuple

import inputs

from mtcheck import rules
from mtcheck.batch import Row, batches
from mtcheck.engine import Engine

RULES = (
    "empty-target",
    "target-equals-source",
    "wrong-language",
    "source-words-left",
    "source-word-left",
    "target-too-short",
    "target-too-long",
    "untranslated-script",
)
TAGS = {
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
SPACELESS = ("zh", "ja")
SHORTEST = 80
"""Characters of the shortest English side that is cut or doubled."""


class Pair(NamedTuple):
    source: str
    target: str


class Set(NamedTuple):
    source_lang: str
    target_lang: str
    pairs: Sequence[Pair]


def flagged(engine: Engine, made: Set) -> int:
    """Segments of a set in which a rule fires."""
    rows = (
        Row(str(n), pair.target, n, pair.source, None, None, made.source_lang, made.target_lang)
        for n, pair in enumerate(made.pairs)
    )
    found = (f for b in batches("made", rows) for f in engine.check(b).findings)
    return len({finding.segment for finding in found})


def clean_set(name: str) -> Set:
    source_lang, target_lang = name.split(".")[1].split("-")
    batches = inputs.clean(name, with_source=True)
    pairs = [
        Pair(source, target)
        for batch in batches
        for source, target in zip(batch.sources or (), batch.targets, strict=True)
    ]
    return Set(source_lang, target_lang, pairs)


def demetr(kind: str, side: str) -> list[Set]:
    """One kind of damage by source language; `side` is good or bad."""
    by_language: dict[str, list[Pair]] = {}
    with gzip.open(inputs.data() / "demetr" / "demetr.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["pert"] == kind and row["ok"]:
                by_language.setdefault(row["lang"], []).append(Pair(row["src"], row[side]))
    return [Set(TAGS[name], "en", pairs) for name, pairs in by_language.items()]


def part(text: str, lang: str, share: float) -> str:
    """The first `share` of a text, in whole words."""
    if lang in SPACELESS:
        return text[: max(1, int(len(text) * share))]
    words = text.split()
    return " ".join(words[: max(1, int(len(words) * share))])


def copied(made: Set) -> Set:
    return made._replace(pairs=[Pair(pair.source, pair.source) for pair in made.pairs])


def lengths(engine: Engine, made: Set) -> None:
    """Found among targets cut to half, to 20 to 70 %, and joined with the next one."""
    picked = random.Random(1)
    english = 0 if made.source_lang == "en" else 1
    pairs = [pair for pair in made.pairs if len(pair[english]) >= SHORTEST]
    lang = made.target_lang
    damages = {
        "half": [Pair(s, part(t, lang, 0.5)) for s, t in pairs],
        "part": [Pair(s, part(t, lang, picked.uniform(0.2, 0.7))) for s, t in pairs],
        "joined": [Pair(s, f"{t} {pairs[n - 1].target}") for n, (s, t) in enumerate(pairs)],
    }
    for name, damaged in damages.items():
        found = flagged(engine, made._replace(pairs=damaged))
        print(f"  {name} {100 * found / len(damaged):.0f} %", end="")


def languages(engine: Engine) -> None:
    """Found among targets in another language than the one claimed, by NTREX."""
    texts = {"en": [pair.target for pair in clean_set("ntrex.de-en").pairs]}
    for tag in ("de", "ja", "ru", "zh"):
        texts[tag] = [pair.target for pair in clean_set(f"ntrex.en-{tag}").pairs]
    for claimed in texts:
        print(f"claimed {claimed}:", end="")
        for real, targets in texts.items():
            made = Set("fr", claimed, [Pair("", target) for target in targets])
            print(f"  {real} {100 * flagged(engine, made) / len(targets):.1f} %", end="")
        print()


def main() -> None:
    chosen = rules.load()
    every = Engine(chosen.select(RULES))
    for kind in ("base_id33_empty", "critical_id4_codemix"):
        bad, good = demetr(kind, "bad"), demetr(kind, "good")
        found, alarms = (sum(flagged(every, made) for made in sets) for sets in (bad, good))
        by_language = ", ".join(f"{s.source_lang} {flagged(every, s)}" for s in bad)
        print(
            f"{kind}: {found} of {sum(len(s.pairs) for s in bad)}, {alarms} alarms; {by_language}"
        )
    sources = demetr("base_id33_empty", "good")
    total = sum(len(made.pairs) for made in sources)
    print(f"DEMETR copied: {sum(flagged(every, copied(s)) for s in sources)} of {total}")
    length = Engine(chosen.select(("target-too-short", "target-too-long")))
    for name in inputs.PAIRS:
        made = clean_set(name)
        share = flagged(every, copied(made)) / len(made.pairs)
        print(f"{name}: alarms {flagged(every, made)}, copied {100 * share:.1f} %", end="")
        lengths(length, made)
        print()
    languages(Engine(chosen.select(("wrong-language", "untranslated-script"))))


if __name__ == "__main__":
    main()
