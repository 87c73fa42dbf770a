"""Texts are folded alike in whole and in part, and the way back leads to the same characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.search.folding import fold, placed
from courses.search.passages import words_of
from courses.search.query import read_query
from courses.search.snippets import marked
from school.organisation.grams import grams, telling_grams

texts = st.text(st.sampled_from("党员黨員組织 关系\n，。AbＡ１2㎡ßİﬁ-é🙂·"), max_size=40)


@given(texts)
def test_the_way_back_is_of_the_same_folded_text(text):
    found = placed(text)
    assert found.text == fold(text)
    assert len(found.places) == len(found.text)
    assert list(found.places) == sorted(found.places)


@given(texts)
def test_marking_leaves_the_text_as_it_is(text):
    query = read_query(text[3:9])
    assert "".join(part.text for part in marked(text, query.terms)) == text


@given(texts)
def test_every_term_is_in_the_index_of_a_text_that_holds_it(text):
    for term in read_query(text[2:20]).terms:
        folded = fold(text)
        if term in folded:
            assert telling_grams(term) <= grams(folded)


@given(texts)
def test_grams_hold_nothing_that_a_query_language_reads(text):
    assert not {sign for gram in grams(fold(text)) for sign in gram} & set(" \"'%_*\x00\\")


def test_width_case_and_characters_do_not_matter():
    assert fold("《黨員》ＡＢＣ　手册") == "党员 abc手册"
    assert fold("组\n织") == fold("组 织") == "组织"
    assert fold("组。织") == "组 织"


def test_a_long_query_is_cut_and_its_terms_are_few():
    query = read_query("字 " * 500 + "“")
    assert len(query.text) <= 100
    assert query.terms == ("字",)


def test_marks_of_html_part_blocks_and_not_words():
    assert words_of("<p>组<b>织</b>un<i>do</i></p><ul><li>一</li><li>二 &amp; 三</li></ul>") == "组织undo\n一\n二 & 三"
