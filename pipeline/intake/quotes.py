"""Quoted history cut from the text of a reply: what others wrote earlier is not what this sender says now."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = re.compile(r"\s{0,3}>")
_MAX_INTRO_LINES: Final = 3
_MAX_INTRO: Final = 300  # characters of "On <date>, <name> <address> wrote:"
_BLOCK_LINES: Final = 5

_INTRO: Final = re.compile(
    r"""(?ix)^\s*(?:
      on\s.+\swrote | le\s.+\sa\sécrit | el\s.+\s(?:escribió|va\sescriure|ha\sescrit) | em\s.+\sescreveu |
      a\s.+\sescreveu | il\s.+\sha\sscritto | am\s.+\sschrieb.* | op\s.+\sschreef.* | pada\s.+\smenulis |
      vào\s.+\sđã\sviết | dnia\s.+\snapisał.* | den\s.+\sskrev.* | .+\starihinde\s.+\syazdı |
      .+\s(?:пишет|писал|написал).* |
      .+(?:写道|寫道|님이\s작성|작성|のメール|さんは書きました) | (?:في|بتاريخ)\s.+\s?كتب.*
    )\s*[:：]\s*$"""
)  # fmt: skip
_ORIGINAL: Final = re.compile(
    r"""(?ix)^\s*[-_*]{2,}\s*(?:
      original\smessage | message\sd['’]origine | message\soriginal | mensaje\soriginal | missatge\soriginal |
      mensagem\soriginal | messaggio\soriginale | ursprüngliche\snachricht | oorspronkelijk\sbericht |
      pesan\sasli | orijinal\s(?:ileti|mesaj) | исходное\sсообщение | 원본\s메시지 | 原始邮件 | الرسالة\sالأصلية
    )\s*[-_*]{2,}"""
)
_FROM_LINE: Final = re.compile(
    r"(?i)^\s*\*?(?:from|de|von|da|van|dari|kimden|от|من|보낸\s?사람|发件人|寄件者|差出人)\s?\*?\s?[:：]\*?\s*\S"
)
_SENT_LINE: Final = re.compile(
    r"""(?ix)^\s*\*?(?:
      sent | date | envoyé(?:\sle)? | enviado(?:\sel|\sem)? | enviada\sem | enviat | fecha | data | gesendet | datum |
      inviato |      verzonden | dikirim | terkirim | tanggal | gönderildi | tarih | отправлено | дата |
      تاريخ(?:\sالإرسال)? | إرسال | 보낸\s?날짜 | 날짜 | 发送时间 | 日期 | 送信日時
    )\s?\*?\s?[:：]"""
)
_FORWARD_SUBJECT: Final = re.compile(
    r"(?i)^\s*(?:fwd?|tr|rv|enc|wg|rvs|doorst|vs|i|إعادة توجيه|전달|轉寄|转发)\s?[:：]"
)
_DIVIDER: Final = re.compile(r"^\s*[_-]{5,}\s*$")


def is_forward(subject: str) -> bool:
    """Whether a subject says that the mail passes on what someone else wrote: that is then its very content."""
    return _FORWARD_SUBJECT.match(subject) is not None


def cut_history(text: str, *, forward: bool = False) -> str:
    """The text without quoted history: marked lines, and all below an unmarked quote's introduction.

    Signatures stay. Of a forward (`forward`) what stands below "From: ... Sent: ..." stays too.
    """
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        length = 0 if _QUOTED.match(line) else _intro_length(lines, at)
        if length and not _quoted_follows(lines, at + length):
            break
        if not forward and _begins_block(lines, at):
            break
        if not length and not _QUOTED.match(line):
            kept.append(line)
        at += length or 1
    while kept and (not kept[-1].strip() or _DIVIDER.match(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip("\n")


def _intro_length(lines: list[str], at: int) -> int:
    """How many lines "On ... wrote:" takes here (mailers wrap it), 0 where it does not stand here."""
    joined = ""
    for length in range(1, _MAX_INTRO_LINES + 1):
        if at + length > len(lines) or not lines[at + length - 1].strip():
            return 0
        joined = f"{joined} {lines[at + length - 1].strip()}".strip()
        if len(joined) > _MAX_INTRO:
            return 0
        if joined.endswith((":", "：")) and any(char.isdigit() for char in joined) and _INTRO.match(joined):
            return length
    return 0


def _quoted_follows(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at:] if line.strip()), "")
    return _QUOTED.match(following) is not None


def _begins_block(lines: list[str], at: int) -> bool:
    """Whether an unmarked quote begins here: a divider that says so, or the head that Outlook puts above it."""
    if _ORIGINAL.match(lines[at]):
        return True
    if not _FROM_LINE.match(lines[at]):
        return False
    return any(_SENT_LINE.match(line) for line in lines[at + 1 : at + _BLOCK_LINES])
