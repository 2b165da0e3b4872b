"""Traditional Chinese read as simplified, character for character; whether a text is Chinese, paragraphs says."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["has_han", "is_plain", "simplify_han"]

# The words that rules look for are written in simplified characters; these are the ones that differ. Offsets stay.
_PAIRS = (
    "屆届會会網网絡络國国際际個个開开閉闭舉举辦办參参與与賓宾領领導导總总書书記记發发講讲話话說说稱称認认為为爲为應应當当權权審审內内監监"
    "製制謠谣傳传虛虚實实淨净風风氣气運运營营業业務务動动數数據据鴻鸿溝沟縮缩彌弥補补貧贫窮穷農农鄉乡鎮镇殘残礙碍兒儿養养紅红壟垄斷断"
    "競竞爭争費费勞劳責责擔担贈赠贊赞義义邊边緣缘遠远視视頻频線线雲云連连錄录臺台灣湾歐欧亞亚蘋苹騰腾訊讯華华聯联對对劃划規规則则條条"
    "標标準准議议題题協协調调穩稳戰战態态勢势樣样種种類类憲宪護护維维綠绿紀纪約约級级純纯組组織织終终結结絕绝統统經经給给繼继續续"
    "選选遞递達达過过還还進进違违適适遷迁鄰邻鐵铁錢钱銀银鏈链長长門门問问間间關关陽阳隊队階阶險险隨随離离難难電电靈灵靜静頂顶項项順顺"
    "須须預预頒颁頭头顧顾願愿顯显飛飞餘余館馆馬马驗验驅驱體体髒脏點点黨党齊齐龍龙億亿萬万價价優优億亿傷伤億亿儘尽償偿兩两"
    "凈净處处創创劇剧劉刘勵励勝胜勢势匯汇區区協协單单卻却廠厂歷历曆历壓压厲厉縣县雙双變变員员嚴严圍围園园圖图團团執执報报場场塊块"
    "壞坏壯壮聲声賣卖備备復复複复夠够奪夺奮奋婦妇孫孙學学寧宁寶宝將将專专尋寻屬属層层歲岁島岛幣币帶带師师幫帮廣广慶庆庫库廢废異异強强"
    "當当彙汇徹彻後后從从憶忆懷怀戲戏戶户撲扑擇择擊击擴扩攜携擁拥據据損损換换搖摇敵敌斂敛時时暢畅曉晓術术機机殺杀雜杂東东極极構构檢检樓楼"
    "樂乐檔档橋桥歡欢歸归毀毁畢毕決决滅灭溫温測测滿满潔洁澤泽濟济濾滤災灾熱热煙烟爾尔獨独獎奖獲获現现環环產产畫画療疗盡尽盤盘礎础確确"
    "禮礼禍祸離离積积穎颖筆笔節节簡简範范築筑籌筹籲吁糧粮聞闻職职聽听肅肃臨临興兴舊旧藝艺蘭兰處处號号蟲虫補补裝装裡里見见觀观覽览覺觉觸触"
    "計计訂订討讨訓训託托設设許许訴诉診诊評评詞词試试詩诗該该詳详語语誤误請请諸诸課课論论諾诺謀谋謂谓謝谢識识證证譯译譽誉讀读讓让"
    "財财貢贡貨货販贩質质購购貿贸資资賈贾賠赔賬账賽赛賺赚趙赵軍军軟软較较載载輕轻輪轮輸输轉转辭辞農农遲迟郵邮醫医釋释"
    "針针錯错鍵键鎖锁鐘钟閃闪閱阅闊阔陸陆陳陈陰阴雖虽霧雾韓韩響响頁页額额騙骗騷骚驚惊魚鱼鳥鸟麗丽黃黄龐庞鄧邓鄭郑馮冯衛卫視视畫画"
    "並并讚赞寫写裏里嘆叹慮虑憂忧懼惧僅仅堅坚壇坛壽寿幾几廳厅恆恒憤愤懇恳懲惩掛挂擬拟擺摆攔拦攝摄敘叙啟启傾倾儲储剛刚勸劝吳吴嶺岭慣惯"
    "眾众喬乔葉叶蘇苏蔣蒋蕭萧薩萨羅罗鵬鹏齡龄煥焕榮荣龔龚賀贺鏡镜鏈链訪访錫锡銳锐鋒锋銷销無无烏乌來来們们內内於于畝亩倫伦侖仑傑杰"
    "沒没莊庄彥彦張张習习納纳劍剑銘铭慣惯緒绪壽寿顏颜蓋盖閻阎岡冈樺桦濤涛煒炜瑋玮茲兹鈞钧錦锦陣阵頌颂駐驻驕骄鳳凤鶴鹤棄弃佈布佔占側侧"
    "傾倾僅仅僑侨凍冻刪删剛刚勁劲吳吴呂吕嗎吗嘗尝囑嘱堅坚牆墙墻墙媽妈寬宽寫写嶄崭幹干彈弹徑径徵征愛爱憂忧懲惩懸悬戀恋拋抛捨舍掃扫掛挂"
    "採采揚扬搶抢摯挚撥拨擋挡擬拟擾扰攔拦敗败敘叙暫暂棟栋櫃柜欄栏涼凉淚泪淺浅瀏浏爐炉牽牵犧牺狀状猶犹獄狱瓊琼甦苏盜盗盧卢瞞瞒矚瞩碩硕"
    "祕秘稅税窩窝竊窃粵粤糾纠紛纷紋纹紐纽紙纸紹绍細细絲丝緊紧緩缓練练縱纵績绩繞绕繪绘罰罚聖圣膚肤膽胆臉脸艦舰艱艰萊莱藍蓝藥药蘊蕴虧亏"
    "裏里覓觅訝讶詢询誇夸誌志誕诞誠诚誰谁諧谐諮咨謊谎謹谨豐丰負负貼贴賴赖贏赢趕赶趨趋跡迹踐践躍跃車车軌轨輔辅輛辆輝辉遊游遙遥遺遗遼辽"
    "鄒邹鈴铃鉅巨鋪铺鋼钢鑑鉴鑒鉴閒闲閣阁闡阐隱隐韋韦頓顿頗颇飄飘飯饭飲饮饋馈駁驳駕驾駛驶騎骑魯鲁鮑鲍麼么這这幾几凱凯輿舆鈕钮偉伟峯峰"
    "嵐岚潤润燦灿瑩莹玨珏穌稣紘纮綱纲緯纬蕓芸賢贤贇赟軒轩闖闯驥骥黽黾"
)
# Words of Taiwan that the mainland writes otherwise, at the same length.
_WORDS = {"网路": "网络", "资讯": "信息", "软体": "软件", "影片": "视频", "网友": "网民", "数位化": "数字化"}
_TAIWANESE = re.compile(
    "|".join([*_WORDS, "数位(?=经济|科技|落差|时代|转型|主权|治理|平台|文明|民主|鸿沟|政府|社会|内容)"])
)
_SIMPLE = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_HAN = re.compile("[\u3400-\u9fff]")
_TABLE = str.maketrans(_SIMPLE)
_TRADITIONAL = re.compile(f"[{''.join(old for old, new in _SIMPLE.items() if old != new)}]")


# Bytes of UTF-8: those of ASCII and those that go on with a character, and those that begin U+0080 and U+2000.
_PLAIN = bytes([*range(0xC0), 0xC2, 0xE2])


def has_han(text: str) -> bool:
    """Return whether a text has a Chinese character."""
    return not is_plain(text) and _HAN.search(text) is not None


@lru_cache(maxsize=256)  # every rule asks for the same sentences
def is_plain(text: str) -> bool:
    """Return whether a text has nothing beyond ASCII but the signs of print: no accents, no Chinese characters.

    Parameters
    ----------
    text
        Any text, be it a whole document: a look at its bytes is far cheaper than a search.

    Returns
    -------
    bool
        True only where every character is below U+00C0, or from U+2000 to U+2FFF.
    """
    return text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)


@lru_cache(maxsize=256)  # every rule asks for the same sentences
def simplify_han(text: str) -> str:
    """Return a text with traditional characters as simplified ones, at the same length; others stay.

    In a text with traditional characters some words of Taiwan become those of the mainland.

    Parameters
    ----------
    text
        Any text; one without traditional characters is returned as it is.
    """
    if is_plain(text) or not _TRADITIONAL.search(text):
        return text
    return _TAIWANESE.sub(lambda word: _WORDS.get(word[0], "数字"), text.translate(_TABLE))
