from __future__ import annotations

import random
import time
from dataclasses import replace
from itertools import permutations

import pytest

from tests.corpus.conftest import MakeSource
from wicreport.corpus.families import PairLabel, find_families, label_profiles
from wicreport.corpus.profiles import profile_source
from wicreport.corpus.sources import Corpus, PublicationDate, Source

STORY = (
    "The conference opened in Wuzhen on Wednesday with a speech about order on the internet. Delegates from eighty "
    "countries had come, fewer than a year before, and most of the large American companies had sent nobody above the "
    "rank of vice-president. The organisers handed out a blue book on the digital economy, which they say grew by a "
    "tenth. Outside the hall a robot served coffee to officials who had been told to arrive two hours early. In the "
    "afternoon six companies signed a pledge to protect children, and a lawyer explained the new rules on algorithms."
)
SPEECH = (
    "“We should respect the right of individual countries to choose their own path of cyber development and model of "
    "cyber regulation, and to take part in the governance of international cyberspace on an equal footing with others.”"
)


def words(seed: int, n: int) -> str:
    """Return a made-up text of some words."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abcdefghijklmnop", k=6)) for _ in range(n))


def label(a: Source, b: Source) -> PairLabel:
    """Return how two documents are related."""
    return label_profiles(profile_source(a), profile_source(b))


def test_seeds_are_three_families(corpus: Corpus) -> None:
    assert [(family.family_id, dict(family.roles)) for family in corpus.families] == [
        (
            "protocol-2021",
            {"protocol-2021": "origin", "protocol-2021-digest": "abridgement", "protocol-2021-recapture": "copy"},
        ),
        ("wapack-2018", {"wapack-2018": "origin"}),
        ("scmp-2022", {"scmp-2022": "origin"}),
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("protocol-2021", "protocol-2021-recapture", "identical"),
        ("protocol-2021", "protocol-2021-digest", "abridged_of"),
        ("protocol-2021-digest", "protocol-2021-recapture", "abridged_of"),
        ("protocol-2021", "wapack-2018", "independent"),
        ("protocol-2021-digest", "scmp-2022", "independent"),
        ("wapack-2018", "scmp-2022", "independent"),
    ],
)
def test_label_of_two_seeds(first: str, second: str, expected: str, corpus: Corpus) -> None:
    assert label(corpus.source(first), corpus.source(second)).label == expected


@pytest.mark.parametrize("broken", ["�", "â€™", "?", "&#8217;", " ", "'"])
def test_copy_with_broken_apostrophes_is_identical(broken: str, make_source: MakeSource) -> None:
    text = (
        f"{STORY} It’s China’s tenth. The hosts’ view of Beijing’s rules wasn’t Brussels’s view, the guests’ notes say."
    )
    pair = label(make_source(text), make_source(text.replace("’", broken), "b"))
    assert pair.label == "identical"


@pytest.mark.parametrize("written", ["café’s", "CAFÉS", "cafe\u0301…", "cafés\0", "ｃａｆｅ—", "cafe"])
def test_runs_of_words_do_not_depend_on_how_a_word_is_written(written: str, make_source: MakeSource) -> None:
    texts = (f"{STORY} The 2 {word} of 2018s in 11 halls." for word in ("cafe", written))
    plain, other = (profile_source(make_source(text)) for text in texts)
    assert other.order.tolist() == plain.order.tolist()
    assert other.form.tolist() == plain.form.tolist() != []


def test_copy_without_apostrophes_is_one_voice(make_source: MakeSource) -> None:
    text = (
        f"{STORY} It’s China’s tenth. The hosts’ view of Beijing’s rules wasn’t Brussels’s view, the guests’ notes say."
    )
    assert label(make_source(text), make_source(text.replace("’", ""), "b")).is_one_family


def test_copy_with_broken_quotation_marks_is_identical(make_source: MakeSource) -> None:
    text = f"{STORY} The president said: {SPEECH}"
    copy = text.replace("“", "?").replace("”", "?")
    assert label(make_source(text), make_source(copy, "b")).label == "identical"


def test_two_reporters_who_quote_one_speech_are_two_voices(make_source: MakeSource) -> None:
    first = make_source(f"{STORY} The president said: {SPEECH}")
    second = make_source(f"{words(1, 60)}. {SPEECH} {words(2, 40)}.", "b")
    assert label(first, second).label == "shares_quotation"
    assert len(find_families([first, second])) == 2


def test_straight_and_curly_marks_hide_the_same_quotation(make_source: MakeSource) -> None:
    straight = SPEECH.replace("“", '"').replace("”", '"')
    pair = label(make_source(f"{words(1, 60)} {SPEECH}"), make_source(f"{words(2, 60)} {straight}", "b"))
    assert pair.label == "shares_quotation"


def test_rewrite_of_a_story_is_revised(make_source: MakeSource) -> None:
    rewrite = STORY.replace("on Wednesday", "on the same day").replace(
        "a robot served coffee", "robots were serving tea"
    )
    rewrite = rewrite.replace("six companies", "half a dozen firms").replace("fewer than a year before, and", "yet")
    pair = label(make_source(STORY), make_source(rewrite, "b"))
    assert pair.label == "revised"
    assert 0.25 < pair.in_first < 0.95


def test_half_of_a_story_is_an_abridgement(make_source: MakeSource) -> None:
    half = STORY[: STORY.index("Outside the hall")]
    families = find_families([make_source(half, "short"), make_source(STORY, "long")])
    assert [(family.family_id, dict(family.roles)) for family in families] == [
        ("long", {"short": "abridgement", "long": "origin"})
    ]


def test_other_story_on_the_same_day_is_independent(make_source: MakeSource) -> None:
    other = "The conference opened in Wuzhen on Wednesday. Nobody expected much. It rained. A text was read."
    assert label(make_source(STORY), make_source(other, "b")).label == "independent"


def test_chain_of_likenesses_is_no_family(make_source: MakeSource) -> None:
    parts = [words(seed, 100) for seed in range(4)]
    a = make_source(f"{parts[0]} {parts[1]} {words(9, 30)}", "a")
    b = make_source(f"{parts[1]} {parts[2]}", "b")
    c = make_source(f"{parts[2]} {parts[3]}", "c")
    assert label(a, b).is_one_family
    assert label(b, c).is_one_family
    assert [dict(family.roles) for family in find_families([a, b, c])] == [
        {"a": "origin", "b": "copy"},
        {"c": "origin"},
    ]


def test_of_two_equally_full_members_the_earlier_is_the_origin(make_source: MakeSource) -> None:
    late = replace(make_source(STORY, "a"), published=PublicationDate("2016-11-18"))
    early = replace(make_source(STORY, "z"), published=PublicationDate("2016-11-17"))
    undated = make_source(STORY, "m")
    for given in permutations([late, early, undated]):
        (family,) = find_families(given)
        assert (family.origin, family.roles["a"], family.roles["m"]) == ("z", "copy", "copy")


def test_id_decides_which_of_two_equally_full_members_is_the_origin(make_source: MakeSource) -> None:
    families = find_families([make_source(STORY, "z"), make_source(STORY, "a")])
    assert [(family.origin, dict(family.roles)) for family in families] == [("a", {"z": "copy", "a": "origin"})]


def test_chinese_copy_and_chinese_stranger(make_source: MakeSource) -> None:
    text = (
        "二〇二三年世界互联网大会乌镇峰会在浙江乌镇开幕，来自一百二十多个国家和地区的嘉宾参加了会议。"
        "会议讨论了网络空间国际合作和未成年人保护。"
    )
    copy = text.replace("，", ",").replace("嘉宾", "来宾")
    other = "昨天的股市小幅上涨，分析人士认为投资者正在等待新的政策。银行和保险公司的股票表现最好。"
    first = make_source(text, language="zh")
    assert label(first, make_source(copy, "b", language="zh")).label == "revised"
    assert label(first, make_source(other, "c", language="zh")).label == "independent"


LETTER = (
    "信息技术正在改变生产和生活的方式，各国应当尊重彼此的选择，共同维护网络的和平与安全，让后来者也能分享发展的成果。"
    "互联网是人类共同的家园，这个家园的规则应当由大家商量着来定，而不能由少数人说了算。"
)


def test_two_chinese_reports_that_tell_one_letter_are_two_voices(make_source: MakeSource) -> None:
    first = f"大会三日上午在水乡开幕，雨中的会场外排起长队。\n主席在贺信中指出，{LETTER}\n开幕式后代表们乘船前往展馆。"
    second = (
        "今年的开幕式比往年短，到场的外国公司也不如往年多，记者席上空着一半。\n"
        f"宣读贺信的是一位副主席。贺信强调，{LETTER}\n一位做芯片的经理中午就离开了，他没有等到下午的论坛。"
    )
    pair = label(make_source(first, "a", language="zh"), make_source(second, "b", language="zh"))
    assert pair.label == "shares_quotation"
    assert pair.in_second > 0.5


def test_chinese_copy_that_tells_a_letter_too_is_one_voice(make_source: MakeSource) -> None:
    story = f"大会三日上午在水乡开幕，雨中的会场外排起长队。\n主席在贺信中指出，{LETTER}\n开幕式后代表们乘船前往展馆。"
    short = story.rpartition("\n")[0].replace("互联网是人类共同的家园，", "")
    pair = label(make_source(story, "a", language="zh"), make_source(short, "b", language="zh"))
    assert pair.is_one_family


def test_very_short_texts_are_compared(make_source: MakeSource) -> None:
    assert label(make_source("It opened."), make_source("It opened!", "b")).label == "identical"
    assert label(make_source("It opened."), make_source("It closed.", "b")).label == "independent"
    assert label(make_source(""), make_source("", "b")).label == "independent"


def test_families_of_two_thousand_documents_are_found_quickly(make_source: MakeSource) -> None:
    stock = words(0, 12)
    sources = [make_source(f"{words(n, 150)} {stock}", f"s{n}") for n in range(1, 1901)]
    sources += [
        make_source(source.text[: len(source.text) // 2], f"{source.source_id}-short") for source in sources[:100]
    ]
    began = time.process_time()
    families = find_families(sources)
    assert time.process_time() - began < 10
    assert len(families) == 1900
    assert sum(len(family.roles) == 2 for family in families) == 100


FORM = (
    "The yuan opened at {} to the dollar on {}, {} November, the trading centre said. Turnover on the spot market was "
    "{} million dollars, a change of {} per cent on the day before. The centre asks its members to report their quotes "
    "every morning before the market opens."
)
ABOUT = (
    "The conference is an international organisation with its seat in the capital, founded by institutions, companies "
    "and individuals of more than twenty countries, which offers a platform on which the network can be discussed, "
    "built and shared by all, and which holds its summit in a water town every autumn."
)


def test_notices_of_one_form_with_other_numbers_are_independent(make_source: MakeSource) -> None:
    first = make_source(FORM.format("6.9312", "Monday", 5, 412, 17), "a")
    second = make_source(FORM.format("7.0254", "Thursday", 8, 388, 23), "b")
    assert label(first, second).label == "independent"
    assert label(first, make_source(first.text.replace("Turnover", "The turnover"), "c")).is_one_family


def test_releases_that_end_with_the_same_lines_about_their_issuer_are_independent(make_source: MakeSource) -> None:
    first, second = (make_source(f"{words(seed, 120)}.\n\n{ABOUT}", name) for seed, name in ((1, "a"), (2, "b")))
    assert label(first, second).label == "independent"


def test_story_that_keeps_some_sentences_of_another_is_revised(make_source: MakeSource) -> None:
    story = [words(seed, 24) + "." for seed in range(20)]
    rewrite = [sentence if n % 5 < 2 else words(100 + n, 24) + "." for n, sentence in enumerate(story)]
    pair = label(make_source(" ".join(story), "a"), make_source(" ".join(rewrite), "b"))
    assert pair.label == "revised"
    assert pair.in_first < 0.4


def test_first_paragraphs_alone_are_an_abridgement(make_source: MakeSource) -> None:
    story = words(1, 400)
    pair = label(make_source(story, "a"), make_source(" ".join(story.split()[:90]), "b"))
    assert pair.label == "abridged_of"


def test_digest_that_takes_two_sentences_of_each_article_is_independent(make_source: MakeSource) -> None:
    articles = [words(seed, 260) for seed in range(3)]
    digest = make_source("\n\n".join(" ".join(article.split()[:50]) for article in articles), "d")
    assert [label(make_source(text, "a"), digest).label for text in articles] == ["independent"] * 3


def test_simplified_and_traditional_characters_are_one_text(make_source: MakeSource) -> None:
    traditional = "第三屆世界互聯網大會週五在烏鎮閉幕，與會者圍繞網絡空間治理展開了三天的討論，並發表了一份倡議書。"
    simplified = "第三届世界互联网大会週五在乌镇闭幕，与会者围绕网络空间治理展开了三天的讨论，并发表了一份倡议书。"
    pair = label(make_source(traditional, "a", "zh"), make_source(simplified, "b", "zh"))
    assert pair.label in {"identical", "revised"}


@pytest.mark.parametrize("seed", range(5))
def test_families_do_not_depend_on_the_order_of_the_documents(seed: int, make_source: MakeSource) -> None:
    stories = [words(n, 150) for n in range(6)]
    texts = [
        *stories,
        *stories[:2],
        stories[2] + " " + words(40, 60),
        " ".join(stories[3].split()[:60]),
        " ".join((*stories[4].split()[75:], *stories[5].split()[:75])),
    ]
    sources = [make_source(text, f"s{n:02d}") for n, text in enumerate(texts)]
    wanted = {(family.origin, tuple(sorted(family.roles.items()))) for family in find_families(sources)}
    random.Random(seed).shuffle(sources)
    assert {(family.origin, tuple(sorted(family.roles.items()))) for family in find_families(sources)} == wanted
