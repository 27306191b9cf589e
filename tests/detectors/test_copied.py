"""What a translation has to copy from its source."""

import pytest

from mtcheck.model import Confidence
from tests.made import found_by, marks

RULES = [
    "url-mismatch",
    "url-added",
    "email-mismatch",
    "email-added",
    "path-mismatch",
    "identifier-mismatch",
    "variable-mismatch",
    "handle-mismatch",
    "hashtag-omitted",
    "code-mismatch",
    "latin-word-omitted",
    "latin-word-respelt",
]


def found(source, target, source_lang="de", lang="en"):
    """The rules that fire, with all places of each finding."""
    return [
        (rule, *marks([finding]))
        for rule in RULES
        for finding in found_by(rule, target, lang, source=source, source_lang=source_lang)
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Siehe https://example.org/a.", "See (https://example.org/a)."),
        ("Siehe http://www.example.org/de/a", "See https://example.org/en/a/"),
        ("Siehe https://x.org/a_(b)", "See “https://x.org/a_(b)”."),
        ("<a href='https://x.org/a'>A</a>", "<a href='https://x.org/b'>A</a>"),
        ("Auf konzert.de gibt es Karten.", "Tickets at www.konzert.de."),
        ("Er kam.Dann ging er z.B. nach Ulm", "He came. Then he went to Ulm"),
        ("Post an info@example.org!", "Mail to INFO@example.org!"),
        ("5 @ 3 Euro", "5 at 3 euros"),
        ("Er/sie kam am 3./4. Mai -- wie gesagt", "He or she came on 3 or 4 May, as said"),
        ("Nach /path/to/file kopieren", "Copy to /chemin/du/fichier"),
        ("McDonald und GmbH & Co. KG", "A company"),
        ("@die_woche berichtet", "@die_woche reports"),
        ("#gemeinsam stark", "Strong #together"),
        ("Platz #1, C#", "First place"),
        ("Die F-35-Jets", "The F35 jets"),
        ("Die Formel-1-Saison, Covid-19, G7", "The season, the disease, the seven"),
        ("Die A8 nach ISO 9001", "The A 8 to ISO-9001"),
        ("Im Q3 2020", "In the third quarter of 2020"),
    ],
)
def test_silent(source, target):
    assert [] == found(source, target)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "https://x.org/a",
            "https://x.org/b",
            ("url-mismatch", "https://x.org/b", "https://x.org/a"),
        ),
        (
            "https://x.org/a",
            "https://x.com/a",
            ("url-mismatch", "https://x.com/a", "https://x.org/a"),
        ),
        ("Siehe www.x-y.de!", "See!", ("url-mismatch", "www.x-y.de")),
        ("Siehe x-y.de!", "See x-y. de!", ("url-mismatch", "x-y. de", "x-y.de")),
        ("Mehr.", "See https://x.org/a.", ("url-added", "https://x.org/a")),
        ("An a@x.de", "To b@x.de", ("email-mismatch", "b@x.de", "a@x.de")),
        ("An uns", "To us@x.de", ("email-added", "us@x.de")),
        ("In ~/bin/tool", "In it", ("path-mismatch", "~/bin/tool")),
        ("Mit --dry-run", "With -dry-run", ("path-mismatch", "--dry-run")),
        ("Mit open()", "With öffne()", ("path-mismatch", "open()")),
        ("In C:\\Temp\\a", "In it", ("path-mismatch", "C:\\Temp\\a")),
        ("In haus.txt", "In house.txt", ("path-mismatch", "house.txt", "haus.txt")),
        ("Das iPhone", "The phone", ("identifier-mismatch", "iPhone")),
        ("Setze max_size", "Set max size", ("variable-mismatch", "max_size")),
        ("Von @anna", "By Anna", ("handle-mismatch", "@anna")),
        ("Los! #jetzt", "Go!", ("hashtag-omitted", "#jetzt")),
        ("Die F-35", "The F-53", ("code-mismatch", "F-53", "F-35")),
        ("Nach ISO 9001", "To the norm", ("code-mismatch", "ISO 9001")),
    ],
)
def test_fires(source, target, expected):
    assert [expected] == found(source, target)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("据NATO报道，iPhone降价。", "NATO says the iPhone got cheaper.", []),
        ("中国GDP增长6%。", "China's gross domestic product grew by 6%.", []),
        ("在II级、5 km、app里", "In class two, 5 kilometres, in the program", []),
        ("来自Foxconn。", "From the maker.", [("latin-word-omitted", "Foxconn")]),
        ("Oliver Wyman专家", "Experts", [("latin-word-omitted", "Oliver Wyman")]),
        ("旅客Wipoosiri先生", "Mr Wiposiri", [("latin-word-respelt", "Wiposiri", "Wipoosiri")]),
        ("请看https://x.org/a。", "See https://x.org/a.", []),
        ("请看（www.x.org/a），谢谢", "See www.x.org/a, thanks", []),
        ("型号AB-1234的机器", "The machine AB-1243", [("code-mismatch", "AB-1243", "AB-1234")]),
    ],
)
def test_chinese_sources(source, target, expected):
    assert expected == found(source, target, "zh")


