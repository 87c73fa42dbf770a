"""Routes of imports and exports."""

from __future__ import annotations

from django.urls import path

from school.importing.views import batch, deciding, exports, imports, templates

app_name = "importing"
urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new_import, name="new_import"),
    path("imports/templates/<slug:kind>.<slug:format_name>", templates.template, name="template"),
    path("imports/<slug:batch_id>/", batch.batch, name="batch"),
    path("imports/<slug:batch_id>/columns/", batch.columns, name="columns"),
    path("imports/<slug:batch_id>/progress", batch.progress, name="batch_progress"),
    path("imports/<slug:batch_id>/errors.xlsx", batch.error_rows, name="error_rows"),
    path("imports/<slug:batch_id>/apply/", deciding.apply, name="apply"),
    path("imports/<slug:batch_id>/undo/", deciding.undo, name="undo"),
    path("imports/<slug:batch_id>/cancel/", deciding.cancel, name="cancel"),
    path("imports/<slug:batch_id>/retry/", deciding.retry, name="retry"),
    path("exports/", exports.exports, name="exports"),
    path("exports/new/", exports.new_export, name="new_export"),
    path("exports/<slug:job_id>/", exports.export, name="export"),
    path("exports/<slug:job_id>/progress", exports.progress, name="export_progress"),
    path("exports/<slug:job_id>/file", exports.file, name="export_file"),
]
