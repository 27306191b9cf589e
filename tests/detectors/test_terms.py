"""The user's glossary: missing, forbidden, kept and mixed terms."""

import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from mtcheck.glossary import Concept, Entry, Glossary
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, findings_of, marks, rule_of


def rule_with(name, *entries, concepts=()):
    """A built-in rule with a glossary."""
    options = {"glossary": Glossary(tuple(entries), tuple(concepts))}
    return RuleSet((rules.load().get(name),)).with_overrides({name: {"options": options}}).rules[0]


def found_with(name, entries, source, source_lang, target, target_lang, **changes):
    rule = rule_with(name, *entries)
    return findings_of(rule, target, target_lang, source=source, source_lang=source_lang, **changes)


def missing(source_term, targets, source_lang, source, target_lang, target):
    entries = [Entry(source_term, tuple(targets.split("|")))]
    return marks(found_with("term-missing", entries, source, source_lang, target, target_lang))


INFLECTED = [
    ("contract", "Vertrag", "en", "The contracts ended.", "de", "Die Verträge endeten."),
    ("contract", "Vertrag", "en", "End of the contract.", "de", "Das Ende des Vertrages."),
    ("contract", "Vertrag", "en", "The contract draft.", "de", "Der Vertragsentwurf."),
    ("contract", "договор", "en", "By the contract.", "ru", "В соответствии с договором."),
    ("market", "рынок", "en", "On the markets.", "ru", "На рынках."),
    ("church", "церковь", "en", "The churches.", "ru", "Двери церквей."),
    ("contract", "契約", "en", "The contract.", "ja", "この契約書に署名した。"),
    ("contract", "合同", "en", "The contract.", "zh", "双方签署了合同。"),
    ("contract", "계약", "en", "The contract.", "ko", "양측은 계약을 체결했다."),
    ("contract", "계약", "en", "The contract.", "ko", "고용계약서에 서명했다."),
    ("contract", "sözleşme", "en", "The contract.", "tr", "Sözleşmesini imzaladı."),
    ("book", "kitap", "en", "His book.", "tr", "Kitabını okudu."),
    ("contract", "sopimus", "en", "The contract.", "fi", "Sopimuksen ehdot."),
    ("city", "kaupunki", "en", "In the city.", "fi", "Kaupungissa sataa."),
    ("contract", "สัญญา", "en", "The contract.", "th", "ลงนามในสัญญาแล้ว"),
    ("合同", "contract", "zh", "两份合同。", "en", "Two contracts."),
    ("계약", "contract", "ko", "계약을 맺었다.", "en", "They made a contract."),
    ("email", "E-Mail", "en", "An email.", "de", "Eine Email."),
    ("data base", "Datenbank", "en", "The database.", "de", "Die Datenbanken."),
]
"""Right translations that a comparison of strings would blame."""


@pytest.mark.parametrize(
    ("term", "to", "source_lang", "source", "target_lang", "target"), INFLECTED
)
def test_an_inflected_translation_is_none_missing(
    term, to, source_lang, source, target_lang, target
):
    assert [] == missing(term, to, source_lang, source, target_lang, target)


WRONG = [
    (
        "contract",
        "Vertrag",
        "en",
        "The contracts ended.",
        "de",
        "Die Abkommen endeten.",
        "contracts",
    ),
    ("договор", "contract", "ru", "Условия договора.", "en", "Terms of the treaty.", "договора"),
    ("Vertrag", "contract", "de", "Alle Verträge enden.", "en", "All treaties end.", "Verträge"),
    ("合同", "contract", "zh", "双方签署了合同。", "en", "Both signed the treaty.", "合同"),
    ("契約", "contract", "ja", "契約に署名した。", "en", "He signed the treaty.", "契約"),
    ("계약", "contract", "ko", "계약을 맺었다.", "en", "They made a treaty.", "계약을"),
    ("sözleşme", "contract", "tr", "Sözleşmenin sonu.", "en", "The end.", "Sözleşmenin"),
    ("contract", "合同", "en", "The contract.", "zh", "双方签署了协议。", "contract"),
    ("contract", "계약", "en", "The contract.", "ko", "양측은 협정을 맺었다.", "contract"),
]


@pytest.mark.parametrize(
    ("term", "to", "source_lang", "source", "target_lang", "target", "at"), WRONG
)
def test_a_term_is_missing(term, to, source_lang, source, target_lang, target, at):
    assert [at] == missing(term, to, source_lang, source, target_lang, target)


