"""Names in a text: the registry's, and people it does not know."""

from __future__ import annotations

import pytest

from wicreport.coding.actors import find_actors, find_bearer, slugify, surname_of
from wicreport.coding.codebook import Codebook


def find(text: str, codebook: Codebook) -> list[tuple[str | None, str]]:
    return [
        (mention.actor_id, text[mention.start : mention.end]) for mention in find_actors(text, 0, len(text), codebook)
    ]


@pytest.mark.parametrize(
    ("text", "actor_id", "words"),
    [
        ("Pony Ma spoke.", "pony-ma", "Pony Ma"),
        ("Then Ma Huateng spoke.", "pony-ma", "Ma Huateng"),
        ("马化腾说", "pony-ma", "马化腾"),
        ("Daniel Zhang Yong, CEO", "daniel-zhang", "Daniel Zhang Yong"),
        ("Cao Guowei of Sina", "charles-chao", "Cao Guowei"),
        ("Liu Qiangdong stayed away", "richard-liu", "Liu Qiangdong"),
        ("Jack\u00a0Ma’s speech", "jack-ma", "Jack\u00a0Ma"),
        (
            "the\nCyberspace Administration of China",
            "cyberspace-administration-of-china",
            "Cyberspace Administration of China",
        ),
        ("People’s Daily wrote", "peoples-daily", "People’s Daily"),
        ("António Guterres", "antonio-guterres", "António Guterres"),
        ("Mihailo Jovanović of Serbia", "mihailo-jovanovic", "Mihailo Jovanović"),
        ("国家主席習近平出席", "xi-jinping", "習近平"),
    ],
)
def test_actor_is_found_under_any_name(text: str, actor_id: str, words: str, codebook: Codebook) -> None:
    assert find(text, codebook)[0] == (actor_id, words)


def test_longest_name_wins_and_mentions_never_overlap(codebook: Codebook) -> None:
    assert find("Alibaba Group Holding and Ping An Good Doctor", codebook) == [
        ("alibaba", "Alibaba Group Holding"),
        ("ping-an-good-doctor", "Ping An Good Doctor"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ma said no.",
        "Li and Liu left.",
        "an apple and an oracle",
        "Pony Mast",
        "feedback@google.com/Google",
        "各级教育部门",
        "Applebee",
    ],
)
def test_surname_word_or_part_of_a_word_is_no_actor(text: str, codebook: Codebook) -> None:
    assert find(text, codebook) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("said Zhang Yi, chief executive of consultancy Foo", "Zhang Yi"),
        ("Jane Roe from the Foo Institute", "Jane Roe"),
        ("Chinese Vice Minister Guo Kailai attended", "Guo Kailai"),
        ("Ludwig van der Berg, an analyst, left", "Ludwig van der Berg"),
        ("Mary-Jane O’Neill told reporters", "Mary-Jane O’Neill"),
        ("Under the trees stood Zhou Meilin with a kite", "Zhou Meilin"),
        ("Julia Marsh, who had a cold, stayed away", "Julia Marsh"),
        ("with IBM Arvid Kristensen, its chairman, ahead", "Arvid Kristensen"),
        ("外交部副部长陈晓东表示", "陈晓东"),
        ("省领导郑小川、孙大海出席", "孙大海"),
        ("公司執行長黃志明受邀出席", "黃志明"),
        ("肯尼亚代表约翰·卡里米说", "约翰·卡里米"),
        ("某国副总统弗洛伦西奥致辞", "弗洛伦西奥"),
        ("会后，陈建功教授说，", "陈建功"),
        ("科学家莎丽·库克说", "莎丽·库克"),
        ("said Bill Mottram, who sells software", "Bill Mottram"),
        ("Chairman J.D. Mottram said", "J.D. Mottram"),
        ("Minister-Counsellor Zhou Meilin said", "Zhou Meilin"),
        ("Deputy Minister Ahmad bin Said Al Basri said", "Ahmad bin Said Al Basri"),
        ("Fiji, which last sent a minister, was represented by its consul.", "Fiji"),
        ("The Foo Office sent an observer", "Foo Office"),
    ],
)
def test_unknown_person_is_proposed_by_what_stands_beside_the_name(text: str, words: str, codebook: Codebook) -> None:
    assert (None, words) in find(text, codebook)


@pytest.mark.parametrize(
    "text",
    [
        "The World Internet Conference opened.",
        "South China Sea disputes remain.",
        "Great Firewall rules changed on Monday Morning.",
        "A forum called Global Digital Governance ended.",
        "Hong Kong and Pan Asia traded.",
        "国家主席贺信说",
        "A debate on the Data Bill, which passed, ended.",
        "The Mate X, whose screen folds, sold out.",
        "Minister of Foreign Affairs of Saudi Arabia, who left",
        "It sent an observer and was represented by its head.",
        "与会华人教授说",
    ],
)
def test_capitalised_words_without_a_title_are_no_person(text: str, codebook: Codebook) -> None:
    assert [mention for mention in find(text, codebook) if mention[0] is None] == []


def test_names_beyond_the_span_are_not_seen(codebook: Codebook) -> None:
    text = "Tim Cook met Lei Jun."
    assert [mention.name for mention in find_actors(text, 9, len(text), codebook)] == ["Lei Jun"]


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Liu He", "Liu"),
        ("Jack Ma", "Ma"),
        ("Daniel Zhang Yong", "Zhang"),
        ("Tim Cook", "Cook"),
        ("Kai-Fu Lee", "Lee"),
        ("陈晓东", "陈"),
        ("史蒂夫·莫伦科夫", "莫伦科夫"),
    ],
)
def test_surname_is_the_part_that_stands_alone(name: str, surname: str) -> None:
    assert surname_of(name) == surname


def test_bearer_of_a_surname_is_the_last_person_with_it(codebook: Codebook) -> None:
    text = "Liu He met Liu Yunshan and Jack Ma."
    mentions = find_actors(text, 0, len(text), codebook)
    liu, cook = find_bearer("Liu", mentions), find_bearer("Cook", mentions)
    assert liu is not None and liu.name == "Liu Yunshan"
    assert cook is None


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Göran Marby", "goran-marby"), ("People’s Daily", "peoples-daily"), ("陈晓东", "陈晓东"), ("…", "unnamed")],
)
def test_slug_is_made_of_the_letters_of_a_name(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_every_id_of_the_registry_is_the_slug_of_its_name(codebook: Codebook) -> None:
    assert [actor.actor_id for actor in codebook.actors if actor.actor_id != slugify(actor.name)] == []
