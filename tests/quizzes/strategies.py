"""Random questions and answers of every kind."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from quizzes.answers import Chosen, Counted, Said, Written
from quizzes.content import (
    MultipleContent,
    NumericContent,
    Option,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
    Variant,
    WeightedOption,
)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
shares = st.fractions(min_value=-1, max_value=1, max_denominator=12)
max_marks = st.decimals(min_value=Decimal("0.25"), max_value=Decimal(100), places=2)


@st.composite
def singles(draw):
    options = draw(st.lists(words.map(lambda text: Option(text=text)), min_size=2, max_size=8))
    return SingleContent(options=tuple(options), right=draw(st.integers(0, len(options) - 1)))


multiples = st.lists(st.builds(WeightedOption, text=words, share=shares), min_size=2, max_size=8).map(
    lambda options: MultipleContent(options=tuple(options))
)
true_falses = st.builds(TrueFalseContent, right=st.booleans())
short_texts = st.lists(st.builds(Variant, text=words, share=shares.map(abs)), min_size=1, max_size=5).map(
    lambda variants: ShortTextContent(variants=tuple(variants))
)
small_numbers = st.decimals(min_value=-1000, max_value=1000, places=3) | st.decimals(
    min_value=-1, max_value=1, places=15
)
numerics = st.builds(NumericContent, value=small_numbers, tolerance=small_numbers.map(abs))


def answers_to(content):
    match content:
        case SingleContent():
            given = st.integers(0, len(content.options) - 1).map(lambda position: Chosen(frozenset({position})))
        case MultipleContent():
            positions = st.frozensets(st.integers(0, len(content.options) - 1), min_size=1)
            given = positions.map(Chosen)
        case TrueFalseContent():
            given = st.booleans().map(Said)
        case ShortTextContent():
            given = (words | st.sampled_from([variant.text for variant in content.variants])).map(Written)
        case NumericContent():
            near = st.sampled_from([content.value, content.value + content.tolerance])
            given = (small_numbers | near).map(lambda number: Counted(number, str(number)))
    return st.none() | given


contents = singles() | multiples | true_falses | short_texts | numerics
answered = contents.flatmap(lambda content: st.tuples(st.just(content), answers_to(content)))
halves = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
