"""What an institution decides about courses."""

from django.utils.translation import gettext_lazy as _

from school.policies.registry import Policy, register_policy

CHECK_LINKS = "courses.check_links"
CHECKS_FIRST = "courses.checks_first"
DUE_REMINDER_DAYS = "courses.due_reminder_days"
HISTORY_DAYS = "courses.history_days"
MEMBER_NUMBERS = "courses.member_numbers"
REVIEW_MONTHS = "courses.review_months"
UNOPENED_DAYS = "courses.unopened_days"
_SYSTEM = "system_administrator"

POLICIES = (
    Policy(
        key=DUE_REMINDER_DAYS,
        kind="number",
        default=7,
        minimum=1,
        maximum=90,
        label=_("Days before the due day of a course"),
        effect=_(
            "Who has not completed an assigned course is reminded once, %(value)s days before it is due. Who was told "
            "of it later than that is not reminded."
        ),
        group="courses",
        administrator=_SYSTEM,
    ),
    Policy(
        key=HISTORY_DAYS,
        kind="number",
        default=90,
        minimum=7,
        maximum=3650,
        label=_("Days the history of a draft is kept"),
        effect=_(
            "Changes of a draft can be looked at and undone for %(value)s days, and what was taken out can be put "
            "back. Files that only the history needs are kept as long."
        ),
        group="courses",
        administrator=_SYSTEM,
    ),
    Policy(
        key=CHECKS_FIRST,
        kind="yes_no",
        default=True,
        label=_("Findings before review"),
        effect=_(
            "With yes, a draft can be submitted for review only when everything that the automatic checks found is "
            "mended, or kept for a reason that the author writes down."
        ),
        group="courses",
        administrator=_SYSTEM,
    ),
    Policy(
        key=CHECK_LINKS,
        kind="yes_no",
        default=True,
        label=_("Look for dead links"),
        effect=_(
            "With yes, the server opens the public addresses that drafts link to, to see whether they still answer. "
            "Choose no where the server has no way out."
        ),
        group="courses",
        administrator=_SYSTEM,
    ),
    Policy(
        key=MEMBER_NUMBERS,
        kind="words",
        default=(),
        maximum=20,
        label=_("What numbers of members look like"),
        effect=_(
            "Drafts are searched for such numbers: %(value)s. Write # for a digit and @ for a letter, for example "
            "YQ#########; at least four digits."
        ),
        group="courses",
        administrator=_SYSTEM,
    ),
    Policy(
        key=REVIEW_MONTHS,
        kind="number",
        default=12,
        minimum=1,
        maximum=120,
        label=_("Months until a course is looked at again"),
        effect=_("%(value)s months after a course was published or looked at, the office keeping it is asked again."),
        group="courses",
        administrator=_SYSTEM,
    ),
    Policy(
        key=UNOPENED_DAYS,
        kind="number",
        default=90,
        minimum=7,
        maximum=3650,
        label=_("Days without an opening"),
        effect=_("A course that nobody has opened for %(value)s days is listed for those who keep it."),
        group="courses",
        administrator=_SYSTEM,
    ),
)


def register_policies() -> None:
    """Called when the app is ready."""
    for policy in POLICIES:
        register_policy(policy)
