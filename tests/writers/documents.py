"""Documents for the writers' tests: one with every element, ones whose signature parts a paragraph, and texts that are hard to break."""

from collections.abc import Iterator

from editions import edition

from gen.writers.edition import Edition

EVERYTHING = """---
kind: decision
organ: 甲市人民代表大会常务委员会
profile: plain
title: 甲市人民代表大会常务委员会关于“十四五”规划的决定
title_lines:
  - 甲市人民代表大会常务委员会
  - 关于“十四五”规划的决定
promulgation:
  heading: 甲市人民代表大会常务委员会公告
  number: 〔五届〕第12号
  text: 《甲市人民代表大会常务委员会关于“十四五”规划的决定》已由甲市第五届人民代表大会常务委员会第三次会议于2022年12月20日通过，现予公布。
  date: 2022-12-20
passage:
  - （2021年3月1日甲市第五届人民代表大会常务委员会第一次会议通过
  - 2022年12月20日甲市第五届人民代表大会常务委员会第三次会议修正）
addressee: 各县（市、区）人民代表大会常务委员会：
enclosures:
  - 附件：1.甲市发展指标
signature:
  organ: [甲市人民代表大会常务委员会, 甲市人民政府]
  date: 2022-12-20
note: （此件公开发布）
---
第一章　总则
第一条　为了推进高质量发展，根据有关法律、法规，结合本市实际，制定本决定。
第二条　本市国内生产总值年均增长5.5%以上——其中数字经济占30%……城镇调查失业率控制在5.5%以内，PM2.5平均浓度降至35微克/立方米以下。
（一）全市供水1,234,567.89万立方米，同比增长±3℃、×2、÷4，含“甲·乙”‘丙’①②Ⅲ、α射线、§3、𠮷𬭎㐀〇祎旸喆䶮。
1.总体要求
统筹推进传统基础设施建设，加快构建城市群内部主要城市2小时交通圈。
| 指标 | 2020年 | 2025年 |
|---|---|---|
| 常住人口城镇化率（%） | 66.5 | 70.0 |
| 单位地区生产总值能源消耗降低 | —— | 〔15〕 |
第三条　本决定自公布之日起施行。
---
part: 附件1
title: 甲市发展指标
---
一、指标由市统计局解释。
"""

_NOTICE = "kind: {kind}\norgan: 甲市人民政府\nmasthead: {mark}\nnumber: 甲政〔2022〕5号\ntitle: 关于甲的通知\naddressee: 各县（市、区）人民政府：\n"
_SIGNED = "signature:\n  organ: 甲市人民政府\n  date: 2022-12-20\n  seal: reserved\n"
_COPIES = "甲市委办公室，甲市人民代表大会常务委员会办公室，甲市中级人民法院，甲市人民检察院。"
_FOOT = f"colophon:\n  copies: {_COPIES}\n  issuer: 甲市人民政府办公室\n  issued: 2022-12-21\n"
_REPORT = """kind: work-report
organ: 甲市人民政府
title: 政府工作报告
subtitle: ——2024年1月20日在甲市第七届人民代表大会第三次会议上
speaker: [甲市市长　张某某, 报告人：李某某]
movers: ['领衔代表：王某某', '附议代表：赵某某、钱某某、孙某某、李某某、周某某、吴某某、郑某某、王某某']
"""
_BODY = "为了推进高质量发展，现通知如下。\n一、各县（市、区）应当在2022年12月20日前完成。\n"
_TABLE = "---\npart: 附件\nlandscape: true\ntitle: 任务分解表\n---\n| 序号 | 任务 | 牵头单位 |\n| 1 | 编制规划 | 市水利局 |\n"


