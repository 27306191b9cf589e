"""What a program fills in, compared with the source."""

import pytest

from mtcheck.text.icu import parse, plural_categories
from tests.made import found_by, marks

RULES = {
    "missing": "placeholder-missing",
    "added": "placeholder-added",
    "malformed": "placeholder-malformed",
    "changed": "placeholder-changed",
    "order": "placeholder-order",
    "percent": "percent-not-doubled",
}


def found(source, target, lang="de"):
    """The rules that fire, with the first place of each finding."""
    return [
        (name, finding.spans[0].text)
        for name, rule in RULES.items()
        for finding in found_by(rule, target, lang, source=source, source_lang="en")
    ]


SAME = [
    ("%s has %d files", "%s hat %d Dateien"),
    ("%s has %d files", "%2$d Dateien hat %1$s"),
    ("%1$s in %2$s", "in %2$s: %1$s"),
    ("%-5s %5.2f %i", "%s: %.1f, %d"),
    ("%*d of %s", "%2$*1$d von %3$s"),
    ("0x%02x", "0x%02X"),
    ("%lu bytes (%<PRIu64>)", "%lu Byte (%<PRIu64>)"),
    ("%d%%", "%d %%"),
    ("%@ sent %1$@", "%@ schickte %1$@"),
    ("%(name)s is %(age)d years old", "Mit %(age)d ist %(name)s alt"),
    ("{} of {}", "{} von {}"),
    ("{0!r:>10} and {name}", "{name} und {0}"),
    ("{0:N2} EUR, {1,10}", "{1} und {0:N0} EUR"),
    ("{0,number,#.##} files", "{0,number} Dateien"),
    ("{:?} is no {:>8.3}", "{:?} ist kein {:>8.3}"),
    ("{{ user.name }} $t(inbox)", "$t(inbox) {{user.name}}"),
    ("{ -brand-name } has { $count } tabs", "{ $count } Tabs hat { -brand-name(case: 'x') }"),
    ("%1 of %2 (%L3)", "%2: %1 (%L3)"),
    ("%n file(s)", "%n Datei(en)"),
    ("%{name} has %<count>d", "%<count>d hat %{name}"),
    ("#{user} in ${HOME} or $HOME", "#{user} in $HOME"),
    ("Use %PATH% and %user_name%", "%user_name% und %PATH%"),
    ("Print {{#if a}}x{{/if}} {% if b %}", "{{#if a}}x{{/if}} {% if b %} drucken"),
    ("on %Y-%m-%d", "am %d.%m.%Y um %H Uhr"),
    ("https://example.org/%E4%BD%A0?q=%20de", "https://example.org/%E4%BD%A0?q=%20de"),
]

PROSE = [
    ("It is 100% safe.", "Das ist 100%ig sicher."),
    ("5% off, 50 % discount", "5 % Rabatt, 50 %der Kosten"),
    ("Sales rose 5%.", "Los ventas subieron un 5 %de golpe."),
    ("The price fell by 3% to $24.74.", "Der Preis sank um 3 % auf 24,74 $fielen."),
    ("Revenue ($m) and US$bn", "Umsatz (Mio. $) und Mrd. US$"),
    ("$100 or 5 euros", "100 $ oder 5 Euro"),
    ("The set {a, b} and {1, 2}", "Die Menge {b, a} und {2, 1}"),
    ("A percentage", "%-osuus"),
    ("A discount of 20 percent", "%20 indirim"),
    ("%time", "%Zeit"),
    ('{"a": 1, "b": {"c": 2}}', '{"a": 1}'),
    ("Braces { and } are marks.", "Klammern } und { sind Zeichen."),
    ("She laughed {}", "Sie lachte {}"),
]


