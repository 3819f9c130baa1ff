"""Invented members of many kinds, and what each golden text of the replies is made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.drafts.examples import CASES, kind_of
from pipeline.drafts.request import Applicant, Attachment, ReplyRequest, Role, UnreadFile, applicant_of
from pipeline.drafts.text import BLANK, LINK
from pipeline.records import DraftKind, DraftRow
from tests.unit.drafts.people import NOON, SECRETARIAT, campaign, mail, member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model import FieldValue

TEXTS: Final = (
    *(case for case in CASES if case != DraftKind.REMINDER),
    *("reminder-pledge", "reminder-missing", "reminder-unreadable"),
)
"""What has a golden text: each case, and a reminder of each kind."""

WOMAN: Final[dict[str, FieldValue]] = {
    "government_name": "Ajuntament de Vallclara d'Exemple",
    "government_type": "municipality",
    "country": "ES",
    "subdivision": "Tarragona",
    "population": 28696,
    "leader_name": "Marta Exemple Soler",
    "leader_title": "Alcaldessa",
    "leader_gender": "female",
    "mandate_start": "2023-06-01",
    "contact_name": "Joan Mostra",
    "contact_email": "joan.mostra@vallclara.example",
    "contact_phone": "+34930000000",
    "postal_address": "Plaça Major, 1, 43000 Vallclara",
    "website": "https://vallclara.example",
    "motivation": "Because human rights begin close to home.",
    "themes": ("housing", "climate"),
    "signed": True,
}
LONG: Final[dict[str, FieldValue]] = {
    "government_name": "Communauté d'agglomération du Val-d'Exemple-sur-Loire et des Hautes-Vallées-de-l'Invention",
    "government_type": "metropolis",
    "country": "FR",
    "leader_name": "Jean-Baptiste de La Fontaine-Exemple de Saint-Échantillon",
    "leader_title": "Président",
    "leader_gender": "male",
    "contact_name": "Anne-Sophie Modèle",
    "contact_email": "contact@val-exemple.example",
    "policies": "Une charte locale.",
    "signed": True,
}
DEGREES: Final[dict[str, FieldValue]] = {
    "government_name": "Kabupaten Contoh Raya",
    "government_type": "municipality",
    "country": "ID",
    "leader_name": "Wiratmaja Contoh, S.Pi., M.Si.",
    "leader_title": "Bupati",
    "leader_gender": "male",
    "contact_name": "Sulastri",
    "contact_email": "sulastri@contohraya.example",
    "motivation": "Hak asasi manusia dimulai dari daerah.",
    "signed": True,
}
ARABIC: Final[dict[str, FieldValue]] = {
    "government_name": "جماعة وادي المثال",
    "government_type": "municipality",
    "country": "MA",
    "leader_name": "ليلى المثالي",
    "leader_title": "رئيسة الجماعة",
    "leader_gender": "female",
    "contact_name": "يوسف النموذجي",
    "contact_email": "contact@wadi.example",
    "motivation": "حقوق الإنسان تبدأ من المدينة.",
    "signed": True,
}
KOREAN: Final[dict[str, FieldValue]] = {
    "government_name": "가상시",
    "government_type": "municipality",
    "country": "KR",
    "leader_name": "한예시",
    "leader_title": "시장",
    "contact_name": "김견본",
    "contact_email": "gyeonbon@gasang.example",
    "motivation": "인권은 도시에서 시작됩니다.",
    "signed": True,
}
ONE_WORD: Final[dict[str, FieldValue]] = {
    "government_name": "Northwick",
    "government_type": "municipality",
    "country": "GB",
    "leader_name": "Plato",
    "contact_email": "clerk@northwick.example",
    "signed": True,
}
PEOPLE: Final = (WOMAN, LONG, DEGREES, ARABIC, KOREAN, ONE_WORD)

_ALL_CODES: Final = ("password", "blank", "scan", "damaged", "too-large", "no-reader", "link", "")
_LACKS: Final = (
    ("leader_name", "leader_title", "leader_gender", "motivation", "signed"),
    ("contact_name",),
    ("leader_title", "signed"),
    ("country", "motivation"),
    ("leader_title",),
    (),
)
_NEW: Final[tuple[dict[str, FieldValue], ...]] = (
    {"leader_name": "Pere Antic", "population": 27000, "themes": ("housing",)},
    {"contact_name": "Paul Ancien", "policies": "Rien."},
    {},
    {"leader_name": "كريم السابق", "contact_email": "old@wadi.example"},
    {"leader_title": "시장 권한대행"},
    {"government_name": "Northwyke"},
)


def requests(text: str, language: str) -> Iterator[ReplyRequest]:
    """The mails whose bodies a golden holds: each member alone, then three together, then nobody who is known."""
    yield from (_request(text, language, (index,)) for index in range(len(PEOPLE)))
    if text != DraftKind.CONFIRMATION:
        yield _request(text, language, (0, 3, 5))
    if text in {"pledge", "held"}:
        yield _request(text, language, ())


def _request(text: str, language: str, who: tuple[int, ...]) -> ReplyRequest:
    """One mail. The first member's came in a wave, with all files; the second's late, with none; and so on."""
    case, _, reminds = text.partition("-")
    first = who[0] if who else len(PEOPLE)
    late = first % 2 == 1
    kind = kind_of(case)
    return ReplyRequest(
        draft=DraftRow(7, kind, 1, language, "<adhesion.reply.1@committee.example>", (), NOON),
        mail=None if kind is DraftKind.CONFIRMATION else mail(subject=""),
        campaign=campaign(),
        secretariat=SECRETARIAT,
        applicants=tuple(_applicant(case, index, late=late) for index in who),
        unread=_unread(case, reminds, first),
        attachments=() if late else tuple(_files(case, reminds, who)),
        received=dt.date(2024, 1, 1) if late else dt.date(2026, 3, 3),
        since=None if late and kind is not DraftKind.DUPLICATE else dt.date(2026, 1, 1),
        reminds=DraftKind(reminds) if reminds else None,
    )


def _applicant(case: str, index: int, *, late: bool) -> Applicant:
    values = PEOPLE[index]
    if case in {"missing", "duplicate", "reminder"}:
        values = {key: value for key, value in values.items() if key not in _LACKS[index]}
    if case == "pledge":
        values = {key: value for key, value in values.items() if key == "government_name"}
    who = member(values, number=index + 1, wave=None if late else "4")
    found = applicant_of(who, campaign())
    if case in {"missing", "reminder"} and index in {0, 2, 5}:
        found = replace(found, doubtful=("population", "country", "mandate_start", "themes"))
    if case == "update":
        before = _NEW[index]
        found = replace(found, changed=(*before, "signed") if before else (), before=tuple(before.items()))
    return found


def _unread(case: str, reminds: str, first: int) -> tuple[UnreadFile, ...]:
    if case == LINK:
        return (UnreadFile(("WeTransfer", "drive.example", "استمارة.example")[first % 3], "link"),)
    if case == BLANK:
        names = ("form.pdf", "formulaire d'adhésion.docx", "가입 신청서.pdf", "استمارة.pdf")
        return tuple(UnreadFile(name, "blank-form") for name in names[: first % 4 + 1])
    if DraftKind.UNREADABLE in (case, reminds):
        codes = _ALL_CODES if first == 0 else _ALL_CODES[first + 1 : first + 2]
        return tuple(UnreadFile(f"{code or 'file'}.pdf", code) for code in codes)
    return ()


def _files(case: str, reminds: str, who: tuple[int, ...]) -> Iterator[Attachment]:
    if case == DraftKind.WELCOME:
        for index in who:
            yield Attachment(f"M000{index + 1}-welcome.docx", b"PK")
            yield Attachment(f"M000{index + 1}-welcome.pdf", b"%PDF", media.PDF)
            if index != 2:
                yield Attachment(f"M000{index + 1}-certificate.pdf", b"%PDF", media.PDF, Role.CERTIFICATE)
    elif case in {"missing", "update", "duplicate", "confirmation"} or reminds == DraftKind.MISSING:
        for index in who:
            yield Attachment(f"M000{index + 1}-form.pdf", b"%PDF", media.PDF, Role.FILLED_FORM)
    elif case != DraftKind.HELD:
        yield Attachment("adhesion-form.pdf", b"%PDF", media.PDF, Role.BLANK_FORM)
