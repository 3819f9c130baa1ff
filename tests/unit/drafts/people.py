"""Invented members and messages for the tests of letters and replies."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from pipeline.campaign.loader import load_campaign
from pipeline.config import SecretariatSettings
from pipeline.drafts.request import Applicant, Attachment, ReplyRequest, UnreadFile
from pipeline.model import FieldValue, Mail, Mailbox
from pipeline.records import DraftKind, DraftRow, Member, MemberValue, Status

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign

LANGUAGES = ("en", "fr", "es", "id")
SECRETARIAT = SecretariatSettings(address="office@committee.example", signatory="Alex Example")
SENDER = Mailbox("registry@vallclara.example", "Registre de Vallclara")
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)

VALUES: dict[str, FieldValue] = {
    "government_name": "Ajuntament de Vallclara d'Exemple",
    "government_type": "municipality",
    "country": "ES",
    "population": 28696,
    "leader_name": "Marta Exemple Soler",
    "leader_title": "Alcaldessa",
    "leader_gender": "female",
    "mandate_start": "2023-06",
    "contact_name": "Joan Mostra",
    "contact_email": "joan.mostra@vallclara.example",
    "motivation": "Because human rights begin close to home.",
    "themes": ("housing", "climate"),
    "signed": True,
}


@cache
def campaign() -> Campaign:
    return load_campaign("human-rights-cities-2030")


def member(
    values: dict[str, FieldValue] | None = None,
    *,
    number: int = 1,
    wave: str | None = "4",
    language: str = "en",
) -> Member:
    held = tuple(MemberValue(key, value, "form") for key, value in (VALUES if values is None else values).items())
    return Member(f"M{number:04}", Status.READY, wave, held, language=language)


def without(*keys: str) -> dict[str, FieldValue]:
    return {key: value for key, value in VALUES.items() if key not in keys}


def mail(  # noqa: PLR0913 - each test changes one of them
    *,
    sender: Mailbox = SENDER,
    reply_to: Mailbox | None = None,
    subject: str = "Adhesió a la campanya",
    message_id: str = "<form.1@vallclara.example>",
    references: tuple[str, ...] = (),
    text: str = "Bon dia,\n\nus enviem el formulari.\n",
    headers: tuple[tuple[str, str], ...] = (),
) -> Mail:
    date = dt.datetime(2026, 3, 3, 10, tzinfo=dt.UTC)
    return Mail(message_id, references, sender, reply_to, (), subject, date, text, (), headers)


def draft(kind: DraftKind = DraftKind.MISSING, language: str = "en") -> DraftRow:
    return DraftRow(7, kind, 1, language, "<adhesion.reply.1@committee.example>", ("M0001",), NOON)


def request(
    kind: DraftKind = DraftKind.MISSING,
    language: str = "en",
    *,
    answered: Mail | None = None,
    applicants: tuple[Applicant, ...] | None = None,
    unread: tuple[UnreadFile, ...] = (),
    attachments: tuple[Attachment, ...] = (),
) -> ReplyRequest:
    return ReplyRequest(
        draft(kind, language),
        answered or mail(),
        campaign(),
        SECRETARIAT,
        (Applicant(member()),) if applicants is None else applicants,
        unread,
        attachments,
    )
