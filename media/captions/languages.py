"""Languages that captions may be in, each named as its speakers write it. Pure."""

from typing import Final

LANGUAGES: Final = {
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
    "en": "English",
    "bo": "བོད་ཡིག",
    "ug": "ئۇيغۇرچە",
    "mn": "ᠮᠣᠩᠭᠣᠯ",
    "kk": "قازاقشا",
    "za": "Vahcuengh",
    "ii": "ꆈꌠꉙ",
    "ko": "한국어",
    "ja": "日本語",
    "ru": "Русский",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
}


def label_of(language: str) -> str:
    """What players offer; the code itself for a language that is not in the list."""
    return LANGUAGES.get(language, language)
