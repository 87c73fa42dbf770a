"""What a sheet of organisations can say, with all the headings that mean it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.importing.fields.field import Field
from school.importing.folding import either

ORGANISATIONS: tuple[Field, ...] = (
    Field(
        "code",
        _("Organisation number"),
        "number",
        either(
            "组织编号|组织代码|党组织编号|党组织代码|编号|代码|序号|支部编号|number|code|organisation id|"
            "organization number|no|id"
        ),
        "101",
        longest=40,
        help=_("The number that an export shows, or any number of your own that other rows of this file refer to."),
    ),
    Field(
        "name",
        _("Full name"),
        "text",
        either(
            "组织名称|党组织名称|名称|党组织全称|组织全称|全称|支部名称|党支部名称|党组织|name|organisation|"
            "organization|organisation name"
        ),
        "经管第二党支部",
        required=True,
        longest=120,
    ),
    Field(
        "short_name",
        _("Short name"),
        "text",
        either("简称|组织简称|党组织简称|short|abbreviation"),
        "经管第二支部",
        longest=40,
    ),
    Field(
        "kind",
        _("Kind of organisation"),
        "choice",
        either("组织类别|组织类型|党组织类别|党组织类型|类别|类型|党组织形式|type|organisation type|organisation kind"),
        choices="kind",
        required=True,
    ),
    Field(
        "parent",
        _("Belongs under"),
        "text",
        either(
            "上级|上级组织|上级党组织|上级组织名称|上级党组织名称|上级编号|上级组织编号|隶属|隶属党组织|"
            "所属党组织|父级|上级单位|parent|superior|parent number|parent organisation|reports to"
        ),
        "经济管理学院党总支",
        required=True,
        longest=1000,
        help=_("Name, path or number of the organisation directly above; it may stand further below in the same file."),
    ),
    Field(
        "founded_on",
        _("Founded on"),
        "day",
        either("成立日期|成立时间|建立日期|设立日期|批准成立日期|founded|founding date|established"),
        "2012-09-01",
    ),
)
