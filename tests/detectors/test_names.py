"""One person under two names, one name in two spellings."""

import pytest

from tests.made import found_by, marks

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


@pytest.mark.parametrize("rule", [VARIANT, FULL, DRIFT])
def test_lists_of_people_are_silent(rule):
    cast = "\n".join(
        f"{given} {surname} as {part}"
        for given, surname, part in [
            ("Olga", "Berenskaya", "Nina"),
            ("Pavel", "Grushin", "the doctor"),
            ("Marek", "Zelinka", "Kostya"),
            ("Ilse", "Wernicke", "Arkadina"),
        ]
    )
    table = "\n".join(f"{n}. Team{n} {n * 3} points" for n in range(1, 12))

    assert () == found_by(rule, cast)
    assert () == found_by(rule, table)


def test_brothers_and_twins_keep_their_own_names():
    text = (
        "The twins Markus Hallgrimm and Lukas Hallgrimm opened a bakery.\n"
        "Markus said that it was hard.\nLukas said that it was fun."
    )

    for rule in (VARIANT, FULL, DRIFT):
        assert () == found_by(rule, text)


def test_five_hundred_people_are_compared_once():
    syllables = "ba ke lo mu ri sa te vo zi nu".split()
    names = [
        f"{a}{b}{c}rov".capitalize() for a in syllables for b in syllables for c in syllables[:5]
    ]
    text = "\n".join(f"Minister {name} said yes." for name in names)

    assert len(found_by(VARIANT, text)) < len(names)
