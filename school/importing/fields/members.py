"""What a sheet of members can say, with all the headings that mean it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.importing.fields.field import NUMBER, Field
from school.importing.folding import either

MEMBERS: tuple[Field, ...] = (
    NUMBER,
    Field(
        "name",
        _("Name"),
        "text",
        either("姓名|名字|党员姓名|学生姓名|学员姓名|人员姓名|成员姓名|full name|person|member name"),
        "张三",
        required=True,
        longest=60,
    ),
    Field(
        "organisation",
        _("Branch"),
        "text",
        either(
            "所在党支部|党支部|支部|所属支部|所属党支部|支部名称|党支部名称|所在支部|所在党组织|所属党组织|"
            "党组织|党组织名称|组织关系所在支部|组织|所属组织|organisation|organization|unit|branch name"
        ),
        "经管第二党支部",
        required=True,
        longest=1000,
        help=_("The name of the branch, or its path such as “Committee / General branch / Branch”."),
    ),
    Field(
        "since",
        _("In this branch since"),
        "day",
        either("转入日期|进入支部日期|进入支部时间|转入时间|组织关系转入日期|加入支部日期|branch since|joined branch"),
        "2025-09-01",
    ),
    Field(
        "category",
        _("Category"),
        "choice",
        either("人员类别|类别|人员类型|身份类别|人员身份|党员类别|类型|type|person type"),
        choices="category",
    ),
    Field(
        "stage",
        _("Stage of development"),
        "choice",
        either("发展阶段|阶段|政治面貌|党员类型|培养阶段|人员阶段|development stage|membership"),
        choices="stage",
    ),
    Field(
        "status",
        _("Status of membership"),
        "choice",
        either("党籍状态|状态|党员状态|在册状态|membership status|standing"),
        choices="status",
    ),
    Field(
        "applied_on",
        _("Date of application"),
        "day",
        either(
            "申请入党日期|申请入党时间|申请日期|入党申请日期|入党申请时间|递交入党申请书时间|递交申请书日期|"
            "递交入党申请书日期|提交入党申请书时间|applied on|application date"
        ),
        "2022-10-01",
    ),
    Field(
        "activist_on",
        _("Activist since"),
        "day",
        either(
            "积极分子日期|积极分子时间|确定积极分子日期|确定积极分子时间|确定为积极分子日期|"
            "确定为积极分子时间|列为积极分子时间|入党积极分子日期|入党积极分子时间|确定入党积极分子日期|"
            "确定入党积极分子时间|列为入党积极分子时间|activist on|activist date"
        ),
        "2023-03-20",
    ),
    Field(
        "candidate_on",
        _("Development candidate since"),
        "day",
        either(
            "发展对象日期|发展对象时间|确定发展对象日期|确定发展对象时间|确定为发展对象日期|"
            "确定为发展对象时间|列为发展对象时间|candidate on|candidate date|candidate since"
        ),
        "2024-04-15",
    ),
    Field(
        "joined_on",
        _("Date of joining"),
        "day",
        either(
            "入党日期|入党时间|加入党组织日期|加入党组织时间|预备党员日期|接收预备党员日期|"
            "接收为预备党员日期|接收预备党员时间|加入中共党组织时间|加入中国共产党日期|joined on|"
            "joining date|probationary since"
        ),
        "2024-12-05",
    ),
    Field(
        "full_on",
        _("Full member since"),
        "day",
        either("转正日期|转正时间|转为正式党员日期|转为正式党员时间|正式党员日期|full on|full member on|confirmed on"),
        "2025-12-05",
    ),
    Field(
        "phone",
        _("Phone"),
        "phone",
        either("手机|手机号|手机号码|联系电话|电话|联系方式|电话号码|移动电话|mobile|telephone|phone number|cell"),
        "13800138000",
        longest=20,
    ),
    Field(
        "email",
        _("E-mail"),
        "email",
        either("邮箱|电子邮箱|电子邮件|邮件|邮箱地址|mail|email address|电子邮箱地址"),
        "zhangsan@example.org",
        longest=254,
    ),
    Field(
        "birth_on",
        _("Date of birth"),
        "day",
        either("出生日期|出生年月日|出生年月|生日|出生时间|birth date|birthday|born on|dob"),
        "2003-05-06",
        help=_("Only compared with the other dates; it is not kept."),
    ),
    Field(
        "identity",
        _("ID number"),
        "identity",
        either(
            "身份证|身份证号|身份证号码|公民身份号码|公民身份证号|身份号码|证件号|证件号码|id card|"
            "identity number|national id|id card number|身分證字號|身分证号"
        ),
        longest=18,
    ),
)
