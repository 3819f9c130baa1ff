"""Which folder of an IMAP server is meant: by the name in the configuration, by its special use, or by a usual name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from imap_tools.imap_utf7 import utf7_encode

from pipeline.errors import CannotDoError
from pipeline.intake.imap_replies import Folder, folders
from pipeline.intake.imap_session import quoted

if TYPE_CHECKING:
    from pipeline.intake.imap_session import Session

_ROOM: Final = 8 << 20  # bytes of a list of folders; an office with 20,000 of them has 2 MB
_SHOWN: Final = 10

DRAFTS: Final = "\\drafts"
SENT: Final = "\\sent"

_NAMES: Final = {
    DRAFTS: (
        "Drafts", "Draft", "Brouillons", "Borradores", "Draf", "Konsep", "Rascunhos", "Esborranys", "Entwürfe", "Bozze",
        "Concepten", "Utkast", "Kladder", "Luonnokset", "Wersje robocze", "Koncepty", "Taslaklar", "Черновики",
        "임시보관함", "임시 보관함", "المسودات", "مسودات", "草稿", "草稿箱", "下書き", "Zirriborroak", "Borradors",
    ),
    SENT: (
        "Sent", "Sent Items", "Sent Messages", "Sent Mail", "Éléments envoyés", "Messages envoyés", "Envoyés",
        "Enviados", "Elementos enviados", "Mensajes enviados", "Correo enviado", "Itens enviados", "Item Terkirim",
        "Terkirim", "Pesan Terkirim", "Enviats", "Elements enviats", "Gesendet", "Gesendete Elemente",
        "Gesendete Objekte", "Inviata", "Posta inviata", "Verzonden", "Verzonden items", "Skickat", "Sendt",
        "Lähetetyt", "Wysłane", "Odeslaná pošta", "Gönderilmiş Öğeler", "Отправленные", "보낸편지함", "보낸 편지함",
        "العناصر المرسلة", "البريد المرسل", "已发送", "送信済み", "Bidalitakoak",
    ),
}  # fmt: skip
"""What mail programs call these folders where the server does not say which they are; most usual first."""


def list_folders(session: Session) -> list[Folder]:
    """All folders, with their special use (RFC 6154) as far as the server tells it; asked for once in a connection."""
    if session.folders is None:
        session.folders = _listed(session, '""', '"*"')
        if "SPECIAL-USE" in session.capabilities and not any(DRAFTS in each.marks for each in session.folders):
            marked = _listed(session, "(SPECIAL-USE)", '""', '"*"')
            session.folders = [*marked, *session.folders]  # the first of a name is the one that is found
    return session.folders


def _listed(session: Session, *what: str) -> list[Folder]:
    return folders(session.run("LIST", *what, room=_ROOM).of("LIST"))


def find_folder(session: Session, name: str, found: list[Folder]) -> Folder | None:
    """The folder of a name with `/` between its levels: as it stands, or with the server's separator and prefix."""
    wanted = (name, *_spellings(session, name, found))
    exact = {folder.name: folder for folder in reversed(found) if folder.opens}
    alike = {folder.name.casefold(): folder for folder in exact.values()}
    matches = (exact.get(each) or alike.get(each.casefold()) for each in wanted)
    return next((folder for folder in matches if folder), None)


def find_special(found: list[Folder], use: str) -> Folder | None:
    """The folder of a special use, else one that is called so in some language: at the top, or one level below."""
    marked = [folder for folder in found if folder.opens and use in folder.marks]
    if marked:
        return marked[0]
    names = [name.casefold() for name in _NAMES[use]]
    usual = [folder for folder in found if folder.opens and _depth(folder) <= 1 and _last(folder) in names]
    return min(usual, key=lambda folder: (_depth(folder), names.index(_last(folder))), default=None)


def make_folder(session: Session, name: str) -> Folder:
    """The folder of a name, made and subscribed to where it is missing.

    Raises:
        CannotDoError: the server does not let us make it.
    """
    found = list_folders(session)
    present = find_folder(session, name, found)
    if present:
        return present
    separator = _separator(found)
    full = _spellings(session, name, found)[-1]
    for end in _levels(full, separator):
        _create(session, encoded(full[:end]))
    raw = encoded(full)
    if not _create(session, raw):
        raise CannotDoError(
            f'The server does not let us make the folder "{name}". Make it in your mail program, or name another one.'
        )
    session.folders = None
    session.run("SUBSCRIBE", quoted(raw))  # else some mail programs do not show it
    return Folder(raw, full, separator, frozenset())


def names_shown(found: list[Folder]) -> str:
    """A few names of folders, for error messages."""
    names = [f'"{folder.name}"' for folder in found if folder.opens]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (", ".join(names[:_SHOWN]) or "none") + more


def _spellings(session: Session, name: str, found: list[Folder]) -> list[str]:
    """A name as the server would write it, without and (last) with the prefix of one's own folders (RFC 2342)."""
    own = name.replace("/", _separator(found) or "/")
    prefix = _prefix(session)
    return [own] if own.casefold().startswith(prefix.casefold()) else [own, prefix + own]


def _separator(found: list[Folder]) -> str:
    return next((folder.separator for folder in found if folder.separator), "")


def _prefix(session: Session) -> str:
    """Such as `INBOX.`; "" where folders stand at the top."""
    if "NAMESPACE" not in session.capabilities:
        return ""
    personal = session.run("NAMESPACE").text("NAMESPACE")
    return personal.removeprefix('(("').partition('"')[0] if personal.startswith('(("') else ""


def _levels(full: str, separator: str) -> list[int]:
    """Where each level above a folder ends; not all servers make these by themselves."""
    return [index for index, letter in enumerate(full) if separator and letter == separator and index]


def _create(session: Session, raw: str) -> bool:
    """Whether the folder is there then."""
    reply = session.run("CREATE", quoted(raw))
    return reply.ok or "ALREADYEXISTS" in reply.lines  # RFC 5530


def encoded(name: str) -> str:
    """A name in modified UTF-7 (RFC 3501 section 5.1.3)."""
    return utf7_encode(name).decode("ascii")


def _depth(folder: Folder) -> int:
    return folder.name.count(folder.separator) if folder.separator else 0


def _last(folder: Folder) -> str:
    return (folder.name.rpartition(folder.separator)[2] if folder.separator else folder.name).casefold()
