"""Web pages as text, and what their markup proposes; which of the text is the article is decided in bodies."""

from __future__ import annotations

import logging
import re
from collections import Counter
from copy import deepcopy
from itertools import islice

from lxml.html import Element, HtmlElement
from trafilatura import extract
from trafilatura.metadata import extract_metadata
from trafilatura.settings import DEFAULT_CONFIG
from trafilatura.utils import load_html

from wicreport.corpus.datelines import read_stated
from wicreport.corpus.extractions import ADDRESS, Extraction, Proposal, clean_extracted
from wicreport.corpus.paragraphs import is_sentence_end
from wicreport.errors import DocumentError

__all__ = ["extract_page"]

_MARKUP = "the page's metadata"
_PUBLISHED = (  # in the order of trust; a page may state several
    "//meta[@property='article:published_time']/@content",
    "//meta[@property='og:published_time' or @property='og:article:published_time']/@content",
    "//script[@type='application/ld+json']/text()",
    "//meta[@itemprop='datePublished']/@content|//*[@itemprop='datePublished']/@datetime",
    "//meta[contains('|pubdate|publishdate|publish-date|publish_date|publication_date|parsely-pub-date|sailthru.date"
    "|citation_publication_date|dc.date|dc.date.issued|dcterms.created|dcterms.date|date|weibo: article:create_at|', "
    "concat('|', translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), '|'))]/@content",
    "//time[not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')
_ARTICLES = "//article|//main|//*[@itemprop='articleBody' or @role='main']"
_PARAGRAPHS = "//p[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::form)]"
_NEARLY_ALL = 0.8
_LONGEST_MARK = 3
_LONGEST_TITLE = 500
_MOST_HEADINGS = 20
_MOST_TAGS = 500_000
_LEAST_TEXT = "60"  # below this the library takes all of a page; its own 250 is more than a Chinese brief has
_POWER = re.compile(r"(?:\b(?:k?m|cm|mi|ft)|\d)$")
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_TAG = re.compile(rf"<([a-zA-Z][^\s/<>]*+)((?:[^\"'>]++|{_VALUE.pattern})*+)>?")
_MOST_NAMES = 5000  # characters of attributes beside their values
_RULE = re.compile(r"[|\s:-]*")
_ADDRESSES = "//link[@rel='canonical']/@href|//meta[@property='og:url']/@content"
_TEXTLESS = "Save the page again when it shows its text, or put the text in its place."

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
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
        If the page holds no text, or more than a page does.
    """
    if html.count("<") > _MOST_TAGS:
        what = f"has more than {_MOST_TAGS:,} tags"
        raise DocumentError(what, where=where, remedy="Put the part that matters in its place.")
    tree = load_html(_drop_attributes(_drop_declaration(html)))
    if tree is None:
        raise DocumentError("is no web page", where=where, remedy=_TEXTLESS)
    _unwrap_layout(tree)
    _mark_article(tree)
    _mark_notes(tree)
    found = extract_metadata(
        deepcopy(tree), extensive=False
    )  # its date is not used: it fills what is missing by a clock
    title = _find_title(tree, found.title, found.sitename)
    values = {
        "title": title,
        "author": found.author,
        "publisher": found.sitename,
        "published": _find_date(tree),
        "url": next((str(url) for url in tree.xpath(_ADDRESSES) if re.fullmatch(ADDRESS, str(url))), None),
    }
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = _LEAST_TEXT
    main = extract(deepcopy(tree), output_format="txt", include_comments=False, include_tables=True, config=config)
    if not main or not main.strip():
        raise DocumentError("is a page without text", where=where, remedy=_TEXTLESS)
    rows = [row.strip("| \t") for row in main.splitlines() if not _RULE.fullmatch(row)]
    lines = [row for row in rows if row]
    if title and _fold(lines[0].lstrip("# ")) != _fold(title):
        lines.insert(0, title)
    proposals = {key: Proposal(" ".join(value.split()), _MARKUP) for key, value in values.items() if value}
    return Extraction(clean_extracted("\n\n".join(lines) + "\n"), proposals)


def _drop_attributes(html: str) -> str:
    """Return a page without the attributes of elements that have thousands of them, which take the parser long."""
    return _TAG.sub(lambda tag: f"<{tag[1]}>" if len(_VALUE.sub("", tag[2])) > _MOST_NAMES else tag[0], html)


def _drop_declaration(html: str) -> str:
    """Return a decoded page without the XML declaration, whose encoding no longer holds."""
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*>", "", html)


def _find_title(tree: HtmlElement, title: str | None, site: str | None) -> str | None:
    """Return the page's title without the name of its site."""
    headings = [" ".join(heading.text_content().split()) for heading in islice(tree.iter("h1"), _MOST_HEADINGS)]
    whole = " ".join((title or "").split())[:_LONGEST_TITLE]
    for heading in headings:
        if heading and _fold(heading) in _fold(whole):
            return heading
    if site:
        whole = re.sub(rf"\s*[|–—_·-]\s*{re.escape(site)}\s*$", "", whole, flags=re.IGNORECASE)
    return whole or next(filter(None, headings), None)


def _unwrap_layout(tree: HtmlElement) -> None:
    """Turn tables that lay out a page into plain divisions: those with a cell that holds paragraphs."""
    for table in tree.iter("table"):
        cells = list(table.iter("td", "th"))
        if any(cell.find(".//p") is not None or len(cell.findall(".//br")) > 1 for cell in cells):
            for element in (table, *table.iter("tbody", "tr", "td", "th")):
                element.tag = "div"


def _mark_article(tree: HtmlElement) -> None:
    """Mark the smallest element that holds nearly all running text as the article, on a page that marks none.

    Without a mark the library takes single paragraphs from all over the page, and leaves lists and headings behind.
    """
    if tree.xpath(_ARTICLES):
        return
    lengths: Counter[HtmlElement] = Counter()
    for paragraph in tree.xpath(_PARAGRAPHS):
        text = paragraph.text_content()
        if is_sentence_end(text):
            lengths.update(dict.fromkeys(paragraph.iterancestors(), len(text)))
    within = [element for element, length in lengths.items() if length >= _NEARLY_ALL * max(lengths.values())]
    if not within:
        return
    smallest = max(within, key=lambda element: sum(1 for _ in element.iterancestors()))
    if smallest.tag == "body":
        article = Element("article")
        article.text, smallest.text = smallest.text, None
        article.extend(list(smallest))
        smallest.append(article)
    elif smallest.tag != "html":
        smallest.tag = "article"


def _mark_notes(tree: HtmlElement) -> None:
    """Put raised numbers that link to notes in brackets, so that they are not read with the number before them."""
    for raised in tree.iter("sup"):
        number = raised.text_content().strip()
        if number.isdecimal() and len(number) <= _LONGEST_MARK and not _POWER.search(_text_before(raised)):
            for child in list(raised):
                raised.remove(child)
            raised.text = f"[{number}]"


def _text_before(element: HtmlElement) -> str:
    """Return the text right before an element, or before the link that it is all of."""
    above = element.getparent()
    while above is not None and above.tag == "a" and not (above.text or "").strip():
        element, above = above, above.getparent()
    previous = element.getprevious()
    return str((previous.tail if previous is not None else above.text if above is not None else "") or "")


def _find_date(tree: HtmlElement) -> str | None:
    """Return the date of publication that the markup states, as exact as it is stated; running text is not searched."""
    for path in _PUBLISHED:
        for written in map(str, tree.xpath(path)):
            found = _JSON_DATE.search(written) if written.lstrip().startswith(("{", "[")) else None
            if date := read_stated(found[1] if found else written):
                return date
    return None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
