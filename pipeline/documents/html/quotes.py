"""What a mail quotes of earlier mail, as the mail programs mark it, taken out of an HTML body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.documents.xml import tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_QUOTE_CLASSES: Final = frozenset({"yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "zmail_extra"})
_HISTORY_IDS: Final = frozenset({"divRplyFwdMsg", "mail-editor-reference-message-container", "OutlookMessageHeader"})
# Word's HTML draws a rule above "From: ... Sent: ... To: ..."; the colours differ, the rest does not
_OUTLOOK_RULE: Final = re.compile(r"border:none;border-top:solid#?\w+1\.0pt;padding:3\.0pt0")


def drop_history(root: Element) -> bool:
    """Take quoted replies out of the tree; whether there were any.

    What follows Outlook's header goes only where something stands before it: a mail that is nothing but a forwarded
    one must be read.
    """
    quotes = [each for each in root.iter() if _is_quote(each)]
    for quote in quotes:
        _remove(quote)
    header = next((each for each in root.iter() if _is_outlook_header(each)), None)
    if header is None or not _has_text_before(header):
        return bool(quotes)
    _remove_from(header)
    return True


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _is_quote(element: Element) -> bool:
    tag, classes = tag_of(element), _classes(element)
    if tag == "blockquote":
        return (element.get("type") or "").lower() == "cite" or "gmail_quote" in classes
    if classes & {"gmail_quote", "gmail_quote_container"}:  # forwarded mail has the class, but no quote inside
        return any("gmail_quote" in _classes(each) for each in element.iter("blockquote"))
    return bool(classes & _QUOTE_CLASSES)


def _is_outlook_header(element: Element) -> bool:
    if element.get("id") in _HISTORY_IDS:
        return True
    style = element.get("style")
    return style is not None and _OUTLOOK_RULE.search(re.sub(r"\s", "", style).lower()) is not None


def _has_text_before(header: Element) -> bool:
    texts = header.xpath("preceding::text()[not(parent::style or parent::script or parent::title)]")
    return isinstance(texts, list) and any(str(text).strip() for text in texts)


def _remove(element: Element) -> None:
    """Take an element out of its parent; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _remove_from(element: Element) -> None:
    """Take out an element and all that follows it in the document."""
    for step in (element, *element.iterancestors()):
        parent = step.getparent()
        if parent is None:
            break
        step.tail = None
        for sibling in list(step.itersiblings()):
            parent.remove(sibling)
    _remove(element)
