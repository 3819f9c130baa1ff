"""The form as a reply brings it along: filled in with what is known, so that it need only be completed, or blank."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.answering.requests import Known, given_values
from pipeline.drafts.request import Applicant, Attachment, ReplyRequest, Role
from pipeline.errors import CannotDoError
from pipeline.handout.build import build_form, file_name, form_languages
from pipeline.handout.shape import Format
from pipeline.languages.folders import templates_of
from pipeline.model import Finding, Severity
from pipeline.records import DraftKind
from pipeline.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model import FieldValue
    from pipeline.records import DraftRow

_MOST_FORMS: Final = 10  # in one reply; who sent more governments than that is helped by a person
_MEDIA: Final = {Format.PDF: media.PDF, Format.DOCX: media.DOCX, Format.XLSX: media.XLSX}


@dataclass(slots=True)
class Forms:
    """Makes the forms that the replies of a run bring along. `notes`: what could not be made, each once."""

    run: Run
    notes: dict[str, Finding] = field(default_factory=dict)
    _blank: dict[tuple[str, Format], bytes] = field(default_factory=dict)

    def attachments(self, request: ReplyRequest, known: Known) -> tuple[Attachment, ...]:
        """The forms that a reply brings: blank where nothing was read yet, else filled in with what is known."""
        draft, kind = request.draft, request.draft.kind
        if kind is DraftKind.REMINDER and draft.message in known.asked:
            kind = known.asked[draft.message].kind
        if not self.run.settings.replies.attach_form or not (language := self._language(draft)):
            return ()
        sent = _format_of(draft, known)
        if kind in {DraftKind.PLEDGE, DraftKind.UNREADABLE}:
            wanted = (sent,) if sent is Format.XLSX else (Format.PDF, Format.DOCX)
            return tuple(each for one in wanted for each in self._made(language, one, Role.BLANK_FORM, None, ""))
        lacking = [each for each in request.applicants if _wants_form(each, kind)]
        return tuple(
            made
            for each in lacking[:_MOST_FORMS]
            for made in self._made(
                language,
                sent,
                Role.FILLED_FORM,
                given_values(each.member, request, known),
                f"{each.member.id}-" * (len(lacking) > 1),
            )
        )

    def _language(self, draft: DraftRow) -> str | None:
        """The reply's language, else the first that there are words for a form in; None where there are none."""
        there = form_languages(self.run.campaign, templates_of(self.run.settings))
        return draft.language if draft.language in there else next(iter(there), None)

    def _made(
        self, language: str, kind: Format, role: Role, values: Mapping[str, FieldValue] | None, before: str
    ) -> Iterator[Attachment]:
        """The form as that kind of file; as a Word file where that kind cannot be made on this machine."""
        templates = templates_of(self.run.settings)
        try:
            data = self._bytes(language, kind, values)
        except CannotDoError as error:
            text = f"The form that replies bring could not be made as {kind}: {error}."
            self.notes[kind] = Finding("form-not-made", Severity.WARNING, text)
            if kind is Format.PDF and role is Role.FILLED_FORM:
                yield from self._made(language, Format.DOCX, role, values, before)
            return
        yield Attachment(before + file_name(language, kind, templates), data, _MEDIA[kind], role)

    def _bytes(self, language: str, kind: Format, values: Mapping[str, FieldValue] | None) -> bytes:
        if values is None and (language, kind) in self._blank:
            return self._blank[language, kind]
        settings = self.run.settings
        address, templates = settings.secretariat.address, templates_of(settings)
        made = build_form(self.run.campaign, language, kind, values, address=address, templates=templates)
        if values is None:
            self._blank[language, kind] = made
        return made


def _wants_form(applicant: Applicant, kind: DraftKind) -> bool:
    """A missing reply brings the form of each; others of those only that lack something."""
    if kind in {DraftKind.CONFIRMATION, DraftKind.MISSING}:
        return True
    return kind in {DraftKind.UPDATE, DraftKind.DUPLICATE} and bool(applicant.missing)


def _format_of(draft: DraftRow, known: Known) -> Format:
    """The kind of file that they sent, so that they can go on with what they have: Word, Excel, else PDF."""
    kinds = {document.media for document in known.messages[draft.message].documents if document.kind is not None}
    if media.DOCX in kinds:
        return Format.DOCX
    return Format.XLSX if media.XLSX in kinds else Format.PDF
