"""Recall on DEMETR's repeated words, and alarms on its good sides.

python bench/measure_demetr.py
"""

from __future__ import annotations

import inputs

from mtcheck import rules
from mtcheck.batch import Row, batches
from mtcheck.engine import Engine

REPETITION = (
    "adjacent-duplicate-word",
    "adjacent-duplicate-phrase",
    "coordinated-duplicate",
    "oscillation",
)


def flagged(texts: list[str]) -> set[int]:
    """Numbers of the texts in which a rule of repetition fires."""
    engine = Engine(rules.load().select(REPETITION))
    rows = (Row(str(n), text, n, target_lang="en") for n, text in enumerate(texts))
    return {int(f.segment) for b in batches("demetr", rows) for f in engine.check(b).findings}


if __name__ == "__main__":
    for kind in ("minor_id1_repeat2", "minor_id2_repeat4"):
        good, bad = inputs.demetr(kind)
        found, alarms = flagged(bad), flagged(good)
        print(
            f"{kind}: {len(found)} of {len(bad)} found ({100 * len(found) / len(bad):.1f} %), ",
            end="",
        )
        print(f"{len(alarms)} alarms on the good sides ({100 * len(alarms) / len(good):.1f} %)")
        for number in sorted(set(range(len(bad))) - found)[:12]:
            print("   missed:", bad[number][-60:])
        for number in sorted(alarms)[:5]:
            print("   alarm:", good[number][:150])
