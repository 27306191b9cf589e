"""Hypothesis strategies: texts that hurt, texts in which rules fire, rows and reports."""

from hypothesis import strategies as st

from mtcheck.batch import Row
from mtcheck.model import (
    Confidence,
    DocumentSummary,
    Edit,
    Finding,
    Fix,
    Notice,
    Report,
    Score,
    Severity,
    Skipped,
    Span,
    Verdict,
)

SNIPPETS = (
    "They agreed on a firm and firm alliance.",
    "The delegation met the the minister.",
    "the work of the of the committee",
    "We will we will we will see",
    "the Japan US alliance",
    "the Indo Pacific region",
    "Lloyd & middot; Austin",
    "China & apos; s economy",
    "caf&eacute; &amp;quot;",
    "&#246;&#x4e2d;",
    "3, 200 people",
    "July 26,2020",
    "He said: “we know",
    "openness. ”",
    "The “ new era”",
    "(about 20 euros",
    "20 euros]",
    "levels： high，low。",
    "我们将继续努力。",
    "Москва",
    "On July 25 , the",
    "The end.The",
    "Guanhua,Li",
    "zero\u200bwidth",
    "\u202ereversed",
    "soft\u00adhyphen",
    "nul\x00",
    "\x1b[31mred\x1b[0m",
    "cafÃ© doesnâ€™t",
    "\ufffd\ufffd",
    "<unk> @-@ {{0}} __LINK_73__",
    "discussed about the plan",
    "under the premise of",
    "of Biden administration and",
    "The US said so.",
    "The U.S. said so.",
    "Defense Minister Kishi and defense secretary Austin",
    "the new US Defense Minister and the US Defense Secretary",
    "👨\u200d👩\u200d👧",
    "می\u200cخواهم",
    "e\u0301",
    "𝄞",
    "\udc80",
)
"""Pieces in which rules fire, or nearly."""

BOILERPLATE = (
    "您的电子邮箱地址不会被公开。",
    "Your email address will not be published.",
    "Here is the translation:",
)
"""Whole lines that no text should hold."""

CLEAN = (
    "The two ministers met on Friday.",
    "It was a cold day, and nobody came.",
    "Prices rose by 3.2 percent in March.",
    "She said that she would return.",
)

LANGUAGES = ("en", "de", "fr", "ru", "zh", "ja", "ar", None)

anything = st.text(st.characters(codec=None), max_size=40)
"""Any code points at all, lone surrogates too."""

lines = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=30)


def _joined(parts):
    return st.lists(parts, max_size=5).map(" ".join)


hostile_texts = _joined(st.sampled_from(SNIPPETS) | anything)
"""One line or several of snippets and random text."""

segments = st.one_of(
    st.sampled_from(CLEAN),
    st.sampled_from(BOILERPLATE),
    _joined(st.sampled_from(SNIPPETS) | st.sampled_from(CLEAN)),
    _joined(st.sampled_from(SNIPPETS) | lines),
)
"""Segments in which rules often fire."""

entity_texts = st.lists(
    st.sampled_from(
        "&middot;|& middot;|& middot ;|&amp;quot;|&#246;|&nbsp;| |a|Lloyd|& apos; s|& co;|&bogus;|"
        "中|& # 39;|\n|&#x4e2d;|&".split("|")
    )
    | lines,
    max_size=8,
).map("".join)
"""Texts dense with character references, whole, broken and false."""


SOURCES = (
    "日本防卫大臣岸信夫24日与奥斯汀通电话。",
    "增加33.06万人，占25%。",
    "他问：“%s 在哪里？”",
    "访问 https://example.com/a 或 <b>这里</b>。",
    "",
)
"""Chinese sources with what rules look for on both sides."""


@st.composite
def rows(draw, documents=True):
    """Rows of a file; those of one document stand together."""
    texts = draw(st.lists(segments, min_size=1, max_size=12))
    names = sorted(draw(st.lists(st.integers(0, 3), min_size=len(texts), max_size=len(texts))))
    sources = st.just(None) | st.sampled_from(SOURCES) | segments
    return [
        Row(
            id=f"r{n}",
            target=text,
            line=n,
            source=draw(sources),
            document=f"d{name}" if documents else None,
            source_lang="zh",
        )
        for n, (text, name) in enumerate(zip(texts, names, strict=True), 1)
    ]


_short = st.text(st.characters(codec="utf-8"), max_size=12)
_numbers = st.integers(0, 1000)
_amounts = st.floats(0, 1000).map(lambda value: round(value, 4))
_spans = st.builds(
    Span,
    side=st.sampled_from(["target", "source"]),
    segment=_short,
    start=_numbers,
    end=_numbers,
    text=_short,
    line=_numbers,
    column=_numbers,
    offset=st.none() | _numbers,
)
_fixes = st.builds(
    Fix,
    title=_short,
    edits=st.lists(
        st.builds(Edit, segment=_short, start=_numbers, end=_numbers, text=_short), max_size=2
    ).map(tuple),
    safety=st.sampled_from(["safe", "unsafe"]),
)

findings = st.builds(
    Finding,
    rule=_short,
    category=st.sampled_from(["accuracy/addition", "style", "terminology/inconsistent"]),
    its=_short,
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    message=_short,
    path=_short,
    document=st.none() | _short,
    spans=st.lists(_spans, min_size=1, max_size=3).map(tuple),
    fix=st.none() | _fixes,
    evidence=st.dictionaries(_short, _short | _numbers, max_size=2),
    suppressed=st.none() | _short,
    known=st.booleans(),
)
"""Findings with any words in them."""

reports = st.builds(
    Report,
    signature=_short,
    verdict=st.builds(Verdict, passed=st.booleans(), reasons=st.lists(_short).map(tuple)),
    score=st.builds(
        Score,
        value=_amounts,
        penalty=_amounts,
        words=_amounts,
        by_severity=st.fixed_dictionaries({level.label: _numbers for level in Severity}),
        by_category=st.dictionaries(_short, _numbers, max_size=2),
    ),
    documents=st.lists(
        st.builds(
            DocumentSummary,
            path=_short,
            id=_short,
            source_lang=st.none() | _short,
            target_lang=st.none() | _short,
            segments=_numbers,
            words=_amounts,
            score=_amounts,
            detected=st.sampled_from([(), ("target",), ("source", "target")]),
        ),
        max_size=2,
    ).map(tuple),
    findings=st.lists(findings, max_size=3).map(tuple),
    skipped=st.lists(st.builds(Skipped, path=_short, reason=_short), max_size=2).map(tuple),
    notices=st.lists(
        st.builds(
            Notice,
            path=_short,
            line=st.none() | st.integers(1, 99),
            kind=_short,
            message=_short,
        ),
        max_size=2,
    ).map(tuple),
)
"""Reports as a run or a JSON file may give them."""
