import pytest

from mtcheck.embed import embedder
from mtcheck.engine import Engine
from mtcheck.errors import UsageError
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, rule_of

DETACHED = "Dominique Bussereau ist Staatssekretär für Verkehr."
OTHER = "The soup was far too salty, so nobody ate any of it."


def found(source, target, source_lang="de", **options):
    rule = rule_of("similarity", {"backend": "use", **options}, needs=["target", "source"])
    batch = batch_of_lines(target, "en", source=source, source_lang=source_lang)
    return Engine(RuleSet((rule,))).check(batch).findings


def test_the_whole_target_is_the_place():
    (finding,) = found(f"Der Hund schläft seit heute.\n{DETACHED}", f"The dog is asleep.\n{OTHER}")

    assert "s2" == finding.segment
    assert (0, len(OTHER)) == (finding.spans[0].start, finding.spans[0].end)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Der Minister trat am Freitag zurück.", "The minister resigned on Friday."),
        ("", ""),
        (DETACHED, ""),
        ("Ja, gern.", "Whatever."),
    ],
    ids=["translation", "empty", "empty-target", "short"],
)
def test_silent(source, target):
    assert () == tuple(found(source, target))


def test_a_shared_name_speaks_for_the_target_unless_it_is_far_off():
    shared = OTHER + " Dominique."

    assert () == tuple(found(DETACHED, shared, least=0.9, surely=-1))
    assert 1 == len(found(DETACHED, shared, least=0.9, surely=0.9))


def test_nothing_is_looked_at_without_a_backend():
    assert () == tuple(found(DETACHED, OTHER, backend=""))


def test_a_language_that_the_model_does_not_know_is_refused():
    embedder("use")
    with pytest.raises(UsageError, match="does not know the language hi"):
        found(DETACHED, OTHER, source_lang="hi")
