from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Settings, read_settings
from pipeline.errors import DefinitionError, ExitCode

WHOLE = """
campaign = "forms/other.toml"

[mailbox]
source = "imaps://adhesion@mail.example:993/INBOX"
auth = "xoauth2"
password_env = "ADHESION_PASSWORD"
password_file = "secret/password"
password_command = "pass adhesion"
ca_file = "ca.pem"
processed_folder = "Adhesion/Processed"

[drafts]
target = "mailbox"

[outputs]
dir = "results"

[database]
url = "sqlite:///results/state/ledger.db"

[secretariat]
address = "adhesion@city.example"
committee = "A Committee"
signatory = "A. Person"
signatory_title = "Coordinator"
language = "en"

[limits]
workers = 2
seconds = 12.5
memory_mb = 512
message_mb = 20
"""


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "adhesion.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def problems(folder: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        read_settings(written(folder, text))
    assert caught.value.exit_code is ExitCode.CONFIGURATION
    assert all(each in str(caught.value) for each in caught.value.problems)
    return caught.value.problems


def test_without_a_file_the_defaults_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh checkout runs on the sample inbox and writes to outputs/."""
    monkeypatch.chdir(tmp_path)
    settings = read_settings(None)
    assert settings == Settings()
    assert (settings.mailbox.source, settings.outputs.dir) == ("inbox_samples", Path("outputs"))


def test_a_file_in_the_working_directory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """adhesion.toml here counts without being named."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, '[mailbox]\nsource = "post"\n')
    assert read_settings(None).mailbox.source == "post"


def test_every_key_of_the_reference_is_read(tmp_path: Path) -> None:
    """All that the documentation offers arrives."""
    settings = read_settings(written(tmp_path, WHOLE))
    assert settings.mailbox.source == "imaps://adhesion@mail.example:993/INBOX"
    assert (settings.mailbox.auth, settings.drafts.target) == ("xoauth2", "mailbox")
    assert settings.database.url == "sqlite:///results/state/ledger.db"
    assert (settings.limits.workers, settings.limits.seconds) == (2, 12.5)
    given = settings.model_dump(exclude_defaults=True)
    assert set(given) == {"campaign", "mailbox", "drafts", "outputs", "database", "secretariat", "limits"}


def test_what_is_left_out_keeps_its_default(tmp_path: Path) -> None:
    """A file may say one thing only."""
    settings = read_settings(written(tmp_path, "[limits]\nworkers = 1\n"))
    assert settings.limits.workers == 1
    assert settings.mailbox == Settings().mailbox


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Each with its place: nobody mends one, runs again and finds the next."""
    text = """
    colour = "red"
    [mailbox]
    auth = "kerberos"
    pasword_env = "X"
    [drafts]
    target = "printer"
    [secretariat]
    address = "The Office <office@city.example>"
    signatory = ""
    [limits]
    workers = -1
    seconds = 0
    """
    found = problems(tmp_path, text)
    places = {each.partition(":")[0] for each in found}
    assert places == {
        "colour",
        "mailbox.auth",
        "mailbox.pasword_env",
        "drafts.target",
        "secretariat.address",
        "secretariat.signatory",
        "limits.workers",
        "limits.seconds",
    }
    assert len(found) == 8


def test_a_password_in_the_file_is_refused_without_repeating_it(tmp_path: Path) -> None:
    """Secrets come from the environment, a file or a command."""
    assert problems(tmp_path, '[mailbox]\npassword = "hunter-two"\n') == ("mailbox.password: unknown key",)


@pytest.mark.parametrize(
    "limits",
    [
        "seconds = nan",
        "seconds = inf",
        "seconds = -3",
        "memory_mb = 0",
        "message_mb = 0",
        'workers = "many"',
        "workers = 1.5",
    ],
)
def test_limits_that_limit_nothing_or_everything_are_refused(tmp_path: Path, limits: str) -> None:
    """A reading process without time or memory would leave every form unread."""
    assert len(problems(tmp_path, f"[limits]\n{limits}\n")) == 1


@pytest.mark.parametrize(
    "line",
    [
        'address = "nobody"',
        'address = "a b@city.example"',
        'address = "a@city.example\\nBcc: x@evil.example"',
        'signatory = "A\\nB"',
        'committee = "  "',
    ],
)
def test_what_stands_in_headers_is_one_clean_line(tmp_path: Path, line: str) -> None:
    """A slip with line breaks does not begin another header."""
    assert len(problems(tmp_path, f"[secretariat]\n{line}\n")) == 1


def test_the_language_is_one_that_there_are_words_in(tmp_path: Path) -> None:
    """A language that the workbook does not speak is refused, with those that it does."""
    french = read_settings(written(tmp_path, '[secretariat]\nlanguage = "fr"\n'))
    assert french.secretariat.language == "fr"
    (said,) = problems(tmp_path, '[secretariat]\nlanguage = "tlh"\n')
    assert said == "secretariat.language: there are no words in it; choose one of en, es, fr"


def test_a_value_where_a_table_belongs_says_how_to_write_it(tmp_path: Path) -> None:
    """The next step stands in the message."""
    assert problems(tmp_path, 'mailbox = "inbox"\n') == (
        "mailbox: must be a table: write [mailbox] on a line of its own",
    )


@pytest.mark.parametrize("text", ["[mailbox\n", "a = \n", b"\xff\xfe\x00", b"[mailbox]\nsource = '\xe9'\n"])
def test_a_file_that_is_no_toml_is_one_clear_problem(tmp_path: Path, text: str | bytes) -> None:
    """Broken syntax and other encodings; the file is named."""
    found = problems(tmp_path, text)
    assert len(found) == 1
    assert "cannot be read" in found[0]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A file that was named must exist; a folder is no file."""
    for place in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(DefinitionError, match="cannot be read"):
            read_settings(place)


def test_a_mark_that_windows_editors_write_first_is_no_mistake(tmp_path: Path) -> None:
    """UTF-8 with a byte order mark, and CRLF line ends."""
    assert read_settings(written(tmp_path, b"\xef\xbb\xbf[limits]\r\nworkers = 3\r\n")).limits.workers == 3


def test_settings_do_not_change() -> None:
    """Rooms share them."""
    with pytest.raises(ValueError, match="frozen"):
        Settings().limits.workers = 3


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('processed_folder = "inbox"', 'moved to "inbox"'),
        ('processed_folder = "Drafts"', "a folder of their own"),
        ('drafts_folder = "Entwürfe"\nafter = { held = { move = "entwürfe/" } }', "a folder of their own"),
        ('after = { question = { flag = "two words" } }', "letters and digits"),
        ('after = { question = { flag = "\\\\Deleted" } }', "letters and digits"),
        ('after = { failed = { move = "Failed" } }', "tried again"),
    ],
)
def test_what_cannot_be_done_with_concluded_mail_is_refused(tmp_path: Path, lines: str, says: str) -> None:
    """Among drafts a city's mail could be sent; among new mail it would seem to have been moved for ever."""
    file = tmp_path / "adhesion.toml"
    file.write_text(f'[mailbox]\nsource = "imaps://a@mail.example"\n{lines}\n')
    with pytest.raises(DefinitionError) as raised:
        read_settings(file)
    assert says in str(raised.value)


def test_mail_of_another_folder_may_be_moved_to_the_inbox(tmp_path: Path) -> None:
    """Where the forms are in a folder of their own, all else may go back."""
    file = tmp_path / "adhesion.toml"
    file.write_text('[mailbox]\nsource = "imaps://a@mail.example/Forms"\nafter = { question = { move = "INBOX" } }\n')
    assert read_settings(file).mailbox.after
