from school.notices.models.notice import Notice
from school.notices.models.notice_mail import MailState, NoticeMail
from school.notices.models.outgoing import Outgoing
from school.notices.models.preference import KindPreference, Rhythm

__all__ = ["KindPreference", "MailState", "Notice", "NoticeMail", "Outgoing", "Rhythm"]
