"""Corpora of any size, made up article by article, with what was planted; nobody in them said or did anything."""

from __future__ import annotations

import gzip
import json
import random
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

__all__ = [
    "Article",
    "make_article",
    "make_articles",
    "pack_record",
    "write_crawl",
    "write_folder",
    "write_lines",
    "write_zip",
]

_DECADE = 10
_COPY, _ABRIDGED, _REVISED, _QUOTING = 3, 5, 7, 9
_CHINESE = 5
_SENTENCES = 42

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SLOTS = {"{n}": "nouns", "{a}": "adjectives", "{v}": "verbs", "{p}": "places"}
_SPEAKERS = (
    ("Jack Ma", "jack-ma"), ("Robin Li", "robin-li"), ("Pony Ma", "pony-ma"), ("Lei Jun", "lei-jun"),
    ("Tim Cook", "tim-cook"), ("Sundar Pichai", "sundar-pichai"),
)  # fmt: skip
_COUNTED = ("guests", "companies", "journalists", "exhibitors", "volunteers", "engineers")
_EDITIONS = {2016: ("third", "16 November"), 2017: ("fourth", "3 December"), 2018: ("fifth", "7 November")}

_ZH_SPEAKERS = (("马云", "jack-ma"), ("李彦宏", "robin-li"), ("马化腾", "pony-ma"), ("雷军", "lei-jun"))
_ZH_EDITIONS = {2016: ("三", "11月16日"), 2017: ("四", "12月3日"), 2018: ("五", "11月7日")}


@dataclass(frozen=True, slots=True)
class Article:
    """A made-up article: its name, its text, and what was planted in it.

    ``origin`` is the number of the article it goes back to, ``relation`` how: ``copy``, ``abridgement`` or ``revised``;
    one that only quotes the same words as another is ``quoting`` and goes back to none.
    """

    number: int
    text: str
    language: str
    relation: str = "origin"
    origin: int | None = None
    quotes: tuple[tuple[str, str], ...] = ()
    quantities: tuple[tuple[str, float], ...] = ()

    @property
    def name(self) -> str:
        """Return a name that scatters the articles, as a crawl does."""
        return f"{blake2b(str(self.number).encode(), digest_size=3).hexdigest()}-{self.number}"


@dataclass
class _Draft:
    """The sentences of an article that is being made."""

    sentences: list[str]
    quotes: list[tuple[str, str]] = field(default_factory=list)
    quantities: list[tuple[str, float]] = field(default_factory=list)


def make_articles(n_articles: int, seed: int = 1) -> Iterator[Article]:
    """Yield the articles of a corpus; the first ones of a larger corpus are those of a smaller one."""
    return (make_article(number, seed) for number in range(n_articles))


