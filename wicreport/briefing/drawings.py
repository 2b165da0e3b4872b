"""Figures as SVG that is safe to put on a page beside others and carries no style of its own; nothing is drawn here."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from wicreport.errors import BuildError

__all__ = ["place_drawing"]

_TAGS = frozenset(
    ("svg", "g", "defs", "use", "symbol", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
     "tspan", "title", "desc", "clipPath", "marker", "pattern", "linearGradient", "radialGradient", "stop")
)  # fmt: skip
_WORDS = frozenset({"text", "tspan", "title", "desc"})
_DROPPED = frozenset({"metadata", "style"})
_LOOKS = frozenset(
    ("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
     "stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit", "opacity", "visibility",
     "text-anchor", "letter-spacing", "dominant-baseline", "clip-rule", "font-family", "font-size", "font-style",
     "font-weight", "font-stretch", "font-variant")
)  # fmt: skip
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_ROOT_LOOK = {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def place_drawing(svg: str, *, prefix: str, alt: str = "") -> str:
    """Return an SVG that can stand in a page with others, as one element without a declaration.

    Parameters
    ----------
    svg
        A drawing of our own, as matplotlib writes it.
    prefix
        The figure's id: each id inside begins with it, and each reference follows.
    alt
        What is to be seen; given, the drawing is one image to a screen reader.

    Returns
    -------
    str
        Without metadata and without styles, which a strict policy refuses: what they said stands in attributes, where a
        page's own style sheet can overrule it. `viewBox` and text are kept.

    Raises
    ------
    BuildError
        If the drawing is not SVG, or has what could run or load something.
    """
    root = _parse(svg, prefix)
    _clean_element(root, prefix)
    root.attrib["xmlns"] = "http://www.w3.org/2000/svg"
    root.attrib |= _ROOT_LOOK
    root.attrib.pop("id", None)
    if alt:
        root.attrib |= {"role": "img", "aria-label": alt}
    return ElementTree.tostring(root, encoding="unicode")


def _parse(svg: str, prefix: str) -> ElementTree.Element:
    """Return the root of a drawing, with plain names."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise BuildError(
            f"is not SVG ({error})", where=f"figure {prefix}", remedy="Draw it with matplotlib."
        ) from error
    root.tag = _local(root.tag)
    return root


def _clean_element(element: ElementTree.Element, prefix: str) -> None:
    """Give an element and all below it plain names and ids of their own, and drop what a page cannot hold.

    Space between shapes goes too: it is a sixth of a drawing.
    """
    if element.tag not in _WORDS:
        element.text = None
    attributes = {_local(name): value for name, value in element.attrib.items()}
    attributes |= _read_style(attributes.pop("style", ""), prefix)
    element.attrib = {name: _scope_value(name, value, prefix) for name, value in attributes.items()}
    for child in list(element):
        child.tag = _local(child.tag)
        if element.tag not in _WORDS:
            child.tail = None
        if child.tag in _DROPPED:
            element.remove(child)
        elif child.tag not in _TAGS:
            raise BuildError(
                f"has a <{child.tag}>", where=f"figure {prefix}", remedy="Draw with shapes and text alone."
            )
        else:
            _clean_element(child, prefix)


def _read_style(style: str, prefix: str) -> dict[str, str]:
    """Return a style as attributes of the same names."""
    pairs = (part.partition(":") for part in style.split(";") if part.strip())
    looks = {name.strip(): value.strip() for name, _, value in pairs}
    for name in looks.keys() - _LOOKS:
        raise BuildError(
            f"has the style “{name}”", where=f"figure {prefix}", remedy="Draw with looks that are attributes of SVG."
        )
    return looks


def _local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def _scope_value(name: str, value: str, prefix: str) -> str:
    """Return an attribute's value with its ids prefixed; refuse what runs or leads outside."""
    if name == "id":
        return _scope_id(value, prefix)
    if name == "d":
        return " ".join(value.split())
    if name == "href" and value.startswith("#"):
        return f"#{_scope_id(value[1:], prefix)}"
    scoped = _REFERENCE.sub(lambda match: f"url(#{_scope_id(match[1], prefix)})", value)
    if name == "href" or name.startswith("on") or "url(" in _REFERENCE.sub("", value):
        raise BuildError(
            f"has {name}=“{value[:40]}”", where=f"figure {prefix}", remedy="Refer to the drawing's own ids."
        )
    return scoped


def _scope_id(value: str, prefix: str) -> str:
    """Return an id that belongs to one figure alone."""
    return value if value.startswith(f"{prefix}-") else f"{prefix}-{value}"