@pytest.mark.parametrize(("source", "target"), SAME + PROSE)
def test_silent(source, target):
    assert [] == found(source, target)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("%s has %d files", "%s hat Dateien", [("missing", "%d")]),
        ("Hello %(name)s", "Hallo", [("missing", "%(name)s")]),
        ("no access to %s: %m", "kein Zugriff: %m", [("missing", "%s")]),
        ("%(name)s came", "%(name)s%(name)s kam", [("added", "%(name)s")]),
        ("%1 of %2", "%1 Dateien", [("missing", "%2")]),
        ("{0} and {1}", "{0}", [("missing", "{1}")]),
        ("{} and {}", "{}", [("missing", "{}")]),
        ("{{name}} logged in", "eingeloggt", [("missing", "{{name}}")]),
        ("Hello ${name}", "Hallo", [("missing", "${name}")]),
        ("Hello", "Hallo {name}", [("added", "{name}")]),
        ("%s copied", "%s nach %s kopiert", [("added", "%s")]),
        ("Hello %s", "Hallo % s", [("malformed", "% s")]),
        ("Hello %s", "Hallo ％s", [("malformed", "％s")]),
        ("Hello %s", "s% مرحبا", [("malformed", "s%")]),
        ("Hello %1$s", "Hallo %1 $ s", [("malformed", "%1 $ s")]),
        ("Hello {name}", "Hallo { Name }", [("malformed", "{ Name }")]),
        ("Hello ${name}", "Hallo $ {name}", [("malformed", "$ {name}")]),
        ("Hello %(name)s", "Hallo %(name)", [("malformed", "%(name)")]),
        ("Hello %{name}", "Hallo %{ name }", [("malformed", "%{ name }")]),
        ("Hello {name}", "Hallo {nombre}", [("changed", "{nombre}")]),
        ("Hello {name}", "Hallo {имя}", [("changed", "{имя}")]),
        ("Hello %(name)s", "Hallo %(nombre)s", [("changed", "%(nombre)s")]),
        ("%d files", "%s Dateien", [("changed", "%s")]),
        ("{a} and {b}", "{x} und {y}", [("changed", "{x}"), ("changed", "{y}")]),
        ("%s: %d", "%d: %s", [("order", "%d")]),
        ("%zu bit hash of a %u bit key", "%uビット鍵の%zuビット", [("order", "%u")]),
        ("%d%% of %s", "%d % von %s", [("percent", "%")]),
    ],
)
def test_fires(source, target, expected):
    assert expected == found(source, target)


@pytest.mark.parametrize(
    ("source", "target", "fixed"),
    [
        ("Hello %s", "Hallo % s!", "Hallo %s!"),
        ("Hello {name}", "你好｛ name ｝！", "你好{name}！"),
        ("Hello %(name)s", "Hallo % ( name ) s", "Hallo %(name)s"),
    ],
)
def test_what_was_torn_is_mended(source, target, fixed):
    (finding,) = found_by("placeholder-malformed", target, "de", source=source, source_lang="en")

    assert "safe" == finding.fix.safety
    assert fixed == finding.fix.apply("s1", target)


def test_a_change_has_both_places():
    (finding,) = found_by("placeholder-changed", "Hola {nombre}", "es", source="Hi {name}")

    assert [("target", "{nombre}"), ("source", "{name}")] == [
        (s.side, s.text) for s in finding.spans
    ]


def test_entities_of_the_target_keep_the_place():
    target = "Caf&eacute; % s &amp; mehr"
    (finding,) = found_by("placeholder-malformed", target, "de", source="Café %s &amp; more")

    assert "Caf&eacute; %s &amp; mehr" == finding.fix.apply("s1", target)


def test_a_broken_segment_has_few_findings():
    assert 20 == len(found_by("placeholder-missing", "nichts", "de", source="%s " * 400))


ICU = "{count, plural, one {# file of {owner}} other {# files of {owner}}}"


@pytest.mark.parametrize(
    ("target", "rule", "expected"),
    [
        ("{count, plural, one {# Datei von {owner}} other {# Dateien von {owner}}}", None, []),
        ("{count, plural, =1 {Datei} other {{n, plural, one {} other {}} {owner}}}", None, []),
        ("{count, plural, one {# Datei} other {# Dateien}}", "placeholder-missing", ["{owner}"]),
        (
            "{count, plural, one {{besitzer}} other {{besitzer}}}",
            "placeholder-changed",
            ["{besitzer}", "{owner}"],
        ),
        ("{count, plural, one {{owner}} other {{owner}}", "icu-malformed", ["{"]),
        ("{count, plural, one {{owner}}}", "icu-malformed", None),
        ("{count, plural, ein {x} andere {y}}", "icu-malformed", None),
        ("{Zahl, Plural, one {x} other {y}}", "icu-malformed", None),
        ("{count، plural، one {x} other {y}}", "icu-malformed", None),
        ("{count, plural, one x other y}", "icu-malformed", None),
        ("{count, plural, other {{owner}}}", "icu-plural-categories", None),
    ],
)
def test_icu(target, rule, expected):
    rules = [*RULES.values(), "icu-malformed", "icu-plural-categories", "icu-select-keys"]
    fired = {
        name: marks(findings)
        for name in rules
        if (findings := found_by(name, target, "de", source=ICU, source_lang="en"))
    }

    assert rule is None or rule in fired
    assert expected is None or expected == fired.get(rule, [])