def test_one_translation_is_enough_for_a_term_said_twice():
    source, target = "The contract is a contract.", "Der Vertrag ist einer."

    assert [] == missing("contract", "Vertrag", "en", source, "de", target)


def test_a_term_missing_twice_in_a_row_is_one_finding_with_both_places():
    entries = [Entry("contract", ("Vertrag",))]
    source = "The contract is a contract."
    (finding,) = found_with("term-missing", entries, source, "en", "Er ist gut.", "de")

    assert ["contract", "contract"] == [span.text for span in finding.spans]
    assert {"source"} == {span.side for span in finding.spans}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("He plays in the Premier League.", "Er spielt in der Premier League."),
        ("Near Southern University's campus.", "Beim Campus der Southern University."),
    ],
)
def test_a_word_of_a_name_that_is_kept_is_none_missing(source, target):
    assert [] == missing("league", "Liga", "en", source, "de", target)
    assert [] == missing("university", "Universität", "en", source, "de", target)


@pytest.mark.parametrize("target", ["", "The contract."])
def test_what_was_not_translated_at_all_is_for_other_rules(target):
    assert [] == missing("contract", "Vertrag", "en", "The contract.", "de", target)


@pytest.mark.parametrize(
    ("source_lang", "target_lang", "expected"),
    [
        ("en", "de", ["contract"]),
        ("en", "fr", []),
        ("fr", "de", []),
        ("en-GB", "de-AT", ["contract"]),
    ],
)
def test_a_glossary_of_another_language_pair_is_left_alone(source_lang, target_lang, expected):
    rule = rule_with("term-missing", concepts=[Concept({"en": ("contract",), "de": ("Vertrag",)})])
    found = findings_of(
        rule, "Das Abkommen.", target_lang, source="The contract.", source_lang=source_lang
    )

    assert expected == marks(found)


def test_homonyms_allow_the_translations_of_both():
    entries = [Entry("bank", ("Bank",)), Entry("bank", ("Ufer",))]

    assert () == found_with("term-missing", entries, "The bank.", "en", "Das Ufer.", "de")


def test_a_term_inside_a_longer_one_does_not_count():
    entries = [Entry("trade", ("Handel",)), Entry("trade union", ("Gewerkschaft",))]
    source, target = "The trade union met.", "Die Gewerkschaft tagte."

    assert () == found_with("term-missing", entries, source, "en", target, "de")


def test_missing_evidence_names_the_term_the_translations_and_the_note():
    entries = [Entry("contract", ("Vertrag", "Kontrakt"), note="see § 3")]
    (finding,) = found_with("term-missing", entries, "Contracts.", "en", "Abkommen.", "de")

    assert {"term": "contract", "wanted": "Vertrag / Kontrakt", "note": "see § 3"} == dict(
        finding.evidence
    )
    assert "“Vertrag / Kontrakt” for “Contracts”" in finding.message


FORBIDDEN = [
    ([Entry("Vertrag", ("contract",), ("treaty",))], "Verträge.", "Treaties.", ["Treaties"]),
    ([Entry("Vertrag", ("contract",), ("treaty",))], "Abkommen.", "Treaties.", []),
    ([Entry(forbidden=("utilize",))], "Egal.", "We utilize it.", ["utilize"]),
    ([Entry("a b", (), ("x y",))], "a b", "an x y z", ["x y"]),
    ([Entry(forbidden=("Ltd.",))], "Egal.", "A Ltd. and Ltd", ["Ltd."]),
    (
        [Entry("Vertrag", ("contract",), ("treaty",)), Entry("Pakt", ("treaty",))],
        "Vertrag und Pakt.",
        "Contract and treaty.",
        [],
    ),
    (
        [Entry("Vertrag", ("labour contract",), ("contract",))],
        "Der Vertrag.",
        "The labour contract.",
        [],
    ),
]


@pytest.mark.parametrize(("entries", "source", "target", "expected"), FORBIDDEN)
def test_forbidden(entries, source, target, expected):
    found = found_with("term-forbidden", entries, source, "de", target, "en")

    assert expected == [span.text for f in found for span in f.spans if span.side == "target"]


def test_a_forbidden_word_needs_no_source():
    rule = rule_with("term-forbidden", Entry(forbidden=("utilize",)), Entry("a", (), ("the",)))

    assert ["utilize"] == marks(findings_of(rule, "We utilize the tool."))


