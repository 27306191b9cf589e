"""Pairs a CPU second of mtcheck and of what a user would take instead, on the same pairs.

    python bench/bench_peers.py [PAIRS]

Runs whole programs, start and reading included, on NTREX zh-en and de-en with a running number. A
peer whose command is not on the PATH is named and left out: pofilter (translate-toolkit),
bicleaner-hardrules (rules only: no language model, no language identification), opusfilter (nine
rule filters). mtcheck runs once before, so that its modules are compiled as pip leaves those of
the peers.
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

OURS = "mtcheck, all default rules"
PAIRS = {"zh": "Han", "de": "Latin"}
"""Languages that are translated into English, and their scripts as opusfilter names them."""


def commands(source: str) -> dict[str, tuple[str, ...]]:
    """The command of each program for pairs of `source` and English."""
    languages = ("--source-lang", source, "--target-lang", "en")
    mtcheck = (sys.executable, "-m", "mtcheck", "check", "--quiet", *languages)
    return {
        OURS: (*mtcheck, "pairs.tsv"),
        "mtcheck, no wrong-language": (*mtcheck, "--ignore", "wrong-language", "pairs.tsv"),
        "pofilter, 46 filters": ("pofilter", "--language=en", "pairs.po", "pofilter.out"),
        "bicleaner-hardrules": (
            *("bicleaner-hardrules", "-s", source, "-t", "en", "-A", "--annotated_output"),
            *("-p", "1", "--disable_lm_filter", "--disable_lang_ident", "-q"),
            *("plain.tsv", "hardrules.out"),
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
        - LengthFilter: {{unit: char, min_length: 1, max_length: 5000}}
        - LengthRatioFilter: {{unit: char, threshold: 8}}
        - LongWordFilter: {{threshold: 60}}
        - HtmlTagFilter: {{}}
        - CharacterScoreFilter: {{scripts: [{script}, Latin], thresholds: [0.1, 0.1]}}
        - AlphabetRatioFilter: {{}}
        - TerminalPunctuationFilter: {{}}
        - NonZeroNumeralsFilter: {{}}
        - RepetitionFilter: {{}}
"""


def write_inputs(folder: Path, source: str, count: int) -> None:
    """The same pairs in the format of each program."""
    chosen = inputs.pairs(f"ntrex.{source}-en", count)
    plain = "".join(f"{source}\t{target}\n" for source, target in chosen)
    (folder / "plain.tsv").write_text(plain, encoding="utf-8")
    (folder / "pairs.tsv").write_text("source\ttarget\n" + plain, encoding="utf-8")
    few = "source\ttarget\n" + "".join(f"{s}\t{t}\n" for s, t in chosen[:200])
    (folder / "few.tsv").write_text(few, encoding="utf-8")
    (folder / "source.txt").write_text("".join(f"{s}\n" for s, _ in chosen), encoding="utf-8")
    (folder / "target.txt").write_text("".join(f"{t}\n" for _, t in chosen), encoding="utf-8")
    filters = OPUSFILTER.format(script=PAIRS[source])
    (folder / "opusfilter.yaml").write_text(filters, encoding="utf-8")
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
    if "mtcheck" in command:
        environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
        environment["PYTHONDONTWRITEBYTECODE"] = ""
    done = subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=False)
    after = os.times()
    if done.returncode > 1 or b"Traceback" in done.stderr:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-400:]}")
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


def measured(source: str, folder: Path, count: int) -> dict[str, float]:
    """CPU seconds of each program that is there."""
    folder.mkdir()
    write_inputs(folder, source, count)
    spent = {}
    for title, command in commands(source).items():
        if shutil.which(command[0]) is None:
            print(f"{title:32} left out: no {command[0]} on the PATH")
            continue
        if title == OURS:
            cpu_seconds([*command[:-1], "few.tsv"], folder)
        spent[title] = cpu_seconds(command, folder)
    return spent


def main(count: int) -> None:
    """Print a table for each pair of languages, with the rate of each program as a multiple of the
    fastest peer's."""
    with tempfile.TemporaryDirectory() as name:
        for source in PAIRS:
            spent = measured(source, Path(name, source), count)
            peers = {title: one for title, one in spent.items() if not title.startswith("mtcheck")}
            fastest = min(peers.values(), default=spent[OURS])
            print(f"{source}-en, {count:,} pairs")
            for title, one in spent.items():
                rate = f"{count / one:10,.0f} pairs/s {fastest / one:8.2f} times the fastest peer"
                print(f"  {title:32}{one:8.2f} CPU s {rate}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