@pytest.mark.parametrize(
    ("lang", "keys", "lacking"),
    [
        ("ru", "one few many other", None),
        ("ru", "one other", "few, many"),
        ("pl", "one few other", "many"),
        ("cs", "one few other", None),
        ("ar", "one other", "zero, two, few, many"),
        ("ja", "other", None),
        ("pt-BR", "one other", None),
        ("fr", "=1 other", None),
        ("xx", "other", None),
        (None, "other", None),
    ],
)
def test_plural_categories(lang, keys, lacking):
    branches = " ".join(f"{key} {{#}}" for key in keys.split())
    findings = found_by(
        "icu-plural-categories",
        f"{{n, plural, {branches}}}",
        lang,
        source="{n, plural, one {#} other {#}}",
    )

    assert ([lacking] if lacking else []) == [f.evidence["categories"] for f in findings]


def test_a_source_without_plural_asks_for_none():
    source = "{n, plural, other {files}}"

    assert () == found_by("icu-plural-categories", "{n, plural, other {x}}", "ru", source=source)


@pytest.mark.parametrize(
    "text",
    ["{", "{a", "{a,", "{a, plural", "{a, plural,", "{a, plural, one", "{a, plural, one {", "}"],
)
def test_any_beginning_of_a_message_is_malformed_and_no_crash(text):
    start, end = parse(text).fault

    assert 0 <= start < end <= len(text)


def test_quoted_braces_are_text():
    assert parse("'{'a'}' {b}").fault is None
    assert ["b"] == [argument.name for argument in parse("'{a}' {b}").arguments]


def test_messages_nested_too_deeply_are_malformed():
    assert parse("{a, select, other {" * 100 + "}}" * 100).fault is not None


def test_languages_without_plural_forms_need_other_only():
    assert frozenset() == plural_categories("zh-Hant")
    assert {"one", "other"} == plural_categories("en-GB")


FORMS = ["%d byte was read", "%d bytes were read", "%d bytes were read"]
TARGETS = ["قُرئ بايتان", "قُرئت بايتات", "قُرئ %d بايت"]


def _lost(contexts, targets=TARGETS):
    """The rows in which a placeholder is lost, where rows have these contexts."""
    rule = "placeholder-missing"
    rows = "\n".join(targets)
    found = found_by(rule, rows, "ar", source="\n".join(FORMS), source_lang="en", contexts=contexts)
    return [span.segment for finding in found for span in finding.spans]


def test_a_plural_form_for_one_number_needs_no_placeholder():
    assert [] == _lost(["[0]", "[1]", "[2]"])
    assert [] == _lost(["menu[0]", "menu[1]", "menu[2]"])


@pytest.mark.parametrize(
    ("contexts", "targets"),
    [
        (None, TARGETS),
        (["a", "b", "c"], TARGETS),
        (["[0]", "[1]", "[0]"], TARGETS),
        (["[0]", "[1]", "[2]"], [*TARGETS[:2], "قُرئ بايت"]),
    ],
)
def test_a_placeholder_is_lost_where_no_other_form_has_it(contexts, targets):
    assert len(_lost(contexts, targets)) >= 2


@pytest.mark.parametrize(
    ("rule", "source", "target", "expected"),
    [
        ("placeholder-changed", 'double them as "{{" and "}}".', 'als "{{" und "}}" doppelt.', []),
        ("placeholder-changed", "{dis}able it (def: dis)", "{de}aktivieren (Vorgabe: de)", []),
        ("placeholder-changed", "INTEGER lines, {INTEGER} times", "ZAHL Zeilen, {ZAHL} mal", []),
        ("placeholder-changed", "only ${VARNAME} is supported", "nur ${VARIABLE} geht", []),
        ("placeholder-changed", "Hello {NAME}", "Hallo {NAMEN}", ["{NAMEN}", "{NAME}"]),
        ("placeholder-changed", "from %s to `%T' in %s", "in %3$s von %1$s nach `%2$T'", []),
        ("placeholder-changed", "the tag %category%", "das Tag %kategorie%", ["%kategorie%"]),
        ("placeholder-changed", "key %(key)r", "Schlüssel %(key)s", ["%(key)s", "%(key)r"]),
        ("placeholder-malformed", "%P: common of `%pT'", "%P: allgemein", []),
        ("placeholder-malformed", "key %(key)r", "Schlüssel %(key)s", []),
    ],
)
def test_what_a_manual_names_is_no_placeholder(rule, source, target, expected):
    found = marks(found_by(rule, target, "de", source=source, source_lang="en"))

    assert expected == found[: len(expected)]
    assert bool(expected) == bool(found)


@pytest.mark.parametrize(("contexts", "is_told"), [(["a[0]", "a[1]"], False), (["a", "b"], True)])
def test_a_plural_form_for_several_numbers_needs_the_placeholder(contexts, is_told):
    pair = {"source": "an hour ago\n%(count)s hours ago", "source_lang": "en"}
    target = "%(count)s годину тому\n%(count)s години тому"

    assert is_told == bool(found_by("placeholder-added", target, "uk", **pair, contexts=contexts))
