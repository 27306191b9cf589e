"""One person under two names, one name in two spellings."""

import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from tests.made import batch_of_lines, found_by, marks

VARIANT, FULL, DRIFT = "name-variant", "full-name-variant", "name-drift"
RENDERING = "name-rendering"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (VARIANT, "Kavardarkov spoke.\nLater Kavadarkov left.", ["Kavadarkov", "Kavardarkov"]),
        (VARIANT, "Kavardarkov met Kavadarkov.", []),
        (VARIANT, "Petr Petrov spoke.\nIrina Petrova left.", []),
        (VARIANT, "The Kowalskis came.\nMr Kowalski spoke.", []),
        (VARIANT, "Wang Xiaoming left.\nLi Xiaoning stayed.", []),
        (VARIANT, "He lives in Weifang.\nThe mayor of Wefang spoke.", ["Wefang", "Weifang"]),
        (VARIANT, "Piotr Zemlak won.\nHis brother Tomasz Zemlik lost.", []),
        (VARIANT, "KAVARDARKOV WINS\nKavardarkov won.", []),
        (FULL, "He met Abdel Fattah.\nThen Abdal Fattah left.", ["Abdal Fattah", "Abdel Fattah"]),
        (FULL, "He met Jean-Luc Godart.\nJean-luc Godart left.", ["Jean-luc Godart"]),
        (FULL, "Serena Williams won.\nVenus Williams lost.", []),
        (FULL, "Anna Kowalska and Hanna Kowalska came.", []),
        (
            DRIFT,
            (
                "Defense Minister Shinzo Hamada spoke on Monday.\nKishino told reporters more.\n"
                "Kishino was pleased."
            ),
            ["Shinzo Hamada", "Kishino", "Kishino"],
        ),
        (
            DRIFT,
            "Coach Sutopo Nugroho met the team.\n“This is what you worry about,” Beattie said.",
            ["Sutopo Nugroho", "Beattie"],
        ),
        (
            DRIFT,
            "Professor Jay Berzofsky made the vaccine.\nIt works, Prof. Morrisey wrote to us.",
            ["Jay Berzofsky", "Morrisey"],
        ),
        (
            DRIFT,
            "Minister Roberto Calzadilla hopes for it.\nFioramonti also denied the rumour.",
            ["Roberto Calzadilla", "Fioramonti"],
        ),
        (DRIFT, "Minister Yuri Lutsenko fell.\nHe lost to Mr. Zelensky, whose aides won.", []),
        (
            DRIFT,
            (
                "“Our place is here,” said Gjose Tanevski, 62.\nVladimir Kavardarkov, 54, sat.\n"
                "“Yes,” Kavadarkov said."
            ),
            [],
        ),
        (
            DRIFT,
            "Author Murray Bookchin wrote it.\nKropotkin’s view is older.\n" + "It is so. " * 5000,
            [],
        ),
        (
            DRIFT,
            "Author Murray Bookchin wrote it.\nKropotkin’s view is older.",
            ["Murray Bookchin"],
        ),
        (DRIFT, "Defense Minister Shinzo Hamada spoke.\nHamada told reporters more.", []),
        (DRIFT, "Reporter Shinzo Hamada wrote this.\nKishino told police more.", []),
        (DRIFT, "Minister Shinzo Hamada met Ambassador Kishino.\nThey spoke for hours.", []),
        (DRIFT, "Minister Shinzo Hamada spoke.\nThe troops marched on Kishinev.", []),
        (DRIFT, "Trump said no.\nPutin said no.\nMerkel said nothing.", []),
    ],
)
def test_marks(rule, text, expected):
    found = marks(found_by(rule, text))

    assert expected == found[: len(expected)]
    assert bool(expected) == bool(found)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "外长王毅会见安达纳尔。\n安达纳尔说，局势复杂。\n安达纳尔随后回国。",
            (
                "Foreign Minister Wang Yi met with Andanar.\nAndanar said it was complex.\n"
                "Later Fernandez flew home."
            ),
            ["Fernandez", "Andanar", "Andanar", "安达纳尔"],
        ),
        (
            "外长王毅会见安达纳尔。\n安达纳尔说，局势复杂。\n安达纳尔随后回国。",
            (
                "Foreign Minister Wang Yi met with Andanar.\nAndanar said it was complex.\n"
                "Later he flew home."
            ),
            [],
        ),
        (
            "外长王毅会见安达纳尔。\n安达纳尔说，局势复杂。\n安达纳尔在马尼拉。",
            (
                "Foreign Minister Wang Yi met with Andanar.\nAndanar said it was complex.\n"
                "The minister is in Manila."
            ),
            [],
        ),
    ],
)
def test_a_name_of_the_source_keeps_its_rendering(source, target, expected):
    found = found_by(RENDERING, target, source=source, source_lang="zh")

    assert expected == marks(found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "俄罗斯海军副司令马里尼切夫表示。\n马里尼切夫说，舰艇很好。",
            "Commander Malinichev of the Russian Navy spoke.\nMarinichev said the ships are good.",
        ),
        (
            "埃及反对派领袖艾曼·诺尔谈到示威。\n诺尔指出，社会形势恶化。",
            "Opposition Leader Ayman Nour spoke of the protests.\nNoor said all gets worse.",
        ),
    ],
)
def test_two_renderings_are_told_by_one_rule(source, target):
    every = Engine(rules.load().select(["all"], []))
    batch = batch_of_lines(target, source=source, source_lang="zh")
    found = [one for one in every.check(batch).findings if one.rule.startswith(("name", "full"))]

    assert 1 == len(found), [(one.rule, one.message) for one in found]


