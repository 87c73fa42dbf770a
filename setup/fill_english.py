"""The message ids are English sentences; the English catalogue holds them as they are, whole like the other two."""

import polib
from compile_messages import catalogues


def main() -> None:
    """Fill every entry of the English catalogue with its own id."""
    for path in catalogues():
        if "en" not in path.parts:
            continue
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            if entry.msgid_plural:
                entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
            else:
                entry.msgstr = entry.msgid
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
        catalogue.save()


if __name__ == "__main__":
    main()
