"""What can be wrong with a whole file or with the moment; flaws of single cells are `findings`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid


class FileUnfit(Invalid):
    """The file as a whole cannot be read; each subclass says why and what to do."""

    code = "import-file-unfit"
    sentence = _("This file cannot be read. Please save it as .xlsx or .csv and choose it again.")


class FileTooLarge(FileUnfit):
    code = "import-file-too-large"
    sentence = _("The file is larger than %(megabytes)s MB. Please split it and import the parts one after another.")


class FileEmpty(FileUnfit):
    code = "import-file-empty"
    sentence = _("The file holds no rows below its headings. Please fill in the template and choose it again.")


class OldWorkbook(FileUnfit):
    code = "import-file-old"
    sentence = _(
        "This is a workbook of an old kind (.xls) or one with a password. "
        "Please open it, remove the password, save it as .xlsx and choose that file."
    )


class NotASheet(FileUnfit):
    code = "import-file-no-sheet"
    sentence = _(
        "This is no sheet, whatever its name says. Please open it in your spreadsheet program, save it as .xlsx "
        "and choose that file."
    )


class Bloated(FileUnfit):
    code = "import-file-bloated"
    sentence = _(
        "This workbook unpacks to far more than it holds. Please copy the rows into a fresh template and choose that."
    )


class TooManyRows(FileUnfit):
    code = "import-too-many-rows"
    sentence = _("The file has more than %(most)s rows. Please split it and import the parts one after another.")


class TooManyColumns(FileUnfit):
    code = "import-too-many-columns"
    sentence = _("The file has more than %(most)s columns. Please remove those that are not needed.")


class UnclosedQuote(FileUnfit):
    code = "import-quote-open"
    sentence = _("After row %(row)s a quotation mark is opened and never closed. Please correct that cell.")


class NoHeadings(FileUnfit):
    code = "import-no-headings"
    sentence = _(
        "No row with headings was found among the first ten. Please put the headings of the template above your rows."
    )


class ColumnsMissing(Invalid):
    """The chosen columns leave out one without which no row can be understood."""

    code = "import-columns-missing"
    sentence = _("Please say which column holds: %(columns)s.")


class WrongMoment(Conflict):
    """The import is not in the state in which this can be done."""

    code = "import-wrong-moment"
    sentence = _("This import has moved on in the meantime. Please look at it again.")


class UndoOver(Conflict):
    code = "import-undo-over"
    sentence = _("This import can no longer be undone, because thirty days have passed.")


class ExportGone(Conflict):
    code = "export-gone"
    status = 410
    sentence = _("This export was kept for 24 hours and is gone. Please ask for a new one.")
