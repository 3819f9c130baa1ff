from __future__ import annotations

import email
import stat
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.utils import parseaddr
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.drafts.message import reply_subject
from pipeline.drafts.replies import render_reply, reply_name, write_reply
from pipeline.drafts.request import Applicant, Attachment, Role, UnreadFile, applicant_of
from pipeline.errors import CannotDoError
from pipeline.model import Mailbox
from pipeline.records import DraftKind
from tests.unit.drafts.people import VALUES, campaign, mail, member, request, without

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from pipeline.drafts.request import ReplyRequest

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% for x in y %} A & B\r\nBcc: victim@x.example\x00\x1b[31m\u202e"

OTHERWISE = "Your adhesion form: some information is missing"
OUR_HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "X-Unsent"),
    *("MIME-Version", "Content-Type"),
}


def parsed(reply: ReplyRequest) -> EmailMessage:
    return email.message_from_bytes(render_reply(reply), policy=policy.default)


def unfolded(raw: bytes, name: str) -> str:
    """A header as other programs take it: RFC 5322 unfolding, nothing else."""
    return str(email.message_from_bytes(raw, policy=policy.compat32)[name]).replace("\r\n", "").replace("\n", "")


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_reply_is_an_unsent_draft_in_the_thread() -> None:
    """It answers the message: To, Subject, In-Reply-To, References, our own id and date, marked as not sent."""
    message = parsed(request(answered=mail(references=("<first@vallclara.example>", "<second@vallclara.example>"))))

    assert message["To"].addresses[0].addr_spec == "registry@vallclara.example"
    assert message["From"].addresses[0].addr_spec == "office@committee.example"
    assert message["Subject"] == "Re: Adhesió a la campanya"
    assert message["In-Reply-To"] == "<form.1@vallclara.example>"
    assert message["References"].split() == [
        "<first@vallclara.example>",
        "<second@vallclara.example>",
        "<form.1@vallclara.example>",
    ]
    assert message["Message-ID"] == "<adhesion.reply.1@committee.example>"
    assert message["Date"].datetime.isoformat() == "2026-03-04T12:00:00+00:00"
    assert message["X-Unsent"] == "1"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    "name",
    [
        "Committee on Social Inclusion, Participatory Democracy, Human Rights and much else",
        'Ana "la jefa" Example; Mayor, <boss>',
        "Secretaría de Inclusión, Área de Participación Ciudadana y Derechos Humanos de la Ciudad",
        "인권도시 사무국, 광주",
        "back\\slash",
        "= ?utf-8?q?a=0D=0ABcc:_v?=",
    ],
)
def test_display_names_stay_one_address(name: str) -> None:
    """A name with commas, quotes or letters of any script stays the name of one address."""
    raw = render_reply(request(answered=mail(sender=Mailbox("a@town.example", name))))
    message = email.message_from_bytes(raw, policy=policy.default)
    shown, _ = parseaddr(unfolded(raw, "To"))

    assert [each.addr_spec for each in message["To"].addresses] == ["a@town.example"]
    assert message["To"].addresses[0].display_name == name
    assert str(make_header(decode_header(shown))) == name


@pytest.mark.parametrize(
    "subject",
    [
        "Formulario de adhesión de la ciudad de Peñaflor a la campaña de ciudades y territorios de derechos humanos",
        "인권도시 캠페인 가입 신청서 제출의 건 (광주광역시 북구청 인권팀에서 보내 드립니다) 확인 부탁드립니다",
        "word " * 40 + "é",
        "word " * 40 + "end",
    ],
)
def test_long_subjects_of_any_script(subject: str) -> None:
    """A subject of several lines is the same words again for any mail program."""
    raw = render_reply(request(answered=mail(subject=subject)))

    assert str(make_header(decode_header(unfolded(raw, "Subject")))) == f"Re: {subject}".strip()


def test_names_that_pose_as_addresses_are_left_out() -> None:
    """A display name that holds an address could fool who sends the draft."""
    message = parsed(request(answered=mail(sender=Mailbox("a@town.example", "mayor@city.example"))))

    assert message["To"] == "a@town.example"


