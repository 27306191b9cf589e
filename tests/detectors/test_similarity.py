import pytest

from mtcheck import rules
from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.embed import embedder
from mtcheck.engine import Engine
from mtcheck.errors import InputError
from mtcheck.model import Confidence
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


@pytest.mark.parametrize(
    ("surely", "confidence"), [(-1, Confidence.MEDIUM), (0.2, Confidence.HIGH)], ids=str
)
def test_a_cosine_that_is_not_very_low_is_less_certain(surely, confidence):
    (finding,) = found(DETACHED, OTHER, surely=surely)

    assert confidence == finding.confidence


@pytest.mark.parametrize(
    ("source", "target", "lang", "count"),
    [
        (
            "Goethe kehrte nach dem Krieg nach Weimar zurück und blieb dort.",
            "Goethe returned to Weimar, where he returned to Weimar, where he returned to Weimar.",
            "de",
            1,
        ),
        (
            "Goethe kehrte nach Weimar zurück, er kehrte nach Weimar zurück, er kehrte zurück.",
            "Goethe returned to Weimar, he returned to Weimar, he returned to Weimar.",
            "de",
            0,
        ),
        (
            "“没有、没有、绝对没有这种事情，真的没有、没有，”他说道。",
            "“No, no, no, no, there is no such thing, no, no,” he said.",
            "zh",
            0,
        ),
        (
            "В округе Ли концентрация высокая, концентрации в округах Полк и Дейд высокие.",
            "The concentration in Lee is high, concentration in Polk and concentration in Dade.",
            "ru",
            0,
        ),
        (
            "Spanien und Quarantäne: Braucht es in Spanien jetzt wieder eine Quarantäne?",
            "Quarantine in Spain: is quarantine needed again in Spain?",
            "de",
            0,
        ),
        (
            "Gib dem Reichen nichts, den Starken lass in Ruhe, und der Faule soll warten.",
            "Do not give to the rich, do not fight the strong, do not wait for the lazy.",
            "de",
            0,
        ),
    ],
    ids=["circles", "source-too", "source-too-zh", "other-endings-ru", "title", "grammar"],
)
def test_a_target_goes_in_circles(source, target, lang, count):
    assert count == len(found(source, target, lang, are="circling"))
    assert () == tuple(found(source, target, lang))


@pytest.mark.parametrize(("unlike", "count"), [(1.0, 1), (0.0, 0)], ids=["unlike", "alike"])
def test_what_is_said_twice_counts_where_the_sides_are_unlike(unlike, count):
    source = "Das Zimmer war sehr klein und das Badezimmer roch nach Schimmel."
    target = "The room was very small and the bathroom was very small."
    hits = found(source, target, are="circling", unlike=unlike)

    assert [Confidence.MEDIUM] * count == [finding.confidence for finding in hits]


def test_endings_of_japanese_are_not_said_again():
    source = "Apologies for that mistake, which was not at all intentional."
    target = "申し訳ありません。意図的ではありませんでした。問題はありません。"

    assert () == tuple(found(source, target, "en", are="circling"))


DOG, MINISTER = "Der Hund schläft seit heute.", "Der Minister trat am Freitag zurück."
ITS_DOG, ITS_MINISTER = "The dog has been asleep.", "The minister resigned on Friday."


@pytest.mark.parametrize(
    ("are", "segments"), [("detached", ["s3"]), ("misplaced", ["s1", "s2"])], ids=str
)
def test_a_target_of_the_neighbour_is_misplaced_and_not_detached(are, segments):
    sources, targets = f"{DOG}\n{MINISTER}\n{DETACHED}", f"{ITS_MINISTER}\n{ITS_DOG}\n{OTHER}"

    assert segments == [finding.segment for finding in found(sources, targets, are=are)]


def test_the_neighbour_s_source_is_shown_with_its_line():
    first, _ = found(f"{DOG}\n{MINISTER}", f"{ITS_MINISTER}\n{ITS_DOG}", are="misplaced")

    assert MINISTER == first.spans[-1].text
    assert "2" == str(first.evidence["line"])


def test_rows_of_no_document_have_no_neighbours():
    rule = rule_of("similarity", {"backend": "use", "are": "misplaced"}, needs=["target", "source"])
    sources, targets = f"{DOG}\n{MINISTER}", f"{ITS_MINISTER}\n{ITS_DOG}"
    batch = batch_of_lines(targets, "en", source=sources, source_lang="de", document=None)

    assert () == tuple(Engine(RuleSet((rule,))).check(batch).findings)


def test_a_sentence_of_50_000_characters_and_sides_of_very_unequal_length():
    far = found("Der Hund schläft. " * 2_800, "The dog sleeps now. " * 2_500)
    unequal = found("Das Parlament stimmte dem Gesetz zu.", "The parliament passed it. " * 1_000)

    assert {"s1"} >= {finding.segment for finding in (*far, *unequal)}


def test_a_title_that_left_its_source_is_told_of_once():
    both = ("detached-translation", "headline-drift")
    options = {rule: {"options": {"backend": "use"}} for rule in both}
    checker = Engine(rules.load([]).select(both, []).with_overrides(options))
    batch = batch_of_lines(
        "The swimming pool will stay closed all summer\n" + ITS_MINISTER,
        "en",
        source="Neuer Wein in alten Schläuchen: Kabinett plant Steuerreform\n" + MINISTER,
        source_lang="de",
    )

    assert ["detached-translation"] == [finding.rule for finding in checker.check(batch).findings]


def test_nothing_is_looked_at_without_a_backend():
    assert () == tuple(found(DETACHED, OTHER, backend=""))


def test_a_language_that_the_model_does_not_know_is_refused():
    embedder("use")
    with pytest.raises(InputError, match="does not know the language hi"):
        found(DETACHED, OTHER, source_lang="hi")


def test_a_file_in_an_unknown_language_does_not_end_the_run(tmp_path):
    files = {"fi": "Koira nukkuu pöydän alla keskipäivästä asti.", "de": DETACHED}
    for lang, source in files.items():
        rows = f"source\ttarget\tsource_lang\ttarget_lang\n{source}\t{OTHER}\t{lang}\ten\n"
        (tmp_path / f"{lang}.tsv").write_text(rows, encoding="utf-8")
    paths = [str(tmp_path / f"{lang}.tsv") for lang in files]
    report = Checker(Config(similarity="use")).check_paths(paths)

    assert [paths[0]] == [skipped.path for skipped in report.skipped]
    assert (paths[1], "detached-translation") in {(f.path, f.rule) for f in report.findings}
