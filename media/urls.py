"""Pages of media, and the tus end point, which streams and therefore stays outside the API framework."""

from django.urls import path

from media.views import caption_files, captions, library, original, posters, tus, uploading

app_name = "media"
CAPTIONS = "studio/uploads/<slug:asset_id>/captions/"
urlpatterns = [
    path("studio/uploads/", uploading.library, name="library"),
    path("studio/uploads/<slug:asset_id>/", library.asset_page, name="asset"),
    path("studio/uploads/<slug:asset_id>/delete/", library.delete, name="delete"),
    path("studio/uploads/<slug:asset_id>/retry/", library.retry, name="retry"),
    path("studio/uploads/<slug:asset_id>/original/", original.original, name="original"),
    path("studio/uploads/<slug:asset_id>/poster/", posters.choose, name="choose_poster"),
    path("studio/uploads/<slug:asset_id>/posters/<int:poster>.jpg", posters.candidate, name="poster"),
    path(f"{CAPTIONS}", captions.captions, name="captions"),
    path(f"{CAPTIONS}transcribe/", caption_files.transcribe, name="transcribe"),
    path(f"{CAPTIONS}<slug:language>/", captions.caption, name="caption"),
    path(f"{CAPTIONS}<slug:language>/file/", caption_files.caption_file, name="caption_file"),
    path(f"{CAPTIONS}<slug:language>/move/", captions.move, name="move_caption"),
    path(f"{CAPTIONS}<slug:language>/label/", captions.label, name="label_caption"),
    path(f"{CAPTIONS}<slug:language>/publish/", captions.publish, name="publish_caption"),
    path(f"{CAPTIONS}<slug:language>/withdraw/", captions.withdraw, name="withdraw_caption"),
    path(f"{CAPTIONS}<slug:language>/delete/", captions.delete, name="delete_caption"),
    path(f"{CAPTIONS}<slug:language>/download.<slug:suffix>", captions.download, name="download_caption"),
    path(f"{CAPTIONS}<slug:language>/versions/", caption_files.versions, name="caption_versions"),
    path(f"{CAPTIONS}<slug:language>/versions/<int:number>/", caption_files.version, name="caption_version"),
    path("api/uploads/", tus.uploads, name="tus_uploads"),
    path("api/uploads/<slug:asset_id>", tus.upload, name="tus_upload"),
]