def test_long_ids_stay_whole() -> None:
    """Ids of any length stand in the raw headers as they came, whatever folding does."""
    ids = tuple(f"<{letter * 90}@mail.example>" for letter in "abc")
    raw = render_reply(request(answered=mail(message_id=ids[2], references=ids[:2])))

    header = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    assert all(each in header for each in ids)
    assert "=?" not in header.partition("References:")[2].partition("X-Unsent")[0]


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("Form", "Re: Form"),
        ("Re: Form", "Re: Form"),
        ("RE: AW: Re[2]: Form", "Re: Form"),
        ("Reform of the town", "Re: Reform of the town"),
        ("Ref: 12/2026", "Re: Ref: 12/2026"),
        ("Fwd: Form", "Re: Fwd: Form"),
        ("Re : RES: Antwort: SV: R: Odp: Ynt: Balas: Form", "Re: Form"),
        ("回复：회신: 답장 : Form", "Re: Form"),
        ("\u200fرد: \u200fالرد: استمارة", "Re: استمارة"),
        ("RE^2: Re(3): Form", "Re: Form"),
        ("", OTHERWISE),
        ("RE: ", OTHERWISE),
        ("Form\r\nBcc: x@y.example", "Re: Form Bcc: x@y.example"),
        ("=?utf-8?q?a=0D=0ABcc:_x@y.example?=", "Re: = ?utf-8?q?a=0D=0ABcc:_x@y.example?="),
    ],
)
def test_subject(subject: str, wanted: str) -> None:
    """One "Re:" before the original's subject; without one, our own."""
    assert parsed(request(answered=mail(subject=subject)))["Subject"] == wanted


@pytest.mark.parametrize(
    "bad", ["", "no brackets", "<two words@x.example>", "<a@x.example>\r\nBcc: v@x.example", "<é@x>"]
)
def test_ids_that_are_none_are_left_out(bad: str) -> None:
    """A Message-ID that is none smuggles no header in; the draft then names itself, to be known when it is changed."""
    message = parsed(request(answered=mail(message_id=bad, references=(bad, "<good@x.example>"))))

    assert message["In-Reply-To"] == message["Message-ID"]
    assert message["References"] == f"<good@x.example> {message['Message-ID']}"
    assert message["Bcc"] is None


def test_endless_threads_are_cut() -> None:
    """Of very many references the first and the last ones stay."""
    ids = tuple(f"<{number}@x.example>" for number in range(500))
    references = parsed(request(answered=mail(references=ids)))["References"].split()

    assert len(references) == 21
    assert (references[0], references[-2]) == (ids[0], ids[-1])


def test_copy_to_the_contact_of_the_form() -> None:
    """The contact that the form names gets a copy, unless it is whom we write to, ourselves, nobody, or no address."""
    contact = "joan.mostra@vallclara.example"

    assert parsed(request())["Cc"].addresses[0].addr_spec == contact
    assert parsed(request(answered=mail(sender=Mailbox(contact.upper()))))["Cc"] is None
    for other in (
        "OFFICE@committee.example",
        "no-reply@x.example",
        "nobody",
        "a@b.example\r\nBcc: v@x.example",
        "jörg@x.example",
    ):
        who = Applicant(member(VALUES | {"contact_email": other}))
        message = parsed(request(applicants=(who,)))
        assert (message["Cc"], message["Bcc"]) == (None, None)


def test_several_governments_in_one_mail() -> None:
    """The reply names each with what it lacks; their contacts do not learn each other's addresses."""
    one = member(without("leader_name"))
    two = member(without("country") | {"government_name": "Town of Northwick"}, number=2)
    message = parsed(request(applicants=(applicant_of(one, campaign()), applicant_of(two, campaign()))))
    text = " ".join(body(message).split())

    assert "(Ajuntament de Vallclara d'Exemple and Town of Northwick)" in text
    assert "registered them under the references M0001 and M0002" in text
    first, second = text.split(" Town of Northwick To complete")
    assert "- Name of the local or regional leader" in first
    assert "- Country" in second
    assert message["Cc"] is None


def test_complete_among_incomplete() -> None:
    """Of several governments, one that lacks nothing is told so."""
    one, two = member(), member(without("country"), number=2)
    text = body(parsed(request(applicants=(applicant_of(one, campaign()), applicant_of(two, campaign())))))

    assert text.count("The form is complete; nothing is missing.") == 1
    assert text.index("nothing is missing") < text.index("- Country")


def test_what_staff_decided_was_not_changed_by_a_form() -> None:
    """An update tells what the form changed; where the word of staff stands, nothing has."""
    kept = member()
    values = tuple(replace(each, origin="staff") if each.field == "population" else each for each in kept.values)
    who = Applicant(
        replace(kept, values=values),
        changed=("population", "contact_name"),
        before=(("population", 5), ("contact_name", "Pau Antic")),
    )
    text = body(parsed(request(DraftKind.UPDATE, applicants=(who,))))

    assert "Joan Mostra (before: Pau Antic)" in text
    assert "inhabitants" not in text


def test_nobody_to_answer() -> None:
    """A message without an address raises, since `may_reply` would have said so."""
    with pytest.raises(CannotDoError, match="no address"):
        render_reply(request(answered=mail(sender=Mailbox(""))))


