"""Sheets of members with faults of named kinds, drawn by a seed: what must be reported is known beforehand.

Every line is right in itself, in one of many spellings; then some lines are spoiled, each in exactly one way.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from school.importing.identity import check_sign
from tests.importing.sheets_of import delimited, workbook

HEAD = [
    "序号", "学工号*", "姓 名", "所在黨支部", "人员类别（必填）", "政治面貌", "党籍状态",
    "申请入党时间", "列为积极分子时间", "列为发展对象时间", "入党时间", "转正时间", "联系电话",
    "E-mail", "出生日期", "身份证号码", "备注",
]  # fmt: skip
FIELDS = (
    "", "number", "name", "organisation", "category", "stage", "status", "applied_on", "activist_on", "candidate_on",
    "joined_on", "full_on", "phone", "email", "birth_on", "identity", "",
)  # fmt: skip
BROKEN_BYTES = "\ue000"
"""Stands where the encoding will be damaged: a private sign whose UTF-8 bytes are replaced by two of GBK."""
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉玲志"
STEPS = ("applied_on", "activist_on", "candidate_on", "joined_on", "full_on")
SPELLINGS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
    lambda day: day.strftime("%Y%m%d"),
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
    lambda day: str((day - date(1899, 12, 30)).days),
)


@dataclass(frozen=True)
class Register:
    """What of the register the faults refer to."""

    branches: tuple[str, ...]
    foreign_branch: str
    closed_branch: str
    ambiguous_branch: str
    foreign_numbers: tuple[str, ...]
    merged_numbers: tuple[str, ...]
    taken_phones: tuple[str, ...]
    taken_emails: tuple[str, ...]
    today: date


@dataclass
class Person:
    """One line that is right: `days` by field; `cells` by field, as they will be written."""

    days: dict[str, date]
    cells: dict[str, Any]


Spoil = Callable[[Person, "Draw"], None]


@dataclass
class Draw:
    """What a fault may draw upon: chance, the register, and an earlier line that stays right."""

    chance: random.Random
    register: Register
    earlier: Person
    is_workbook: bool
    turn: int
    """How often this fault was drawn before, for values that may stand only once."""


def person(chance: random.Random, line: int, register: Register) -> Person:
    born = date(1970, 1, 1) + timedelta(days=chance.randrange(9_000))
    day = date(born.year + 18, born.month, min(born.day, 28)) + timedelta(days=chance.randrange(30, 900))
    days = {"birth_on": born}
    for step in STEPS:
        days[step] = day
        day += timedelta(days=chance.randrange(366, 500))
    first = f"{chance.randrange(110000, 659000)}{born:%Y%m%d}{chance.randrange(1000):03}"
    spell = chance.choice(SPELLINGS)
    cells: dict[str, Any] = {code: spell(when) for code, when in days.items()}
    cells |= {
        "number": f"0{20260000 + line}",
        "name": chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2))),
        "organisation": chance.choice(register.branches),
        "category": chance.choice(["学生", "教职工", "本科生", "离退休", "staff"]),
        "stage": chance.choice(["正式党员", "中共党员", "full member", "正式黨員"]),
        "status": chance.choice(["正常", "", "在册"]),
        "phone": f"1{chance.choice('3578')}{line:09}",
        "email": f"p{line}@example.org",
        "identity": first + check_sign(first),
    }
    return Person(days, cells)


def _write(field: str, value: Any) -> Spoil:
    def spoil(one: Person, draw: Draw) -> None:
        one.cells[field] = value(draw) if callable(value) else value

    return spoil


def _taken(field: str, of: str) -> Spoil:
    """A value of the register, another each time."""
    return _write(field, lambda draw: getattr(draw.register, of)[draw.turn])


def _shift(field: str, to: Callable[[dict[str, date]], date]) -> Spoil:
    def spoil(one: Person, draw: Draw) -> None:
        one.cells[field] = to(one.days).isoformat()

    return spoil


def _wrong_check_digit(one: Person, draw: Draw) -> None:
    right = one.cells["identity"]
    one.cells["identity"] = right[:17] + draw.chance.choice([sign for sign in "0123456789X" if sign != right[17]])


def _other_birth(one: Person, draw: Draw) -> None:
    one.cells["birth_on"] = (one.days["birth_on"] - timedelta(days=draw.chance.randint(1, 300))).isoformat()


def _rounded(one: Person, draw: Draw) -> None:
    digits = one.cells["identity"][:17]
    one.cells["identity"] = float(digits + "0") if draw.is_workbook else "1.10101E+17"


def _seventeen(days: dict[str, date]) -> date:
    born = days["birth_on"]
    return date(born.year + 17, 6, 1)


# Name of the fault → column and code that must be reported, and how a right line is spoiled.
FAULTS: dict[str, tuple[str, str, Spoil]] = {
    "number missing": ("number", "missing", _write("number", "")),
    "name missing": ("name", "missing", _write("name", "")),
    "branch missing": ("organisation", "missing", _write("organisation", None)),
    "category missing": ("category", "missing", _write("category", "")),
    "branch nobody knows": ("organisation", "organisation-unknown", _write("organisation", "第九百党支部")),
    "branch of others": (
        "organisation", "organisation-unknown", _write("organisation", lambda draw: draw.register.foreign_branch),
    ),
    "branch closed": (
        "organisation", "organisation-closed", _write("organisation", lambda draw: draw.register.closed_branch),
    ),
    "two branches of one name": (
        "organisation", "organisation-ambiguous", _write("organisation", lambda draw: draw.register.ambiguous_branch),
    ),
    "stage unknown": ("stage", "stage-unknown", _write("stage", "共青团员")),
    "category unknown": ("category", "category-unknown", _write("category", "校友")),
    "status unknown": ("status", "status-unknown", _write("status", "不详")),
    "departure": ("status", "departure-by-hand", _write("status", "除名")),
    "twice in the file": ("number", "twice-in-file", _write("number", lambda draw: draw.earlier.cells["number"])),
    "phone twice in the file": ("phone", "twice-in-file", _write("phone", lambda draw: draw.earlier.cells["phone"])),
    "number of somebody else": (
        "number", "number-unavailable", _taken("number", "foreign_numbers"),
    ),
    "number merged": ("number", "number-merged", _taken("number", "merged_numbers")),
    "phone in the database": ("phone", "phone-unavailable", _taken("phone", "taken_phones")),
    "e-mail in the database": ("email", "email-unavailable", _taken("email", "taken_emails")),
    "phone too short": ("phone", "phone", _write("phone", "13800")),
    "e-mail without a place": ("email", "email", _write("email", "somebody@")),
    "day that never was": ("joined_on", "date-does-not-exist", _write("joined_on", "2015-02-30")),
    "month without a day": ("joined_on", "date-without-day", _write("joined_on", "2015年3月")),
    "no date at all": ("full_on", "date", _write("full_on", "去年冬天")),
    "day to come": (
        "full_on", "date-in-future", _write("full_on", lambda draw: (draw.register.today + timedelta(40)).isoformat()),
    ),
    "dates out of order": (
        "activist_on", "date-order", _shift("activist_on", lambda days: days["applied_on"] - timedelta(days=1)),
    ),
    "full on the day of joining": ("full_on", "date-order", _shift("full_on", lambda days: days["joined_on"])),
    "too young": ("applied_on", "too-young", _shift("applied_on", _seventeen)),
    "stage behind the dates": ("stage", "stage-behind-dates", _write("stage", "发展对象")),
    "wrong check digit": ("identity", "identity-check-digit", _wrong_check_digit),
    "another birth date": ("birth_on", "birth-not-identity", _other_birth),
    "digits lost": ("identity", "digits-lost", _rounded),
    "formula": ("name", "formula", _write("name", '="王"&"明"')),
    "wrong encoding": (
        "name", "undecodable", _write("name", lambda draw: "锟斤拷" if draw.is_workbook else "王" + BROKEN_BYTES),
    ),
    "name too long": ("name", "too-long", _write("name", "长" * 61)),
    "name with digits": ("name", "name-signs", _write("name", "王小明2")),
    "number with a slash": ("number", "number-signs", _write("number", lambda draw: f"2026/{draw.turn}")),
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The file, and what must be reported of it: line → [(column, code)]."""

    data: bytes
    expected: dict[int, list[tuple[str, str]]]
    kinds: dict[int, str]
    numbers_of_the_clean: list[str]


