"""Masked forms in templates, so that no page has to cut strings itself."""

from __future__ import annotations

from django import template

from school.privacy import masking

register = template.Library()
register.filter("masked_phone", masking.mask_phone)
register.filter("masked_email", masking.mask_email)
register.filter("masked_name", masking.mask_name)
register.filter("masked_identity", masking.mask_identity)
