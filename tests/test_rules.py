"""Rules as data: every example holds, every fault is told."""

import os
from pathlib import Path

import pytest

from mtcheck import api, examples, rules, tomlfile
from mtcheck.engine import Engine, rule_faults
from mtcheck.errors import ConfigError, FileFaults, MtcheckError, UsageError
from mtcheck.model import Confidence, Severity
from mtcheck.rules import RuleSet
from tests.made import findings_of, rule_of, word_list

GOOD = r"""id = "sample-rule"
kind = "regex"
category = "style/unnatural"
its = "style"
severity = "minor"
confidence = "medium"
status = "stable"
since = "0.1.0"
message = "“{match}” is no word"
why = "Because."
options.patterns = ['\bfoo\b']

[[fires]]
target = "A foo came."
at = "foo"

[[fires]]
target = "The foo came."

[[silent]]
target = "A fool came."

[[silent]]
target = "Some food came."
"""


def _examples():
    for path in rules.rule_files(rules.builtin_folder()):
        rule, _ = rules.load_rule(path)
        for name, shown in (("fires", rule.fires), ("silent", rule.silent)):
            for number in range(1, len(shown) + 1):
                yield pytest.param(path.stem, f"{name} {number}", id=f"{path.stem} {name} {number}")


@pytest.fixture(scope="module")
def results(builtin):
    return {(r.rule, r.name): r.fault for rule in builtin for r in examples.run(rule)}


@pytest.mark.parametrize(("rule", "name"), list(_examples()))
def test_example_holds(results, rule, name):
    fault = results[rule, name]

    assert fault is None


@pytest.fixture
def written(tmp_path):
    """Write a rule file with a change and return its path."""

    def write(old="", new="", name="sample-rule", folder="style"):
        assert old in GOOD
        path = tmp_path / folder / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
        return path

    return write


def faults_of(path):
    rule, faults = rules.load_rule(path)
    return faults or rule_faults(rule)


def test_a_good_rule_file_has_no_faults(written):
    path = written()

    assert faults_of(path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ('severity = "minor"', 'severty = "minor"', 5, "unknown key `severty`", "`severity`"),
        ("at = ", "att = ", 15, "unknown key `fires.0.att`", "did you mean `at`?"),
        ('id = "sample-rule"', 'id = "other-rule"', 1, "`other-rule` must be the file's", None),
        ('id = "sample-rule"', 'id = "Sample_Rule"', 1, "joined by hyphens", None),
        ('"style/unnatural"', '"stile/unnatural"', 3, "did you mean `style`?", None),
        ('its = "style"', 'its = "styles"', 4, "did you mean `style`?", None),
        ('severity = "minor"', 'severity = "small"', 5, "one of neutral, minor, major", None),
        ('confidence = "medium"', "confidence = 2", 6, "one of low, medium, high", None),
        ('status = "stable"', 'status = "done"', 7, "'preview', 'stable'", None),
        ('kind = "regex"', 'kind = "regexp"', 2, "unknown kind `regexp`", "did you mean `regex`?"),
        ("options.patterns", "options.pattern", 11, "unknown key `pattern`", "`patterns`"),
        (r"'\bfoo\b'", r"'(?<=a )foo'", 11, "cannot run in linear time", None),
        (r"'\bfoo\b'", r"'foo(?! bar)'", 11, "cannot run in linear time", None),
        (r"'\bfoo\b'", r"'(foo) \1'", 11, "cannot run in linear time", None),
        (r"'\bfoo\b'", r"'foo('", 11, "cannot run in linear time", None),
    ],
)
def test_a_fault_is_told_with_its_place(written, old, new, line, message, hint):
    path = written(old, new)
    (fault, *_) = found = [fault for fault in faults_of(path) if fault.line == line]

    assert (str(path), line) == (fault.path, fault.line)
    assert any(message in fault.message for fault in found)
    assert hint is None or any(hint in (fault.hint or "") for fault in found)


def test_a_missing_key_is_named(written):
    (fault,) = faults_of(written('its = "style"\n'))

    assert "the key `its` is missing" == fault.message


