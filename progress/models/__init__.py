from progress.models.accepted_beat import AcceptedBeat
from progress.models.completion import CourseCompletion, CreditOutcome, DecidingFact, LectureCompletion
from progress.models.coverage import Coverage
from progress.models.insight import LectureInsight
from progress.models.ledger_entry import LedgerEntry
from progress.models.progress_difference import ProgressDifference
from progress.models.reading import Reading, SectionReached
from progress.models.requirement import Exemption, StudyRequirement
from progress.models.rule_set import RuleSet, RuleVersion
from progress.models.spent_time import SpentTime
from progress.models.viewing_session import ClosingReason, ViewingSession

__all__ = [
    "AcceptedBeat",
    "ClosingReason",
    "CourseCompletion",
    "Coverage",
    "CreditOutcome",
    "DecidingFact",
    "Exemption",
    "LectureCompletion",
    "LectureInsight",
    "LedgerEntry",
    "ProgressDifference",
    "Reading",
    "RuleSet",
    "RuleVersion",
    "SectionReached",
    "SpentTime",
    "StudyRequirement",
    "ViewingSession",
]
