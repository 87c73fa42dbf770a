"""What discussions keep about people: what they wrote, reported and decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.registry import Erasure, PersonalData, Retention, acts_on
from school.privacy.rows import rows_of

_OTHERS_ANSWERED = _("Others answered it. It stands as written by a former member.")

PERSONAL_DATA = (
    PersonalData(
        model="discussion.Thread",
        fields=("opened_by",),
        title=_("Threads that I opened"),
        why_kept=_("So that others find what was asked and answered."),
        rows=rows_of(
            "discussion.Thread",
            "opened_by",
            ("opened_at", _("When")),
            ("object_title", _("Where it stands")),
            ("title", _("Title")),
            ("state", _("State")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_OTHERS_ANSWERED),
    ),
    PersonalData(
        model="discussion.Post",
        fields=("author",),
        title=_("What I wrote in discussions"),
        why_kept=_("So that others find what was asked and answered."),
        rows=rows_of(
            "discussion.Post",
            "author",
            ("posted_at", _("When")),
            ("thread__object_title", _("Where it stands")),
            ("thread__title", _("Title")),
            ("body", _("Text")),
            ("edited_at", _("Changed")),
            ("state", _("State")),
            ("reason", _("Reason")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_OTHERS_ANSWERED),
    ),
    PersonalData(
        model="discussion.Report",
        fields=("by",),
        title=_("Posts that I reported"),
        why_kept=_("So that a moderator can look at them and decide."),
        rows=rows_of(
            "discussion.Report",
            "by",
            ("at", _("When")),
            ("reason", _("Reason")),
            ("text", _("Text")),
            ("state", _("State")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(text=""),
    ),
    PersonalData(
        model="discussion.PostingBlock",
        fields=("member",),
        title=_("When I could not write"),
        why_kept=_("So that a decision can be looked at again."),
        rows=rows_of(
            "discussion.PostingBlock",
            "member",
            ("begins_at", _("From")),
            ("ends_at", _("Until")),
            ("reason", _("Reason")),
            ("objection", _("My reply")),
            ("lifted_at", _("Lifted")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.anonymise(reason="", objection=""),
    ),
    acts_on("discussion.PostingBlock", "made_by", title=_("Blocks that I made")),
    acts_on("discussion.ModerationStep", "by", title=_("What I decided about posts")),
)