def test_one_example_of_a_sort_is_too_few(written):
    first = '[[fires]]\ntarget = "A foo came."\nat = "foo"\n'
    (fault,) = faults_of(written(first))

    assert "`fires`" in fault.message
    assert "at least 2" in fault.message


def test_several_faults_are_listed_at_once(written):
    path = written('its = "style"\nseverity = "minor"', 'its = "stile"\nseverty = "tiny"')
    messages = [fault.message for fault in faults_of(path)]

    assert 3 == len(messages)
    assert all(
        any(part in message for message in messages)
        for part in ("unknown ITS", "unknown key `severty`", "`severity` is missing")
    )


def test_faults_of_several_files_are_listed_at_once(written, tmp_path):
    written('its = "style"\n')
    written('id = "sample-rule"\n', name="second-rule")
    with pytest.raises(FileFaults) as raised:
        rules.load([tmp_path])

    assert 2 == len({fault.path for fault in raised.value.faults})


def test_broken_toml_is_told_with_its_line(written):
    (fault,) = faults_of(written('its = "style"', "its = style"))

    assert 4 == fault.line
    assert "is not valid TOML" in fault.message


def test_a_rule_file_that_is_not_utf8_is_a_fault(written):
    path = written()
    path.write_bytes(b'id = "sample\xff"')
    (fault,) = faults_of(path)

    assert "is not UTF-8: byte 12 cannot be decoded" == fault.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_an_unreadable_rule_file_is_a_fault(written):
    path = written()
    path.chmod(0)
    (fault,) = faults_of(path)

    assert "cannot be read: Permission denied" == fault.message


def test_a_rule_file_that_vanished_is_a_fault(tmp_path):
    (fault,) = faults_of(tmp_path / "gone.toml")

    assert "cannot be read: No such file or directory" == fault.message


def test_an_id_may_stand_in_one_folder_only(written):
    first, second = written(folder="one"), written(folder="two")
    with pytest.raises(FileFaults) as raised:
        rules.load([first.parent, second.parent])
    (fault,) = raised.value.faults

    assert str(second) == fault.path
    assert f"rule sample-rule stands in {first} too" == fault.message


def test_an_id_of_a_builtin_rule_is_taken(written):
    path = written("sample-rule", "mojibake", name="mojibake")
    with pytest.raises(FileFaults) as raised:
        rules.load([path.parent])

    assert "rule mojibake stands in" in str(raised.value)


def test_a_folder_without_rules_is_a_fault(tmp_path):
    with pytest.raises(ConfigError, match="no rule files here"):
        rules.load([tmp_path])


def test_own_rules_join_the_builtin_ones(written):
    loaded = rules.load([written().parent])

    assert loaded.get("sample-rule").tested is False
    assert loaded.get("mojibake").tested is True


def test_the_engine_refuses_a_pattern_that_cannot_run_in_linear_time(written):
    path = written(r"'\bfoo\b'", r"'foo(?=bar)'")
    with pytest.raises(FileFaults) as raised:
        Engine(rules.load([path.parent]))
    (fault,) = raised.value.faults

    assert (str(path), 11) == (fault.path, fault.line)
    assert "cannot run in linear time" in fault.message


def test_rules_test_tells_every_fault_of_a_folder(written):
    path = written(r"'\bfoo\b'", r"'(a)\1', 'b(?=c)'")
    written("regex", "regexp", name="second-rule")
    with pytest.raises(FileFaults) as raised:
        api.test_rules(path.parent.parent)

    assert {path.name, "second-rule.toml"} == {Path(f.path).name for f in raised.value.faults}


WORD_LISTS = [
    ("lexicon", "pattern|suggestion", "foo|bar|baz", 2, "has another number of columns"),
    ("lexicon", "suggestion", "bar", None, "pattern"),
    ("lexicon", "pattern|suggestion", "|bar", 2, "pattern"),
    ("lexicon", "pattern|suggestion", "fo(?=o)|bar", 2, "fo(?=o)"),
    ("lexicon", "pattern|unless", r"foo|(o)\1", 2, "invalid escape sequence"),
    ("lexicon", "pattern|confidence", "foo|quite", 2, "quite"),
    ("boilerplate", "lang|string", "en|Comments", None, "kind"),
    ("boilerplate", "kind|string", "form|Comments", None, "lang"),
]


