"""Routes of offices and of the tasks addressed to them."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
