"""The text of articles: one canonical form, what comes in, what goes out, and what it says. Pure (decision 0029)."""

from courses.richtext.canonical import LONGEST, canonical, is_html
from courses.richtext.formulas import FormulaMalformed, mathml
from courses.richtext.markdown_in import foreign_pictures, from_markdown
from courses.richtext.markdown_out import to_markdown
from courses.richtext.reading import ImageUse, images_in, links_in, plain_text, wrong_formulas

__all__ = [
    "LONGEST",
    "FormulaMalformed",
    "ImageUse",
    "canonical",
    "foreign_pictures",
    "from_markdown",
    "images_in",
    "is_html",
    "links_in",
    "mathml",
    "plain_text",
    "to_markdown",
    "wrong_formulas",
]