@pytest.mark.parametrize(("kind", "header", "row", "line", "message"), WORD_LISTS)
def test_a_bad_word_list_is_told_with_its_place(tmp_path, kind, header, row, line, message):
    rule = word_list(tmp_path, rule_of(kind, {"table": "made.tsv"}), "made.tsv", header, row)
    with pytest.raises(MtcheckError) as raised:
        findings_of(rule, "A foo.\nComments")
    faults = getattr(raised.value, "faults", [raised.value])

    assert str(tmp_path / "made.tsv") == faults[0].path
    assert line is None or line == faults[0].line
    assert message in str(raised.value)


def test_a_bad_allow_list_is_told(tmp_path):
    rule = rule_of("duplicates", {"mode": "word", "allow": "made.tsv"})
    word_list(tmp_path, rule, "made.tsv", "language|words", "en|had")
    with pytest.raises(MtcheckError, match="lang"):
        findings_of(rule, "He had had it.")


@pytest.mark.parametrize("kind", ["lexicon", "boilerplate"])
def test_a_missing_word_list_is_told(tmp_path, kind):
    rule = rule_of(kind, {"table": "gone.tsv"})
    rule._path = tmp_path / "made.toml"
    with pytest.raises(MtcheckError, match=r"gone\.tsv"):
        findings_of(rule, "A foo.")


def test_the_digest_of_a_missing_word_list_is_a_told_fault(tmp_path):
    rule = rule_of("lexicon", {"table": "gone.tsv"})
    rule._path = tmp_path / "made.toml"
    with pytest.raises(MtcheckError, match=r"gone\.tsv"):
        _ = rule.digest


def test_a_missing_table_option_is_told():
    (fault,) = rule_faults(rule_of("lexicon", {}))

    assert "the key `table` is missing" == fault.message


def test_an_override_changes_one_rule_only(builtin):
    changed = builtin.with_overrides({"mojibake": {"severity": "critical"}})

    assert Severity.CRITICAL == changed.get("mojibake").severity
    assert {"mojibake"} == {r.id for r, old in zip(changed, builtin, strict=True) if r != old}


def test_an_override_of_an_option_keeps_the_others(builtin):
    changed = builtin.with_overrides({"untranslated-script": {"options": {"gap": 9}}})
    options = changed.get("untranslated-script").options

    assert 9 == options["gap"]
    assert builtin.get("untranslated-script").options["shortest"] == options["shortest"]


def test_an_override_from_the_configuration_is_a_level_like_any_other():
    config = api.Config.model_validate(
        {"rules": {"mojibake": {"severity": "critical", "confidence": "low"}}}
    )
    changed = api.load_rules(config).get("mojibake")

    assert (Severity.CRITICAL, Confidence.LOW) == (changed.severity, changed.confidence)


def test_an_override_of_an_unknown_rule_names_the_nearest(builtin):
    with pytest.raises(UsageError, match="did you mean `mojibake`"):
        builtin.with_overrides({"mojibak": {}})


def test_overridden_options_are_checked(builtin):
    changed = builtin.with_overrides({"mojibake": {"options": {"patterns": ["a(?=b)"]}}})
    with pytest.raises(FileFaults, match="cannot run in linear time"):
        Engine(changed)