@pytest.mark.parametrize(
    ("target", "fixed"),
    [
        ("Treaty of 1990.", "Contract of 1990."),
        ("a treaty", "a contract"),
        ("two treaties", None),
    ],
)
def test_a_fix_is_offered_where_no_ending_is_lost(target, fixed):
    entries = [Entry("Vertrag", ("contract",), ("treaty",))]
    (finding,) = found_with("term-forbidden", entries, "Vertrag", "de", target, "en")

    assert fixed == (finding.fix.apply("s1", target) if finding.fix else None)


def test_a_forbidden_term_is_not_told_as_missing_too():
    names = ["term-forbidden", "term-missing"]
    glossary = Glossary((Entry("Vertrag", ("contract",), ("treaty",)),))
    chosen = RuleSet(tuple(rules.load().get(name) for name in names))
    engine = Engine(chosen.with_overrides({n: {"options": {"glossary": glossary}} for n in names}))
    batch = batch_of_lines(
        "The treaty.\nThe pact.", "en", source="Der Vertrag.\nDer Vertrag.", source_lang="de"
    )

    assert names == [finding.rule for finding in engine.check(batch).findings]


KEPT = [
    ("GitHub", "Auf GitHub.", "On GitHub.", []),
    ("GitHub", "Auf GitHub.", "GitHub'da.", []),
    ("GitHub", "Auf GitHub.", "在GitHub上", []),
    ("GitHub", "Auf GitHub.", "On Github.", ["GitHub"]),
    ("GitHub", "Auf github.", "On the hub.", []),
    ("Apple Pages", "Öffne Apple Pages.", "Open Apple seats.", ["Apple Pages"]),
    ("--force", "Nimm --force dazu.", "Add - -force.", ["--force"]),
]


@pytest.mark.parametrize(("term", "source", "target", "expected"), KEPT)
def test_kept(term, source, target, expected):
    entries = [Entry(term, keep=True)]

    assert expected == marks(found_with("term-not-kept", entries, source, "de", target, "en"))


MIXED = [
    ("contract\nagreement\ncontract", ["agreement"]),
    ("contract\ncontract\ncontracts", []),
    ("contract\nagreement\nagreement", ["contract"]),
    ("agreement\nlabour agreement\nagreement", []),
]


@pytest.mark.parametrize(("target", "expected"), MIXED)
def test_mixed(target, expected):
    entries = [Entry("Vertrag", ("contract", "agreement", "labour agreement"))]
    source = "Vertrag\nVertrag\nVerträge"
    found = found_with("term-inconsistent", entries, source, "de", target, "en")

    assert expected == marks(found)


def test_mixed_is_a_matter_of_one_document():
    entries = [Entry("Vertrag", ("contract", "agreement"))]
    source, target = "Vertrag\nVertrag", "contract\nagreement"
    found = found_with("term-inconsistent", entries, source, "de", target, "en", document=None)

    assert () == found


def test_without_a_glossary_nothing_is_found():
    rule = rule_of("terms", {"find": "forbidden"})

    assert () == findings_of(rule, "anything")


def test_the_digest_changes_with_the_glossary():
    digests = {
        rule_with("term-missing").digest,
        rule_with("term-missing", Entry("a", ("b",))).digest,
        rule_with("term-missing", Entry("a", ("c",))).digest,
        rule_with("term-missing", concepts=[Concept({"en": ("a",), "de": ("b",)})]).digest,
    }

    assert 4 == len(digests)


@pytest.mark.parametrize(
    ("term", "targets", "source_lang", "source", "lang", "target", "is_told"),
    [
        ("Того", "Togo", "ru", "Кроме того, он ушёл.", "en", "Besides, he left.", False),
        ("Того", "Togo", "ru", "Он уехал в Того.", "en", "He left for Ghana.", True),
        ("Россия", "Russia", "ru", "Джек Росс сказал.", "en", "Jack Ross said.", False),
        ("Россия", "Russia", "ru", "Он живёт в России.", "en", "He lives there.", True),
        ("Indonesia", "Индонезия", "en", "Indonesia's isles", "ru", "индонезийских", False),
    ],
)  # fmt: skip
def test_a_country_is_no_word_that_looks_like_it(
    term, targets, source_lang, source, lang, target, is_told
):
    assert is_told == bool(missing(term, targets, source_lang, source, lang, target))