def test_unknown_languages_are_not_asked_for_words():
    assert [] == found("来自Foxconn。", "From the maker.", None)
    assert [] == found("来自Foxconn。", "От производителя.", "zh", "ru")


@pytest.mark.parametrize(
    ("rule", "source", "target", "fixed"),
    [
        ("url-mismatch", "https://x.org/a", "see https: //x. org/a!", "see https://x.org/a!"),
        ("email-mismatch", "a@x.de", "to a @ x.de", "to a@x.de"),
        ("handle-mismatch", "@anna", "by ＠ Anna", "by @anna"),
        ("identifier-mismatch", "maxSize", "max size", "maxSize"),
    ],
)
def test_what_was_torn_is_mended(rule, source, target, fixed):
    (finding,) = found_by(rule, target, source=source, source_lang="de")

    assert "safe" == finding.fix.safety
    assert fixed == finding.fix.apply("s1", target)


def test_a_path_with_other_capitals_is_told_and_not_mended():
    source, target = "See ./dists/version/main.conf.", "Siehe ./dists/Version/main.conf."
    (finding,) = found_by("path-mismatch", target, "de", source=source, source_lang="en")

    assert None is finding.fix


@pytest.mark.parametrize(
    "target",
    [
        "https://de.wikipedia.org/wiki/Haus_(Recht)",
        "https://de.wikipedia.org/wiki/Haus",
    ],
)
def test_the_wikipedia_of_the_other_language_is_the_same_link(target):
    source = "https://en.wikipedia.org/wiki/House"

    assert () == found_by("url-mismatch", target, "de", source=source, source_lang="en")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("https://x.org/en/help", "https://x.org/de/help"),
        ("https://x.org/help?hl=en&a=1", "https://x.org/help?hl=de&a=1"),
        ("https://x.org/help?locale=en_US", "https://x.org/help?locale=de_DE"),
    ],
)
def test_a_link_to_the_page_in_the_other_language_is_the_same_link(source, target):
    assert () == found_by("url-mismatch", target, "de", source=source, source_lang="en")


def test_what_was_changed_is_not_mended_unseen():
    (finding,) = found_by("url-mismatch", "https://x.org/b", source="https://x.org/a")

    assert finding.fix is None


def test_a_variant_of_a_link_is_told_with_low_confidence():
    (finding,) = found_by(
        "url-variant", "https://x.org/a", source="http://x.org/a", least=Confidence.LOW
    )

    assert Confidence.LOW == finding.confidence


def test_acronyms_may_be_written_out():
    def omitted(target):
        found = found_by(
            "acronym-omitted", target, "de", source="The NHTSA and the IMF met.", source_lang="en",
            least=Confidence.LOW,
        )  # fmt: skip
        return marks(found)

    assert ["NHTSA"] == omitted("Die Behörde und der International Monetary Fund trafen sich.")
    assert [] == omitted("Die NHTSA und der IMF trafen sich.")


@pytest.mark.parametrize(
    ("source", "source_lang", "target", "lang", "expected"),
    [
        ("航站楼F3、F4", "zh", "Floors three and four of the terminal", "en", []),
        ("航站楼F3", "zh", "Floor five of the terminal", "en", ["F3"]),
        ("'DIR1 DIR2' or 'DIR FILE'", "en", "„VERZ1 VERZ2“ oder „VERZ DATEI“", "de", []),
        ("ARG1 and ARG2", "en", "ARG1 et ARG3", "fr", []),
        ("heights as in WGS84", "en", "hauteurs selon WSG84", "fr", ["WSG84", "WGS84"]),
        ("GMT-4", "en", "UTC-4", "fr", []),
        ("JB6", "en", "B6 (JIS)", "ja", []),
        ("RA3", "en", "A3", "pt", ["A3", "RA3"]),
    ],
)
def test_codes_may_be_put_into_words_and_arguments_renamed(
    source, source_lang, target, lang, expected
):
    told = found_by("code-mismatch", target, lang, source=source, source_lang=source_lang)

    assert expected == marks(told)


def test_a_price_per_person_is_no_path():
    assert [] == found("/person/night", "/persona/noche", "en", "es")
    assert found("/usr/local", "/usr/lokal", "en", "de")


def test_a_file_of_an_example_may_have_another_name():
    assert [] == found("Example: tar -cf archive.tar", "Beispiel: tar -cf archiv.tar", "en", "de")
    assert found("It reads archive.tar first.", "Es liest archiv.tar zuerst.", "en", "de")
