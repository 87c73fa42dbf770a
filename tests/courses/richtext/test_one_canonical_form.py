"""The one form of an article's text: nothing hostile gets in, nothing of the vocabulary gets lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from courses.rendering import render_article
from courses.richtext import (
    ImageUse,
    canonical,
    foreign_pictures,
    from_markdown,
    images_in,
    is_html,
    links_in,
    plain_text,
    to_markdown,
)
from courses.richtext.vocabulary import ATTRIBUTES, TAGS

PICTURE = "asset:abcdefghijkl"
HEAD = '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
PLAIN = f"<table>{HEAD}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
JOINED = (
    f'<table><caption>表</caption>{HEAD}<tbody><tr><th scope="row">r</th><td rowspan="2">b</td></tr></tbody></table>'
)
WHOLE = f"""<h2>一</h2>
<p>甲 <strong>乙</strong><em>丙</em> <del>丁</del> H<sub>2</sub>O <code>x</code> $5 *a* [b] <br>行</p>
<h3>节</h3>
<h4>小</h4>
<p><a href="https://www.12371.cn/" rel="noopener noreferrer nofollow">链接</a>
<code class="formula">x^2 &lt; 1</code></p>
<pre class="formula">\\frac{{1}}{{2}}</pre>
<pre>a = 1

