"""Routes of the tree."""

from __future__ import annotations

from django.urls import path

from school.organisation.views.tree import changing, kinds, node, regrouping, splitting, tree, undoing

urlpatterns = [
    path("organisation/", tree.tree, name="tree"),
    path("organisation/kinds/", kinds.kinds, name="kinds"),
    path("organisation/kinds/new/", kinds.new_kind, name="new_kind"),
    path("organisation/kinds/<slug:code>/", kinds.edit_kind, name="edit_kind"),
    path("organisation/kinds/<slug:code>/delete/", kinds.remove_kind, name="remove_kind"),
    path("organisation/changes/<slug:change_id>/undo/", undoing.undo, name="undo_change"),
    path("organisation/<slug:node_id>/", node.node, name="node"),
    path("organisation/<slug:node_id>/children/", tree.children, name="node_children"),
    path("organisation/<slug:node_id>/history/", node.history, name="node_history"),
    path("organisation/<slug:node_id>/new/", changing.found, name="found_node"),
    path("organisation/<slug:node_id>/edit/", changing.edit, name="edit_node"),
    path("organisation/<slug:node_id>/move/", regrouping.move, name="move_node"),
    path("organisation/<slug:node_id>/merge/", regrouping.merge, name="merge_node"),
    path("organisation/<slug:node_id>/split/", splitting.split, name="split_node"),
    path("organisation/<slug:node_id>/close/", changing.close, name="close_node"),
]
