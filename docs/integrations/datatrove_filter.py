"""A datatrove block that drops pairs by mtcheck: `MtcheckFilter(source_lang="zh", …)`.

The target is the text of a document, the source stands in its metadata under `source_key`. What
mtcheck found is added to the metadata, so that a later step can look at it.
"""

from __future__ import annotations

from typing import Any

from datatrove.data import Document
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.writers.disk_base import DiskWriter

from mtcheck.corpora import PairJudge
from mtcheck.shards.where import DEFAULT


class MtcheckFilter(BaseFilter):
    """Keeps the documents for which `where` holds. Everything else is as in `BaseFilter`."""

    name = "mtcheck"

    def __init__(
        self,
        source_lang: str,
        target_lang: str,
        where: str = DEFAULT,
        source_key: str = "source",
        batch_size: int = 2000,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        super().__init__(exclusion_writer, batch_size)
        self.settings = {"where": where, "source_lang": source_lang, "target_lang": target_lang}
        self.source_key = source_key
        self.judge: PairJudge | None = None

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """One document: slow, since mtcheck works on columns."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[bool | tuple[bool, str]]:
        """Some thousand documents at a time."""
        if self.judge is None:  # once in each process
            self.judge = PairJudge(**self.settings)
        pairs = [(doc.metadata.get(self.source_key), doc.text) for doc in batch]
        answers: list[Any] = []
        for doc, judged in zip(batch, self.judge.judge(pairs), strict=True):
            doc.metadata["mtcheck"] = list(judged.rules)
            answers.append(True if judged.keep else (False, judged.reason))
        return answers
