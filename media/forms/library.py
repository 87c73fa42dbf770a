"""What an author says in the media library: which files she looks for, which one she sends, what one is called."""

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.captions.searching import captions_saying
from media.models import UNFINISHED, AssetKind, AssetQuerySet, AssetState

STATES: Final[dict[str, tuple[str, ...]]] = {
    "ready": (AssetState.READY,),
    "preparing": UNFINISHED,
    "failed": (AssetState.FAILED,),
    "uploading": (AssetState.UPLOADING,),
}
STATE_WORDS: Final = (
    ("", _("In every state")),
    ("ready", _("Ready")),
    ("preparing", _("Being prepared")),
    ("failed", _("Not usable")),
    ("uploading", _("Not completely arrived")),
)
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "newest": ("-created_at", "-pk"),
    "oldest": ("created_at", "pk"),
    "title": ("title", "pk"),
    "largest": ("-size", "-pk"),
    "longest": ("-duration_ms", "-pk"),
}
ORDER_WORDS: Final = (
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("title", _("By title")),
    ("largest", _("Largest first")),
    ("longest", _("Longest first")),
)


class LibraryFilter(forms.Form):
    """Everything may be missing or senseless: then it does not narrow."""

    q = forms.CharField(
        label=_("Title, file name or what is said"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=(("", _("Every kind")), *AssetKind.choices))
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATE_WORDS)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDER_WORDS)
    unused = forms.BooleanField(label=_("Only files that nothing uses"), required=False)

    def narrowed(self, found: AssetQuerySet) -> AssetQuerySet:
        """The files that fit, in the order that was asked for."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        if words := asked.get("q", ""):
            said = captions_saying(words).values("asset_id")
            found = found.filter(Q(pk__in=found.titled_like(words).values("pk")) | Q(pk__in=said))
        if asked.get("kind"):
            found = found.filter(kind=asked["kind"])
        if asked.get("state"):
            found = found.filter(state__in=STATES[asked["state"]])
        else:
            # What has not arrived stands above the list, or is somebody else's business.
            found = found.exclude(state=AssetState.UPLOADING)
        if asked.get("unused"):
            found = found.unused()
        return found.order_by(*ORDERS[asked.get("order") or "newest"])

    @property
    def words(self) -> str:
        """What titles, names or captions have to hold; empty for nothing."""
        return str(self.cleaned_data.get("q", ""))

    @property
    def narrows_further(self) -> bool:
        """Whether one of the ways is used that wait behind a word."""
        return any(self.cleaned_data.get(name) for name in ("state", "order", "unused"))

    @property
    def narrows(self) -> bool:
        """Whether fewer files are shown than there are."""
        return any(self.cleaned_data.get(name) for name in ("q", "kind", "state", "unused"))


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """As many files as were chosen; each must be whole and named."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list of files, empty when none was chosen."""
        return [super(_FilesField, self).clean(file, initial) for file in data or []]


class UploadForm(forms.Form):
    """One or several files. `asset` is filled in by the script, when the bytes have arrived in pieces already."""

    asset = forms.SlugField(required=False, widget=forms.HiddenInput)
    file = _FilesField(label=_("Video, sound or slides"), required=False)

    def clean(self) -> None:
        """One of the two must be there."""
        super().clean()
        if not self.cleaned_data.get("asset") and not self.cleaned_data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose a file."))


class TitleForm(forms.Form):
    """What a file is called in the library."""

    title = forms.CharField(label=_("Title"), max_length=200)