def draw_sheet(seed: str, register: Register, *, rows: int, faults: int, is_workbook: bool) -> Sheet:
    chance = random.Random(seed)
    people = [person(chance, line, register) for line in range(rows)]
    spoiled = sorted(chance.sample(range(1, rows), faults))
    kinds = list(FAULTS)
    chance.shuffle(kinds)
    expected, named = {}, {}
    for position, line in enumerate(spoiled):
        kind = kinds[position % len(kinds)]
        column, code, spoil = FAULTS[kind]
        earlier = chance.choice([other for other in range(line) if other not in spoiled] or [0])
        spoil(people[line], Draw(chance, register, people[earlier], is_workbook, position // len(kinds)))
        # The first line of a sheet is its headings.
        expected[line + 2], named[line + 2] = [(column, code)], kind
    table = [
        [str(line + 1), *(one.cells.get(code, "") for code in FIELDS[1:-1]), "备注"] for line, one in enumerate(people)
    ]
    clean = [one.cells["number"] for line, one in enumerate(people) if line + 2 not in expected]
    return Sheet(_bytes(table, is_workbook), expected, named, clean)


def _bytes(table: list[list[Any]], is_workbook: bool) -> bytes:
    if is_workbook:
        return workbook(HEAD, table)
    return delimited(HEAD, table, encoding="utf-8").replace(BROKEN_BYTES.encode(), "你好".encode("gbk"))
