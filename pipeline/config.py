"""`adhesion.toml`: read, checked as a whole, every mistake reported at once."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import DefinitionError
from pipeline.model import CERTAIN
from pipeline.records import Outcome
from pipeline.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYWORD: Final = re.compile(r"[!#$&'+,./0-9:;<=>?@A-Z^_`a-z|}~-]{1,100}")  # RFC 9051: an atom
_IMAP: Final = re.compile(r"imaps?://[^/]*/?(.*)", re.IGNORECASE | re.DOTALL)
_ADDRESS: Final = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")


def _one_line(text: str) -> str:
    """These stand in headers and signatures of mail, where a line break would begin something else."""
    if any(ord(letter) < ord(" ") for letter in text):
        raise ValueError("must be one line, without line breaks or tabs")
    return text


def _something(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; leave the key out for its default")
    return text


def _mail_address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError("is no e-mail address; write it as name@domain, without a name before it")
    return text


def _keyword(text: str) -> str:
    if not _KEYWORD.fullmatch(text):
        raise ValueError("cannot be a keyword of a mailbox; use letters and digits only, without spaces")
    return text


def _spoken(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"there are no words in it; choose one of {', '.join(LANGUAGES)}")
    return language


def _of_concluded(after: dict[Outcome, AfterSettings]) -> dict[Outcome, AfterSettings]:
    if Outcome.FAILED in after:
        raise ValueError("has no use for failed: such messages are tried again, and become held or something else")
    return after


def _folded(folder: str) -> str:
    return folder.strip("/ ").casefold()


def _folder_of(source: str) -> str:
    """The folder of an IMAP address, by default INBOX; nothing for files."""
    found = _IMAP.fullmatch(source.strip())
    return _folded(unquote(found[1] or "") or "INBOX") if found else ""


LineOrNothing = Annotated[str, AfterValidator(_one_line)]
Line = Annotated[LineOrNothing, AfterValidator(_something)]
Address = Annotated[str, AfterValidator(_mail_address)]
Language = Annotated[str, AfterValidator(_spoken)]
Keyword = Annotated[Line, AfterValidator(_keyword)]
After = Annotated[dict[Outcome, "AfterSettings"], AfterValidator(_of_concluded)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OAuthSettings(_Table):
    """How an access token is got for `auth = "xoauth2"`. Each secret comes from one of `_env`, `_file`, `_command`."""

    provider: Literal["microsoft", "google", "command"] = "microsoft"
    flow: Literal["client_secret", "certificate", "device_code"] = "client_secret"  # Microsoft; Google: refresh token
    tenant: Line = "common"
    client_id: LineOrNothing = ""
    client_secret_env: Line | None = None
    client_secret_file: Path | None = None
    client_secret_command: Line | None = None
    certificate_file: Path | None = None  # PEM with private key and certificate
    token_command: Line | None = None  # provider "command": prints an access token
    token_file: Path | None = None  # where refresh tokens are kept; default: oauth.json in the state folder
    secret_expires: dt.date | None = None  # of the client secret; a certificate tells its own end
    authority: Line | None = None  # https://host, for national clouds; default: the provider's own
    scope: Line | None = None  # what the token is for, likewise


class AfterSettings(_Table):
    """What is done with a concluded message in the mailbox: moved, marked with a keyword, or (neither) left alone."""

    move: Line | None = None
    flag: Keyword | None = None


class MailboxSettings(_Table):
    """Where mail comes from: a folder of .eml and .msg files, a Maildir, an mbox file or `imap(s)://user@host/Folder`."""

    source: Line = "inbox_samples"
    auth: Literal["password", "xoauth2"] = "password"
    password_env: Line | None = None
    password_file: Path | None = None
    password_command: Line | None = None
    ca_file: Path | None = None
    oauth: OAuthSettings = OAuthSettings()
    processed_folder: Line | None = None
    after: After = {}  # by outcome; what is not named here goes to processed_folder, if any
    drafts_folder: Line | None = None  # where the server does not mark them (RFC 6154) and their names are unusual
    sent_folder: Line | None = None
    since: dt.date | None = None  # older mail is not looked at
    may_be_empty: bool = False  # people clear this folder by hand: that is no reason for a safety stop
    timeout_seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = 60.0  # for the server's answers
    trusted_authserv: Line | None = None  # our provider's name in Authentication-Results; default: the topmost one's

    @model_validator(mode="after")
    def _move_elsewhere(self) -> Self:
        """Concluded messages must lie neither among new ones nor among drafts, where they could be sent."""
        targets = [self.processed_folder, *(each.move for each in self.after.values())]
        taken = {_folder_of(self.source), *map(_folded, ("Drafts", self.drafts_folder or "", self.sent_folder or ""))}
        wrong = [target for target in targets if target and _folded(target) in taken]
        if wrong:
            raise ValueError(f'concluded messages cannot be moved to "{wrong[0]}"; name a folder of their own')
        return self


class AlarmSettings(_Table):
    """Who is told when no run has succeeded for so many hours: a draft to staff always, a web address too if set."""

    hours: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 26.0
    to: Address | None = None  # default: the secretariat's address
    webhook: Line | None = None  # https://...; receives a JSON object by POST, without personal data


class DraftSettings(_Table):
    """Where replies wait: in the mailbox's Drafts folder, or in outputs/drafts/."""

    target: Literal["folder", "mailbox"] = "folder"


class OutputSettings(_Table):
    """Where the results go. `dir` also holds `state/`, which cannot be made again."""

    dir: Path = Path("outputs")
    letters_as_pdf: bool = True  # beside each Word letter, where LibreOffice is installed
    evidence: Literal["doubtful", "all", "none"] = (
        "doubtful"  # of which values the place in the form is kept as a picture
    )


