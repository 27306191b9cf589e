"""Time and memory of `mtcheck corpus check` as the corpus grows, and what more workers bring.

    python bench/bench_corpus.py [PAIRS …] [--workers 1 2] [--engine local ray] [--select RULE …]

The input is ntrex zh-en repeated with a running number, as Parquet. Each run is a process of its
own; its CPU seconds and its largest resident size are those of all its processes. Results of all
runs over one input are compared byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import inputs
import pyarrow as pa
import pyarrow.parquet as pq

COMPARED = ("results", "findings", "corpus", "claims", "shards")
ROWS = 50_000


def write(path: Path, count: int) -> None:
    """A Parquet file of `count` pairs, in row groups of ROWS. Flat memory: the size of this process
    would else be told as that of the runs it starts."""
    schema = pa.schema([("source", pa.string()), ("target", pa.string())])
    known = [
        pair
        for batch in inputs.clean("ntrex.zh-en", with_source=True)
        for pair in zip(batch.sources or (), batch.targets, strict=True)
    ]
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, count, ROWS):
            numbers = range(start, min(start + ROWS, count))
            part = [(known[n % len(known)], n) for n in numbers]
            columns = {
                "source": [f"{pair[0]} {n}" for pair, n in part],
                "target": [f"{pair[1]} {n}" for pair, n in part],
            }
            writer.write_table(pa.table(columns, schema=schema))


def digest(out: Path) -> str:
    """A hash of all that a run wrote but its log and its manifest."""
    hashed = hashlib.sha256((out / "summary.json").read_bytes())
    for folder in COMPARED:
        for path in sorted((out / folder).rglob("*")):
            if path.is_file():
                hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()[:12]


def measured(command: list[str]) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and largest resident MB of a command and its children."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, cpu, after.ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--engine", nargs="*", default=["local"])
    parser.add_argument("--select", nargs="*", default=[])
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(
        f"{'pairs':>10} {'engine':>6} {'workers':>7} {'wall s':>8} {'CPU s':>8} {'MB':>5}  results"
    )
    with tempfile.TemporaryDirectory(prefix="mtcheck-bench-") as folder:
        for count in options.pairs:
            path = Path(folder, f"{count}.parquet")
            write(path, count)
            for engine in options.engine:
                for workers in options.workers:
                    out = Path(folder, f"{count}-{engine}-{workers}")
                    command = [sys.executable, "-m", "mtcheck", "corpus", "check", str(path)]
                    command += ["--out", str(out), "--source-lang", "zh", "--target-lang", "en"]
                    command += ["--workers", str(workers), "--engine", engine, "--quiet"]
                    command += [f"--select={rule}" for rule in options.select]
                    wall, cpu, size = measured(command)
                    shown = f"{wall:>8.1f} {cpu:>8.1f} {size:>5}  {digest(out)}"
                    print(f"{count:>10,} {engine:>6} {workers:>7} {shown}")


if __name__ == "__main__":
    main()
