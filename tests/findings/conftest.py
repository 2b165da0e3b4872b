"""A small corpus of our own: one English report, its copy, one independent report, one in Chinese, one awkward."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from wicreport.findings.studies import Study, open_study

REPORT = (
    "The World Internet Conference opened in Wuzhen on 16 November 2016, the third of its kind.\n\n"
    "Robin Li of Baidu attended the 2016 conference. About 1,600 guests came, organisers said.\n\n"
    "“Nobody should be shut out,” Robin Li said, but he named no names. The hall was full. The hall was full.\n"
)
OTHER = (
    "Wuzhen hosted the World Internet Conference for the third time in 2016.\n\n"
    "Baidu’s Robin Li attended the 2016 World Internet Conference and spoke of maps – and of little else.\n"
)
CHINESE = "第三届世界互联网大会于2016年11月16日在乌镇开幕。\n\n百度董事长李彦宏出席大会并发表演讲。\n"
AWKWARD = "Xi Jinping did not attend the 2016 World Internet Conference.\n\nHe “wrote a letter to the hall.\n"

TEXTS = {"report": REPORT, "other": OTHER, "chinese": CHINESE, "awkward": AWKWARD}


def write_corpus(folder: Path, texts: dict[str, str]) -> Path:
    """Write documents and their catalogue into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = ['as_of = "2016-12-01"\n']
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        language = "zh" if name == "chinese" else "en"
        entries.append(
            f'[[sources]]\nid = "{name}"\nfile = "{name}.txt"\nsha256 = "{digest}"\nedition = 2016\n'
            f'kind = "news"\nlanguage = "{language}"\nreliability = "B"\nreliability_reason = "made for the tests"\n'
        )
    (folder / "sources.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"), TEXTS)


@pytest.fixture(scope="session")
def study(corpus_folder: Path) -> Study:
    return open_study(str(corpus_folder), [], 2016, 2016)
