"""How well `omission` and `addition` find sentences dropped from documents and put into them, as a
user would check two files of plain text.

    OPENBLAS_NUM_THREADS=1 python bench/measure_omissions.py [--half odd|even] [--seeds N]

Both files hold a title and paragraphs, of three segments in the source and two in the target, and
mtcheck splits them into sentences itself and aligns these. One segment in twelve is dropped from
the target; then, in another run, a segment of another document is put behind one in twelve. A
finding is right where it lies in such a segment, and a segment counts as found where a finding lies
in it. The same documents without damage say what the rules find where nothing is wrong.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import inputs
from measure_alignment import documents, share

from mtcheck import readers, rules
from mtcheck.engine import Engine
from mtcheck.findings import Finding
from mtcheck.readers import ReadOptions

SETS = (
    "ntrex.zh-en",
    "ntrex.de-en",
    "ntrex.ru-en",
    "ntrex.ja-en",
    "newstest2021.zh-en.refA",
    "newstest2021.de-en.refA",
    "newstest2021.ru-en.refB",
)
RULES = ("omission", "addition")
RATE = 12
PART = 24
"""Segments of a document of a set that names none."""
Pairs = Sequence[tuple[str, str]]


class Checked(NamedTuple):
    findings: list[tuple[str, str]]
    """Rule and quoted sentence."""
    words: float


def parts(name: str) -> list[Pairs]:
    """The documents; a set that names none is cut."""
    found = documents(name)
    if len(found) > 1:
        return [*found]
    return [pairs[n : n + PART] for pairs in found for n in range(0, len(pairs), PART)]


def paragraphs(segments: Sequence[str], size: int, joint: str) -> str:
    """The title, and paragraphs of `size` segments."""
    lines = [joint.join(segments[n : n + size]) for n in range(1, len(segments), size)]
    return "\n".join([*segments[:1], *lines]) + "\n"


def check(
    engine: Engine, langs: Sequence[str], sources: Sequence[str], targets: Sequence[str]
) -> Checked:
    joint = "" if langs[0] in ("zh", "ja") else " "
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source.txt", Path(folder) / "target.txt"
        source.write_text(paragraphs(sources, 3, joint), encoding="utf-8")
        target.write_text(paragraphs(targets, 2, " "), encoding="utf-8")
        options = ReadOptions(
            source_path=source, source_lang=langs[0], target_lang=langs[1], align="always"
        )
        found: list[tuple[str, str]] = []
        words = 0.0
        for batch in readers.read(target, options):
            result = engine.check(batch)
            words += sum(part.words for part in result.documents)
            found.extend((one.rule, quoted(one)) for one in result.findings)
    return Checked(found, words)


def quoted(finding: Finding) -> str:
    """What the finding lies in, without white space."""
    return bare(finding.spans[0].text)


def bare(text: str) -> str:
    return "".join(text.split())


def dropped(pairs: Pairs, chance: random.Random) -> tuple[list[str], list[str], list[str]]:
    """Both sides, and the sources whose targets are gone."""
    gone = {n for n in range(len(pairs)) if chance.randrange(RATE) == 0}
    targets = [target for n, (_, target) in enumerate(pairs) if n not in gone]
    return [source for source, _ in pairs], targets, [pairs[n][0] for n in sorted(gone)]


def inserted(
    pairs: Pairs, others: Pairs, chance: random.Random
) -> tuple[list[str], list[str], list[str]]:
    """Both sides, and the targets that were put in."""
    targets, new = [], []
    for _, target in pairs:
        targets.append(target)
        if chance.randrange(RATE) == 0:
            new.append(chance.choice(others)[1])
            targets.append(new[-1])
    return [source for source, _ in pairs], targets, new


class Tally:
    def __init__(self) -> None:
        self.right = self.flags = self.found = self.made = 0

    def add(self, rule: str, checked: Checked, made: Sequence[str]) -> None:
        flags = [text for name, text in checked.findings if name == rule]
        places = [bare(text) for text in made]
        together = "".join(places)  # a sentence of the splitter may be of two segments
        self.right += sum(text in together for text in flags)
        self.flags += len(flags)
        self.found += sum(any(text in place or place in text for text in flags) for place in places)
        self.made += len(places)

    def __str__(self) -> str:
        precision, recall = share(self.right, self.flags), share(self.found, self.made)
        return f"P {precision:.3f} ({self.flags}) R {recall:.3f} ({self.made})"


def halves(name: str, half: int) -> Iterator[tuple[int, Pairs]]:
    for number, pairs in enumerate(parts(name)):
        if number % 2 == half:
            yield number, pairs


def measure(engine: Engine, name: str, half: int, seeds: int) -> None:
    everything = [pair for pairs in parts(name) for pair in pairs]
    langs = name.split(".")[1].split("-")
    omissions, additions = Tally(), Tally()
    quiet = dict.fromkeys(RULES, 0)
    words = 0.0
    for number, pairs in halves(name, half):
        clean = check(engine, langs, [s for s, _ in pairs], [t for _, t in pairs])
        words += clean.words
        for rule, text in clean.findings:
            quiet[rule] += 1
            if VERBOSE:
                print(f"  {name} {number} {rule}: {text}")
        for seed in range(seeds):
            chance = random.Random(f"{seed} {name} {number}")
            sources, targets, gone = dropped(pairs, chance)
            omissions.add("omission", check(engine, langs, sources, targets), gone)
            sources, targets, new = inserted(pairs, everything, chance)
            additions.add("addition", check(engine, langs, sources, targets), new)
    print(f"{name:<26} omission {omissions}  addition {additions}", end="")
    print(f"  untouched: {quiet} in {words:.0f} words", flush=True)


VERBOSE = False


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("odd", "even"), default="even")
    options.add_argument("--seeds", type=int, default=2)
    chosen = options.parse_args()
    inputs.data()
    engine = Engine(rules.load([]).select(RULES, []))
    for name in SETS:
        measure(engine, name, ("even", "odd").index(chosen.half), chosen.seeds)


if __name__ == "__main__":
    main()
