"""What is fuzzed, by name: each takes bytes and may raise nothing but the project's own errors."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.reader import NotJSONError
from nbformat.validator import NotebookValidationError, ValidationError

from tests.hostile.files import list_files
from tests.scratch import PARAMETERS, REPORT, write_corpus, write_notebook
from wicreport.briefing.documents import read_document as read_assembled
from wicreport.briefing.prose import render_prose
from wicreport.coding.codebook import load_codebook
from wicreport.coding.records import code_source
from wicreport.corpus.anchors import read_anchors
from wicreport.corpus.catalogue import read_corpus
from wicreport.corpus.corrections import COLUMNS, read_corrections
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import Document
from wicreport.corpus.encodings import decode_text, find_declared
from wicreport.corpus.labels import read_labelled
from wicreport.corpus.pages import extract_page
from wicreport.corpus.pdf_files import extract_pdf
from wicreport.corpus.word_files import extract_word
from wicreport.errors import WicReportError

_SCRATCH = tempfile.TemporaryDirectory()
_FOLDER = write_corpus(Path(_SCRATCH.name) / "seeds", {"report": REPORT})
_CATALOGUE = (_FOLDER / "sources.toml").read_bytes()


SLOW = {"same-page.pdf", "drawings.pdf"}  # small files that take the most a file may take


def read_page(data: bytes) -> None:
    extract_page(data.decode("utf-8", "replace"), "page")


def read_word(data: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", data)
        archive.writestr("word/footnotes.xml", data)
    extract_word(stream.getvalue(), "word")


def read_archive(data: bytes) -> None:
    extract_word(data, "archive")


def read_pdf(data: bytes) -> None:
    extract_pdf(data, "pdf")


def read_encoding(data: bytes) -> None:
    declared = find_declared(data)
    text = decode_text(data, "text", encoding=declared, detect=True).text
    text.encode("utf-8")


def read_catalogue(data: bytes) -> None:
    (_FOLDER / "sources.toml").write_bytes(data)
    read_corpus(_FOLDER)


def read_label(data: bytes) -> None:
    (_FOLDER / "sources.toml").write_bytes(_CATALOGUE)
    (_FOLDER / "labels.json").write_bytes(data)
    read_labelled(_FOLDER)


def read_correction(data: bytes) -> None:
    (_FOLDER / "coding").mkdir(exist_ok=True)
    (_FOLDER / "coding" / "a.csv").write_bytes(data)
    read_corrections(_FOLDER)


def read_pins(data: bytes) -> None:
    (_FOLDER / "anchors.json").write_bytes(data)
    read_anchors(_FOLDER / "anchors.json")


def read_notebook(data: bytes) -> None:
    try:
        notebook = nbformat.reads(data.decode("utf-8", "replace"), as_version=4)
        nbformat.validate(notebook)
    except (
        NotJSONError,
        NotebookValidationError,
        ValidationError,
        ValueError,
        AttributeError,
        KeyError,
        NameError,
        TypeError,
    ):
        return  # what is no notebook is refused by the library that runs it
    read_assembled(notebook)


def read_prose(data: bytes) -> None:
    render_prose(data.decode("utf-8", "replace"), offset=1)


def read_text(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    source = describe_document(Document("a.txt", text, "0"), ())
    parts = sorted(span for spans in (source.body, source.references, source.furniture) for span in spans)
    assert "".join(text[start:end] for start, end in parts) == text
    coded = code_source(source, load_codebook())
    assert [text[q.start : q.end] for q in coded.quotations] == [q.quote for q in coded.quotations]
    assert [text[q.start : q.end] for q in coded.quantities] == [q.text for q in coded.quantities]


TARGETS: dict[str, Callable[[bytes], None]] = {
    "pages": read_page,
    "word-parts": read_word,
    "word-files": read_archive,
    "pdf-files": read_pdf,
    "encodings": read_encoding,
    "catalogues": read_catalogue,
    "labels": read_label,
    "corrections": read_correction,
    "anchors": read_pins,
    "notebooks": read_notebook,
    "prose": read_prose,
    "texts": read_text,
}


def try_input(name: str, data: bytes) -> None:
    """Give a target some bytes; the project's own errors are answers, and they can be printed."""
    try:
        TARGETS[name](data)
    except WicReportError as error:
        str(error).encode("utf-8", "backslashreplace")


def list_seeds(name: str) -> list[bytes]:
    """Return what a target's inputs look like."""
    small = [(file, data) for file, data, _ in list_files() if len(data) < 4000 and file not in SLOW]
    endings = {"pages": ".html", "word-files": ".docx", "pdf-files": ".pdf"}
    if name in endings:
        return [data for file, data in small if file.endswith(endings[name])]
    header = ",".join((*COLUMNS, "kind", "actor_id")).encode()
    notebook = write_notebook(_FOLDER.parent / "a.ipynb", "# Title", "1 + 1", parameters=PARAMETERS).read_bytes()
    label = b'{"report.txt": {"body_start": "The", "body_end": "full.", "quotes": [{"quote": "a", "kind": "speech"}]}}'
    selector = b'[{"exact": "a", "prefix": "", "suffix": ""}, {"start": 0, "end": 1}]'
    pin = b'[{"source": "a", "sha256": "0", "selector": %s}]' % selector
    row = b"quotation,report,0,3,The,change,speech,why,who,2026-01-01,speech,"
    given = {
        "word-parts": b'<w:document xmlns:w="u"><w:p><w:t>A</w:t></w:p></w:document>',
        "encodings": "<meta charset=gb18030>第三届世界互联网大会".encode("gb18030"),
        "catalogues": _CATALOGUE,
        "labels": label,
        "corrections": header + b"\n" + row + b"\n",
        "anchors": pin,
        "notebooks": notebook,
        "prose": b"# A\n\n[a](b) ![c](d) | e |\n|---|\n| f |\n",
        "texts": REPORT.encode(),
    }
    return [given[name]]
