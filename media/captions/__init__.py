"""Captions: reading and writing WebVTT and SubRip, mending what came broken, serving, searching."""

from media.captions.serving import served_text

__all__ = ["served_text"]
