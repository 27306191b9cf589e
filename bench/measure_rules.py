"""What each rule finds on good and on machine-translated text, with samples to read.

    python bench/measure_rules.py                       the table
    python bench/measure_rules.py --rule RULE           the table of one rule, preview or not
    python bench/measure_rules.py --read RULE -n 30     what RULE flags, to be read by a person
    python bench/measure_rules.py --in NAME             only sets whose name holds NAME
    python bench/measure_rules.py --write               the figures into the rule files

What a reader judged stands in verdicts.tsv: rule, findings read, findings right, a note.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterable

import inputs

from mtcheck import corpus, rules
from mtcheck.batch import Batch
from mtcheck.engine import Engine
from mtcheck.model import Finding
from mtcheck.rule import Rule
from mtcheck.rules import RuleSet

Found = tuple[Finding, str, str]
"""A finding with the target and the source of its segment."""

MEASURED_ON = (
    "MT: WMT and TED documents, zh-en and en-de; clean: NTREX and newstest2020/2021, 8 pairs"
)


def selected(only: str = "") -> RuleSet:
    """One rule, whatever its status, or the default selection."""
    return RuleSet((rules.load().get(only),)) if only else rules.load().select()


def run(batches: Iterable[Batch], chosen: RuleSet) -> tuple[list[Found], float, int]:
    """Findings with their segments, words, segments."""
    engine = Engine(chosen)
    found, words, segments = [], 0.0, 0
    whole, numbered = corpus.Corpus(), []
    for batch in batches:
        checked = engine.check(batch)
        numbered.append((whole.add(batch, checked), batch))
        rows = {id: row for row, id in enumerate(batch.ids)}
        found += [_with_texts(f, batch, rows[f.segment]) for f in checked.findings]
        words += sum(part.words for part in checked.documents)
        segments += len(batch)
    compared = corpus.findings(engine, whole.conflicts(), numbered)
    return found + [_with_texts(f, batch, 0) for batch, f in compared], words, segments


def _with_texts(finding: Finding, batch: Batch, row: int) -> Found:
    return finding, batch.targets[row], batch.sources[row] if batch.sources else ""


def sets() -> dict[str, Iterable[Batch]]:
    """The sets measured, by name: human text alone, human text beside its source, real MT."""
    named = {f"{name} (target)": inputs.clean(name) for name in inputs.SILENCE}
    named |= {name: inputs.clean(name, with_source=True) for name in inputs.PAIRS}
    for pair in ("zh-en", "en-de"):
        named[f"MT {pair}"] = inputs.documents(pair, human=False, with_source=True)
    return named


def table(only: str, where: str) -> None:
    """Print findings by rule, a column for each set."""
    totals: dict[str, Counter[str]] = {}
    columns = []
    for name, batches in sets().items():
        if where not in name:
            continue
        found, words, segments = run(batches, selected(only))
        columns.append((name, len(found), words, segments))
        for finding, _, _ in found:
            totals.setdefault(finding.rule, Counter())[name] += 1
    heads = [re.sub(r"^n(trex|ewstest20)|uman", "", name)[:12] for name, *_ in columns]
    print("rule".ljust(30), *(head.rjust(12) for head in heads))
    for rule in sorted(totals):
        print(rule.ljust(30), *(str(totals[rule][name]).rjust(12) for name, *_ in columns))
    print("findings".ljust(30), *(str(n).rjust(12) for _, n, _, _ in columns))
    print("words".ljust(30), *(f"{w:.0f}".rjust(12) for _, _, w, _ in columns))
    print("per 1,000 words".ljust(30), *(f"{1000 * n / w:.3f}".rjust(12) for _, n, w, _ in columns))
    rates = (f"{1000 * n / s:.2f}".rjust(12) for _, n, _, s in columns)
    print("per 1,000 segments".ljust(30), *rates)


def read(rule: str, count: int, where: str) -> None:
    """Print findings of one rule at random, with what a reader needs to judge them."""
    chosen = {name: batches for name, batches in sets().items() if where in name}
    found = [
        (name, *pair)
        for name, batches in chosen.items()
        for pair in run(batches, selected(rule))[0]
    ]
    random.Random(1).shuffle(found)
    print(f"{rule}: {len(found)} findings in {', '.join(chosen)}")
    for name, finding, target, source in found[:count]:
        print(f"[{name}] {finding.message}\n    target: {_marked(finding, 'target', target)}")
        if source:
            print(f"    source: {_marked(finding, 'source', source)}")


def _marked(finding: Finding, side: str, text: str) -> str:
    """The text with the places of the finding's segment in brackets."""
    places = {
        (span.start, span.end)
        for span in finding.spans
        if span.side == side and span.segment == finding.segment
    }
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


def write() -> None:
    """Write the table `[measured]` of the rule files, previews too. Never edit that table by hand.

    Rules that need a model or an alignment are left out: what they find is in docs/meaning.md.
    """
    chosen = RuleSet(tuple(rule for rule in rules.load() if _needs_no_model(rule)))
    named = sets()
    humans = run(
        (b for name, batches in named.items() if "MT" not in name for b in batches), chosen
    )
    machine = run((b for name, batches in named.items() if "MT" in name for b in batches), chosen)
    clean_flags = Counter(finding.rule for finding, _, _ in humans[0])
    flags = Counter(finding.rule for finding, _, _ in machine[0])
    with (inputs.ROOT / "bench" / "verdicts.tsv").open(encoding="utf-8", newline="") as lines:
        verdicts = {row["rule"]: row for row in csv.DictReader(lines, delimiter="\t")}
    for rule in chosen:
        table = {
            "on": MEASURED_ON,
            "flags_per_1000_segments": round(1000 * flags[rule.id] / machine[2], 2),
            "clean_flags_per_1000_words": round(1000 * clean_flags[rule.id] / humans[1], 4),
        }
        if verdict := verdicts.get(rule.id):
            table["read"] = int(verdict["read"])
            table["precision"] = round(int(verdict["right"]) / int(verdict["read"]), 2)
            if verdict["note"]:
                table["note"] = verdict["note"]
        text = rule.path.read_text(encoding="utf-8").split("\n[measured]")[0].rstrip()
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
        rule.path.write_text("\n".join([text, "", "[measured]", *lines, ""]), encoding="utf-8")


def _needs_no_model(rule: Rule) -> bool:
    kinds = ("parts", "similarity", "spelling", "topics")
    return rule.kind not in kinds and not rule.options.get("aligned")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read")
    parser.add_argument("--rule", default="")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("-n", type=int, default=30)
    parser.add_argument("--in", dest="where", default="")
    arguments = parser.parse_args()
    if arguments.write:
        write()
    elif arguments.read:
        read(arguments.read, arguments.n, arguments.where)
    else:
        table(arguments.rule, arguments.where)
