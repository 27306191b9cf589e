"""Ways of searching. One file a kind; a rule names its kind."""

from __future__ import annotations

from importlib import import_module

from mtcheck.detectors.base import Detector

KINDS = {
    "balance": "mtcheck.detectors.balance:BalanceDetector",
    "boilerplate": "mtcheck.detectors.boilerplate:BoilerplateDetector",
    "consistency": "mtcheck.detectors.consistency:ConsistencyDetector",
    "duplicates": "mtcheck.detectors.duplicates:DuplicatesDetector",
    "entities": "mtcheck.detectors.entities:EntitiesDetector",
    "lexicon": "mtcheck.detectors.lexicon:LexiconDetector",
    "regex": "mtcheck.detectors.regex:RegexDetector",
    "script": "mtcheck.detectors.script:ScriptDetector",
}
"""Kind to `module:class`, imported on use."""


def detector_class(kind: str) -> type[Detector]:
    """The detector of a kind. Raises KeyError for an unknown one."""
    module, name = KINDS[kind].split(":")
    found: type[Detector] = getattr(import_module(module), name)
    return found
