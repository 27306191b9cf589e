"""What keeps a finding out of score and gate. Suppressed findings stay in the JSON report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Protocol

from mtcheck.model import Finding


class Suppressor(Protocol):
    """One reason to suppress findings: a path rule, an inline mark, a list. Must be picklable."""

    def reason(self, finding: Finding) -> str | None:
        """Why `finding` is suppressed; None where it is not."""


@dataclass(frozen=True, slots=True)
class PathRule:
    """Ignores rules or categories in files whose path fits the glob pattern `match`; only in
    segments whose id fits one of the patterns `segments`, if there are any."""

    match: str
    ignore: Sequence[str]
    segments: Sequence[str] = ()

    def reason(self, finding: Finding) -> str | None:
        """Name the path rule where it ignores this finding."""
        path = PurePath(finding.path).as_posix()
        fits = fnmatchcase(path, self.match) or fnmatchcase(path, f"*/{self.match}")
        if self.segments and not any(fnmatchcase(finding.segment, one) for one in self.segments):
            return None
        names = {finding.rule, finding.category, finding.category.split("/")[0], "all"}
        return f"paths: {self.match}" if fits and names & set(self.ignore) else None
