"""Small corpora for tests, and runs over them."""

import gzip
import json
from pathlib import Path

from mtcheck import api, corpora
from mtcheck.config import Config
from mtcheck.shards.base import CorpusOptions

PAIRS = [
    ("他去了学校。", "He went to to school."),
    ("他去了学校。", "He went to school."),
    ("今天是星期一。", "Today is Friday."),
    ("价格是 15 元。", "The price is 15 yuan."),
    ("价格是 20 元。", "The price is 200 yuan."),
    ("你好,世界。", "Hello & amp; world ."),
    ("这是一个句子。", "This is a sentence."),
]


def pairs(count):
    """Pairs that all differ, with the faults of PAIRS."""
    return [
        (f"{source}第{n // len(PAIRS)}章", f"{target} Chapter {n // len(PAIRS)}.")
        for n, (source, target) in enumerate(PAIRS * (1 + count // len(PAIRS)))
    ][:count]


def jsonl(path, rows):
    """Write rows as JSON Lines: pairs, or objects, or lines as they are."""
    lines = []
    for row in rows:
        if isinstance(row, tuple):
            row = {"source": row[0], "target": row[1]}
        lines.append(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False))
    data = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def tsv(path, rows, header="source\ttarget"):
    """Write pairs as TSV."""
    lines = [header] if header else []
    lines += [row if isinstance(row, str) else "\t".join(row) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


RULES = (
    "adjacent-duplicate-word",
    "html-entity",
    "number-mismatch",
    "same-source-different-target",
    "weekday-mismatch",
)
CHECKER = api.Checker(Config(select=RULES))
"""Few rules, so that an engine is built fast; all rules are run over by other tests."""


def check(out: Path, *paths, checker=CHECKER, tell=None, **how):
    """Check a corpus; the summary."""
    options = {
        name: how.pop(name)
        for name in ("source_lang", "target_lang", "columns", "input_format", "shard_rows")
        if name in how
    }
    run = corpora.CorpusRun(
        CorpusOptions(**{"source_lang": "zh", "target_lang": "en", **options}),
        **{"workers": 1, **how},
    )
    told = {"tell": tell} if tell else {}
    return corpora.check_corpus(checker, list(map(str, paths)), out, run, **told)


def rows(out, folder="results", columns=None):
    """The rows of all tables of a folder, in order of path and row."""
    from mtcheck.shards import tables

    names = columns or list(tables.RESULTS if folder == "results" else tables.FINDINGS)
    found = []
    for path in sorted((out / folder).glob("*")):
        for part in tables.read(path, names):
            found += [
                dict(zip(names, values, strict=True)) for values in zip(*part.values(), strict=True)
            ]
    return sorted(found, key=lambda row: (row["path"], row["row"], row.get("rule", "")))


def contents(out):
    """The bytes of all results and findings, by name."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for folder in ("results", "findings", "corpus", "claims", "shards")
        for path in sorted((out / folder).rglob("*"))
        if path.is_file()
    } | {"summary.json": (out / "summary.json").read_bytes()}
