"""What can go wrong when people talk, as codes with sentences that say what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, Invalid, SchoolError, TooMany


class PostingClosed(Forbidden):
    """The edge said that this member may not write here."""

    code = "posting-closed"
    sentence = _("Nothing can be written here at the moment.")


class PostingBlocked(Forbidden):
    """A moderator took the right to write for some days. Facts: ``until`` (a date in words), ``reason``."""

    code = "posting-blocked"
    sentence = _("You cannot write here until %(until)s. Reason: %(reason)s")


class ThreadLocked(Conflict):
    """The thread takes no more replies."""

    code = "thread-locked"
    sentence = _("This thread is closed to new replies. You can open a question of your own.")


class TextMissing(Invalid):
    """There is nothing but white space."""

    code = "post-empty"
    sentence = _("Please write something first.")


class TextTooLong(Invalid):
    """Facts: ``most`` and ``over``, in characters."""

    code = "post-too-long"
    sentence = _("Please shorten it by %(over)s characters; there is room for %(most)s.")


class WordRefused(Invalid):
    """A word of the operator's list. Facts: ``word`` and ``advice``, a sentence or nothing."""

    code = "word-refused"
    sentence = _("The word “%(word)s” is not allowed here. %(advice)s")


class WordAdvised(Conflict):
    """A word of the list about which the author is asked once. Facts as `WordRefused`."""

    code = "word-advised"
    sentence = _("Please look at the word “%(word)s” once more. %(advice)s You can send it nevertheless.")


class AlreadySaid(Conflict):
    """The same words by the same member in the same thread, or about the same thing."""

    code = "post-duplicate"
    sentence = _("You have already written this here.")


class TooSoon(TooMany):
    """Slow mode of a thread. Fact: ``seconds``."""

    code = "post-too-soon"
    sentence = _("Please wait %(seconds)s seconds before you write here again.")


class TooManyPosts(TooMany):
    """The hourly number of posts. Fact: ``most``."""

    code = "post-too-many"
    sentence = _("You have written %(most)s times within an hour. Please go on a little later.")


class EditingOver(Conflict):
    """Fact: ``minutes``."""

    code = "post-editing-over"
    sentence = _("A post can be changed for %(minutes)s minutes. You can withdraw it and write a new one.")


class NothingToDecide(Conflict):
    """Somebody has decided in the meantime, or the state does not allow this."""

    code = "post-already-decided"
    sentence = _("This has been decided in the meantime. Please look at the post again.")


class AlreadyObjected(Conflict):
    """An author has one reply."""

    code = "post-already-objected"
    sentence = _("You have already replied to this decision. A moderator will look at it.")


class OwnPost(Forbidden):
    """Nobody reports or moderates what she wrote herself."""

    code = "post-own"
    sentence = _("This is your own post. You can withdraw it.")


class WordListed(Conflict):
    """The word stands in the list already."""

    code = "word-listed"
    sentence = _("This word stands in the list already.")


class WordListUnreadable(Invalid):
    """Facts: ``line`` and ``why``."""

    code = "word-list-unreadable"
    sentence = _("Line %(line)s cannot be read: %(why)s")


class StepIsImmutable(SchoolError):
    """A programming error: something tried to change what was decided."""

    code = "step-is-immutable"
    status = 500
    sentence = _("What moderators decided cannot be changed afterwards.")
