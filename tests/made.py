"""Values made for tests: batches, rules, findings, reports."""

import io
import zipfile
from functools import cache
from pathlib import Path

from mtcheck import rules
from mtcheck.batch import Batch, DocumentRows
from mtcheck.engine import Engine
from mtcheck.model import (
    Confidence,
    DocumentSummary,
    Edit,
    Finding,
    Fix,
    Report,
    RuleInfo,
    Score,
    Segment,
    Severity,
    Skipped,
    Span,
    Verdict,
)
from mtcheck.reporters import reporter
from mtcheck.rule import Rule
from mtcheck.rules import RuleSet


def batch_of_lines(
    text,
    lang="en",
    *,
    source=None,
    source_lang=None,
    document="d",
    paragraphs=None,
    has_title=False,
    contexts=None,
):
    """Every line a segment; of one document, or of none where `document` is None."""
    lines = text.split("\n")
    return Batch(
        path="text.txt",
        ids=[f"s{number}" for number in range(1, len(lines) + 1)],
        targets=lines,
        documents=(DocumentRows(document, 0, len(lines)),),
        lines=range(1, len(lines) + 1),
        sources=source.split("\n") if source is not None else None,
        source_lang=source_lang,
        target_lang=lang,
        paragraphs=paragraphs or range(len(lines)),
        titles=frozenset([0]) if has_title else frozenset(),
        contexts=contexts,
    )


def rule_of(kind, options, **changes):
    """A rule of `kind` that stands in no file."""
    content = {
        "id": "made",
        "kind": kind,
        "category": "style/unnatural",
        "its": "style",
        "severity": "minor",
        "confidence": "high",
        "since": "0.1.0",
        "message": "“{match}”",
        "why": "A test wants it.",
        "status": "stable",
        "options": options,
        "fires": [{"target": "a"}] * 2,
        "silent": [{"target": "b"}] * 2,
    }
    return Rule.model_validate({**content, **changes})


def findings_of(rule, text, lang="en", *, least=Confidence.MEDIUM, **changes):
    """What one rule finds in a text whose lines are segments of one document."""
    engine = Engine(RuleSet((rule,)), min_confidence=least)
    return engine.check(batch_of_lines(text, lang, **changes)).findings


@cache
def _engine(rule, least):
    return Engine(RuleSet((rules.load().get(rule),)), min_confidence=least)


def found_by(rule, text, lang="en", *, least=Confidence.MEDIUM, **changes):
    """What one built-in rule finds."""
    return _engine(rule, least).check(batch_of_lines(text, lang, **changes)).findings


def marks(findings):
    """The quoted texts of all places of all findings, in order."""
    return [span.text for finding in findings for span in finding.spans]


def finding(**changes):
    """A finding with one place and a safe fix."""
    text = changes.pop("text", "the the")
    start = changes.pop("start", 4)
    segment = changes.pop("segment", "s1")
    values = {
        "rule": "adjacent-duplicate-word",
        "category": "linguistic-conventions/repetition",
        "its": "duplication",
        "severity": Severity.MINOR,
        "confidence": Confidence.HIGH,
        "message": f"“{text}” says the same word twice",
        "path": "a.txt",
        "document": "a",
        "spans": (span(text, start, segment),),
        "fix": Fix(f"replace “{text}”", (Edit(segment, start, start + len(text), "the"),), "safe"),
        "evidence": {"first": "the", "times": 2},
    }
    return Finding(**{**values, **changes})


def span(text="the the", start=4, segment="s1", **changes):
    """A place in line 1."""
    values = {
        "side": "target",
        "segment": segment,
        "start": start,
        "end": start + len(text),
        "text": text,
        "line": 1,
        "column": start + 1,
        "offset": start,
    }
    return Span(**{**values, **changes})


def rule_info(id, **changes):
    """What a report tells of a rule."""
    values = {
        "id": id,
        "category": "linguistic-conventions/repetition",
        "its": "duplication",
        "severity": Severity.MINOR,
        "confidence": Confidence.HIGH,
        "message": "“{match}” says the same word twice",
        "why": "The eye of the author skips it, the reader's does not.",
        "page": f"# {id}\n\nAll there is to say.\n",
        "url": f"https://example.org/{id}.md",
    }
    return RuleInfo(**{**values, **changes})


def report(findings=(), *, texts=None, **changes):
    """A report over `findings`; `texts` are the targets of segments of a.txt by id."""
    values = {
        "signature": "mqm:0-1-5-25|per:1000w|lang:zh-en|rules:abcdef01|version:0.1.0",
        "verdict": Verdict(False, ("score 83.4 is below 95",)),
        "score": Score(83.4, 58.0, 349.0, {"critical": 0, "major": 1, "minor": 2}, {"style": 3}),
        "documents": (DocumentSummary("a.txt", "a", "zh", "en", 22, 349.0, 83.4, ("target",)),),
        "findings": tuple(findings),
        "skipped": (Skipped("b.txt", "b.txt: no such file"),),
        "segments": {("a.txt", id): Segment(id, text) for id, text in (texts or {}).items()},
        "rules": {id: rule_info(id) for id in sorted({finding.rule for finding in findings})},
    }
    return Report(**{**values, **changes})


def written(format, made, **changes):
    """What a report looks like in a format, as it would stand in a file."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace", newline="\n")
    reporter(format).write(made, stream, **changes)
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


def word_list(folder: Path, rule: Rule, name: str, *lines: str) -> Rule:
    """The rule with a word list beside it; cells are parted by bars."""
    (folder / name).write_text("\n".join(line.replace("|", "\t") for line in lines) + "\n")
    rule._path = folder / f"{rule.id}.toml"
    return rule


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx_of(body, **parts):
    """A DOCX file as bytes; `parts` are further ones by kind (`header`, `footnotes` …), all of them
    what stands inside their root elements."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        names = {"document.main": "word/document.xml", **{one: f"word/{one}.xml" for one in parts}}
        types = "".join(
            f'<Override PartName="/{name}" ContentType="{WORD_TYPE}.{kind}+xml"/>'
            for kind, name in names.items()
        )
        archive.writestr("[Content_Types].xml", f'<Types xmlns="a">{types}</Types>')
        for name, content in zip(names.values(), [body, *parts.values()], strict=True):
            archive.writestr(name, f'<w:x xmlns:w="{WORD}">{content}</w:x>')
        archive.writestr("word/media/image1.png", b"\x89PNG" * 9)
    return stream.getvalue()
