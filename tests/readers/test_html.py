import io

import pytest

from mtcheck.readers import ReadOptions
from mtcheck.readers.html import HtmlReader


def pieces(text):
    found = list(HtmlReader().pieces("a.html", io.BytesIO(text.encode()), ReadOptions()))
    assert "".join(piece.raw for piece in found) == text
    return [piece for piece in found if piece.row]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("<title>A &amp; b</title><p>c</p>", ["A & b", "c"]),
        ("<p>One <b>bold</b>\n  word.<br>Next", ["One bold word.", "Next"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<nav>Home</nav><footer>End</footer>", ["Home", "End"]),
        ("<style>p > a {}</style><script>'<p>no</p>'</script><p>x", ["x"]),
        ("<pre>code</pre><p>x", ["x"]),
        ("<p title='a > b'>x</p><!-- <p>no</p> -->", ["x"]),
        ("<p>3 < 5 & middot; &nosuch;</p>", ["3 < 5 & middot; &nosuch;"]),
        ('<a title="never closed>x</a><p>y</p>', ["x", "y"]),
    ],
)
def test_each_block_is_a_segment(text, targets):
    assert [piece.row.target for piece in pieces(text)] == targets


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("<nav><ul><li>a<li>b</ul></nav><p>c", ["nav.s1", "nav.s2", "s3"]),
        ("<header>a<nav>b</nav>c</header>d", ["header.s1", "nav.s2", "header.s3", "s4"]),
        ("<p>a</p></footer><p>b</p><FOOTER>c", ["s1", "s2", "footer.s3"]),
        ("<form>a<nav>b</form>c", ["form.s1", "nav.s2", "s3"]),
    ],
)
def test_an_id_tells_the_zone_of_the_page(text, ids):
    assert ids == [piece.row.id for piece in pieces(text)]


def test_lines_and_the_language_are_known():
    rows = [piece.row for piece in pieces('<html lang="de">\r\n<p>\r\n a</p>\n<p>b</p>')]

    assert [(row.line, row.target_lang, row.document) for row in rows] == [
        (3, "de", "a"),
        (4, "de", "a"),
    ]


def test_an_edit_keeps_tags_and_entities():
    (piece,) = pieces("<p>One <b>big</b> house &amp;\n  garden</p>")

    assert piece.written("One bag < house & park") == "One <b>bag &lt;</b> house &amp;\n  park"


def test_the_encoding_of_the_page_is_used():
    text = '<meta charset="windows-1252"><p>“é”</p>'
    (batch,) = HtmlReader().read("a.html", io.BytesIO(text.encode("cp1252")), ReadOptions())

    assert list(batch.targets) == ["“é”"]


def test_inline_code_is_told():
    text = "<p> Run <code>apt  x</code> &amp; <kbd>y</kbd>.</p><p><tt>git</tt></p>"
    text += "<p><code></code>y</p><p>As <code>a<var>b</var>c</code> d</code>"
    rows = [piece.row for piece in pieces(text)]

    code = [[row.target[start:end] for start, end in row.code] for row in rows]
    assert code == [["apt x", "y"], ["git"], [], ["abc"]]