def sample(**changes):
    made = [
        rule_of("script", {}, id="first", category="style/unnatural", **changes),
        rule_of("script", {}, id="second", category="style/redundancy"),
        rule_of("script", {}, id="third", category="accuracy/addition"),
        rule_of("script", {}, id="young", category="accuracy/addition", status="preview"),
    ]
    return RuleSet(tuple(made))


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], "first second third"),
        (["all"], [], "first second third"),
        (["first"], [], "first"),
        (["first", "third"], [], "first third"),
        (["style"], [], "first second"),
        (["style/redundancy"], [], "second"),
        (["style"], ["first"], "second"),
        ([], ["style"], "third"),
        ([], ["accuracy/addition"], "first second"),
        (["young"], [], "young"),
        (["accuracy"], [], "third"),
        (["accuracy", "young"], [], "third young"),
        ([], ["all"], ""),
        (["terminology"], [], ""),
    ],
)
def test_selection(select, ignore, expected):
    selected = sample().select(select, ignore)

    assert expected.split() == [rule.id for rule in selected]


@pytest.mark.parametrize(("name", "near"), [("frist", "first"), ("style/redundency", "redundancy")])
def test_an_unknown_name_is_refused_with_the_nearest(name, near):
    with pytest.raises(UsageError, match=f"did you mean .*{near}"):
        sample().select([name])
    with pytest.raises(UsageError, match=f"did you mean .*{near}"):
        sample().select([], [name])


def test_get_of_an_unknown_rule_names_the_nearest():
    with pytest.raises(UsageError, match="did you mean `second`"):
        sample().get("secnd")


@pytest.mark.parametrize(
    "changes",
    [
        {"options": {"gap": 5}},
        {"severity": "major"},
        {"confidence": "low"},
        {"once": True},
        {"languages": {"target": ["en"]}},
        {"category": "style/redundancy"},
    ],
)
def test_the_digest_changes_with_what_decides(changes):
    made = {"options": {"gap": 3}, **changes}
    before = rule_of("script", {"gap": 3})
    after = rule_of("script", made.pop("options"), **made)

    assert before.digest != after.digest


def test_the_digest_does_not_change_with_words_for_people():
    assert rule_of("script", {}).digest == rule_of("script", {}, why="Another reason.").digest


def test_the_digest_changes_with_a_word_list(tmp_path):
    rule = rule_of("lexicon", {"table": "made.tsv"})
    before = word_list(tmp_path, rule, "made.tsv", "pattern", "foo").digest
    again = rule_of("lexicon", {"table": "made.tsv"})
    after = word_list(tmp_path, again, "made.tsv", "pattern", "bar").digest

    assert before != after


def test_the_digest_of_a_set_changes_with_an_override():
    before = sample()
    after = before.with_overrides({"first": {"options": {"gap": 7}}})

    assert before.digest != after.digest
    assert 8 == len(after.digest)


def test_a_rule_set_is_in_order_of_ids(builtin):
    ids = [rule.id for rule in builtin]

    assert sorted(ids) == ids


def test_examples_report_what_went_wrong():
    rule = rule_of(
        "regex",
        {"patterns": ["foo"]},
        fires=[
            {"target": "bar"},
            {"target": "a foo", "at": "fo"},
            {"target": "a foo", "fixed": "a bar"},
        ],
        silent=[{"target": "a foo"}, {"target": "bar"}],
    )
    faults = [result.fault for result in examples.run(rule)]

    assert [
        "does not fire",
        "marks ['foo'], not ['fo']",
        "offers no fix",
        "fires on 'foo'",
        None,
    ] == faults


def test_line_of_finds_keys_in_tables():
    text = "a = 1\n[b]\nc = 2\n[[d]]\ne = 1\n[[d]]\ne = 2\n[f.g]\nh.i = 3\n"

    assert [1, 3, 2, 5, 7, 9] == [
        tomlfile.line_of(text, place)
        for place in (["a"], ["b", "c"], ["b"], ["d", 0, "e"], ["d", 1, "e"], ["f", "g", "h", "i"])
    ]


@pytest.mark.parametrize("path", rules.rule_files(rules.builtin_folder()), ids=lambda p: p.stem)
def test_a_builtin_rule_has_no_faults(path):
    """Options and word lists of built-in rules are not checked again at run time."""
    rule, faults = rules.load_rule(path)
    language = next(iter(rule.languages.target), "en")

    assert [] == faults
    assert [] == rule_faults(rule)
    assert findings_of(rule, "", language) == ()
