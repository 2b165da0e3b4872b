"""How names of people look in English and Chinese; which people there are is the registry's knowledge."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from wicreport.coding.cues import CHINESE_CUES
from wicreport.coding.stems import Cue

__all__ = [
    "CHINESE_ADDRESSED",
    "CHINESE_NEXT",
    "CHINESE_PERSON",
    "FOREIGN_IN_CHINESE",
    "FOREIGN_TITLED",
    "HAN",
    "HAN_SURNAMES",
    "NAME_RUN",
    "NOT_NAMES",
    "TITLE",
    "drop_accents",
    "has_chinese_surname",
    "is_pinyin",
    "slugify",
    "surname_of",
]

HAN = "\u3400-\u9fff"
_CAPITAL = "[A-ZÀ-Þ]"
_REST = r"(?>\.(?:-?[A-Z]\.)*(?=[ \u00a0A-Z])|[^\W\d_]*(?:-[^\W\d_]+|['’](?!s\b)[^\W\d_]+)*)"
_PARTICLE = (
    r"(?:de|del|della|van|von|der|den|ter|zu|bin|binti|bint|ibn|ben|abu|al|el|ul|ur|da|das|do|dos|du|la|le|af|av)"
)
# Several capitalised words. What stands before is looked at behind the capital: a pattern that begins with a letter is
# only tried where one is.
NAME_RUN = re.compile(rf"{_CAPITAL}(?<![\w’'-].){_REST}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_CAPITAL}{_REST})+")
_OFFICE = (
    r"(?:sen|rep|gov|gen|amb|leader|president|premier|minister|secretary|secretary-general|chairman|chairwoman"
    r"|chairperson|chair|ceo|cto|cfo|coo|director"
    r"|director-general|ambassador|professor|prof|dr|mr|mrs|ms|sir|lord|senator|governor|mayor|commissioner"
    r"|spokesman|spokeswoman"
    r"|spokesperson|co-founder|cofounder|founder|executive|chief|head|analyst|expert|researcher|scholar|adviser"
    r"|advisor|official"
    r"|journalist|reporter|manager|dean|deputy|economist|lawyer|activist|blogger|entrepreneur|fellow|envoy"
    r"|diplomat|representative"
    r"|academic|columnist|commentator|critic|observer|organi[sz]er|delegate|newsreader|presenter|resident"
    r"|engineer|partner"
    r"|correspondent|editor|author|lecturer|strategist|consultant|investor|scientist|vice-president"
    r"|vice-chairman|vice-premier|vice-minister|under-secretary-general|undersecretary-general|academician"
    r"|moderator|father"
    r"|co-ceo|officer|co-chair|leader|chancellor|king|queen|prince|general|congressman|congresswoman|judge"
    r"|counsell?or|consul|consul-general|attach[eé]|architect|curator|novelist|actor|actress|singer|filmmaker"
    r"|coach|farmer|student|doctor|banker|trader|sheikh|princess|rector|provost|principal|treasurer|nobel|laureate)"
)
TITLE = rf"{_OFFICE}(?:-{_OFFICE})?\.?"
_PLAIN_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december china chinese beijing shanghai wuzhen zhejiang hangzhou kong taiwan
arab emirates republic federation union
america american western west east north south asia asian europe european british russian french german japanese
indian pakistan russia united states kingdom nations world internet conference summit forum congress expo fair
festival exhibition week day party communist committee council commission ministry department bureau office agency
administration association institute institution university college school academy center centre laboratory lab
labs group holdings inc corp corporation company co ltd limited bank fund
medical hospital pharma energy motors robotics ventures venture partners systems solutions services
networks studio studios pictures entertainment games mobile affairs relations communications marketing annual meeting
meetings dialogue roundtable award awards prize inclusive shared open future destiny community joint general public
private special opening closing ceremony plenary session keynote statement report outlook index framework
guidelines strategy vision agenda goals mate pro plus ultra mini
daily times post news journal review
press media magazine tribune herald telegraph network tv radio television law act regulation regulations
treaty agreement charter declaration initiative plan project programme program belt road silk great firewall wall
street valley silicon city province county district avenue river lake island bay gulf desert ocean sea canal airport
hotel museum theatre theater station plaza square pavilion campus the a an this that these those it he
she they we i you in on at of for and or but as by with from to during after before what when where who why how if
while although though however meanwhile according his her its their our your my one two three four five big tech
artificial intelligence digital cyber cyberspace data security personal information protection national
international global state government republic union organisation organization society foundation democratic social
credit system xinhua reuters photo image source read more academy sciences engineering group
myanmar laos cambodia vietnam thailand malaysia indonesia singapore philippines mongolia kazakhstan kyrgyzstan
tajikistan uzbekistan pakistan nepal iran iraq egypt nigeria kenya ghana tanzania ethiopia brazil argentina cuba mexico
canada australia france germany italy spain portugal poland hungary serbia turkey korea republic founding also some
saudi arabia qatar kuwait oman bahrain yemen lebanon syria israel palestine algeria morocco tunisia libya sudan angola
mozambique zambia zimbabwe namibia botswana rwanda uganda somalia senegal cameroon congo gabon madagascar mauritius
afghanistan bangladesh bhutan maldives sri lanka brunei timor azerbaijan armenia turkmenistan belarus ukraine moldova
romania bulgaria greece cyprus croatia slovenia slovakia bosnia macedonia montenegro albania kosovo austria switzerland
belgium netherlands luxembourg denmark norway sweden finland iceland ireland estonia latvia lithuania malta scotland
wales england chile peru bolivia ecuador colombia venezuela panama honduras guatemala nicaragua jamaica haiti fiji papua
zealand
many most all both not no yes new year olympic
"""
NOT_NAMES = frozenset(_PLAIN_WORDS.split())
# The hundred-odd commonest surnames of the Chinese mainland, without those that are English given names or words.
_PINYIN_WORDS = """
ai an bai ban bao bi bian cai cao cen chai chang che chen cheng chi chu cui dai deng ding dong dou du duan fan fang
fei feng fu gan gao ge geng gong gu guan guo han hao he hong hou hu hua huang huo ji jia jian jiang jiao jin jing
ke kong lai lan lei leng li lian liang liao lin ling liu lou lu luo lv lyu ma mao mei meng miao mo mu ni nie niu ou
ouyang pan pang pei peng pi pu qi qian qiao qin qiu qu quan ren rong ruan shan shang shao shen sheng shi shu si
situ song su sun tan tang tao teng tian tong tu wan wang wei wen weng wu xi xia xian xiang xiao xie xin xing xiong
xu xue yan yang yao ye yi yin ying you yu yuan yue yun zeng zha zhai zhan zhang zhao zheng zhong zhou zhu zhuang
zhuo zong zou zuo
"""
_PINYIN = frozenset(_PINYIN_WORDS.split())
_FINALS = "[aeiouüv]|a[io]|ei|ou|i[aeu]|iao|u[aoie]|uai|[aeiu]n|[aei]ng|ong|ian|iang|iong|uan|uang|üe"
_SYLLABLE = rf"(?:[bpmfdtnlgkhjqxryw]|[zcs]h?)?(?:{_FINALS})"
_GIVEN = re.compile(rf"(?:{_SYLLABLE})-?(?:{_SYLLABLE})?", re.IGNORECASE)
_WORDS_TOO = frozenset(("he", "an", "you", "song", "long"))  # surnames that open an English sentence as well
HAN_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤滕罗毕郝安常"
    "于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄贝明戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍万柯管卢莫房解应宗丁"
    "宣邓洪包左石崔吉龚程裴陆荣翁段焦侯全班仰仲伊宁仇甘厉祖武符刘景詹龙叶黎白蒲邰从卓蔺池乔牛庄阎连向易廖耿匡文关阙欧沃蔚夏侯申时曲"
    "張陳劉楊趙黃吳馬許鄭謝羅宋鄧韓馮蕭葉蘇呂盧蔣賈陸鄒龍萬錢湯龔賀顧喬莊閻連關"
)
# Titles and what follows a name are in simplified characters, to which a text is folded first.
_CHINESE_TITLE = (
    "(?:主席|总统|总理|部长|主任|书记|市长|省长|州长|局长|司长|秘书长|大使|发言人|董事长|总裁|总经理|[执运财技营][\u4e00-\u9fff][官长]|首席执行官|CEO|创始人|创办人|联合创始人|教授|院士|专家"
    "|研究员|校长|院长|记者|分析师|经理|会长|理事长|负责人|学者|律师|代表|领导|掌门人|合伙人|科学家)"
)
_CHINESE_AFTER = (
    rf"[，、。：:（(“「\s；,;)—…]|{CHINESE_CUES}|先后|相继|依次|连续|昨[日天]|今[日天]|代为|在|致|向|对|出席|发表|率|等|和|与|的|就|也|接受|受邀|应邀|受|主持|宣读"
    rf"|通过|以|为|是|未|没|缺席|则|将|今年"
    "|来|作|做|参加|参会|到场|亮相|代表|分别|均|都|于|由|上台|登台|带|讲|同台|曾|已|还|及|并|带领|再|随后|共同|一同|现身|走|$"
)
_NO_NAME = (
    "(?!贺[信词电]|任何|时任|方面|安全|高[层管级]|严[格重]|全[球国面]"
    "|和[平谐]|应[该当邀]|包[围括含装]|马上|方[案式]|成[立员]|向[大会]|郑重|明确|丰富)"
)
CHINESE_PERSON = Cue(rf"{_CHINESE_TITLE}{_NO_NAME}(?P<name>[{HAN_SURNAMES}][{HAN}]{{1,2}}?)(?={_CHINESE_AFTER})")
# A title of respect, learning or faith behind a name, which then begins where a phrase does.
CHINESE_ADDRESSED = Cue(
    rf"(?:(?<=[，。、：；“”（）！？\s])|(?<=[由与和跟向对请听])|^)(?!华[人裔]|时任|连任|全[体国]|方面){_NO_NAME}"
    rf"(?P<name>[{HAN_SURNAMES}][{HAN}]{{1,2}})(?=先生|女士|教授|院士|博士|老师|研究员)"
)
# A name that a list goes on with, behind one that a title introduced.
CHINESE_NEXT = re.compile(
    rf"[、和与及]\s?(?P<name>[{HAN_SURNAMES}][{HAN}]{{1,2}}?)(?=[、，,。]|{CHINESE_CUES}|等|出席|参加|和|与|及|分别|$)"
)
# The characters that write foreign sounds.
_SOUNDS = (
    "约翰瀚逊鲍波柏阿埃艾爱安昂奥巴贝比彼伯博布本宾查柴达戴丹德登邓迪蒂丁顿杜多厄恩尔法范菲费芬弗夫福冈盖戈格古圭哈海汉赫亨洪胡华霍基吉加伽贾杰金卡凯坎考科克肯"
    "库拉莱兰朗劳勒雷里理历利丽莉琳林卢鲁路伦罗洛吕马玛迈麦曼梅门蒙米莫姆木穆纳娜南内尼涅宁努诺欧帕派潘佩彭皮平普齐奇恰乔切钦琴让热瑞若萨塞赛桑森沙"
    "山尚冯舍施史什斯思丝松苏孙索塔泰坦汤特提图托瓦万威维韦魏温文沃乌伍武西希夏谢欣辛休雅亚扬耶叶伊因英尤约泽赞扎詹珍哲治朱兹佐侯琼"
    "肖列拉夸谢钱蔡叶莎娅妮黛芙蕾露薇姬琪娣茜洁嘉茨茹舒季捷娃坤猜素汗楚钦绍隆恩赫愛爾費馬羅盧魯蘭萊勞裡麗倫納內歐龐喬薩賽沙蘇孫維韋溫烏謝亞揚葉約澤贊詹茲"
)
# Somebody unknown that sends people: a state, a firm or an office at the head of its clause.
SENDER = re.compile(
    r"(?<![\w’'-])(?P<name>(?:U\.S\.|[A-Z][\w’-]+)(?: [A-Z][\w’-]+){0,3}(?: (?:government|embassy"
    r"|consulate))?)(?:, (?:which|whose) [^.;:“”\"]{1,120}?,)? (?:"
    r"(?:(?:had|has|have|also|again|only) ){0,2}(?:sent|sends|fielded|dispatched)(?: only)?"
    r"(?: (?:its|an?|the|one|two|three|no))? (?:[\w-]+ ){0,3}?(?:\w+-)?(?:ambassador|minister|envoy|observer|consul"
    r"|delegat|official|secretary|president|director|executive|manager|representative|head|counsell?or|attach"
    r"|team|diplomat|staff|lawyer)"
    r"|(?:sent|sends|dispatched) (?:no one|nobody|somebody|someone)\b"
    r"|(?:(?:was|were|is|are|be|been|will|also|again|only|not) ){1,3}represented (?:by|at)\b)"
)
# The names listed before the last sender.
SENDERS_BEFORE = re.compile(r"(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}, )*[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2},? and $")
_NO_SENDERS = """
the a an it he she they we i you this that these those who which others both neither nobody none most some many several
and but while as when if in at on for so only then now all each every organisers organizers company companies firm
government governments ministry party conference summit secretariat delegation country countries group china beijing
"""
NOT_SENDERS = frozenset(_NO_SENDERS.split())
FOREIGN_IN_CHINESE = re.compile(rf"(?!(?<=总)理)[{_SOUNDS}]{{1,8}}(?:[·•・][{_SOUNDS}]{{1,8}})+")
# One with a single name behind a title.
FOREIGN_TITLED = Cue(
    rf"{_CHINESE_TITLE}{_NO_NAME}(?P<name>[{_SOUNDS}]{{3,8}}?)(?=[、，。；：:（(“\s]|{CHINESE_CUES}|出席|致|发表|等|和|与|及|在|率"
    rf"|说|也|曾|$)"
)


