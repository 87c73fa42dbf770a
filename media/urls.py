"""Pages of media, and the tus end point, which streams and therefore stays outside the API framework."""

from django.urls import path

from media.views import tus, uploading

app_name = "media"
urlpatterns = [
    path("studio/uploads/", uploading.upload_page, name="upload"),
    path("studio/uploads/<slug:asset_id>/", uploading.asset_page, name="asset"),
    path("api/uploads/", tus.uploads, name="tus_uploads"),
    path("api/uploads/<slug:asset_id>", tus.upload, name="tus_upload"),
]
