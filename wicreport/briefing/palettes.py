"""Colours of figures on dark paper: each keeps its hue and trades light for dark; no colour is chosen here."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["darken_colour", "list_colours"]

_COLOUR = re.compile(r'(?:fill|stroke)="(#[0-9a-f]{6})"')
_PAPER, _SPAN = 0.21, 0.965  # lightness of the dark paper, and how far black is from it

_TO_CONE = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
_TO_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
           (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONE = ((4.0767416621, -3.3077115913, 0.2309699292), (-1.2684380046, 2.6097574011, -0.3413193965),
              (-0.0041960863, -0.7034186147, 1.7076147010))  # fmt: skip

Triple = tuple[float, float, float]


def list_colours(drawings: Iterable[str]) -> list[str]:
    """Return the colours that drawings name, each once, in alphabetical order."""
    return sorted({colour for drawing in drawings for colour in _COLOUR.findall(drawing)})


def darken_colour(colour: str) -> str:
    """Return what a colour is on dark paper: white becomes the paper, ink becomes pale, the hue stays.

    Whatever stood out from its ground still does, because the order of lightness is turned round as a whole.

    Parameters
    ----------
    colour
        As `#rrggbb`.

    Source
    ------
    Björn Ottosson, A perceptual color space for image processing (2020), for Oklab's matrices.
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    red, green, blue = linear
    lightness, a, b = _turn(_TO_LAB, *(value ** (1 / 3) for value in _turn(_TO_CONE, red, green, blue)))
    turned = min(_PAPER + _SPAN * (1 - lightness), 0.96)
    shown = next(
        (rgb for step in range(20, -1, -1) if _is_shown(rgb := _to_linear(turned, a * step / 20, b * step / 20))),
        _to_linear(turned, 0, 0),
    )
    return "#" + "".join(f"{_encode(value):02x}" for value in shown)


def _to_linear(lightness: float, a: float, b: float) -> Triple:
    """Return linear red, green and blue of a colour of Oklab."""
    long, middle, short = _turn(_FROM_LAB, lightness, a, b)
    return _turn(_FROM_CONE, long**3, middle**3, short**3)


def _turn(matrix: tuple[Triple, ...], *vector: float) -> Triple:
    """Return a vector multiplied by a matrix."""
    first, second, third = (sum(x * y for x, y in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _is_shown(linear: Triple) -> bool:
    """Return whether a screen has the colour."""
    return all(-0.0005 <= value <= 1.0005 for value in linear)


def _encode(value: float) -> int:
    """Return one channel as a screen takes it."""
    value = min(max(value, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