# Each accented letter as the plain one: those that decompose, and the few that do not.
_ACCENTED = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
_PLAIN = {letter: unicodedata.normalize("NFD", letter)[0] for letter in _ACCENTED}
_UNDECOMPOSED = dict(zip("øØłŁđĐıə", "oOlLdDie", strict=True))
_ACCENTS = str.maketrans({letter: plain for letter, plain in _PLAIN.items() if plain.isascii()} | _UNDECOMPOSED)
_HAS_ACCENTS = re.compile("[\u00c0-\u024f\u0259\u1e00-\u1eff]")


def drop_accents(text: str) -> str:
    """Return a text with plain letters for accented ones ("Göran", "Wałęsa"), at the same length.

    Parameters
    ----------
    text
        Any text; one without such letters is returned as it is.
    """
    return text.translate(_ACCENTS) if _HAS_ACCENTS.search(text) else text


def is_pinyin(words: Sequence[str]) -> bool:
    """Return whether words look like a Chinese name in Latin letters: a surname and one or two syllables.

    Parameters
    ----------
    words
        The words of a name, the first one first.
    """
    if len(words) != 2 or words[0].casefold() not in _PINYIN - _WORDS_TOO:
        return False
    return words[1][:1].isupper() and _GIVEN.fullmatch(words[1]) is not None


