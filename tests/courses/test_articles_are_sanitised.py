"""Articles: what an author writes is cleaned, and cut into the sections that reading is counted by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rendering import reading_minutes, render_article
from courses.richtext.vocabulary import TAGS

HOSTILE = [
    "<script>alert(1)</script>",
    "<style>body{display:none}</style>",
    '<iframe src="https://example.com"></iframe>',
    '<img src=x onerror="alert(1)">',
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<form action="/accounts/logout/"><input name="x"></form>',
    '<h2 id="menu" style="position:fixed">x</h2>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<p data-controller="player">x</p>',
]


def html_of(body: str) -> str:
    return "".join(section.html for section in render_article(body))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_mark_up_is_dropped(hostile):
    html = html_of(f"## 标题\n\n前文\n\n{hostile}\n\n后文").lower()
    for trace in ("<script", "<style", "<iframe", "<img", "<form", "<input", "<svg", "javascript:", "data:", "onclick"):
        assert trace not in html
    assert not re.search(r"<[^>]*\b(?:onerror|style|id|class|data-[a-z]+)\s*=", html)
    assert "后文" in html


@given(st.text(alphabet=st.sampled_from("<>/=\"' \n#`*[]()&;:abhijpnrsctvex2"), max_size=200))
def test_no_text_gets_another_tag_or_attribute_through(body):
    html = html_of(body)
    for tag, attributes in re.findall(r"<([a-z0-9]+)((?:\s[^>]*)?)>", html):
        assert tag in TAGS
        assert set(re.findall(r"\s([a-z-]+)=", re.sub(r'"[^"]*"', '""', attributes))) <= {
            "href",
            "title",
            "rel",
            "start",
            "scope",
        }


def test_each_second_level_heading_begins_a_section():
    sections = render_article("引言\n\n## 为什么要接转\n\n一\n\n### 小节\n\n二\n\n## 九十天 & 提醒\n\n三")
    assert [(section.anchor, section.title) for section in sections] == [
        ("section-1", ""),
        ("section-2", "为什么要接转"),
        ("section-3", "九十天 & 提醒"),
    ]
    assert "小节" in sections[1].html


def test_a_heading_inside_a_quotation_does_not_tear_it_apart():
    sections = render_article("## 一\n\n> ## 引用里的标题\n> 文\n\n## 二")
    assert [section.title for section in sections] == ["一", "二"]
    assert sections[0].html.count("<blockquote>") == sections[0].html.count("</blockquote>") == 1


def test_an_empty_text_has_no_sections():
    assert render_article("") == ()
    assert render_article("<script>x</script>\n\n  ") == ()


def test_reading_takes_a_minute_for_every_three_hundred_characters_begun():
    assert reading_minutes(render_article("字" * 300)) == 1
    assert reading_minutes(render_article("字" * 301)) == 2
