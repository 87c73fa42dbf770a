from school.privacy.forms.reasons import ExportForm, ReasonForm

__all__ = ["ExportForm", "ReasonForm"]
