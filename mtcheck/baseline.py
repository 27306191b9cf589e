"""Findings of an earlier run: they are known, so that a gate judges only what is new."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from mtcheck.errors import ConfigError
from mtcheck.model import Finding, Notice

FORMAT, VERSION = "mtcheck-baseline", 1

Key = tuple[str, str]
"""A path, relative to the folder of the baseline, and a fingerprint."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Equal findings of one file: how many, and, for people who read the file, what they are.
    `places`: the texts of all places, where there are several."""

    rule: str
    text: str
    count: int
    places: tuple[str, ...] = ()

    def holds(self, texts: Counter[str]) -> bool:
        """Whether these are some of its places: the others have been mended."""
        return texts <= Counter(self.places)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings. `folder` is where the file lies; paths in it are relative to that. `stamp`
    tells what made it: a signature, and what was reported at all (`stamped`)."""

    folder: Path
    entries: dict[Key, Entry] = field(default_factory=dict)
    stamp: str = ""
    name: str = ""

    def key(self, finding: Finding) -> Key:
        """Where a finding is looked up: no line, so it may move within its file."""
        return _relative(finding.path, self.folder), finding.fingerprint

    def marker(self) -> Marker:
        """Marks the findings of one run."""
        return Marker(self)

    def without_gone(
        self, findings: Iterable[Finding], checked: Iterable[str], stamp: str = ""
    ) -> Baseline:
        """This baseline without what the findings of a new run no longer hold. Nothing is added.

        `checked` are the files of that run. What is known of another file stays as long as there
        is that file.
        """
        marker = self.marker()
        left = of_findings((f for f in findings if marker.marked(f).known), self.folder).entries
        looked_at = {_relative(path, self.folder) for path in checked}
        for key, entry in self.entries.items():
            if key[0] not in looked_at and (self.folder / key[0]).exists():
                left[key] = entry
        return replace(self, entries=left, stamp=stamp or self.stamp)

    def dumps(self) -> str:
        """The file: JSON, sorted, one finding a line, so that a diff shows what changed."""
        lines = [
            json.dumps(
                {
                    "path": path,
                    "rule": entry.rule,
                    "text": entry.text,
                    "fingerprint": print_,
                    "count": entry.count,
                }
                | ({"places": entry.places} if entry.places else {}),
            )
            for (path, print_), entry in sorted(
                self.entries.items(), key=lambda item: (item[0][0], item[1].rule, item[0][1])
            )
        ]
        listed = ",\n".join(f"  {line}" for line in lines)
        body = f"[\n{listed}\n ]" if lines else "[]"
        made = f', "made_by": {json.dumps(self.stamp)}' if self.stamp else ""
        return f'{{"format": "{FORMAT}", "version": {VERSION}{made}, "findings": {body}}}\n'


class Marker:
    """Marks findings as known, each entry as often as it counts. Serves one run."""

    def __init__(self, baseline: Baseline) -> None:
        self.baseline = baseline
        self.left = Counter({key: entry.count for key, entry in baseline.entries.items()})
        self._wide: dict[tuple[str, str], list[Key]] = {}
        for key, entry in baseline.entries.items():
            if entry.places:
                self._wide.setdefault((key[0], entry.rule), []).append(key)

    def marked(self, finding: Finding) -> Finding:
        """The finding, known where the baseline holds one more like it, or one with these and
        further places. A suppressed finding is left alone."""
        key = self._entry(finding) if finding.suppressed is None else None
        if key is None:
            return finding
        self.left[key] -= 1
        return replace(finding, known=True)

    def _entry(self, finding: Finding) -> Key | None:
        """The entry that knows a finding and is not used up."""
        own = self.baseline.key(finding)
        if self.left[own] > 0:
            return own
        wide = self._wide.get((own[0], finding.rule), ())
        texts = Counter(span.text for span in finding.spans) if wide else Counter()
        entries = self.baseline.entries
        return next((key for key in wide if self.left[key] > 0 and entries[key].holds(texts)), None)

    def notices(self, signature: str, lowest: str) -> Iterator[Notice]:
        """Whether the baseline was made by other rules, or reporting more or less, than this run:
        then findings may be new that nobody has brought in."""
        old, new = _parts(self.baseline.stamp), _parts(stamped(signature, lowest))
        changed = [
            f"{word} {old[name]}, now {new[name]}"
            for name, word in _DECIDING.items()
            if old and old.get(name) != new.get(name)
        ]
        if changed:
            advice = "look at what is new, then write it again by `mtcheck baseline write`"
            reason = f"this baseline was made under another signature ({'; '.join(changed)})"
            yield Notice(self.baseline.name, None, "baseline-signature", f"{reason}: {advice}")


_DECIDING = {"rules": "rules", "version": "version", "least": "least severity and confidence"}
"""Parts of a stamp that decide what is found, and what to call them."""


def stamped(signature: str, lowest: str) -> str:
    """The stamp of a run: its signature, and the least severity and confidence it reports."""
    return f"{signature}|least:{lowest}"


def _parts(stamp: str) -> dict[str, str]:
    return dict(part.partition(":")[::2] for part in stamp.split("|")) if stamp else {}


def of_findings(findings: Iterable[Finding], folder: Path, stamp: str = "") -> Baseline:
    """The baseline that knows all of `findings` that are not suppressed."""
    baseline = Baseline(folder, stamp=stamp)
    for finding in findings:
        if finding.suppressed is None:
            key = baseline.key(finding)
            old = baseline.entries.get(key)
            count = old.count + 1 if old else 1
            texts = [span.text for span in finding.spans]
            places = tuple(sorted(texts)) if len(texts) > 1 else ()
            baseline.entries[key] = Entry(finding.rule, texts[0], count, places)
    return baseline


def load(path: Path) -> Baseline:
    """Read a baseline. Raises ConfigError for a file that is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if (content["format"], content["version"]) != (FORMAT, VERSION):
            raise ValueError("another format or version")
        entries = {
            (str(one["path"]), str(one["fingerprint"])): Entry(
                str(one["rule"]),
                str(one["text"]),
                int(one["count"]),
                tuple(map(str, one.get("places", ()))),
            )
            for one in content["findings"]
        }
        stamp = str(content.get("made_by", ""))
    except OSError as error:
        hint = "write one by `mtcheck baseline write PATH --baseline FILE`"
        raise ConfigError(f"cannot be read: {error.strerror}", path=str(path), hint=hint) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "write it anew by `mtcheck baseline write`"
        raise ConfigError("this is no baseline of mtcheck", path=str(path), hint=hint) from error
    return Baseline(path.absolute().parent, entries, stamp, str(path))


def _relative(path: str, folder: Path) -> str:
    """`path` seen from `folder`, with slashes; what is no file, such as `<stdin>`, stays."""
    if path.startswith("<") and path.endswith(">"):
        return path
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()
