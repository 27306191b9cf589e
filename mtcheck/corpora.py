"""The verbs for corpora: check, filter, sum up, draw samples, judge pairs in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import mtcheck
from mtcheck import embed, rules, score
from mtcheck.batch import Row, batches
from mtcheck.checker import Checker
from mtcheck.engine import Engine
from mtcheck.errors import UsageError
from mtcheck.runners import runner
from mtcheck.runners.checkpoint import MANIFEST, Checkpoint, read_json
from mtcheck.shards import drawing, near_duplicates, work
from mtcheck.shards.base import SAMPLE, CorpusOptions, Rows, Step, Tell, has_pyarrow
from mtcheck.shards.filtering import FilterJob
from mtcheck.shards.job import CheckJob
from mtcheck.shards.plan import plan
from mtcheck.shards.reading import reading_of
from mtcheck.shards.sql import SqlWhere
from mtcheck.shards.tables import TableFormat
from mtcheck.shards.where import DEFAULT, Where
from mtcheck.shards.work import CheckWork
from mtcheck.tiers import Tiers
from mtcheck.tomlfile import nearest


def _untold(step: Step) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class CorpusRun:
    """How a corpus is checked. `format` None: Parquet where pyarrow is installed, else jsonl.

    `where` is what is marked as kept. `near`: least likeness of near duplicates, None: they are not
    looked for. `sample`: the share of rows in no doubt whose meaning is compared, where the
    configuration names a model for that. `workers` None: one for each core. `engine` is one of
    `runners.ENGINES`; `gpus`: those of each worker of Ray.
    """

    options: CorpusOptions = field(default_factory=CorpusOptions)
    where: str = DEFAULT
    format: TableFormat | None = None
    near: float | None = None
    sample: float = SAMPLE
    workers: int | None = None
    engine: str = "local"
    address: str | None = None
    gpus: float | None = None
    fresh: bool = False


def check_corpus(
    checker: Checker, paths: Sequence[str], out: Path, how: CorpusRun, tell: Tell = _untold
) -> dict[str, Any]:
    """Check a corpus into the folder `out`; the summary that also stands there.

    Raises UsageError for another run's folder, InputError where there is nothing to read, DiskError
    where results cannot be written. What cannot be read is listed in the summary as `unread`.
    """
    where, format = Where(how.where), how.format or ("parquet" if has_pyarrow() else "jsonl")
    near_duplicates.check_likeness(how.near)
    for id in where.names("rule"):
        checker.rules.get(id)
    job = CheckJob(
        plan(paths, how.options, out),
        CheckWork(
            _engine(checker, how),
            checker.weights,
            where,
            Checkpoint(out, _signature(checker, how, format)),
            format,
            reading_of(how.options),
            how.near,
        ),
        runner(how.engine, how.workers, how.address, how.gpus),
        {"options": asdict(how.options), "where": how.where, "format": format, "near": how.near},
        tell,
        how.fresh,
    )
    return job.run()


def _engine(checker: Checker, how: CorpusRun) -> Engine:
    """The engine, with which meanings are compared in some rows only: they take a thousand times as
    long as all else. Raises UsageError."""
    backend = checker.config.similarity
    if backend == "off":
        return checker.engine
    if not 0 <= how.sample <= 1:
        raise UsageError(f"--similarity-sample {how.sample:g} is not between 0 and 1")
    embed.refuse_unknown_language(backend, how.options.source_lang, how.options.target_lang)
    engine = copy(checker.engine)
    engine.tiers = Tiers(backend, how.sample)
    return engine


def _signature(checker: Checker, how: CorpusRun, format: str) -> str:
    """All that the results depend on besides the texts."""
    options, config = how.options, checker.config
    tags = [f"{options.source_lang or '?'}-{options.target_lang or '?'}"]
    columns = ",".join(f"{name}={column}" for name, column in sorted(options.columns.items()))
    further = {
        "confidence": config.min_confidence,
        "severity": config.min_severity,
        "where": how.where,
        "near": how.near or "no",
        "similarity": config.similarity,
        "sample": "no" if config.similarity == "off" else how.sample,
        "columns": columns or "auto",
        "input": options.input_format or "auto",
        "shard": options.shard_rows,
        "tables": format,
        "paths": len(config.paths),
    }
    base = score.signature(mtcheck.__version__, checker.rules.digest, checker.weights, tags)
    return "|".join([base, *(f"{name}:{value}" for name, value in further.items())])


def filter_corpus(
    run: Path,
    out: Path,
    where: str = DEFAULT,
    *,
    sql: str | None = None,
    workers: int | None = None,
    tell: Tell = _untold,
) -> dict[str, Any]:
    """Write the rows of a checked corpus that `where` keeps, and those it drops with the reason.
    `sql`: a condition of duckdb in its place.

    Raises UsageError, InputError, DiskError.
    """
    manifest = _manifest(run)
    condition = Where(where) if sql is None else SqlWhere(sql)
    if sql is not None and manifest["format"] != "parquet":
        raise UsageError("--sql needs tables in Parquet", hint="check with --format parquet")
    options = CorpusOptions(**manifest["options"])
    if isinstance(condition, Where):
        _refuse_unknown(condition, run)
    checkpoint = Checkpoint(run, manifest["signature"])
    made = plan(manifest["inputs"], options)
    return FilterJob(
        made, condition, checkpoint, manifest["format"], runner("local", workers), out, tell
    ).run()


def _refuse_unknown(where: Where, run: Path) -> None:
    """Raise UsageError for a rule or category that neither mtcheck nor this run knows: it would
    drop nothing."""
    found = read_json(run / "summary.json") or {"findings_by_rule": (), "by_category": ()}
    known = list(rules.load())
    for call, there in (
        ("rule", {*found["findings_by_rule"], *(rule.id for rule in known)}),
        ("category", {*found["by_category"], *(rule.category for rule in known)}),
    ):
        there |= {name.split("/")[0] for name in there}
        for name in where.names(call):
            if name not in there:
                raise UsageError(f"there is no {call} `{name}`", hint=nearest(name, there))


class Judgement(NamedTuple):
    """What is thought of a pair: whether `where` keeps it, else why not; what was found."""

    keep: bool
    reason: str | None
    rules: tuple[str, ...]
    penalty: float


class PairJudge:
    """Judges pairs in memory, for a pipeline that has a step of its own for each block of them.

    Rules of corpus scope and duplicates are left out. Build it once a process: it holds an engine.
    """

    def __init__(
        self,
        where: str = DEFAULT,
        *,
        source_lang: str | None,
        target_lang: str | None,
        checker: Checker | None = None,
    ) -> None:
        self.where = Where(where)
        self.languages = source_lang, target_lang
        self.checker = checker or Checker()
        for id in self.where.names("rule"):
            self.checker.rules.get(id)

    def judge(self, pairs: Iterable[tuple[str | None, str]]) -> list[Judgement]:
        """A judgement for each pair of source and target, in their order. Fast for thousands at a
        time, slow for one."""
        made = [
            Row(str(n), target, n, source, None, None, *self.languages)
            for n, (source, target) in enumerate(pairs)
        ]
        found = work.Found(self.checker.weights)
        for batch in batches("pairs", made):
            rows = Rows(batch, list(batch.lines), list(batch.ids))
            found.take(rows, self.checker.engine.check(batch))
        results = found.judged("pairs").results(self.where)
        columns = (results[name] for name in ("keep", "reason", "rules", "penalty"))
        return [
            Judgement(bool(keep), reason, tuple(rules), float(penalty))
            for keep, reason, rules, penalty in zip(*columns, strict=True)
        ]


def corpus_summary(run: Path) -> dict[str, Any]:
    """The summary of a checked corpus. Raises UsageError where there is none."""
    _manifest(run)
    found = read_json(run / "summary.json")
    if not isinstance(found, dict):
        hint = "run the same `mtcheck corpus check` again: it goes on where it stopped"
        raise UsageError(f"{run} has no summary yet: its run did not end", hint=hint)
    return found


def corpus_sample(run: Path, rule: str, count: int) -> list[dict[str, Any]]:
    """Findings of a rule, drawn from the whole corpus; the same ones each time.

    Raises UsageError for a rule that found nothing there.
    """
    return drawing.draw(run, _manifest(run)["signature"], rule, count)


def _manifest(run: Path) -> dict[str, Any]:
    found = read_json(run / MANIFEST)
    if not isinstance(found, dict) or "signature" not in found:
        hint = "name the folder that `mtcheck corpus check … --out` has written"
        raise UsageError(f"{run} holds no checked corpus", hint=hint)
    return found
