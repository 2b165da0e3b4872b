"""The typefaces of the briefing: where they are, and which characters they have; no layout is decided here."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import fontpkg_inter  # type: ignore[import-untyped]
import fontpkg_source_serif_4  # type: ignore[import-untyped]
import pylopdf_fonts_zh_cn
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

__all__ = ["FontFace", "embed_faces", "find_uncovered", "list_font_folders"]


@dataclass(frozen=True, slots=True)
class FontFace:
    """One typeface as a page embeds it: `data` is its WOFF2 file in Base64."""

    family: str
    style: str
    weight: str
    data: str


@dataclass(frozen=True, slots=True)
class _Typeface:
    """A font file; a static one stands in for what the others lack."""

    family: str
    style: str
    weight: str
    path: Path
    is_static: bool = False


def list_font_folders() -> list[Path]:
    """Return the folders of the packages that hold the typefaces."""
    return sorted({face.path.parent for face in _list_typefaces()})


def embed_faces(characters: Iterable[str], *, has_italics: bool = True) -> tuple[FontFace, ...]:
    """Return the typefaces with only the characters of a page, same bytes for same characters.

    Parameters
    ----------
    characters
        All characters of the page.
    has_italics
        Whether the page emphasises anything; the italic is a third of the bytes.

    Returns
    -------
    tuple[FontFace, ...]
        Running text, labels, and Chinese where there is any the others lack.
    """
    wanted = frozenset(map(ord, characters))
    latin = _read_coverage(_list_typefaces()[0].path)
    faces = []
    for face in _list_typefaces():
        if face.style == "italic" and not has_italics:
            continue
        glyphs = wanted & _read_coverage(face.path)
        glyphs = glyphs - latin if face.is_static else glyphs
        if glyphs:
            faces.append(FontFace(face.family, face.style, face.weight, _subset(face.path, glyphs)))
    return tuple(faces)


def find_uncovered(text: str) -> frozenset[str]:
    """Return the characters of a text that none of the typefaces has; white space does not count."""
    covered = frozenset().union(*(_read_coverage(face.path) for face in _list_typefaces()))
    return frozenset(char for char in set(text) if not char.isspace() and ord(char) not in covered)


@cache
def _list_typefaces() -> tuple[_Typeface, ...]:
    """Return the typefaces, that of the running text first."""
    serif = fontpkg_source_serif_4.ROOT / "files"
    sans = fontpkg_inter.ROOT / "files"
    return (
        _Typeface("Source Serif 4", "normal", "200 900", serif / "SourceSerif4[opsz,wght].ttf"),
        _Typeface("Source Serif 4", "italic", "200 900", serif / "SourceSerif4-Italic[opsz,wght].ttf"),
        _Typeface("Inter", "normal", "100 900", sans / "Inter[opsz,wght].ttf"),
        _Typeface("Noto Sans SC", "normal", "400", pylopdf_fonts_zh_cn.sans_path(), is_static=True),
    )


@cache
def _read_coverage(path: Path) -> frozenset[int]:
    """Return the code points a font file has a glyph for."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _subset(path: Path, code_points: frozenset[int]) -> str:
    """Return a font file cut to some code points, as WOFF2 in Base64."""
    options = Options(layout_features=["kern", "liga", "tnum", "lnum", "pnum", "mark", "ccmp", "locl"], flavor="woff2")
    options.recalc_timestamp = False
    options.hinting = False
    options.name_IDs = [1, 2, 4]
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        cutter = Subsetter(options)
        cutter.populate(unicodes=sorted(code_points))
        cutter.subset(font)
        font.flavor = "woff2"
        stream = BytesIO()
        font.save(stream, reorderTables=None)
    return base64.b64encode(stream.getvalue()).decode("ascii")
