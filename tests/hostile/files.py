"""Hostile files by name, with what reading them should give: a piece of the text, or a piece of the error."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from pypdf import PdfWriter

SAID = "The forum opened in Wuzhen. "
_PARAGRAPH = f"<p>{SAID * 4}</p>"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>/Font<</F1 4 0 R>>>>"
_SHOW = b"BT /F1 12 Tf 72 700 Td (The forum opened in Wuzhen and went on.) Tj ET"
_LAUGHS = "<!DOCTYPE d [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
_READS_FILE = "<!DOCTYPE d [<!ENTITY i SYSTEM 'file:///etc/passwd'>"


def list_files() -> Iterator[tuple[str, bytes, str]]:
    """Yield the name of a file, its bytes, and what its text or its error holds."""
    yield from _list_word_files()
    yield from _list_pdfs()
    yield from ((name, page.encode(), held) for name, page, held in _list_pages())
    yield from _list_texts()


def _list_word_files() -> Iterator[tuple[str, bytes, str]]:
    said = _p(SAID)
    table = _p("x.")
    for _ in range(60):
        table = f"<w:tbl><w:tr><w:tc>{_p('y.')}{table}</w:tc><w:tc>{_p('z.')}</w:tc></w:tr></w:tbl>"
    many = "<w:footnote w:id='1'><w:footnoteRef/></w:footnote>" * 20_000
    inner = _docx(said)
    yield "ratio.docx", _docx(_p("A" * 30_000_000)), "unpacks to more than"
    yield "long-run.docx", _docx(_p("A b. " * 3_900_000)), "malformed"
    yield "tables.docx", _docx(table), "y."
    yield "deep.docx", _docx("<w:ins>" * 50_000 + "</w:ins>" * 50_000), "malformed"
    yield (
        "paragraphs-in-paragraphs.docx",
        _docx("<w:p><w:r>" * 100 + f"<w:t>{SAID}</w:t>" + "</w:r></w:p>" * 100),
        SAID.strip(),
    )
    yield "notes.docx", _docx(said, ("word/footnotes.xml", f"<w:footnotes {_WORD}>{many}</w:footnotes>")), SAID.strip()
    yield "laughs.docx", _docx(_p("&i;"), head=_LAUGHS + "]>"), "malformed"
    yield "reads-file.docx", _docx(_p("&i;"), head=_READS_FILE + "]>"), "declares a document type"
    yield "nested.docx", _zip(("word/document.xml", inner)), "malformed"
    yield "no-part.docx", _zip(("mimetype", b"x")), "malformed"
    yield "cut.docx", inner[: len(inner) // 2], "malformed"
    yield "old.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"


def _list_pdfs() -> Iterator[tuple[str, bytes, str]]:
    forms = [_stream(b"/X Do " * 10, _FORM % (7 + n)) for n in range(9)]
    again = _stream(_SHOW + b" /X Do /X Do", _FORM % 6)
    tree = [b"<</Type/Pages/Count 99999999/Kids[" + b"%d 0 R " % (n + 3) * 10 + b"]>>" for n in range(4)]
    page = b"<</Type/Page/MediaBox[0 0 600 800]/Contents 7 0 R/Resources<</Font<</F1 8 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    lines = b"BT /F1 12 Tf " + b"0 -14 Td (The Internet confer-) Tj " * 6000 + b"ET"
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    loop = _pdf([catalog, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])
    yield "plain.pdf", _page_pdf(_stream(_SHOW)), "The forum opened"
    yield "inflated.pdf", _page_pdf(_stream(_SHOW + b" " * 80_000_000)), "malformed"
    yield "same-page.pdf", _pdf([catalog, *tree, page, _stream(_SHOW), font]), "more than 5,000 pages"
    yield "drawings.pdf", _page_pdf(_stream(b"/X Do"), *forms, _stream(_SHOW), has_form=True), "text layer"
    yield "draws-itself.pdf", _page_pdf(_stream(_SHOW + b" /X Do"), again, has_form=True), "The forum opened"
    yield "page-loop.pdf", loop, "malformed"
    yield "lines.pdf", _page_pdf(_stream(lines)), "The Internet confer"
    yield "arrays.pdf", _page_pdf(_stream(b"[" * 100_000 + _SHOW)), "malformed"
    yield "brackets.pdf", _page_pdf(_stream(b"BT /F1 12 Tf (" + b"(" * 500_000 + b") Tj ET")), "malformed"
    yield "closed.pdf", _close_pdf(_page_pdf(_stream(_SHOW))), "encrypted"
    yield "cut.pdf", _page_pdf(_stream(_SHOW))[:300], "malformed"
    yield "no-root.pdf", b"%PDF-1.4\nstartxref\n0\n%%EOF", "malformed"
    yield (
        "table-of-nothing.pdf",
        b"%PDF-1.4\nxref\n0 999999999\ntrailer<</Size 9/Root 1 0 R>>\nstartxref\n9\n",
        "malformed",
    )


def _list_pages() -> Iterator[tuple[str, str, str]]:
    attributes = " ".join(f"a{n}=1" for n in range(30_000))
    declared = "<meta charset={}>\x80 " + _PARAGRAPH
    yield "nested.html", "<html><body>" + "<div>" * 100_000 + _PARAGRAPH, "without text"
    yield "tables.html", "<html><body>" + "<table><tr><td>" * 400 + _PARAGRAPH * 40, "without text"
    yield "headings.html", f"<title>{'Long ' * 50_000}</title>{'<h1>a b</h1>' * 3000}{_PARAGRAPH}", SAID.strip()
    yield "attributes.html", f"<html><body><p {attributes}>{SAID * 4}</p>", SAID.strip()
    yield "declarations.html", "<?xml " * 100_000 + _PARAGRAPH, "no web page"
    yield "comments.html", "<!--" * 200_000 + _PARAGRAPH, "no web page"
    yield "angles.html", "<" * 400_000, "no web page"
    yield "too-many.html", _PARAGRAPH + "<br>" * 500_001, "more than 500,000 tags"
    yield "json.html", f'<script type="application/ld+json">{"[" * 50_000}</script>{_PARAGRAPH}', SAID.strip()
    yield "laughs.html", f"{_LAUGHS}]><html><body><p>{SAID * 4}&i;</p>", "no web page"
    yield "reads-file.html", f"{_READS_FILE}]><html><body><p>{SAID * 4}&i;</p>", "no web page"
    yield "punycode.html", declared.format("punycode") + "-a9b8" * 30_000, "Wuzhen"
    yield "escapes.html", declared.format("unicode_escape"), "Wuzhen"


def _list_texts() -> Iterator[tuple[str, bytes, str]]:
    yield "words.txt", (SAID.replace(".", ",") * 8_000).encode(), SAID[:20]
    yield "word.txt", b"a" * 1_000_000, "aaa"
    yield "line.txt", (SAID * 400_000)[:10_000_000].encode(), SAID
    yield "line-of-nothing.txt", b" " * 10_000_000 + SAID.encode(), SAID
    yield "line-ends.txt", b"\n" * 2_000_000 + SAID.encode(), SAID
    yield "blanks.txt", b"a" + b" " * 2_000_000 + SAID.encode(), SAID
    yield "no-width.txt", ("\u200b" * 200_000 + SAID).encode(), SAID
    yield "bytes.txt", bytes(range(128, 256)) * 4000, ""
    yield "nul.txt", bytes(100_000), "binary"
    yield "marks.txt", "“‘「".encode() * 8_000, "“‘「"


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _docx(body: str, *parts: tuple[str, str], head: str = "") -> bytes:
    document = f"{head}<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    return _zip(("word/document.xml", document), *parts)


def _zip(*parts: tuple[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def _stream(content: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<" + about + b"/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"


def _page_pdf(content: bytes, *more: bytes, has_form: bool = False) -> bytes:
    """Return a PDF of one page; a form that it draws is the sixth object."""
    given = b"/XObject<</X 6 0 R>>" if has_form else b""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<<" + given
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, page + b"/Font<</F1 4 0 R>>>>>>", font, content, *more])


def _close_pdf(content: bytes) -> bytes:
    writer, stream = PdfWriter(io.BytesIO(content)), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def _pdf(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail
