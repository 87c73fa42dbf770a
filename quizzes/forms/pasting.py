"""Several questions as one text."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.pasting import MOST, Fault, Pasted, problems_of, read_questions

LONGEST = 60_000
FAULTS: dict[Fault, Promise] = {
    Fault.NO_TEXT: gettext_lazy("The question has no text."),
    Fault.NO_ANSWER: gettext_lazy("A last line such as “Answer: B” is missing."),
    Fault.NO_SUCH_OPTION: gettext_lazy("The answer names an option that is not there."),
}


class PasteForm(forms.Form):
    """Cleaned to questions; every block that is none is named, and then nothing is taken."""

    text = forms.CharField(
        label=gettext_lazy("Questions"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("A blank line between two questions. Below you see how each kind is written."),
    )

    def clean_text(self) -> list[Pasted]:
        """Raises ValidationError with a sentence for each question that cannot be taken."""
        read, unread = read_questions(self.cleaned_data["text"])
        if len(read) + len(unread) > MOST:
            raise forms.ValidationError(_("At most %(most)s questions at once, please.") % {"most": MOST})
        found = [(one.number, one.line, str(FAULTS[one.fault])) for one in unread]
        if not unread:
            found += [
                (number, one.stem, problem) for number, one in enumerate(read, start=1) for problem in problems_of(one)
            ]
        if found:
            raise forms.ValidationError(
                [
                    _("Question %(number)s (%(line)s): %(problem)s")
                    % {"number": number, "line": line[:40], "problem": problem}
                    for number, line, problem in found
                ]
            )
        return read
