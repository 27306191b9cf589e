"""What every detector offers to the engine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from mtcheck.batch import Batch
from mtcheck.model import Confidence, Side
from mtcheck.rule import Rule
from mtcheck.text.patterns import fault
from mtcheck.text.views import View

Place = tuple[int, int, int]
"""Row, start and end."""

Rows = Mapping[tuple[Side, str, int], Sequence[int]]
"""Side, rule id and number of its trigger to the rows in which that trigger matched, ascending."""


class Hit(NamedTuple):
    """A place where a rule fires. Positions are those of the view, unless `original`.

    `evidence` fills the rule's message and fix. `related` are further places. `confidence` is given
    where this hit is less certain than its rule. `edit` is the place that the fix replaces, where
    that is not the hit itself. `side` is where all these places lie; `sources` are places of the
    source that a hit of the target is about.
    """

    rule: str
    row: int
    start: int
    end: int
    evidence: Mapping[str, Any] = {}
    related: tuple[Place, ...] = ()
    confidence: Confidence | None = None
    edit: tuple[int, int] | None = None
    original: bool = False
    side: Side = "target"
    sources: tuple[Place, ...] = ()

    @property
    def rows(self) -> set[int]:
        """The rows of all its places but `sources`."""
        return {self.row, *(row for row, _, _ in self.related)}


class Claims(NamedTuple):
    """What rows of a batch say of keys, for a rule that compares all rows of a corpus: row
    `rows[i]` gives the key with the hash `keys[i]` the value with the hash `values[i]`.

    A hash may depend on texts and languages alone: it is compared with those of other processes.
    """

    rule: str
    rows: NDArray[np.uint32]
    keys: NDArray[np.uint64]
    values: NDArray[np.uint64]


class Member(NamedTuple):
    """One of the rows that share a key of a corpus, as it was read."""

    batch: Batch
    row: int

    @property
    def target(self) -> str:
        """Its target."""
        return self.batch.targets[self.row]

    @property
    def source(self) -> str:
        """Its source; empty where it has none."""
        return self.batch.sources[self.row] if self.batch.sources else ""

    @property
    def context(self) -> str:
        """What tells its source from an equal one; empty where nothing does."""
        return (self.batch.contexts[self.row] if self.batch.contexts else None) or ""

    @property
    def document(self) -> tuple[str, str] | None:
        """Path and id of its document; None where it belongs to none."""
        id = self.batch.document_of(self.row)
        return None if id is None else (self.batch.path, id)

    @property
    def place(self) -> str:
        """Path and line, to name it to a reader."""
        return f"{self.batch.path}:{self.batch.lines[self.row]}"


def _runs_in_linear_time(patterns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    unchecked = () if info.context == _CHECKED else patterns
    faults = [f"{pattern!r}: {reason}" for pattern in unchecked if (reason := fault(pattern))]
    if faults:
        raise ValueError(f"cannot run in linear time: {'; '.join(faults)}")
    return patterns


_CHECKED = "checked"
"""The context of options that the engine has checked, or that come with mtcheck: patterns are
compiled when they are needed and not before."""

Patterns = Annotated[tuple[str, ...], AfterValidator(_runs_in_linear_time)]
"""RE2 patterns. `{name}` stands for a list of words."""


class Options(BaseModel):
    """Base of the options of a kind: unknown keys are faults of the rule file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Detector(ABC):
    """One way of searching, for all rules of its kind and one language pair.

    A subclass declares `Options`, the model of its rules' `options`, and reads them by `read`. It
    finds candidate rows by triggers (patterns of the prefilter) or by arrays of the view's columns,
    and looks closely at those rows only.
    """

    Options: ClassVar[type[Options]] = Options

    sets_aside: ClassVar[bool] = False
    """Whether the rows hit are set aside before detectors of other kinds look."""

    costly: ClassVar[bool] = False
    """Whether it looks at a row so long that a corpus asks it about some rows only: those of
    `View.asked`. It comes last."""

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        self.rules = tuple(rules)
        self.source_lang = source_lang
        self.target_lang = target_lang

    @classmethod
    def read(cls, rule: Rule) -> Any:
        """The options of a rule as a value of `Options`."""
        return cls.Options.model_validate(rule.options, context=_CHECKED)

    def triggers(self) -> Mapping[str, Sequence[str]]:
        """Rule id to RE2 patterns: a row that matches none of them is not looked at."""
        return {}

    def source_triggers(self) -> Mapping[str, Sequence[str]]:
        """The same for the sources."""
        return {}

    def matched(
        self, rows: Rows, rule: str, count: int, side: Side = "target"
    ) -> dict[int, list[int]]:
        """Each row that one of the `count` triggers of `rule` matched, with their numbers."""
        numbers: dict[int, list[int]] = {}
        for number in range(count):
            for row in rows.get((side, rule, number), ()):
                numbers.setdefault(row, []).append(number)
        return dict(sorted(numbers.items()))

    @abstractmethod
    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        """Yield the hits of all rules of this kind in a batch, in any order."""

    def doubts(self, view: View) -> Iterable[int]:
        """Rows in which something is unusual, though no hit: costly detectors look at them too."""
        return ()

    def claims(self, view: View) -> Iterator[Claims]:
        """What the rows of a batch say, for the rules of corpus scope."""
        return iter(())

    def compare(self, rule: str, members: Sequence[Member]) -> Iterator[Hit]:
        """Yield the hits of a rule of corpus scope among all rows that share a key, in the order of
        the corpus. Positions are original ones, `Hit.row` is an index of `members`.

        Rows may share the hash of a key and not the key.
        """
        return iter(())
