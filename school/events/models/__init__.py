from school.events.models.event_record import EventRecord

__all__ = ["EventRecord"]
