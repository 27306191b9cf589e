"""Last marks and outer spaces beside the source."""

import pytest

from tests.made import findings_of, found_by, rule_of

ENDS = rule_of("punctuation", {"compare": "end"}, needs=["target", "source"])
OUTSIDE = rule_of("punctuation", {"compare": "outside"}, needs=["target", "source"])


def marks(findings):
    return [one.text for found in findings for one in found.spans if one.side == "target"]


ZH = "市议会周一表示，图书馆不会在夏天之前关闭。"
EN = "The council said on Monday that the library would not close."


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The council said that the library would not close", ["close"]),
        ("The council said that the library would not close,", [","]),
        ("The council said that the library would not close;", [";"]),
        ("The council said that the library is “open”", ["open"]),
        ("The council said that the library opens in 2021", ["2021"]),
        ("The council said that the library would not close.", []),
        ("The council said that the library would not close!", []),
        ("The council said that the library would not close…", []),
        ("The council said: “The library would not close.”", []),
        ("The council said that the library would not close”.", []),
        ("The council said that the library would not close:", []),
        ("The council said it would not close. (Reuters)", []),
        ("Read what the council said on https://example.org/a", []),
        ("The council said that it is called {name}", []),
        ("Not closed", []),
        ("", []),
    ],
)
def test_the_last_mark_of_a_sentence_is_lost(target, expected):
    assert expected == marks(findings_of(ENDS, target, source=ZH, source_lang="zh"))


@pytest.mark.parametrize(
    ("source_lang", "source", "lang", "target", "expected"),
    [
        ("en", EN, "zh", "市议会周一表示，图书馆不会关闭", ["闭"]),
        ("en", EN, "zh", "市议会周一表示，图书馆不会关闭，”", ["，"]),
        ("en", EN, "zh", "市议会周一表示，图书馆“不会关闭”", []),
        ("en", EN, "ja", "評議会は月曜日に「図書館は閉館しない」", []),
        ("en", EN, "th", "สภาเมืองกล่าวเมื่อวันจันทร์ว่าห้องสมุดจะไม่ปิด", []),
        ("en", EN, "hi", "परिषद ने सोमवार को कहा कि पुस्तकालय बंद नहीं होगा।", []),
        ("en", EN, "ar", "قال المجلس يوم الاثنين إن المكتبة لن تغلق قريباً", ["قريباً"]),
        ("en", EN, "el", "Το συμβούλιο δήλωσε ότι η βιβλιοθήκη δεν κλείνει", ["κλείνει"]),
        ("el", "Πότε θα ανοίξει πάλι η βιβλιοθήκη;", "en", "When does the library open", []),
        ("en", "We met Mr. Smith of Smith and Co.", "de", "Wir trafen Herrn Smith von Smith", []),
        ("en", "They met there at about 5 p.m.", "de", "Sie trafen sich dort gegen 17 Uhr", []),
        ("en", "They came to the city of U.S.", "de", "Sie kamen in die Stadt der USA", []),
        (None, EN, None, "Der Rat sagte, dass sie nicht schließt", ["schließt"]),
        ("zh", f"“{ZH}”", "en", "“The city library will not close before the summer,”", []),
        ("zh", f"“{ZH}”", "en", "“The city library will not close before the summer, “", []),
        ("zh", f"“{ZH}”", "en", "“The city library will not close before the summer”,", [","]),
        (
            "zh",
            "治安警察局17宗（涉及：查询出入境措施；查询证件逗留问题。）",
            "en",
            "Police: 17 cases (entry and exit; questions of residence documents)",
            [],
        ),
        ("zh", ZH, "en", "He said: “The city library will not close in summer,”", [","]),
        (
            "de",
            "Das war beinahe eine kleine Feier zum 130.",
            "en",
            "A little party for its 130th birthday and the end",
            [],
        ),
        (
            "de",
            "Er kam am Montag und blieb bis 2020.",
            "en",
            "He came on Monday and stayed here until 2020",
            ["2020"],
        ),
        (
            "en",
            "He counted all of his sheep up to 130.",
            "de",
            "Er zählte alle seine Schafe bis zur 130",
            ["130"],
        ),
    ],
)
def test_ends_are_those_of_both_languages(source_lang, source, lang, target, expected):
    rule = rule_of("punctuation", {"compare": "end", "abbreviations": ["Co"]})
    found = findings_of(rule, target, lang, source=source, source_lang=source_lang)

    assert expected == marks(found)


