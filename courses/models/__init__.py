from courses.models.audience import CourseAudience
from courses.models.chapter import Chapter
from courses.models.course import Course, CourseState
from courses.models.lecture import Lecture
from courses.models.revision import CourseRevision, LectureRevision

__all__ = ["Chapter", "Course", "CourseAudience", "CourseRevision", "CourseState", "Lecture", "LectureRevision"]
