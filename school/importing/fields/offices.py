"""What a sheet of offices can say, with all the headings that mean it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.importing.fields.field import NUMBER, Field
from school.importing.folding import either

OFFICES: tuple[Field, ...] = (
    NUMBER,
    Field(
        "name",
        _("Name"),
        "text",
        either("姓名|名字|党员姓名|任职人|任职人员|full name|member name|person"),
        "张三",
        longest=60,
        help=_("Only compared with the number, so that a slip is noticed."),
    ),
    Field(
        "organisation",
        _("Organisation"),
        "text",
        either(
            "任职组织|任职党组织|所在党组织|党组织|组织|组织名称|支部|党支部|所在支部|党组织名称|"
            "organization|unit|branch|任职支部"
        ),
        "经管第二党支部",
        required=True,
        longest=1000,
    ),
    Field(
        "role",
        _("Office"),
        "choice",
        either("职务|党内职务|角色|任职|岗位|担任职务|role|position|post"),
        choices="role",
        required=True,
    ),
    Field(
        "starts_on",
        _("In office from"),
        "day",
        either("任职日期|任职时间|任职开始日期|开始日期|起始日期|任职起始时间|start|starts on|since|appointed on"),
        "2025-09-01",
        required=True,
    ),
    Field(
        "ends_on",
        _("In office until"),
        "day",
        either("免职日期|免职时间|任职结束日期|结束日期|截止日期|离任日期|end|ends on|to|dismissed on"),
        "",
        help=_("The first day on which the office is no longer held; empty while it is held."),
    ),
)