def formal() -> dict[str, Edition]:
    """A document in each format: 上行文, joint, letter, order, minutes, across the page, duplex with a blank page, 目录."""
    notice = _NOTICE.format(kind="notice", mark="甲市人民政府文件")
    up = notice.replace("notice", "request") + "copy_number: '000001'\nsecrecy: 机密★1年\nurgency: 特急\napprovers: [张某某, 李某某, 王某]\n"
    joint = _NOTICE.format(kind="notice", mark="[甲市人民政府, 甲市财政局, 甲市中级人民法院]") + "masthead_word: 文件\n"
    letter = _NOTICE.format(kind="letter", mark="甲市人民政府") + "secrecy: 秘密★1年\n"
    order = "kind: order\norgan: 甲市人民政府\nmasthead: 甲市人民政府令\nnumber: 第5号\n"
    order += "signature:\n  signer: 市长\n  stamp: reserved\n  date: 2022-12-20\n"
    minutes = "kind: minutes\norgan: 甲市人民政府\nmasthead: 甲市人民政府会议纪要\nattendance: ['出席：张某某　李某某', '列席：王某']\n"
    contents = "kind: statute\ntitle: 甲市条例\ncontents: [目录, 第一章　总则, 第二章　附则]\n"
    chapters = "第一章　总则\n第一条　为了甲，制定本条例。\n第二章　附则\n第二条　本条例自公布之日起施行。\n"
    return {
        "up": edition(f"---\n{up}{_SIGNED}{_FOOT}---\n{_BODY}"),
        "joint": edition(f"---\n{joint}{_SIGNED}{_FOOT}---\n{_BODY}"),
        "letter": edition(f"---\n{letter}{_SIGNED}note: （联系人：某某）\n---\n{_BODY * 12}"),
        "reply": edition(f"---\n{letter.replace('secrecy: 秘密★1年', 'category: 类别标记：A')}disclosure: 主动公开\n{_SIGNED}---\n{_BODY}"),
        "report": edition(f"---\n{_REPORT}---\n{_BODY * 6}---\npart: 附件\n{_REPORT.split('organ: 甲市人民政府', 1)[1].strip()}\n---\n{_BODY}"),
        "agenda": edition(
            "---\nkind: agenda\norgan: 甲市人民代表大会\ntitle: 甲市人民代表大会会议日程\n---\n1月20日（星期六）\n上午9:00　全体会议。\n"
        ),
        "order": edition(f"---\n{order}---\n{_BODY}"),
        "named": edition(f"---\n{order.replace('stamp: reserved', 'name: 某某')}---\n{_BODY}"),
        "minutes": edition(f"---\n{minutes}{_FOOT}duplex: true\n---\n{_BODY}"),
        "across": edition(f"---\n{notice}{_FOOT}---\n{_BODY}{_TABLE}---\npart: 附件2\ntitle: 名单\n---\n甲。\n"),
        "across-last": edition(f"---\n{notice}{_FOOT}---\n{_BODY}{_TABLE}"),
        "blank": edition(f"---\n{notice}{_SIGNED}{_FOOT}duplex: true\n---\n{_BODY * 15}"),
        "contents": edition(f"---\n{contents}---\n{chapters}"),
    }


_SENTENCE = "全市各级国家机关应当在2022年12月20日前依法履行职责，维护生态安全，"


def parted(number: int) -> Edition | None:
    """A text of `number` one-line paragraphs before a long last one; None unless its signature carries part of that over to a page."""
    short = "一行文字的段落。\n" * number
    front = "kind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的决定\nsignature:\n  date: 2022-12-20\n"
    made = edition(f"---\n{front}---\n{short}{_SENTENCE * 6}按期完成。\n")
    return made if any(forced.line for forced in made.pages.breaks) else None


def all_parted() -> Iterator[Edition]:
    """Every text of one to two pages whose signature carries part of a paragraph over."""
    return filter(None, map(parted, range(30)))


def text(*paragraphs: str) -> Edition:
    """Paragraphs → the edition of a decision of them."""
    return edition("---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的决定\n---\n" + "\n".join(paragraphs) + "\n")
