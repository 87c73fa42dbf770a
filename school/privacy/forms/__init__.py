from school.privacy.forms.erasing import ErasureForm
from school.privacy.forms.reasons import ExportForm, ReasonForm

__all__ = ["ErasureForm", "ExportForm", "ReasonForm"]
