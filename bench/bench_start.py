"""CPU seconds of a start, against a bare interpreter in the same run.

python bench/bench_start.py
"""

from __future__ import annotations

import resource
import subprocess
import sys

from inputs import ROOT

ARTICLE = ROOT / "samples" / "text" / "us-japan-alliance.en.txt"


def cpu(*arguments: str) -> float:
    """Least CPU seconds of five runs of a Python process."""
    least = float("inf")
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        least = min(least, used)
    return least


if __name__ == "__main__":
    bare = cpu("-c", "pass")
    print(f"python -c pass: {bare:.3f} s CPU")
    for name, arguments in {
        "mtcheck --version": ("--version",),
        "mtcheck check, the article": ("check", str(ARTICLE)),
    }.items():
        used = cpu("-m", "mtcheck.cli.main", *arguments)
        print(f"{name}: {used:.3f} s CPU, {used / bare:.0f} times the bare interpreter")
