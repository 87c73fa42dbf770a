"""Which browser on which device, in the names that makers gave them: enough to recognise one's own."""

from __future__ import annotations

import re

# The first that fits wins: most browsers also call themselves Chrome or Safari.
BROWSERS = (
    ("WeChat", r"MicroMessenger"),
    ("DingTalk", r"DingTalk"),
    ("QQ", r"MQQBrowser|QQ/"),
    ("UC", r"UCBrowser|UCWEB"),
    ("Edge", r"Edg[eA]?/|EdgiOS"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrom(e|ium)|CriOS"),
    ("Safari", r"Safari|AppleWebKit"),
)
DEVICES = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("HarmonyOS", r"HarmonyOS|OpenHarmony"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)


def device_named(user_agent: str) -> str:
    """For example "WeChat · iPhone"; empty when nothing is recognised."""
    return " · ".join(filter(None, (_first(BROWSERS, user_agent), _first(DEVICES, user_agent))))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")