b `c`</pre>
<ul><li>a<ul><li>b<ol start="3"><li>c</li><li>d</li></ol></li></ul></li><li>e</li></ul>
{PLAIN}
{JOINED}
<aside class="callout-important"><p>注意</p>
<ul><li>z</li></ul></aside>
<figure><img alt="图 &amp; 表" src="{PICTURE}"></figure>
<figure><img alt="" src="{PICTURE}"><figcaption>说明</figcaption></figure>
<figure><img src="{PICTURE}"></figure>
<blockquote><p>引</p></blockquote>
<hr>
<dl><dt>词</dt><dd>义</dd></dl>"""
HOSTILE = [
    "<p>a</p><script>alert(1)</script>",
    '<p onmouseover="alert(1)">a</p>',
    '<p style="position:fixed">a</p>',
    '<h2 id="main" name="csrf" class="button">a</h2>',
    '<p><a href="javascript:alert(1)">a</a><a href=" JaVa\tScript:alert(1)">a</a><a href="data:text/html,x">a</a></p>',
    '<p><a href="asset:abcdefghijkl">a</a></p>',
    '<figure><img src="https://example.com/x.png" onerror="alert(1)"></figure><p>a</p>',
    '<figure><img src="asset:../../x" srcset="x"></figure><p>a</p>',
    "<p>a</p><svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<p>a</p><math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<p>a</p><form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p>a</p><svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<p>a</p><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p>a</p><template><script>alert(1)</script></template><iframe srcdoc='<script>1</script>'></iframe>",
    "<p>a</p><table><tr><td colspan=1000000 rowspan=-1>b",
    "<pre class='formula'>\\text{<img src=x onerror=alert(1)>}</pre><p>a</p>",
    "<p><code class='formula'>\\href{javascript:alert(1)}{x} &lt;script&gt;</code>a</p>",
    "<p><code class='formula'>\\text{&lt;/math&gt;&lt;script&gt;alert(1)&lt;/script&gt;}</code>a</p>",
    "<aside class='callout-note button' data-controller='player'><p>a</p></aside>",
]
ALLOWED = {name for names in ATTRIBUTES.values() for name in names} | {"rel", "class"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_hostile_gets_in_or_out(hostile):
    kept = canonical(hostile)
    shown = "".join(section.html for section in render_article(hostile))
    for tag, attributes in re.findall(r"<([a-z0-9]+)((?:\s[^>]*)?)>", kept):
        assert tag in TAGS
        assert set(re.findall(r"\s([a-z-]+)=", re.sub(r'"[^"]*"', '""', attributes))) <= ALLOWED
    for html in (kept, shown):
        assert not re.search(r"<(script|style|iframe|svg|form|template|mglyph|noscript)", html, re.IGNORECASE)
        assert not re.search(r"<[^>]*\s(on\w+|style|id|name|srcset|data-[\w-]+)\s*=", re.sub(r'"[^"]*"', '""', html))
        assert not re.search(r'(href|src)="(javascript|data|https?://example)', html, re.IGNORECASE)
    assert "a" in plain_text(hostile)


@given(st.text(alphabet=st.sampled_from("<>/=\"' \n`$#*-|&;:aspanhrefdivtcl!1"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_the_canonical_form_of_a_canonical_form_is_itself(text):
    once = canonical(text)
    assert canonical(once) == once
    assert is_html(once)


def test_the_whole_vocabulary_is_kept_as_it_is():
    assert canonical(WHOLE) == WHOLE


def test_the_whole_vocabulary_survives_markdown():
    assert from_markdown(to_markdown(WHOLE)) == WHOLE


WORDS = st.text(alphabet="党课学习ab1 *_#[]()<>&|`!.+-=\\", min_size=1, max_size=12).filter(lambda text: text.strip())


def block(words: str) -> str:
    escaped = " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>"


@given(st.lists(WORDS, min_size=1, max_size=4))
@example(["&#1"])
@example(["&copy 1"])
@example(["&ltb"])
@settings(max_examples=150, deadline=None)
def test_words_survive_markdown_whatever_signs_they_have(words):
    body = canonical("".join(map(block, words)))
    assert plain_text(from_markdown(to_markdown(body))) == plain_text(body)


@pytest.mark.parametrize(
    "bomb", ["<div>", "<ul><li>", "<blockquote>", "<b>", "<table><tr><td>", "> ", "- ", "<a href=https://x.cn/>"]
)
def test_no_nesting_exhausts_anything(bomb):
    html = canonical(bomb * 400 + "文")
    assert "文" in html
    assert max(map(len, re.findall(r"(?:<[a-z][^>]*>)+", html)), default=0) < 2000


def test_a_text_of_the_greatest_length_is_read():
    text = "<p>" + "字 <b>粗</b> " * 7_000 + "</p>"
    assert len(plain_text(canonical(text))) > 20_000


def test_what_other_programs_write_gets_its_one_name():
    assert (
        canonical("<h1>一</h1><div>甲<b>乙</b></div><h5>小</h5>")
        == "<h2>一</h2>\n<p>甲<strong>乙</strong></p>\n<h4>小</h4>"
    )
    assert canonical("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>") == "<ul><li>a<ul><li>b</li></ul></li></ul>"
    assert canonical(f'<p>前<img src="{PICTURE}" alt="图">后</p>') == (
        f'<p>前</p>\n<figure><img alt="图" src="{PICTURE}"></figure>\n<p>后</p>'
    )


def test_markdown_knows_boxes_formulae_and_deleted_words():
    html = from_markdown("---\ntitle: x\n---\n> [!WARNING]\n> 小心\n\n~~旧~~ $`a_1`$\n\n```math\n\\pi\n```\n")
    assert html == (
        '<aside class="callout-important"><p>小心</p></aside>\n'
        '<p><del>旧</del> <code class="formula">a_1</code></p>\n<pre class="formula">\\pi</pre>'
    )


def test_pictures_that_markdown_names_and_does_not_bring_are_told():
    text = f"![a](images/a.png) ![]({PICTURE}) ![a](images/a.png) <img src='b.jpg'>"
    assert foreign_pictures(text) == ("images/a.png", "b.jpg")
    assert images_in(from_markdown(text)) == (ImageUse("abcdefghijkl", None),)


def test_a_text_says_its_words_pictures_and_links():
    assert plain_text(
        "<h2>一</h2><ul><li>a<ul><li>b</li></ul></li></ul><table><tr><td>1</td><td>2</td></tr></table>"
    ) == ("一\na\nb\n1\t2")
    assert [image.alt for image in images_in(WHOLE)] == ["图 & 表", "", None]
    assert links_in("[a](https://x.cn/) [b](mailto:a@x.cn) [a](https://x.cn/) [c](javascript:x)") == (
        "https://x.cn/",
        "mailto:a@x.cn",
    )


def test_a_page_shows_formulae_and_lets_wide_tables_move():
    [section] = render_article(WHOLE)
    assert section.html.count("<math ") == 2
    assert '<div class="scroll" tabindex="0"><table class="grid">' in section.html
    [broken] = render_article("<p>x <code class='formula'>\\frac{1</code></p>")
    assert "<code>\\frac{1</code>" in broken.html
