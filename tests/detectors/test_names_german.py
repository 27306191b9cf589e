"""The rules about names in a language that writes every noun with a capital, and in prose."""

import pytest

from tests.made import found_by, marks

VARIANT, FULL, DRIFT = "name-variant", "full-name-variant", "name-takeover"


def found(rule, text, lang="de"):
    return marks(found_by(rule, text, lang))


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (VARIANT, "Richter Bernard Freidman urteilt.\nFriedman sagte das.", ["Freidman"]),
        (VARIANT, "Qandeel Baloch starb.\nDie Ermordung Balochs war schlimm.", []),
        (VARIANT, "Der Bau der Flughäfen stockt.\nAußerhalb des Flughafens ist es still.", []),
        (VARIANT, "Ein Räumungsmoratorium kommt.\nRäumungsmoratorien helfen allen.", []),
        (VARIANT, "Nach Ölangriffen steigt der Preis.\nNach Angriffen fällt er.", []),
        (VARIANT, "Bulgaren reisen ein.\nEr kommt aus Bulgarien.", []),
        (VARIANT, "Debian nutzt OpenSSL.\nEs nutzt auch OpenSSH.", []),
        (VARIANT, "Da war Das.\nDass Kavardarkov ging.\nKavadarkov blieb.", ["Kavadarkov"]),
        (VARIANT, "Die UK-Tournee beginnt.\nDie US-Tournee endet.", []),
        (FULL, "Er traf Raul Gandhi.\nRahul Gandhi ging fort.", ["Rahul Gandhi"]),
        (DRIFT, "Wirtschaftsminister Tjark Hamada kam.\nLaut Kishino hilft es.", ["Tjark Hamada"]),
        (DRIFT, "Außenminister Tjark Hamada kam.\nHamadas Sprecher schwieg, so Kishino.", []),
        (DRIFT, "Außenminister Tjark Hamada kam.\nDerweil sagte er viel.", []),
        (DRIFT, "Außenminister Tjark Hamada kam.\nÜberwachungsvideos sagten alles.", []),
        (DRIFT, "Außenminister Tjark Hamada kam.\nNorwegen sagte Hilfe zu.", []),
    ],
)
def test_marks_in_german(rule, text, expected):
    marked = found(rule, text)

    assert expected == marked[: len(expected)]
    assert bool(expected) == bool(marked)


def _five_hundred():
    stems = [
        head + middle + end
        for head in "Br Gr Kl M Sp St T V W Z".split()
        for middle in "a e i o u".split()
        for end in "lin sky dorf mann quist berg feld wick thorn schau".split()
    ]
    given = "Jonas Lena Karl Ilse Tomas Vera Marek Olga Pavel Rita".split()
    return "\n".join(
        f"{given[i % 10]} {stems[i * 7 % 500]} kam als Nummer {i} an." for i in range(500)
    )


SILENT = {
    "a document with 500 people": _five_hundred(),
    "a cast list": "Olga Berenskaja als Nina\nPawel Gruschin als Arzt\nIlse Wernicke als Mutter",
    "a sports table": "1. FC Fenerbrück 12 4 40\n2. SV Oberhausen 11 5 38\n3. Fenerbrück II 1 1 4",
    "a family with one surname": (
        "Bauer Henrik Sorvald lebt auf der Insel.\nAlma Sorvald führt die Bücher.\n"
        "Die Söhne Jonas und Edvin Sorvald fischen.\nHenrik sagte, der Winter sei lang."
    ),
    "brothers": (
        "Die Brüder Piotr Zemlak und Tomasz Zemlak backen.\nPiotr sagte, es sei schwer.\n"
        "Tomasz sagte, es mache Freude."
    ),
    "a renamed company": (
        "Die Firma Valdrona heißt seit Mai Valdoria.\n"
        "Geschäftsführerin Ilse Wernicke sagte, Valdoria werde wachsen.\n"
        "Wernickes Kunden mochten den alten Namen nie."
    ),
    "twins": (
        "Die Zwillinge Karina Okonjo und Karima Okonjo kamen in Oslo zur Welt.\n"
        "Karina Okonjo spielt Geige.\nKarima Okonjo trommelt."
    ),
    "nothing": "",
}


@pytest.mark.parametrize("rule", [VARIANT, FULL, DRIFT])
@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_people_who_are_told_apart_are_silent(rule, text):
    assert [] == found(rule, text)


INTRODUCED = "The economist Gary Halloran, a professor in Oslo, wrote a book."


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (INTRODUCED, "Kavanski said that prices rise. Kavanski was right."),
        ("Minister Gary Halloran met the press.", "Kavanski said that prices rise."),
    ],
)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kavanski said", "The Kavanski said"),
        ("Kavanski", "Kavanskists"),
        ("Kavanski", "Secondly"),
        ("Kavanski", "(Kavanski"),
        ("Gary Halloran", "Gary H."),
    ],
)
def test_prose_names_people_without_introducing_them(first, later, old, new):
    text = f"{first}\n{later}"

    assert marks(found_by("name-drift", text))
    assert [] == marks(found_by("name-drift", text.replace(old, new)))


WEAK = (
    "Gary Halloran argued that prices rise.\n"
    + "The rain fell.\n" * 6
    + "In the end Kavanski said that wages fall."
)


def test_an_author_who_is_quoted_takes_over_from_nobody():
    assert marks(found_by("name-drift", WEAK))
    assert [] == marks(found_by("name-drift", WEAK.replace("In the end", "As")))


def test_a_text_that_calls_everybody_by_the_surname_is_silent():
    surnames = [head + tail for head in "Vask Zelm Drag Plun".split() for tail in "ari oni".split()]
    crowd = " ".join(f"Then {name} said so." for name in surnames)

    assert [] == marks(found_by("name-drift", f"{WEAK} {crowd}"))
