"""`mtcheck corpus`: parallel text of any size."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtcheck import api
from mtcheck.cli import options as o
from mtcheck.cli import terminal
from mtcheck.cli.groups import Languages, Rules, grouped
from mtcheck.cli.progress import Progress
from mtcheck.errors import ExitCode, UsageError
from mtcheck.runners import ENGINES
from mtcheck.shards import texts
from mtcheck.shards.base import SAMPLE, SHARD_ROWS, CorpusOptions
from mtcheck.shards.where import DEFAULT

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Parallel text of any size.")


class TableName(StrEnum):
    """Formats of tables."""

    PARQUET = "parquet"
    JSONL = "jsonl"


class Shown(StrEnum):
    """Formats of statistics and samples."""

    TEXT = "text"
    JSON = "json"


_Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files, folders or patterns: Parquet, JSONL, TSV, pairs such as x.zh and x.en, "
        "and all that `check` reads.",
    ),
]
_Run = Annotated[
    Path, typer.Argument(metavar="RUN", help="Folder that `corpus check` has written.")
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the results.")]
_Where = Annotated[
    str,
    typer.Option("--where", metavar="EXPR", help="Which rows are to be kept; see docs/corpora.md."),
]
_OtherWhere = Annotated[
    str | None,
    typer.Option("--where", metavar="EXPR", help=f"Which rows are kept (default: {DEFAULT})."),
]
_Sql = Annotated[
    str | None,
    typer.Option(metavar="CONDITION", help="The same in SQL, by duckdb, over the Parquet tables."),
]
_Columns = Annotated[
    str | None,
    typer.Option(
        metavar="source=A,target=B",
        help="Names of columns, or their numbers in TSV files without a header.",
    ),
]
_Workers = Annotated[
    str, typer.Option(metavar="auto|N", help="Processes; auto: one for each core.")
]
_Engine = Annotated[str, typer.Option(metavar="|".join(ENGINES), help="Where the work is done.")]
_Address = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a Ray cluster; else one is started here.")
]
_Format = Annotated[
    TableName | None, typer.Option("--format", help="Of the tables; parquet needs pyarrow.")
]
_Near = Annotated[
    float | None,
    typer.Option(
        "--near-duplicates",
        metavar="LIKENESS",
        help="Look for near duplicates too, from this share of common word groups on: 0.8.",
    ),
]
_Sample = Annotated[
    float,
    typer.Option(
        "--similarity-sample",
        metavar="SHARE",
        help="With --similarity: share of the rows in no doubt that are compared too; 1: all.",
    ),
]
_Gpus = Annotated[
    float | None,
    typer.Option(metavar="N", help="With --engine ray: GPUs of each worker, also parts of one."),
]
_ShardRows = Annotated[
    int, typer.Option(metavar="N", min=1, help="Rows after which a shard ends, about.")
]
_Fresh = Annotated[bool, typer.Option("--fresh", help="Forget what is done in the folder.")]
_Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]
_Rule = Annotated[str, typer.Option("--rule", metavar="RULE", help="Id of a rule.")]
_Count = Annotated[int, typer.Option("-n", metavar="N", min=1, help="How many findings.")]
_Shown = Annotated[Shown, typer.Option("--format", help="Format of the output.")]


@dataclass(frozen=True)
class _Content(Languages, Rules):
    """What the results depend on besides the inputs."""

    columns: _Columns = None
    input_format: o.InputFormat = None
    glossary: o.Glossary = None
    format: _Format = None
    near_duplicates: _Near = None
    similarity: o.Similarity = None
    similarity_sample: _Sample = SAMPLE
    shard_rows: _ShardRows = SHARD_ROWS
    config: o.ConfigFile = None

    def checker(self) -> api.Checker:
        """The checker of the configuration and of these options. Raises UsageError."""
        told = {one.name: getattr(self, one.name) for one in fields(Rules)}
        told["similarity"] = o.similarity(self.similarity)
        changes = o.settings(**told, fail_under=None, max=None)
        return api.Checker(api.configure(self.config, changes), self.glossary or ())

    def options(self) -> CorpusOptions:
        """How the inputs are read. Raises UsageError."""
        tags = self.source_lang, self.target_lang
        return CorpusOptions(*tags, o.columns(self.columns), self.input_format, self.shard_rows)


@dataclass(frozen=True)
class _Places:
    """Where the work is done."""

    workers: _Workers = "auto"
    engine: _Engine = "local"
    address: _Address = None
    gpus: _Gpus = None

    def settings(self) -> dict[str, Any]:
        """Settings of a run. Raises UsageError."""
        return {**vars(self), "workers": _count(self.workers)}


@app.command()
@grouped
def check(
    inputs: _Inputs,
    out: _Out,
    content: _Content,
    places: _Places,
    where: _Where = DEFAULT,
    fresh: _Fresh = False,
    quiet: _Quiet = False,
) -> None:
    """Check every segment of a corpus; a stopped run goes on where it stopped.

    Exit codes: 0 all was checked, 2 wrong usage, 3 something could not be read or written.
    """
    from mtcheck import corpora

    how = corpora.CorpusRun(
        content.options(),
        where,
        None if content.format is None else content.format.value,
        content.near_duplicates,
        content.similarity_sample,
        **places.settings(),
        fresh=fresh,
    )
    checker = content.checker()
    with _stoppable(out), _progress(quiet) as progress:
        summary = corpora.check_corpus(checker, inputs, out, how, progress)
    _tell(texts.brief(summary, str(out), progress.took), summary)


@app.command()
def filter(
    run: _Run,
    out: _Out,
    where: _OtherWhere = None,
    sql: _Sql = None,
    workers: _Workers = "auto",
    quiet: _Quiet = False,
) -> None:
    """Write what is kept in the format of the input, and what is dropped with the reason."""
    from mtcheck import corpora

    if where is not None and sql is not None:
        raise UsageError("--where and --sql exclude each other", hint="leave one out")
    with _stoppable(out), _progress(quiet) as progress:
        counts = corpora.filter_corpus(
            run, out, where or DEFAULT, sql=sql, workers=_count(workers), tell=progress
        )
    _tell(texts.filtered(counts, str(out)), counts)


@app.command()
def stats(run: _Run, format: _Shown = Shown.TEXT) -> None:
    """Show what a checked corpus comes to, by rule, severity and input."""
    from mtcheck import corpora

    summary = corpora.corpus_summary(run)
    with terminal.output(None) as stream:
        stream.write(_json(summary) if format is Shown.JSON else texts.statistics(summary))


@app.command()
def sample(run: _Run, rule: _Rule, count: _Count = 20, format: _Shown = Shown.TEXT) -> None:
    """Show some findings of a rule, drawn from the whole corpus, to read what it did."""
    from mtcheck import corpora

    found = corpora.corpus_sample(run, rule, count)
    with terminal.output(None) as stream:
        stream.write("".join(map(_json, found)) if format is Shown.JSON else texts.samples(found))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _count(workers: str) -> int | None:
    """How many workers; None for one on each core. Raises UsageError."""
    if workers == "auto":
        return None
    if not workers.isdigit() or not int(workers):
        raise UsageError(f"--workers {workers}: not a number of processes", hint="auto, 1, 2 …")
    return int(workers)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress]:
    progress = Progress(quiet=quiet)
    try:
        yield progress
    finally:
        progress.close()


@contextmanager
def _stoppable(out: Path) -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into a clean end with exit code 3."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        terminal.say_error(
            f"stopped; what is done stays in {out}\n"
            "  help: run the same command again: it goes on where it stopped"
        )
        raise typer.Exit(ExitCode.UNFINISHED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(text: str, came_of_it: Mapping[str, Any]) -> None:
    """Write what came of it to stdout, faults to stderr; the exit code tells of faults."""
    with terminal.output(None) as stream:
        stream.write(text)
    faults = list(texts.unread(came_of_it))
    for fault in faults:
        terminal.say_error(fault)
    raise typer.Exit(ExitCode.UNFINISHED if faults else ExitCode.PASSED)
