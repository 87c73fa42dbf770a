"""Label packs as data: which words of the interface another kind of organisation calls by other words.

By pack, then by language: word → word. Longer words win over shorter ones; in English, plurals and phrases that change
their article have entries of their own. Another pack is another entry here and another choice of `labels.pack`.
"""

from __future__ import annotations

_ENGLISH = {
    "online party school": "online school",
    "party school": "school",
    "party lecture": "course",
    "party lectures": "courses",
    "theme party day": "theme day",
    "theme party days": "theme days",
    "party committee": "committee",
    "general branch": "division",
    "general branches": "divisions",
    "branch": "chapter",
    "branches": "chapters",
    "party group": "group",
    "party groups": "groups",
    "party member": "member",
    "party members": "members",
    "party organisation": "organisation",
    "party organisations": "organisations",
    "dues": "fees",
    "an appraisal": "a yearly review",
    "appraisal": "yearly review",
    "appraisals": "yearly reviews",
}
_SIMPLIFIED = {
    "网上党校": "网上学校",
    "党校": "学校",
    "微党课": "微课程",
    "党课": "课程",
    "主题党日": "主题活动日",
    "二级党委": "二级委员会",
    "党委": "委员会",
    "党总支": "总会",
    "总支": "总会",
    "党支部": "分会",
    "支部": "分会",
    "党小组": "小组",
    "党员": "会员",
    "入党": "入会",
    "党组织": "组织",
    "党务": "会务",
    "党费": "会费",
    "党内": "会内",
    "党籍": "会籍",
    "党龄": "会龄",
    "党建": "会建",
    "民主评议": "年度评议",
}
_TRADITIONAL = {
    "網路黨校": "網路學校",
    "網上黨校": "網路學校",
    "黨校": "學校",
    "微黨課": "微課程",
    "黨課": "課程",
    "主題黨日": "主題活動日",
    "二級黨委": "二級委員會",
    "黨委": "委員會",
    "黨總支": "總會",
    "總支": "總會",
    "黨支部": "分會",
    "支部": "分會",
    "黨小組": "小組",
    "黨員": "會員",
    "入黨": "入會",
    "黨組織": "組織",
    "黨務": "會務",
    "黨費": "會費",
    "黨內": "會內",
    "黨籍": "會籍",
    "黨齡": "會齡",
    "黨建": "會建",
    "民主評議": "年度評議",
}


def _presided_by(english: str, plural: str, simplified: str, traditional: str) -> dict[str, dict[str, str]]:
    """The shared words, and what the head of a chapter is called."""
    return {
        "en": _ENGLISH | {"secretary": english, "secretaries": plural},
        "zh-hans": _SIMPLIFIED | {"书记": simplified},
        "zh-hant": _TRADITIONAL | {"書記": traditional},
    }


# The codes are those of the policy `labels.pack`.
PACKS: dict[str, dict[str, dict[str, str]]] = {
    "party": {},
    "union": _presided_by("chair", "chairs", "主席", "主席"),
    "association": _presided_by("president", "presidents", "会长", "會長"),
}


def terms(pack: str, language: str) -> dict[str, str]:
    """Word → word of this pack in this language; nothing where it changes nothing."""
    return PACKS.get(pack, {}).get(language, {})
