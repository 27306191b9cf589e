"""Ways of searching. One file a kind; a rule names its kind."""

from __future__ import annotations

from importlib import import_module

from mtcheck.detectors.base import Detector
from mtcheck.rule import Rule

KINDS = {
    "balance": "mtcheck.detectors.balance:BalanceDetector",
    "boilerplate": "mtcheck.detectors.boilerplate:BoilerplateDetector",
    "casing": "mtcheck.detectors.casing:CasingDetector",
    "completeness": "mtcheck.detectors.completeness:CompletenessDetector",
    "consistency": "mtcheck.detectors.consistency:ConsistencyDetector",
    "copied": "mtcheck.detectors.copied:CopiedDetector",
    "counterparts": "mtcheck.detectors.counterparts:CounterpartsDetector",
    "correspondence": "mtcheck.detectors.correspondence:CorrespondenceDetector",
    "duplicates": "mtcheck.detectors.duplicates:DuplicatesDetector",
    "entities": "mtcheck.detectors.entities:EntitiesDetector",
    "inword": "mtcheck.detectors.inword:InwordDetector",
    "language": "mtcheck.detectors.language:LanguageDetector",
    "leftovers": "mtcheck.detectors.leftovers:LeftoversDetector",
    "length": "mtcheck.detectors.length:LengthDetector",
    "lexicon": "mtcheck.detectors.lexicon:LexiconDetector",
    "markup": "mtcheck.detectors.markup:MarkupDetector",
    "namelist": "mtcheck.detectors.namelist:NamelistDetector",
    "names": "mtcheck.detectors.names:NamesDetector",
    "nearcopies": "mtcheck.detectors.nearcopies:NearcopiesDetector",
    "numbers": "mtcheck.detectors.numbers:NumbersDetector",
    "parts": "mtcheck.detectors.parts:PartsDetector",
    "placeholders": "mtcheck.detectors.placeholders:PlaceholdersDetector",
    "punctuation": "mtcheck.detectors.punctuation:PunctuationDetector",
    "regex": "mtcheck.detectors.regex:RegexDetector",
    "script": "mtcheck.detectors.script:ScriptDetector",
    "sentences": "mtcheck.detectors.sentences:SentencesDetector",
    "similarity": "mtcheck.detectors.similarity:SimilarityDetector",
    "spelling": "mtcheck.detectors.spelling:SpellingDetector",
    "subtitles": "mtcheck.detectors.subtitles:SubtitlesDetector",
    "terms": "mtcheck.detectors.terms:TermsDetector",
    "topics": "mtcheck.detectors.topics:TopicsDetector",
    "variants": "mtcheck.detectors.variants:VariantsDetector",
    "varieties": "mtcheck.detectors.varieties:VarietiesDetector",
}
"""Kind to `module:class`, imported on use."""

_OWN_WORDS = {"namelist": "names", "terms": "glossary"}
"""Kinds that find nothing without the user's words, and the option that a run fills with them."""


def has_words(rule: Rule) -> bool:
    """Whether a rule that needs the user's words has some, so that its detector is of any use."""
    return rule.kind not in _OWN_WORDS or _OWN_WORDS[rule.kind] in rule.options


def detector_class(kind: str) -> type[Detector]:
    """The detector of a kind. Raises KeyError for an unknown one."""
    module, name = KINDS[kind].split(":")
    found: type[Detector] = getattr(import_module(module), name)
    return found