@pytest.mark.parametrize(
    ("lang", "target", "mended"),
    [
        ("en", "He said that the old library is “open”", "He said that the old library is “open.”"),
        ("zh", "市议会周一表示，图书馆不会关闭，", "市议会周一表示，图书馆不会关闭。"),
    ],
)
def test_the_fix_sets_the_mark_of_the_target(lang, target, mended):
    source = {"source": "Der Rat sagte, die alte Bibliothek ist heute offen.", "source_lang": "de"}
    (finding,) = found_by("end-punctuation", target, lang, **source)

    assert mended == finding.fix.apply("s1", target)
    assert "." == finding.evidence["mark"]


def test_an_exclamation_stays_one():
    source = {"source": "Die Bibliothek ist wieder offen, kommt alle zu uns!", "source_lang": "de"}
    (finding,) = found_by("end-punctuation", "图书馆现在又开放了欢迎大家都来", "zh", **source)

    assert "来！" == finding.evidence["mended"]


def test_the_title_of_a_document_needs_no_stop():
    text = "Council keeps the old library open\nThe council said that it stays open"
    source = "Der Rat hält die Bibliothek offen.\nDer Rat sagte, sie bleibt offen."

    assert ["open"] == marks(findings_of(ENDS, text, source=source, source_lang="de"))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Files: ", "Dateien:", [":"]),
        ("Files:", "Dateien: ", [" "]),
        (" of them", "davon", ["d"]),
        ("of them", "\u00a0 davon", ["\u00a0 "]),
        (" of them ", " davon ", []),
        (" of them", "\u00a0davon", []),
        ("of them", "davon", []),
        (" ", "davon", []),
        ("of them ", "", []),
    ],
)
def test_outer_spaces_are_those_of_the_source(source, target, expected):
    found = findings_of(OUTSIDE, target, "de", source=source, source_lang="en")

    assert expected == marks(found)


@pytest.mark.parametrize(
    ("source", "target"),
    [("Files: ", "Dateien:"), (" of them", "davon"), ("of them", "  davon"), ("them", "davon  ")],
)
def test_the_fix_makes_outer_spaces_equal(source, target):
    found = {"source": source, "source_lang": "en"}
    (finding,) = found_by("outer-space-mismatch", target, "de", **found)
    mended = finding.fix.apply("s1", target)

    assert () == found_by("outer-space-mismatch", mended, "de", **found)
    assert mended.strip() == target.strip()


def test_nothing_is_compared_without_sources():
    assert () == findings_of(ENDS, "The council said that it would not close")


HEADED = "Penalties decide\nThe first goal secured the victory for the side{}\n{}"
KOPF = "Elfmeter entscheidet\nDas erste Tor sicherte der Mannschaft den Sieg.\nSie verlor später."


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        (HEADED.format("", "They lost later."), KOPF, []),
        (HEADED.format(",", "They lost later."), KOPF, [","]),
        (HEADED.format("", "").rstrip(), KOPF.rsplit("\n", 1)[0], ["side"]),
        (HEADED.format("", "They lost."), KOPF.replace("entscheidet", "entscheidet."), ["side"]),
        (
            HEADED.format("", "It was a penalty kick that they had feared\nThey lost later."),
            KOPF.replace("Sie v", "Es war ein Elfmeter, den sie gefürchtet hatten.\nSie v"),
            [],
        ),
        ("They lost.\n" + HEADED.format("", "They lost."), f"Sie verlor.\n{KOPF}", ["side"]),
    ],
)
def test_the_second_line_of_a_headline_needs_no_stop(target, source, expected):
    assert expected == marks(findings_of(ENDS, target, source=source, source_lang="de"))
