"""SQL as a condition on rows, computed by duckdb over the tables of each shard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import UsageError
from mtcheck.shards import tables

_HINT = "columns are those of the tables: docs/corpora.md"


@dataclass(frozen=True)
class SqlWhere:
    """What follows WHERE in a query of the table `results`; a subquery may ask `findings`, those of
    the same shard. Raises UsageError for what is no condition, and without duckdb."""

    text: str

    def __post_init__(self) -> None:
        self._ask({"results": _empty(tables.RESULTS), "findings": _empty(tables.FINDINGS)})

    def judge(
        self, results: Path, findings: Sequence[Path]
    ) -> tuple[NDArray[np.bool_], list[str | None]]:
        """Which rows of a shard are kept, and why others are not. What is not known is not kept."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        found = pa.concat_tables([pq.read_table(path) for path in findings])
        keep = self._ask({"results": pq.read_table(results), "findings": found})
        reason = f"fails: {self.text}"
        return keep, [None if kept else reason for kept in keep.tolist()]

    def _ask(self, known: Mapping[str, Any]) -> NDArray[np.bool_]:
        """The condition for each row of `results`, in their order."""
        duckdb = _duckdb()
        with duckdb.connect(config={"threads": 1}) as connection:
            for name, table in known.items():
                connection.register(name, table)
            connection.execute("SET enable_external_access = false")
            query = f"SELECT ({self.text}) AS keep FROM results ORDER BY row"
            try:
                found = connection.sql(query)
                kind, answers = str(found.types[0]), found.fetchnumpy()["keep"]
            except duckdb.Error as error:
                reason = str(error).split("\n\n")[0]
                raise UsageError(f"--sql: {reason}", hint=_HINT) from None
        if kind != "BOOLEAN":
            raise UsageError(f"--sql: `{self.text}` is no condition but {kind}", hint=_HINT)
        return np.ma.filled(answers, False).astype(np.bool_)


def _duckdb() -> Any:
    try:
        import duckdb
        import pyarrow  # noqa: F401
    except ImportError:
        raise UsageError("--sql needs duckdb", hint="pip install 'mtcheck[sql]'") from None
    return duckdb


def _empty(schema: Mapping[str, str]) -> Any:
    import pyarrow as pa

    return pa.schema(tables.arrow_fields(schema)).empty_table()
