"""What the rules find of each perturbation of DEMETR, beside the source, and what they say of the
good sides.

    python bench/measure_demetr.py [PART OF A NAME]

A row counts as found where a rule fires on the perturbed side that is silent on the good one.
"""

from __future__ import annotations

import sys
from collections import Counter

import inputs

from mtcheck import rules
from mtcheck.engine import Engine

Flags = set[tuple[int, str]]
"""Number of a row and id of a rule."""


def flags(engine: Engine, kind: str, side: str) -> Flags:
    """What fires on one side of all rows of a perturbation."""
    return {
        (int(finding.segment), finding.rule)
        for batch in inputs.demetr(kind, side)
        for finding in engine.check(batch).findings
    }


def main(part: str) -> None:
    """Print a line for each perturbation: found, alarms on good sides, by which rules."""
    engine = Engine(rules.load().select())
    for kind in inputs.demetr_kinds():
        if part not in kind:
            continue
        count = sum(len(batch) for batch in inputs.demetr(kind, "bad"))
        good, bad = flags(engine, kind, "good"), flags(engine, kind, "bad")
        new = bad - good
        found, alarms = {row for row, _ in new}, {row for row, _ in good}
        share, noise = 100 * len(found) / count, 100 * len(alarms) / count
        by_rule = Counter(rule for _, rule in new).most_common(4)
        named = ", ".join(f"{rule} {n}" for rule, n in by_rule)
        print(f"{kind:32}{count:5} rows {share:6.1f} % found {noise:5.1f} % of good sides: {named}")
        if part:
            missed(kind, found, good)


def missed(kind: str, found: set[int], good: Flags) -> None:
    """Print some rows that were not found, and the alarms."""
    for batch in inputs.demetr(kind, "bad"):
        rows = [row for row in range(len(batch)) if int(batch.ids[row]) not in found]
        for row in rows[:12]:
            print(f"   missed: {batch.targets[row]}\n           {(batch.sources or [''])[row]}")
    print("   alarms:", Counter(rule for _, rule in good).most_common(8))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