class LetterSettings(_Table):
    """How letters look. `templates` is staff's own folder, made by `adhesion templates copy`."""

    templates: Path | None = None
    logo: Path | None = None  # PNG or JPEG for the letterhead
    signature: Path | None = None  # PNG or JPEG of the signature by hand
    certificate: bool = True  # one comes with each letter of welcome
    place: LineOrNothing = ""  # where letters are written, before the date: "Barcelona"


class ReplySettings(_Table):
    """What replies bring along, and when people are written to again. Days and months: None is never."""

    attach_form: bool = True  # the form, filled in with what is known, where something is asked for
    remind_after_days: Annotated[int, Field(ge=1, le=3650)] | None = 30
    remind_times: Annotated[int, Field(ge=1, le=20)] = 2
    confirm_after_months: Annotated[int, Field(ge=1, le=120)] | None = None  # "is your mayor still ...?"


class DatabaseSettings(_Table):
    """The ledger. None: sqlite in `<outputs>/state/ledger.db`."""

    url: str | None = None


class SignatureSettings(_Table):
    """How the secretariat signs in one language; what is left out is as in `[secretariat]`."""

    committee: Line | None = None
    signatory: Line | None = None
    signatory_title: LineOrNothing | None = None


class SecretariatSettings(_Table):
    """Who signs and where mail to the secretariat goes. `translations`: language -> how it signs there."""

    address: Address = "adhesion@example.org"
    committee: Line = "UCLG Committee on Social Inclusion, Participatory Democracy and Human Rights"
    signatory: Line = "The Executive Secretariat"
    signatory_title: LineOrNothing = ""
    language: Language = "en"  # of workbook and report
    translations: dict[str, SignatureSettings] = {}

    def speaking(self, language: str, usual: Mapping[str, str]) -> SecretariatSettings:
        """The same with committee and signatory in that language, where there are words for it.

        Args:
            language: the code.
            usual: what the defaults of this class are in it; a word that was set is never replaced by it.
        """
        own = self.translations.get(language, SignatureSettings()).model_dump(exclude_none=True)
        untouched = {key: text for key, text in usual.items() if key not in self._changed()}
        return self.model_copy(update=untouched | own)

    def _changed(self) -> set[str]:
        return {key for key, field in type(self).model_fields.items() if getattr(self, key) != field.default}


class LimitSettings(_Table):
    """Limits on what is read; a document beyond them is unreadable, a message beyond `message_mb` is held."""

    workers: Annotated[int, Field(ge=0)] = 0  # 0: one for each processor
    seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 60.0  # for one document
    memory_mb: Annotated[int, Field(ge=1)] = 1024  # for one reading process
    message_mb: Annotated[int, Field(ge=1)] = 50


class ReviewSettings(_Table):
    """What wants a look of staff: values of forms that were read with less confidence than `certain` (0 to 1)."""

    certain: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = CERTAIN


class RetentionSettings(_Table):
    """After how many months the mail itself goes; without a number it is kept. All that was read of it stays."""

    accepted: Annotated[int, Field(ge=1, le=1200)] | None = None  # of members that staff accepted or published
    declined: Annotated[int, Field(ge=1, le=1200)] | None = None  # of those declined or withdrawn
    ignored: Annotated[int, Field(ge=1, le=1200)] | None = None  # bounces, receipts, newsletters, ...


class Settings(_Table):
    """The whole configuration; the defaults serve `inbox_samples/` on a fresh checkout."""

    campaign: Line = "human-rights-cities-2030"
    editions: Path | None = (
        None  # folder of blank forms; default: editions/ beside the campaign file, else in the state
    )
    mailbox: MailboxSettings = MailboxSettings()
    drafts: DraftSettings = DraftSettings()
    outputs: OutputSettings = OutputSettings()
    letters: LetterSettings = LetterSettings()
    replies: ReplySettings = ReplySettings()
    database: DatabaseSettings = DatabaseSettings()
    secretariat: SecretariatSettings = SecretariatSettings()
    limits: LimitSettings = LimitSettings()
    alarm: AlarmSettings = AlarmSettings()
    review: ReviewSettings = ReviewSettings()
    retention: RetentionSettings = RetentionSettings()


DEFAULT_FILE = Path("adhesion.toml")


def read_settings(file: Path | None) -> Settings:
    """Settings from `file`, else from `adhesion.toml` here, else the defaults.

    Raises:
        DefinitionError: the file is missing, no TOML, or has unknown keys or wrong values (all listed).
    """
    if file is None:
        if not DEFAULT_FILE.exists():
            return Settings()
        file = DEFAULT_FILE
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))  # some editors on Windows begin a file with a mark
    except (OSError, ValueError, RecursionError) as error:  # also a number of 5,000 digits, brackets without end
        raise DefinitionError(str(file), [f"cannot be read: {error}"]) from error
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise DefinitionError(str(file), [_sentence(problem) for problem in error.errors()]) from error


def _sentence(problem: object) -> str:
    """One pydantic problem as a line: where, and what is wrong."""
    assert isinstance(problem, dict)  # noqa: S101 - pydantic's documented shape
    where = ".".join(str(step) for step in problem["loc"])
    said = {"extra_forbidden": "unknown key", "model_type": f"must be a table: write [{where}] on a line of its own"}
    what = said.get(problem["type"]) or str(problem["msg"]).removeprefix("Value error, ")
    return f"{where}: {what}"
