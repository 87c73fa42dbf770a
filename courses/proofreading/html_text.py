"""The words, the links and the pictures of a frozen section's HTML. Pure."""

from __future__ import annotations

from html.parser import HTMLParser

# Between these, words do not run on.
BLOCKS = frozenset({"p", "br", "hr", "h2", "h3", "h4", "li", "dt", "dd", "tr", "td", "th", "pre", "blockquote", "div"})


def words_of(html: str) -> str:
    """The text without tags; blocks are apart by line breaks."""
    lines = (" ".join(line.split()) for line in "".join(_read(html).words).split("\n"))
    return "\n".join(line for line in lines if line)


def links_of(html: str) -> tuple[str, ...]:
    """Addresses of the web that it links to, each once, in order."""
    return tuple(dict.fromkeys(address for address in _read(html).links if address.startswith(("http://", "https://"))))


def pictures_untold(html: str) -> tuple[str, ...]:
    """Addresses of the pictures without a description, in order."""
    return tuple(_read(html).untold)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []
        self.untold: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self.words.append("\n")
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        if tag == "img":
            if not said.get("alt", "").strip():
                self.untold.append(said.get("src", ""))
            self.words.append(said.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\n", " "))
