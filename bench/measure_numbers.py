"""How often a number changed in human translations is told, by what the number is.

    python bench/measure_numbers.py            of each set the share told
    python bench/measure_numbers.py --missed   with what was not told

One digit of one number of each segment is exchanged (seeded): a figure between two that a reader
would not doubt. What is rounded or converted beside it (300 km, about 190 miles) may be right.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import inputs

from mtcheck import rules
from mtcheck.batch import Row, batches
from mtcheck.engine import Engine

SETS = ("ntrex.de-en", "ntrex.ru-en", "ntrex.ja-en", "newstest2020.zh-en.Human-A.0", "ntrex.en-de")
_NUMBER = re.compile(r"(?<![\w.,:/-])[0-9]+(?:[.,][0-9]+)*(?![\w.,:/-]*[0-9])")
_PERCENT = re.compile(r"\s?(?:%|percent|per cent|Prozent)")


class Changed(NamedTuple):
    """A segment of which one number says something else."""

    kind: str
    was: str
    is_: str
    source: str
    target: str


def kind_of(text: str, number: re.Match[str]) -> str:
    if _PERCENT.match(text, number.end()):
        return "percent"
    if re.fullmatch("(?:19|20)[0-9]{2}", number[0]):
        return "year"
    if not number[0].isdigit():
        return "with a mark"
    return {1: "one digit", 2: "two digits"}.get(len(number[0]), "more digits")


def another(number: str, chance: random.Random) -> str:
    """The number with another digit, of the same length."""
    place = chance.choice([at for at, sign in enumerate(number) if sign.isdigit()])
    digits = [d for d in "0123456789" if d != number[place] and (place or d != "0")]
    return number[:place] + chance.choice(digits) + number[place + 1 :]


def changed(name: str) -> Iterator[Changed]:
    chance = random.Random(4)
    for batch in inputs.clean(name, with_source=True):
        for source, target in zip(batch.sources or (), batch.targets, strict=True):
            if numbers := list(_NUMBER.finditer(target)):
                one = chance.choice(numbers)
                new = another(one[0], chance)
                text = target[: one.start()] + new + target[one.end() :]
                yield Changed(kind_of(target, one), one[0], new, source, text)


def told(name: str, segments: list[Changed]) -> set[int]:
    """Which of them have a finding of a rule about numbers."""
    default = rules.load().select()
    engine = Engine(default.select([rule.id for rule in default if rule.kind == "numbers"], []))
    source, target = name.split(".")[1].split("-")
    made = (
        Row(str(n), one.target, n, one.source, None, None, source, target)
        for n, one in enumerate(segments)
    )
    found = (finding for batch in batches(name, made) for finding in engine.check(batch).findings)
    return {int(finding.segment) for finding in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    for name in SETS:
        segments = list(changed(name))
        found = told(name, segments)
        every = Counter(one.kind for one in segments)
        hits = Counter(one.kind for n, one in enumerate(segments) if n in found)
        share = ", ".join(f"{kind} {hits[kind]}/{every[kind]}" for kind in sorted(every))
        print(f"{name:<30} {len(found) / len(segments):.1%}  {share}")
        for one in (one for n, one in enumerate(segments) if options.missed and n not in found):
            print(f"  {one.was} -> {one.is_} | {one.source} | {one.target}")


if __name__ == "__main__":
    main()
