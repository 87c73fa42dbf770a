"""The pure part: from a head count, a seed and a day to everything the college is. No ORM and no clock."""

from school.demo.college.plan import BranchPlan, CollegePlan, OfficePlan, PersonPlan, Study
from school.demo.college.planning import plan_college

__all__ = ["BranchPlan", "CollegePlan", "OfficePlan", "PersonPlan", "Study", "plan_college"]