def test_rows_of_no_document_are_not_looked_at():
    text = "Kavardarkov spoke.\nLater Kavadarkov left."

    assert () == found_by(VARIANT, text, document=None)


def test_a_title_goes_with_its_person_into_the_evidence():
    text = (
        "Japanese Defense Minister Shinzo Hamada spoke.\nKishino told reporters more.\n"
        "Kishino left."
    )
    (finding,) = found_by(DRIFT, text)

    assert "Japanese Defense Minister" == finding.evidence["role"]
    assert "Kishino" == finding.evidence["other"]


def test_a_name_may_be_given_in_latin_letters_in_a_chinese_source():
    source = (
        "救生队长 Larry Giles 表示，发现了鲨鱼。\nGiles 继续表示，受害人受伤。\n"
        "Giles 指出，不构成危险。"
    )
    target = (
        "Lifeguard Capt. Brett Kavanaugh said that a shark had been seen.\n"
        "Giles added that the victim was hurt.\nGiles noted that there is no danger."
    )

    assert marks(found_by(RENDERING, target, source=source, source_lang="zh"))[0] == (
        "Brett Kavanaugh"
    )


def test_the_name_that_all_later_mentions_share_is_told_from_the_first():
    source = "比利时发言人布德温·卡特里说，女童去世。\n卡特里说，情况严重。\n卡特里警告，必须行动。"
    target = (
        "Belgian spokesman Boudewijn Catry said that the girl died.\n"
        "Rosenstein said that it is serious.\nRosenstein warned that one must act."
    )
    found = marks(found_by(RENDERING, target, source=source, source_lang="zh"))

    assert {"Boudewijn Catry", "Rosenstein"} <= set(found)


GIVEN = "Olga Pavel Marek Ilse Tomas Vera Jonas Edith Henrik Alma".split()
FAMILIES = [
    f"{begin}{middle}{end}".capitalize()
    for begin in "bak ged lom mur rist sav tev vol zin nub".split()
    for middle in "a e i o u".split()
    for end in "lin sky dorf mann quist berg feld wick thorn shaw".split()
]


def _five_hundred():
    people = [f"{GIVEN[i % 10]} {FAMILIES[i * 7 % 500]}" for i in range(500)]
    return "\n".join(f"{person} came {place}th." for place, person in enumerate(people, 1))