def make_article(number: int, seed: int = 1) -> Article:
    """Return one article of a corpus, about 5,000 bytes of UTF-8.

    Of ten articles, six are nobody's copies, and one each is a copy with other furniture, an abridgement to half, a
    rewrite of every third sentence, and one that quotes the first at length and is independent.
    """
    kind, first = number % _DECADE, number - number % _DECADE
    is_chinese = first // _DECADE % _CHINESE == 0
    draft = _draft(number, seed, is_chinese=is_chinese)
    if kind in {_COPY, _ABRIDGED, _REVISED}:
        base, own = _draft(first, seed, is_chinese=is_chinese), draft
        sentences = base.sentences
        if kind == _ABRIDGED:
            sentences = sentences[: len(sentences) // 2]
        if kind == _REVISED:
            sentences = [own.sentences[n] if n % 3 == 1 else s for n, s in enumerate(sentences)]
        draft = _Draft(sentences, [*base.quotes, *own.quotes], [*base.quantities, *own.quantities])
    if kind == _QUOTING:
        base = _draft(first, seed, is_chinese=is_chinese)
        quoting = [sentence for sentence in base.sentences if "“" in sentence]
        draft = _Draft([*draft.sentences, *quoting], [*draft.quotes, *base.quotes], draft.quantities)
    text = _lay_out(draft.sentences, random.Random(f"{seed} furniture {number}"), is_chinese=is_chinese)
    relation = {_COPY: "copy", _ABRIDGED: "abridgement", _REVISED: "revised", _QUOTING: "quoting"}.get(kind, "origin")
    return Article(
        number,
        text,
        "zh" if is_chinese else "en",
        relation,
        first if relation in {"copy", "abridgement", "revised"} else None,
        tuple(quote for quote in draft.quotes if quote[0] in text),
        tuple(quantity for quantity in draft.quantities if quantity[0] in text),
    )


def _draft(number: int, seed: int, *, is_chinese: bool) -> _Draft:
    """Return the sentences of an article that goes back to none."""
    chance = random.Random(f"{seed} article {number}")
    return _draft_chinese(chance) if is_chinese else _draft_english(chance)


def _draft_english(chance: random.Random) -> _Draft:
    year = chance.choice(sorted(_EDITIONS))
    ordinal, day = _EDITIONS[year]
    name, _ = chance.choice(_SPEAKERS)
    draft = _Draft([f"The {ordinal} World Internet Conference opened in Wuzhen on {day} {year}."])
    draft.sentences.append(f"{name} attended the {year} conference.")
    for place in range(_SENTENCES):
        sentence = _fill("en", chance)
        sentence = sentence[0].upper() + sentence[1:]
        if place % 10 == 4:
            speaker, speaker_id = chance.choice(_SPEAKERS)
            draft.quotes.append((sentence, speaker_id))
            sentence = f"“{sentence},” {speaker} said"
        elif place % 10 == 7:
            value, counted = chance.randrange(1_100, 98_000), chance.choice(_COUNTED)
            draft.quantities.append((f"{value:,} {counted}", float(value)))
            sentence = f"About {value:,} {counted} came, and {sentence[0].lower()}{sentence[1:]}"
        draft.sentences.append(f"{sentence}.")
    return draft


def _draft_chinese(chance: random.Random) -> _Draft:
    year = chance.choice(sorted(_ZH_EDITIONS))
    ordinal, day = _ZH_EDITIONS[year]
    name, _ = chance.choice(_ZH_SPEAKERS)
    draft = _Draft([f"第{ordinal}届世界互联网大会{year}年{day}在乌镇开幕。", f"{name}出席了{year}年大会。"])
    for place in range(_SENTENCES * 3 // 2):
        sentence = _fill("zh", chance)
        if place % 20 == 4:
            speaker, speaker_id = chance.choice(_ZH_SPEAKERS)
            draft.quotes.append((f"{sentence}。", speaker_id))
            sentence = f"{speaker}说：“{sentence}。”"
        elif place % 20 == 7:
            value = chance.randrange(1_100, 9_800)
            draft.quantities.append((f"{value}名嘉宾", float(value)))
            sentence = f"约{value}名嘉宾到场，{sentence}。"
        else:
            sentence += "。"
        draft.sentences.append(sentence)
    return draft


def _fill(language: str, chance: random.Random) -> str:
    """Return a sentence with a word of chance in each of its slots."""
    words = _WORDS[language]
    sentence: str = chance.choice(words["patterns"])
    for slot, kind in _SLOTS.items():
        choices = words[kind].split()
        while slot in sentence:
            sentence = sentence.replace(slot, chance.choice(choices), 1)
    return sentence.replace("{t}", chance.choice(words["times"]))


def _lay_out(sentences: list[str], chance: random.Random, *, is_chinese: bool) -> str:
    """Return an article as a page has it: headline, byline, paragraphs, and what stands below."""
    paragraphs = [("" if is_chinese else " ").join(sentences[n : n + 3]) for n in range(0, len(sentences), 3)]
    nouns = _WORDS["en"]["nouns"].split()
    if is_chinese:
        head, foot = f"大会见闻之{chance.randrange(1000)}", "版权所有，未经许可不得转载"
    else:
        head = f"Notes from a {chance.choice(nouns)} and a {chance.choice(nouns)}"
        foot = f"© {chance.choice(_WORDS['en']['places'].split())} Daily. All rights reserved."
    return "\n\n".join([head, *paragraphs, foot]) + "\n"


def write_folder(folder: Path, n_articles: int, seed: int = 1) -> Path:
    """Write a corpus as a folder of texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in make_articles(n_articles, seed):
        (folder / f"{article.name}.txt").write_text(article.text, encoding="utf-8")
    return folder


def write_lines(path: Path, n_articles: int, seed: int = 1) -> Path:
    """Write a corpus as one JSON document a line."""
    with path.open("w", encoding="utf-8") as file:
        for article in make_articles(n_articles, seed):
            file.write(json.dumps({"id": article.name, "text": article.text}, ensure_ascii=False) + "\n")
    return path


def write_zip(path: Path, n_articles: int, seed: int = 1) -> Path:
    """Write a corpus as an archive of texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for article in make_articles(n_articles, seed):
            archive.writestr(zipfile.ZipInfo(f"{article.name}.txt"), article.text)
    return path


def write_crawl(path: Path, n_articles: int, seed: int = 1) -> Path:
    """Write a corpus as a web archive of pages, with a request before each of them."""
    with path.open("wb") as file:
        for article in make_articles(n_articles, seed):
            prose = "".join(f"<p>{line}</p>" for line in article.text.split("\n\n"))
            page = f"<html><body><nav>Home</nav><article>{prose}</article></body></html>".encode()
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            for kind, content in (("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", answer)):
                file.write(pack_record(kind, f"https://example.org/{article.name}", content))
    return path


def pack_record(kind: str, url: str, content: bytes) -> bytes:
    """Return a record of a web archive, packed for itself."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2018-11-07T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + content + b"\r\n\r\n", mtime=0)
