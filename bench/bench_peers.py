"""Pairs a CPU second of mtcheck and of what a user would take instead, on the same pairs.

    python bench/bench_peers.py [PAIRS]

Runs whole programs, start and reading included, on NTREX zh-en with a running number. A peer whose
command is not on the PATH is named and left out: pofilter (translate-toolkit), bicleaner-hardrules
(rules only: no language model, no language identification), opusfilter (nine rule filters).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import inputs

MTCHECK = (
    *(sys.executable, "-m", "mtcheck", "check", "--quiet"),
    *("--source-lang", "zh", "--target-lang", "en"),
)
COMMANDS = {
    "mtcheck, all default rules": (*MTCHECK, "pairs.tsv"),
    "mtcheck, no wrong-language": (*MTCHECK, "--ignore", "wrong-language", "pairs.tsv"),
    "pofilter, 46 filters": ("pofilter", "--language=en", "pairs.po", "pofilter.out"),
    "bicleaner-hardrules": (
        *("bicleaner-hardrules", "-s", "zh", "-t", "en", "-A", "--annotated_output", "-p", "1"),
        *("--disable_lm_filter", "--disable_lang_ident", "-q", "plain.tsv", "hardrules.out"),
    ),
    "opusfilter, 9 filters": ("opusfilter", "--overwrite", "opusfilter.yaml"),
}
OPUSFILTER = """
steps:
  - type: score
    parameters:
      inputs: [source.txt, target.txt]
      output: scores.jsonl
      filters:
        - LengthFilter: {unit: char, min_length: 1, max_length: 5000}
        - LengthRatioFilter: {unit: char, threshold: 8}
        - LongWordFilter: {threshold: 60}
        - HtmlTagFilter: {}
        - CharacterScoreFilter: {scripts: [Han, Latin], thresholds: [0.1, 0.1]}
        - AlphabetRatioFilter: {}
        - TerminalPunctuationFilter: {}
        - NonZeroNumeralsFilter: {}
        - RepetitionFilter: {}
"""


def write_inputs(folder: Path, count: int) -> None:
    """The same pairs in the format of each program."""
    chosen = inputs.pairs("ntrex.zh-en", count)
    plain = "".join(f"{source}\t{target}\n" for source, target in chosen)
    (folder / "plain.tsv").write_text(plain, encoding="utf-8")
    (folder / "pairs.tsv").write_text("source\ttarget\n" + plain, encoding="utf-8")
    (folder / "source.txt").write_text("".join(f"{s}\n" for s, _ in chosen), encoding="utf-8")
    (folder / "target.txt").write_text("".join(f"{t}\n" for _, t in chosen), encoding="utf-8")
    (folder / "opusfilter.yaml").write_text(OPUSFILTER, encoding="utf-8")
    entries = (f"msgid {quoted(s)}\nmsgstr {quoted(t)}\n\n" for s, t in chosen)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "pairs.po").write_text(head + "".join(entries), encoding="utf-8")


def quoted(text: str) -> str:
    """A string of a PO file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cpu_seconds(command: Sequence[str], folder: Path) -> float:
    """User and system time of a program and its children. Raises RuntimeError where it fails, which
    is exit code 2 or more: 1 says that the pairs were found wanting."""
    before = os.times()
    environment = {**os.environ, "PYTHONPATH": str(inputs.ROOT)}
    done = subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=False)
    after = os.times()
    if done.returncode > 1 or b"Traceback" in done.stderr:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-400:]}")
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def main(count: int) -> None:
    """Print a line for each program, with its ratio to the first."""
    with tempfile.TemporaryDirectory() as name:
        folder, first = Path(name), None
        write_inputs(folder, count)
        for title, command in COMMANDS.items():
            if shutil.which(command[0]) is None:
                print(f"{title:32} left out: no {command[0]} on the PATH")
                continue
            spent = cpu_seconds(command, folder)
            first = first or spent
            rate = count / spent
            print(f"{title:32}{spent:8.2f} CPU s {rate:10,.0f} pairs/s {spent / first:7.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
