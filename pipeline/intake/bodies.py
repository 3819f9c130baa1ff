"""The text of a mail: which parts are its body, HTML reduced to lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline import media
from pipeline.intake.charsets import decode_text
from pipeline.intake.flowed import unflow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.intake.leaves import Part

MAX_TEXT: Final = 500_000  # characters of the body that are looked at as text; the documents keep everything

_BLOCKS: Final = {"p", "div", "tr", "li", "table", "ul", "ol", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
                       "blockquote", "pre", "dt", "dd", "section", "article", "header", "footer", "title"}  # fmt: skip
_UNSEEN: Final = {"head", "script", "style", "template", "noscript", "object"}
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_MAX_LINK: Final = 4000
_QUOTE_CLASSES: Final = ("gmail_quote", "yahoo_quoted", "moz-cite")


def is_body(part: Part) -> bool:
    """Whether a part is text that its sender wrote into the mail itself: text with no file name, not attached."""
    written = part.declared in {"", media.TEXT, media.HTML, "text/enriched", "application/xhtml+xml"}
    return written and not part.name and not part.attached and part.media in {media.TEXT, media.HTML}


def text_of(part: Part) -> tuple[str, bool]:
    """The characters of a text part, wrapped paragraphs put together, and whether its charset was sure."""
    text, sure = decode_text(part.data, part.charset)
    if part.flow and part.media == media.TEXT:
        text = unflow(text, delete_space=part.flow == "delsp")
    return text, sure


def body_text(parts: Sequence[Part]) -> str:
    """What the mail says as plain text, line ends LF: of alternatives the plain one, else the HTML."""
    bodies = [part for part in parts if is_body(part) and not part.inside]
    plain = {part.alternative for part in bodies if part.media == media.TEXT and part.data.strip()}
    texts = []
    for part in bodies:
        if part.media == media.TEXT:
            texts.append(text_of(part)[0])
        elif not (part.alternative and part.alternative in plain):
            texts.append(html_text(text_of(part)[0]))
    whole = "\n".join(text.strip("\r\n") for text in texts if text.strip())[:MAX_TEXT]
    return whole.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")


def html_text(html: str, *, links: bool = False) -> str:
    """HTML as lines of text; quoted mail is marked with `> ` like in plain text. Never raises.

    With `links`, the address of each link stands in angle brackets behind its words.
    """
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(html[: 4 * MAX_TEXT].encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    lines = [line.strip(" \t") for line in "".join(_pieces(root, links=links)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(root: etree._Element, *, links: bool) -> Iterator[str]:
    """The text of a tree in order, with line ends where a browser breaks lines."""
    unseen = quotes = 0
    fresh = "\n"
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).lower()
        opens = event == "start"
        quotes += (1 if opens else -1) * _is_quote(tag, element)
        unseen += (1 if opens else -1) * (tag in _UNSEEN)
        fresh = "\n" + "> " * min(quotes, 5)
        if not unseen and ((opens and tag == "br") or tag in _BLOCKS):
            yield fresh
        elif not opens and not unseen and tag in {"td", "th"}:
            yield " "
        if links and not opens and tag == "a" and not unseen:
            yield f" <{_BLANKS.sub('', element.get('href') or '')[:_MAX_LINK]}> "
        words = element.text if opens else element.tail
        if words and not unseen:
            yield _words(words, fresh, kept=tag == "pre" and opens)


def _words(text: str, fresh: str, *, kept: bool) -> str:
    return text.replace("\n", fresh) if kept else _BLANKS.sub(" ", text)


def _is_quote(tag: str, element: etree._Element) -> bool:
    if tag != "blockquote":
        return False
    classes = element.get("class") or ""
    return element.get("type") == "cite" or any(each in classes for each in _QUOTE_CLASSES)
