"""What each rule finds on good and on machine-translated text, with samples to read.

    python bench/measure_rules.py                    the table
    python bench/measure_rules.py --read RULE -n 30  what RULE flags, to be read by a person
    python bench/measure_rules.py --write            the figures into the rule files

What a reader judged stands in verdicts.tsv: rule, findings read, findings right, a note.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterable

import inputs

from mtcheck import rules
from mtcheck.batch import Batch
from mtcheck.engine import Engine
from mtcheck.model import Finding

MEASURED_ON = "MT: WMT and TED documents, zh-en and en-de; clean: NTREX and newstest2020, English"


def run(batches: Iterable[Batch]) -> tuple[list[tuple[Finding, str]], float, int]:
    """Findings with their segment, words, segments."""
    engine = Engine(rules.load().select())
    found, words, segments = [], 0.0, 0
    for batch in batches:
        checked = engine.check(batch)
        rows = {id: row for row, id in enumerate(batch.ids)}
        found += [(f, batch.targets[rows[f.segment]]) for f in checked.findings]
        words += sum(part.words for part in checked.documents)
        segments += len(batch)
    return found, words, segments


def sets() -> dict[str, Iterable[Batch]]:
    """The sets measured, by name."""
    named = {name: inputs.clean(name) for name in inputs.SILENCE}
    for name in ("ntrex.en-de", "newstest2021.en-de.refA", "ntrex.en-ru", "ntrex.en-zh"):
        named[name] = inputs.clean(name)
    named["MT zh-en"] = inputs.documents("zh-en", human=False)
    named["MT en-de"] = inputs.documents("en-de", human=False)
    return named


def table() -> None:
    totals: dict[str, Counter[str]] = {}
    columns = []
    for name, batches in sets().items():
        found, words, segments = run(batches)
        columns.append((name, len(found), words, segments))
        for finding, _ in found:
            totals.setdefault(finding.rule, Counter())[name] += 1
    print("rule".ljust(34), *(name[:13].rjust(14) for name, *_ in columns))
    for rule in sorted(totals):
        print(rule.ljust(34), *(str(totals[rule][name]).rjust(14) for name, *_ in columns))
    print("findings".ljust(34), *(str(n).rjust(14) for _, n, _, _ in columns))
    print("words".ljust(34), *(f"{w:.0f}".rjust(14) for _, _, w, _ in columns))
    print("per 1,000 words".ljust(34), *(f"{1000 * n / w:.3f}".rjust(14) for _, n, w, _ in columns))
    print(
        "per 1,000 segments".ljust(34), *(f"{1000 * n / s:.2f}".rjust(14) for _, n, _, s in columns)
    )


def read(rule: str, count: int, where: str) -> None:
    chosen = {name: b for name, b in sets().items() if where in name}
    found = [
        (name, *pair) for name, b in chosen.items() for pair in run(b)[0] if pair[0].rule == rule
    ]
    random.Random(1).shuffle(found)
    print(f"{rule}: {len(found)} findings in {', '.join(chosen)}")
    for name, finding, text in found[:count]:
        span = finding.spans[0]
        left = text[max(0, span.start - 60) : span.start]
        print(f"[{name[:12]}] …{left}⟦{span.text}⟧{text[span.end : span.end + 50]}…")


def write() -> None:
    """Write the table `[measured]` of every rule file. Never edit that table by hand."""
    silence = run(batch for name in inputs.SILENCE for batch in inputs.clean(name))
    machine = run(b for pair in ("zh-en", "en-de") for b in inputs.documents(pair, human=False))
    clean_flags = Counter(finding.rule for finding, _ in silence[0])
    flags = Counter(finding.rule for finding, _ in machine[0])
    with (inputs.ROOT / "bench" / "verdicts.tsv").open(encoding="utf-8", newline="") as lines:
        verdicts = {row["rule"]: row for row in csv.DictReader(lines, delimiter="\t")}
    for rule in rules.load():
        table = {
            "on": MEASURED_ON,
            "flags_per_1000_segments": round(1000 * flags[rule.id] / machine[2], 2),
            "clean_flags_per_1000_words": round(1000 * clean_flags[rule.id] / silence[1], 4),
        }
        if verdict := verdicts.get(rule.id):
            table["read"] = int(verdict["read"])
            table["precision"] = round(int(verdict["right"]) / int(verdict["read"]), 2)
            if verdict["note"]:
                table["note"] = verdict["note"]
        text = rule.path.read_text(encoding="utf-8").split("\n[measured]")[0].rstrip()
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
        rule.path.write_text("\n".join([text, "", "[measured]", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("-n", type=int, default=30)
    parser.add_argument("--in", dest="where", default="")
    arguments = parser.parse_args()
    if arguments.write:
        write()
    elif arguments.read:
        read(arguments.read, arguments.n, arguments.where)
    else:
        table()
