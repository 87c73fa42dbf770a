"""Words of sheets made comparable: width, case, spaces, punctuation, brackets, traditional characters. Pure."""

from __future__ import annotations

import re
import unicodedata

_NOTES = re.compile(r"[(\[【〔（].*?[)\]】〕）]")
_NOISE = re.compile(r"[\s\W_]+")
# A term table for the words that stand in headings and choices, not a converter of texts.
_TRADITIONAL = str.maketrans(
    "黨員號組織電話機時間階積極發對備轉類別職務開結證關係繫簡稱單級總聯狀態碼學離書記講師審評請郵屬臨會長歸從帳"
    "編層領導幹確預範終設標識殘誤確屆養體實應體隸種當動參與確黃選舉",
    "党员号组织电话机时间阶积极发对备转类别职务开结证关系系简称单级总联状态码学离书记讲师审评请邮属临会长归从账"
    "编层领导干确预范终设标识残误确届养体实应体隶种当动参与确黄选举",
)


def fold(text: str) -> str:
    """One spelling for all that mean the same heading or word: "党員 编號（必填）*" → "党员编号"."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", _NOTES.sub("", narrow)).translate(_TRADITIONAL) or _NOISE.sub("", narrow)


def fold_name(text: str) -> str:
    """For names of organisations: width and spaces do not count, everything else does."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def either(words: str) -> tuple[str, ...]:
    """Synonyms written in one line, divided by "|"."""
    return tuple(words.split("|"))