SILENT = {
    "a document with 500 people": _five_hundred(),
    "a cast list": (
        "Olga Berenskaya as Nina\nPavel Grushin as the doctor\nMarek Zelinka as Kostya\n"
        "Ilse Wernicke as Arkadina\nTomas Halloran as Trigorin\nVera Hallgrimm as Masha"
    ),
    "a sports table": (
        "1. Fenerbrook 12 4 3 40\n2. Oberhausen 11 5 3 38\n3. Kilmarnoch 10 6 3 36\n"
        "4. Valdemossa 9 7 3 34\n5. Fenerbrook II 8 8 3 32\n6. Valdemoro 1 1 3 4"
    ),
    "a family with one surname": (
        "Farmer Henrik Sorvald lives on the island.\nAlma Sorvald keeps the books.\n"
        "Their sons Jonas and Edvin Sorvald fish.\nHenrik said that the winter was long.\n"
        "Alma said that it was short."
    ),
    "brothers": (
        "The brothers Piotr Zemlak and Tomasz Zemlak opened a bakery.\n"
        "Piotr said that it was hard.\nTomasz said that it was fun."
    ),
    "a renamed company": (
        "The company Valdrona was renamed Valdoria in May.\n"
        "Chief executive Ilse Wernicke said that Valdoria would grow.\n"
        "Wernicke said that customers had never liked the old name."
    ),
    "twins": (
        "The twins Karina Okonjo and Karima Okonjo were born in Oslo.\n"
        "Karina Okonjo plays the violin.\nKarima Okonjo plays the drums."
    ),
    "two ministers of one country in turn": (
        "Finance Minister Ilse Wernicke resigned.\nHer successor, Finance Minister Marek Zelinka, "
        "said that he was glad.\nZelinka said that Wernicke had done well."
    ),
    "a reporter's by-line": "By reporter Ilse Wernicke\nZelinka told the court that he was ill.",
    "nobody": "the rain fell.\nit fell on.",
    "nothing": "",
}


@pytest.mark.parametrize("rule", [VARIANT, FULL, DRIFT])
@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_people_who_are_told_apart_are_silent(rule, text):
    assert () == found_by(rule, text)


@pytest.mark.parametrize(
    ("source", "target", "lang", "expected"),
    [
        ("Giuliani left.", "Guiliani ging.", "de", ["Guiliani", "Giuliani"]),
        ("Petrobras paid.", "Petrobas zahlte.", "de", ["Petrobas", "Petrobras"]),
        ("“Nivison’s link”", "„Nivisions Verknüpfung“", "de", ["Nivision", "Nivison"]),
        ("Giuliani left.", "Giulianis Abgang", "de", []),
        ("Rouhani met Lavrov.", "Rohani traf Lawrow.", "de", []),
        ("Poroshenko spoke.", "Poroschenkos Rede", "de", []),
        ("Tehran and Tenerife", "Teheran und Teneriffa", "de", []),
        ("The Bulgarians came.", "Sie kamen aus Bulgarien.", "de", []),
        ("Bozkir spoke.", "Bozkır sprach.", "de", []),
        ("Bremen-class frigates", "Fregatten der Bremen-Klasse", "de", []),
        ("Giuliani met Guiliani.", "Guiliani traf Giuliani.", "de", []),
        ("Malcolm came.", "Malcom vino.", "es", ["Malcom", "Malcolm"]),
        ("Malcolm came.", "Malcom est venu.", "fr", ["Malcom", "Malcolm"]),
    ],
)
@pytest.mark.parametrize("document", ["d", None])
def test_a_name_keeps_its_letters(source, target, lang, expected, document):
    found = found_by(
        "name-misspelt", target, lang, source=source, source_lang="en", document=document
    )

    assert expected == marks(found)


@pytest.mark.parametrize("between", ["", "The weather was fine.\n" * 300])
def test_a_slip_is_found_far_away_too(between):
    text = f"Kavardarkov spoke.\n{between}Later Kavadarkov left."

    assert ["Kavadarkov", "Kavardarkov"] == marks(found_by(VARIANT, text))


@pytest.mark.parametrize(
    ("source", "target", "lang", "is_told"),
    [
        ("Recent Servers", "Serveurs récents", "fr", False),
        ("Adjustment", "Ajustement", "fr", False),
        ("for signed in Scratchers only", "pour les Scratcheurs connectés", "fr", False),
        ("It happens at once. Filtering", "Das geschieht sofort. Die Filterung", "de", False),
        ("whether the AtkHyperlink is selected", "si el AtlHyperlink está", "es", True),
    ],
)
def test_a_capital_in_a_label_makes_no_name(source, target, lang, is_told):
    found = found_by("name-misspelt", target, lang, source=source, source_lang="en")

    assert is_told == bool(found)
