from realtime.models.lecture_session import LectureSession
from realtime.models.presence_interval import PresenceInterval
from realtime.models.register_entry import RegisterEntry, Standing
from realtime.models.room_event import EventKind, RoomEvent
from realtime.models.study_session import SessionState, StudySession

__all__ = [
    "EventKind",
    "LectureSession",
    "PresenceInterval",
    "RegisterEntry",
    "RoomEvent",
    "SessionState",
    "Standing",
    "StudySession",
]