def slugify(name: str) -> str:
    """Return an id made of a name: lower-case ASCII words joined by hyphens; Chinese characters stay.

    Parameters
    ----------
    name
        A name or a phrase that stands for a speaker.

    Returns
    -------
    str
        Never empty: ``unnamed`` for a text without letters or digits.
    """
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return "-".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", folded))) or "unnamed"


def has_chinese_surname(name: str) -> bool:
    """Return whether a full name is Chinese by its surname, in Latin letters or in characters."""
    if re.match(rf"[{HAN}]", name):
        return not re.search("[·•・]", name)
    return surname_of(name).casefold() in _PINYIN


@lru_cache(maxsize=4096)
def surname_of(name: str) -> str:
    """Return the part of a full name that stands alone later ("Liu" of "Liu He", "Zhang" of "Daniel Zhang Yong").

    Parameters
    ----------
    name
        A name in Latin letters or in Chinese characters, without titles.

    Returns
    -------
    str
        The family name; of a Chinese name the first element in letters, the first character in characters.
    """
    if re.match(rf"[{HAN}]", name):
        return re.split("[·•・]", name)[-1] if re.search("[·•・]", name) else name[0]
    words = name.split()
    if not words:
        return name
    if words[0].casefold() in _PINYIN:
        return words[0]
    if len(words) == 3 and words[1].casefold() in _PINYIN:
        return words[1]
    return words[-1]
