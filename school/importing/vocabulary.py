"""The words that sheets use for categories, stages, statuses, roles and kinds. Folded by `folding.fold`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from school.importing.folding import either, fold
from school.organisation.models import BuiltInKind, Category, Role, Stage, Status

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "category": {
        Category.STAFF: either(
            "教职工|教工|教师|职工|在职|在职教职工|在职教师|教职员|辅导员|教職員工|faculty|teacher|employee"
        ),
        Category.STUDENT: either("学生|本科生|专科生|研究生|硕士|博士|本科|大学生|在校生|undergraduate|postgraduate"),
        Category.RETIRED: either("离退休|退休|离休|离退休教职工|退休教师|离退休人员|退休人员|pensioner"),
    },
    "stage": {
        Stage.APPLICANT: either("入党申请人|申请人|申请入党|入党申请者|已申请"),
        Stage.ACTIVIST: either("入党积极分子|积极分子"),
        Stage.CANDIDATE: either("发展对象|拟发展对象|candidate"),
        Stage.PROBATIONARY: either("预备党员|中共预备党员|中共党员预备|预备|probationary|on probation"),
        Stage.FULL: either("正式党员|中共党员|党员|正式|中共正式党员|full|member"),
    },
    "status": {
        Status.NORMAL: either("正常|在册|在籍|正常党籍|normal|active|good standing"),
        Status.AWAY: either("外出|暂时外出|流动|流动党员|出国|出国境|暂离|临时外出|away|abroad"),
        Status.TRANSFERRED: either("转出|已转出|组织关系转出|转走|transferred"),
        Status.LEFT: either("退党|离开|自行脱党|已离开"),
        Status.SUSPENDED: either("停止党籍|停籍|中止|suspended"),
        Status.REMOVED: either("除名|开除党籍|开除|取消资格|expelled"),
        Status.DECEASED: either("去世|已故|死亡|逝世|已去世|dead"),
    },
    "role": {
        Role.BRANCH_SECRETARY: either("支部书记|党支部书记|书记|支书|党总支书记|总支书记|支部书记兼宣传委员|secretary"),
        Role.ORGANISER: either("组织员|专职组织员|兼职组织员|organizer"),
        Role.COMMITTEE_OFFICER: either(
            "党委干部|组织部干部|组织部工作人员|党委工作人员|党务工作者|组织部|党委干事|党务干部|officer"
        ),
        Role.INSTRUCTOR: either("讲师|党校讲师|教员|党员教育讲师|任课教师|lecturer|teacher"),
        Role.HOST: either("主持人|课堂主持人|主持|host"),
        Role.GROUP_LEADER: either("党小组长|小组长|group leader"),
        Role.COHORT_COORDINATOR: either("班主任|class coordinator|class teacher"),
        Role.REVIEWER: either("审核员|审稿人|审核|评审|审阅人"),
        Role.MODERATOR: either("讨论管理员|评论审核员|内容管理|版主|moderator"),
        Role.SYSTEM_ADMINISTRATOR: either("系统管理员|sysadmin"),
        Role.SECURITY_ADMINISTRATOR: either("安全管理员|安全保密管理员"),
        Role.AUDIT_ADMINISTRATOR: either("审计管理员|安全审计员|auditor"),
    },
    "kind": {
        BuiltInKind.COMMITTEE: either("党委|党的委员会|校党委|党委会|基层党委"),
        BuiltInKind.SUB_COMMITTEE: either("二级党委|学院党委|分党委|院系党委|二级学院党委|院级党委"),
        BuiltInKind.GENERAL_BRANCH: either("党总支|总支|党总支部|总支部"),
        BuiltInKind.BRANCH: either("党支部|支部|普通党支部"),
        BuiltInKind.DIRECT_BRANCH: either("直属党支部|直属支部"),
        BuiltInKind.JOINT_BRANCH: either("联合党支部|联合支部"),
        BuiltInKind.TEMPORARY_BRANCH: either("临时党支部|临时支部"),
        BuiltInKind.GROUP: either("党小组|小组"),
    },
}


def lookup(choices: str, more: Iterable[tuple[str, str]] = ()) -> Mapping[str, str]:
    """Folded word → value. `more` are (word, value) pairs, such as labels in every language and an operator's words."""
    pairs = [(word, value) for value, words in WORDS[choices].items() for word in (value, *words)]
    return {fold(word): value for word, value in (*pairs, *more)}
