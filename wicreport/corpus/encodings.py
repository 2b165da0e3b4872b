"""Bytes told apart by their encoding and decoded whole; what the text is about is nothing to this module."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from wicreport.errors import DocumentError

__all__ = ["Decoding", "decode_text", "find_declared"]

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASIAN = ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251"]
_WESTERN = "cp1252"
_WIDER = {
    **dict.fromkeys(("gb2312", "gbk", "hz"), "gb18030"),
    **dict.fromkeys(("ascii", "iso8859-1"), _WESTERN),
}  # pages declare the narrow set and use the wider one, which is why browsers read it so
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_NO_TEXTS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
_HIGH = re.compile(rb"[\x80-\xff]+")
_ENOUGH_BYTES = 32
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85")
_REMEDY_BINARY = "Put the document's text in its place, as UTF-8, or take the file out of the folder."


@dataclass(frozen=True, slots=True)
class Decoding:
    """A text, the encoding it was decoded from, and why that one if neither the bytes nor the catalogue settle it."""

    text: str
    encoding: str
    reason: str | None = None


def decode_text(data: bytes, where: str, *, encoding: str | None = None, detect: bool = False) -> Decoding:
    """Return a file's bytes as text.

    Parameters
    ----------
    data
        The bytes.
    where
        The file, for the message of an error.
    encoding
        The encoding that somebody stated; without it, UTF-8 is tried first.
    detect
        Whether an encoding other than UTF-8 may be told from the bytes: by their byte order mark, else by their look.

    Raises
    ------
    DocumentError
        If the bytes are binary, or not in the encoding, or not in one that can be told.
    """
    if encoding is not None:
        return Decoding(_check_text(_decode_as(data, encoding, where), where), encoding)
    try:
        return Decoding(_check_text(data.decode("utf-8"), where), "utf-8")
    except UnicodeDecodeError as error:
        found = _detect_encoding(data)
        if (found is None or not found.encoding.startswith("utf")) and _is_binary(data.decode("latin-1")):
            raise DocumentError("is binary, not text", where=where, remedy=_REMEDY_BINARY) from error
        if found is None or not detect:
            remedy = "Save it again as UTF-8."
            if found:
                remedy += (
                    f' Or, if it is {found.encoding} as it seems, write encoding = "{found.encoding}" in its entry.'
                )
            what = f"is not UTF-8 (byte {error.start} is {data[error.start]:#04x})"
            raise DocumentError(what, where=where, remedy=remedy) from error
        return Decoding(_check_text(found.text, where), found.encoding, found.reason)


def find_declared(data: bytes) -> str | None:
    """Return the encoding that a page declares in its head, by Python's name, if it names one that is known."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        "".encode(name)  # a codec that is no text encoding refuses
    except LookupError:
        return None
    if name.replace("_", "-") in _NO_TEXTS:  # no page is written in them, and some take long or hide markup
        return None
    return _WIDER.get(name, name)


def _decode_as(data: bytes, encoding: str, where: str) -> str:
    """Return the text in an encoding that was named."""
    try:
        if codecs.lookup(encoding).name.replace("_", "-") in _NO_TEXTS:
            raise LookupError(encoding)
        return data.decode(encoding)
    except LookupError as error:
        remedy = 'Name one that Python knows, such as "utf-8", "gb18030", "big5" or "cp1252".'
        raise DocumentError(f"no encoding is called {encoding!r}", where=where, remedy=remedy) from error
    except UnicodeError as error:
        remedy = "Correct the encoding in its entry or save it again as UTF-8."
        raise DocumentError(f"is not {encoding} ({error})", where=where, remedy=remedy) from error


def _detect_encoding(data: bytes) -> Decoding | None:
    """Return what the bytes are in all likelihood, or nothing where they are too few or fit no encoding."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return Decoding(data.decode(name), name, "its byte order mark")
            except UnicodeDecodeError:
                return None
    if len(data) < _ENOUGH_BYTES:
        return None
    runs = [len(run) for run in _HIGH.findall(data)]
    if 2 * runs.count(1) > len(runs):  # single bytes between letters are accents and apostrophes of the West
        candidates, reason = [_WESTERN], "its bytes above 127 stand singly, as in Western text"
    else:
        candidates, reason = [*_ASIAN, _WESTERN], "the encoding in which its bytes read best"
    best = from_bytes(data, cp_isolation=candidates, enable_fallback=False).best()
    if best is None:
        return None
    try:
        return Decoding(data.decode(best.encoding), best.encoding, reason)
    except UnicodeDecodeError:
        return None


def _check_text(text: str, where: str) -> str:
    """Return the text, or raise if it is binary."""
    if _is_binary(text):
        raise DocumentError("is binary, not text", where=where, remedy=_REMEDY_BINARY)
    return text


def _is_binary(text: str) -> bool:
    """Return whether the text holds a NUL or more control characters than a text would."""
    n_controls = sum(character < " " and character not in _TEXT_CONTROLS for character in text)
    return "\0" in text or n_controls > len(text) // 100
