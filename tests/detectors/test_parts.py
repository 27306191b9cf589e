import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from tests.made import batch_of_lines

LAW = "Das Parlament hat das neue Gesetz am späten Freitagabend mit großer Mehrheit angenommen."
PASSED = "Parliament passed the new law by a large majority late on Friday evening."
STRIKE = "Die Eisenbahner streiken seit gestern, weil ihre Löhne seit Jahren nicht steigen."
ON_STRIKE = "Railway workers have been on strike since yesterday as their wages stand still."
PRICES = "Brot, Milch und Eier kosten heute fast doppelt so viel wie noch vor einem Jahr."
DEAR = "Bread, milk and eggs cost nearly twice as much as they did a year ago."


def found(source, target, are="omitted", **options):
    rule = "partial-omission" if are == "omitted" else "partial-addition"
    changed = {rule: {"options": {"backend": "use", **options}}}
    engine = Engine(rules.load([]).select([rule], []).with_overrides(changed))
    return engine.check(batch_of_lines(target, "en", source=source, source_lang="de")).findings


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        (f"{LAW} {STRIKE} {PRICES}", f"{PASSED} {ON_STRIKE}", PRICES),
        (f"{LAW} {STRIKE} {PRICES}", f"{PASSED} {DEAR}", STRIKE),
        (f"{LAW} {STRIKE} {PRICES}", f"{ON_STRIKE} {DEAR}", LAW),
        (f"{LAW[:-1]}, und {STRIKE}", PASSED, "und Die Eisenbahner"),
    ],
    ids=["last", "inner", "first", "clause"],
)
def test_what_was_omitted_is_told_in_the_source(source, target, lost):
    (finding,) = found(source, target, are="omitted", told=99)

    (span,) = finding.spans
    assert "source" == span.side
    assert span.text.startswith(lost)
    assert source[span.start : span.end] == span.text == span.text.strip()


def test_what_was_added_is_told_in_the_target():
    target = f"{PASSED} {ON_STRIKE} {DEAR}"
    (finding,) = found(f"{LAW} {PRICES}", target, are="added")

    assert [("target", ON_STRIKE), ("source", f"{LAW} {PRICES}")] == [
        (span.side, span.text) for span in finding.spans
    ]
    assert float(finding.evidence["after"]) > float(finding.evidence["before"])


@pytest.mark.parametrize("are", ["omitted", "added"])
@pytest.mark.parametrize(
    ("source", "target"),
    [
        (f"{LAW} {STRIKE}", f"{PASSED} {ON_STRIKE}"),
        (f"{LAW} {STRIKE}", ""),
        ("", f"{PASSED} {ON_STRIKE}"),
        ("", ""),
        (f"{LAW} {STRIKE}", f"{LAW} {STRIKE}"),
        (LAW, "So they did it at last, and that was that, then."),
        (PRICES * 60, DEAR),
        ("Ja. Nein.", "Yes."),
    ],
    ids=["whole", "no-target", "no-source", "nothing", "copy", "one-piece", "long", "short"],
)
def test_silent(source, target, are):
    assert () == tuple(found(source, target, are=are))


def test_markup_of_one_side_is_no_text():
    marked = f"{PASSED} <a href='https://example.org/one/two/three/four/five/six'>{ON_STRIKE}</a>"

    assert () == tuple(found(f"{LAW} {STRIKE}", marked, are="added"))


@pytest.mark.parametrize(("told", "count"), [(99, 1), (1, 0)])
def test_rules_about_length_tell_what_is_far_off(told, count):
    assert count == len(found(f"{LAW} {STRIKE} {PRICES}", PASSED, are="omitted", told=told))


def test_nothing_is_looked_at_without_a_backend():
    assert () == tuple(found(f"{LAW} {STRIKE}", PASSED, are="omitted", backend=""))


def test_many_pieces_are_cut_at_sentences():
    guests = ", ".join(["Anna", "Otto", "Max"] * 20)
    source = f"Es kamen {guests}. {LAW} {STRIKE} {PRICES}"
    target = f"Among the guests were {guests}. {PASSED}"
    (finding,) = found(source, target, told=99, above=0.001, least=0)

    assert f"{STRIKE} {PRICES}" == finding.spans[0].text