def test_same_request_same_bytes() -> None:
    """A draft can be made again without becoming another one."""
    files = (Attachment("M0001-welcome.docx", b"PK"), Attachment("M0001-welcome.pdf", b"%PDF"))
    reply = request(DraftKind.WELCOME, attachments=files)

    assert render_reply(reply) == render_reply(reply)


def test_letters_are_attached() -> None:
    """A letter arrives as it is, with its name and type."""
    files = (Attachment("M0001-welcome-es.docx", b"PK one"), Attachment("M0002-welcome-es.docx", b"PK two"))
    message = parsed(request(DraftKind.WELCOME, attachments=files))

    assert [part.get_filename() for part in message.iter_attachments()] == [file.name for file in files]
    assert [part.get_content() for part in message.iter_attachments()] == [b"PK one", b"PK two"]
    assert "for each government" in " ".join(body(message).split())


@pytest.mark.parametrize("kind", list(DraftKind))
def test_hostile_values_are_plain_text(kind: DraftKind) -> None:
    """Whatever a form or a mail holds, it stands in the reply as words: no template, no header, no control."""
    values = VALUES | {"government_name": HOSTILE, "subdivision": HOSTILE}
    applicant = Applicant(member(values), doubtful=("subdivision",), changed=("subdivision",))
    sender = Mailbox("a@town.example", HOSTILE)
    message = parsed(
        request(
            kind,
            answered=mail(sender=sender, subject=HOSTILE, text=HOSTILE * 3),
            applicants=(applicant,),
            unread=(UnreadFile(HOSTILE, HOSTILE),),
        )
    )
    raw = message.as_bytes()

    assert message["Bcc"] is None
    assert set(message.keys()) - {"Cc", "References", "In-Reply-To"} == OUR_HEADERS
    assert not [char for char in body(message) if char != "\n" and (ord(char) < 32 or char == "\u202e")]
    assert "{{ 7*7 }}" in body(message)
    assert b"\x00" not in raw


def test_history_is_quoted_and_cut() -> None:
    """The original stands below, marked line by line, at most forty lines of it."""
    text = "\n".join(f"line {number}" for number in range(100))
    quoted = [line for line in body(parsed(request(answered=mail(text=text)))).splitlines() if line.startswith(">")]

    assert quoted[:2] == ["> line 0", "> line 1"]
    assert quoted[-2:] == ["> line 39", "> [...]"]
    assert len(quoted) == 41


def test_empty_mail_is_not_quoted() -> None:
    """A mail without text leaves no quotation behind."""
    assert "wrote:" not in body(parsed(request(answered=mail(text=" \n\n"))))


def test_unknown_language_falls_back() -> None:
    """A form in a language without letters is answered in the campaign's first language."""
    for language in ("de", "", "../en"):
        assert body(parsed(request(language=language))).startswith("Dear colleague")
        assert reply_name(request(language=language)) == "00007-missing-en.eml"


@given(text=st.text(max_size=200), subject=st.text(max_size=80), name=st.text(max_size=60))
def test_any_text_makes_a_message(text: str, subject: str, name: str) -> None:
    """Whatever stands in names, subjects and bodies, the draft parses, has our headers and short lines."""
    sender = Mailbox("a@town.example", name)
    who = Applicant(member(VALUES | {"government_name": name}))
    raw = render_reply(request(answered=mail(sender=sender, subject=subject, text=text), applicants=(who,)))
    message = email.message_from_bytes(raw, policy=policy.default)

    assert message["To"].addresses[0].addr_spec == "a@town.example"
    assert message["X-Unsent"] == "1"
    assert str(make_header(decode_header(unfolded(raw, "Subject")))) == reply_subject(subject, OTHERWISE)
    assert not message.defects
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_file_is_private(tmp_path: Path) -> None:
    """The draft's file and new folder are for their owner only, and no part file stays behind."""
    file = write_reply(request(), tmp_path / "drafts")

    assert file.read_bytes() == render_reply(request())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(("certificates", "promised"), [(2, True), (1, False)])
def test_no_certificate_is_promised_that_is_not_there(certificates: int, promised: bool) -> None:  # noqa: FBT001
    """Of two governments one of which gets no certificate yet, the reply does not say that there is one for each."""
    letters = [Attachment(f"M000{number}-welcome-en.pdf", b"%PDF") for number in (1, 2)]
    more = [Attachment(f"M000{n + 1}-certificate-en.pdf", b"%PDF", role=Role.CERTIFICATE) for n in range(certificates)]
    two = (Applicant(member()), Applicant(member(number=2)))
    reply = request(DraftKind.WELCOME, applicants=two, attachments=(*letters, *more))

    assert ("a certificate of adhesion" in body(parsed(reply))) is promised
