"""Web pages as text: title and main text, and what the page's markup proposes; which of it is the article is in bodies."""

from __future__ import annotations

import logging
import re
from copy import deepcopy

from htmldate import find_date
from lxml.html import Element, HtmlElement
from trafilatura import extract
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

from wicreport.corpus.extractions import Extraction, Proposal
from wicreport.errors import DocumentError

__all__ = ["extract_page"]

_OLDEST = "1995-01-01"
_NEWEST = "2100-12-31"  # a fixed day: the library would ask the clock
_MARKUP = "the page's metadata"
_DATED = (
    "//script[@type='application/ld+json']"
    "|(//time|//*[@itemprop='datePublished'])[not(ancestor::aside or ancestor::nav or ancestor::footer)][1]"
)
_ADDRESSES = "//link[@rel='canonical']/@href|//meta[@property='og:url']/@content"
_TEXTLESS = "Save the page again when it shows its text, or put the text in its place."

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # their remarks on a page are for their developers


def extract_page(html: str, where: str) -> Extraction:
    """Return a page's title and main text, and its metadata as proposals.

    The text is what `trafilatura` takes for the main text, one paragraph of the page a paragraph, under the title.
    Menus, adverts, comments and the like are not in it. Nothing is fetched and no script is run.

    Parameters
    ----------
    html
        The page, decoded.
    where
        The file, for the message of an error.

    Raises
    ------
    DocumentError
        If the page holds no text.
    """
    tree = load_html(_drop_declaration(html))
    if tree is None:
        raise DocumentError("is no web page", where=where, remedy=_TEXTLESS)
    dates = {"original_date": True, "extensive_search": False, "min_date": _OLDEST, "max_date": _NEWEST}
    found = extract_metadata(deepcopy(tree), date_config=dates)
    title = _find_title(tree, found.title, found.sitename)
    values = {
        "title": title,
        "author": found.author,
        "publisher": found.sitename,
        "published": _find_date(tree),
        "url": next((str(url) for url in tree.xpath(_ADDRESSES) if str(url).startswith("http")), None),
    }
    main = extract(
        deepcopy(tree), output_format="txt", include_comments=False, include_tables=True, date_extraction_params=dates
    )
    if not main or not main.strip():
        raise DocumentError("is a page without text", where=where, remedy=_TEXTLESS)
    lines = [line.strip() for line in main.splitlines() if line.strip()]
    if title and _fold(lines[0].lstrip("# ")) != _fold(title):
        lines.insert(0, title)
    proposals = {key: Proposal(" ".join(value.split()), _MARKUP) for key, value in values.items() if value}
    return Extraction("\n\n".join(lines) + "\n", proposals)


def _drop_declaration(html: str) -> str:
    """Return a decoded page without the XML declaration, whose encoding no longer holds."""
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", html)


def _find_title(tree: HtmlElement, title: str | None, site: str | None) -> str | None:
    """Return the page's title without the name of its site."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    whole = " ".join((title or "").split())
    for heading in headings:
        if heading and _fold(heading) in _fold(whole):
            return heading
    if site:
        whole = re.sub(rf"\s*[|–—_·-]\s*{re.escape(site)}\s*$", "", whole, flags=re.IGNORECASE)
    return whole or next(filter(None, headings), None)


def _find_date(tree: HtmlElement) -> str | None:
    """Return the day of publication that the markup states, cut to what it states; running text is not searched."""
    stated = Element("html")
    stated.extend(deepcopy(head) for head in tree.iter("head"))
    body = Element("body")
    body.extend(deepcopy(element) for element in tree.xpath(_DATED))
    stated.append(body)
    written = [*stated.itertext(), *(str(value) for element in stated.iter() for value in element.attrib.values())]
    day = find_date(
        stated, extensive_search=False, original_date=True, min_date=_OLDEST, max_date=_NEWEST, deferred_url_extractor=True
    )
    return _cut_date(day, " ".join(written)) if day else None


def _cut_date(day: str, written: str) -> str:
    """Return a date without the first of the month or of January that the library supplies where none is written."""
    year, month, day_of_month = day.split("-")
    if day_of_month != "01":
        return day
    if re.search(rf"{year}\W?{month}\W?01|\b0?1(?:st)?\W\s*[A-Z][a-z]+|[A-Z][a-z]+\.? 0?1(?:st)?\b|月0?1日", written):
        return day
    if month != "01" or re.search(rf"{year}\W?{month}|{year}年|[A-Z][a-z]+\.?,? {year}", written):
        return f"{year}-{month}"
    return year


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
