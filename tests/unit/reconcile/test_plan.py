from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import DocumentKind, Finding, Severity
from pipeline.reconcile.plan import Arrival, ReadDocument, known_from, plan_aside, plan_message
from pipeline.records import DraftKind, Outcome, Plan, Status
from tests.unit.reconcile.building import (
    BETWEEN,
    CAMPAIGN,
    DONE,
    IN_WAVE,
    Register,
    codes,
    form,
    joined,
    mail,
    paper,
    pledge,
    town,
)

if TYPE_CHECKING:
    from pipeline.model import FieldValue

RONDA = town("Ayuntamiento de Ronda", "ronda.example", subdivision="Málaga", population=33_000)
VIC = town("Ajuntament de Vic", "vic.example", subdivision="Barcelona")
LUGO = town("Concello de Lugo", "lugo.example", subdivision="Lugo")
LACKING = town("Ayuntamiento de Ronda", "ronda.example", leader_name=None)


def became(plan: Plan) -> tuple[Outcome, DraftKind | None]:
    return plan.outcome, plan.draft


# --- what each kind of mail becomes ----------------------------------------------------------------


def test_a_filled_form_is_a_submission_that_is_welcomed() -> None:
    """A new member, the wave of the day, the welcome."""
    plan = Register().arrive("rights@ronda.example", form(RONDA))
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.WELCOME)
    assert [(each.member, each.wave, each.findings) for each in plan.submissions] == [(None, "4", ())]
    assert plan.draft_language == "es"


def test_a_form_that_lacks_required_values_is_asked_for_them() -> None:
    """It is in the register all the same."""
    plan = Register().arrive("rights@ronda.example", form(LACKING))
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.MISSING)
    assert len(plan.submissions) == 1


def test_a_form_beside_a_decision_and_a_logo_is_one_submission() -> None:
    """The council's decision and the logo come along; the words of support in them make no pledge."""
    logo = ReadDocument(paper(name="logo.png").record, None, body=False)
    plan = Register().arrive("rights@ronda.example", pledge("Ayuntamiento de Ronda"), logo, form(RONDA))
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.WELCOME)
    assert [each.document for each in plan.submissions] == [2]
    assert plan.pledge is None
    assert len(plan.documents) == 3


def test_a_form_pasted_into_the_mail_counts_only_without_an_attached_one() -> None:
    """The text of a mail often repeats what the attachment says."""
    body = form(RONDA, name="text of the mail", body=True)
    assert became(Register().arrive("rights@ronda.example", body)) == (Outcome.SUBMISSION, DraftKind.WELCOME)
    both = Register().arrive("rights@ronda.example", body, form(RONDA))
    assert [each.document for each in both.submissions] == [1]


def test_a_letter_of_support_is_a_pledge() -> None:
    """Thanked, and asked for the form."""
    register = Register()
    plan = register.arrive("mayor@ronda.example", pledge("Ayuntamiento de Ronda"))
    assert became(plan) == (Outcome.PLEDGE, DraftKind.PLEDGE)
    assert plan.pledge is not None
    assert register.members["M0001"].status is Status.PLEDGED


def test_support_for_something_else_is_no_pledge() -> None:
    """The campaign must be named."""
    plan = Register().arrive("mayor@ronda.example", pledge("Ayuntamiento de Ronda", campaign=False))
    assert became(plan) == (Outcome.QUESTION, None)


def test_a_paper_that_cannot_be_read_is_answered() -> None:
    """The reason names the file; the draft says what to send instead."""
    unread = paper(DocumentKind.UNREADABLE, name="form.pdf", reason="It opens with a password only.")
    plan = Register().arrive("rights@ronda.example", unread)
    assert became(plan) == (Outcome.UNREADABLE, DraftKind.UNREADABLE)
    assert "form.pdf: It opens with a password only." in plan.reason


def test_only_a_link_is_unreadable() -> None:
    """The service is named, and nothing is fetched."""
    plan = Register().arrive("rights@ronda.example", text="El formulario: https://we.tl/t-AbCdEf1234")
    assert became(plan) == (Outcome.UNREADABLE, DraftKind.UNREADABLE)
    assert "WeTransfer" in plan.reason
    assert [(each.name, each.code) for each in plan.documents] == [("WeTransfer", "link")]


def test_a_link_into_the_writers_own_site_is_no_file() -> None:
    """A signature with the town's site under a question about the form."""
    text = "Where is the form? https://www.ronda.example/human-rights/page-2026a"
    assert Register().arrive("rights@ronda.example", text=text).outcome is Outcome.QUESTION


def test_a_link_beside_a_read_paper_is_left_alone() -> None:
    """A letter is there; the link is not all that came."""
    plan = Register().arrive("x@ronda.example", pledge("Ronda"), text="https://we.tl/t-AbCdEf1234")
    assert plan.outcome is Outcome.PLEDGE


def test_somebody_elses_form_is_set_aside() -> None:
    """No draft; the file is named."""
    plan = Register().arrive("x@ronda.example", paper(DocumentKind.OTHER_FORM, name="membership.pdf"))
    assert became(plan) == (Outcome.OTHER_FORM, None)
    assert "membership.pdf" in plan.reason


def test_a_question_is_set_aside_and_linked_to_its_member() -> None:
    """By the domain of its own, or by the address that wrote before; not by a host that anybody uses."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    register.arrive("lugar@gmail.com", form(town("Lugar", "gmail.com", contact_email="lugar@gmail.com")))
    assert register.arrive("press@ronda.example", paper(body=True)).member == "M0001"
    assert register.arrive("lugar@gmail.com", paper(body=True)).member == "M0002"
    other = register.arrive("other@gmail.com", paper(body=True))
    assert (other.member, *became(other)) == (None, Outcome.QUESTION, None)


def test_an_empty_mail_is_a_question() -> None:
    """Nothing that arrives is lost."""
    assert became(Register().arrive("")) == (Outcome.QUESTION, None)


def test_what_is_set_aside_unread_keeps_its_reason() -> None:
    """Ignored and held mail has no documents, no draft and no member."""
    finding = Finding("no-date", Severity.INFO, "No date.")
    plan = plan_aside(mail("x@ronda.example", findings=(finding,)), Outcome.IGNORED, "bounce: a report")
    assert (plan.outcome, plan.reason, plan.draft, plan.findings) == (
        Outcome.IGNORED,
        "bounce: a report",
        None,
        (finding,),
    )


@pytest.mark.parametrize(
    "documents",
    [
        (form(RONDA),),
        (form(LACKING),),
        (pledge("Ronda"),),
        (paper(DocumentKind.UNREADABLE, reason="Damaged."),),
    ],
)
def test_who_may_not_be_answered_gets_no_draft(documents: tuple[ReadDocument, ...]) -> None:
    """No-reply addresses, lists and our own address: the outcome is the same, without a draft."""
    answered = Register().arrive("x@ronda.example", *documents)
    silent = Register().arrive("x@ronda.example", *documents, may_reply=False)
    assert answered.draft
    assert silent == replace(answered, draft=None)


def test_mail_between_waves_is_accepted_and_marked() -> None:
    """No wave, a note, the welcome."""
    plan = Register().arrive("rights@ronda.example", form(RONDA), day=BETWEEN)
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.WELCOME)
    assert plan.submissions[0].wave is None
    assert codes(plan) == {"between-waves"}


# --- known members ---------------------------------------------------------------------------------


def test_the_same_document_again_is_a_duplicate() -> None:
    """Nothing is written twice; the first message and the member are named, and the sender is told."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    plan = register.arrive("rights@ronda.example", form(RONDA, seen_in=(1, "M0001")))
    assert (*became(plan), plan.member, plan.submissions) == (Outcome.DUPLICATE, DraftKind.DUPLICATE, "M0001", ())
    assert "message 1" in plan.reason


def test_the_same_mail_again_is_not_answered_twice() -> None:
    """It comes by another way, with other lines in its header; nor is a member that was declined written to."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    copy = form(RONDA, seen_in=(1, "M0001"))
    again = Arrival(mail("rights@ronda.example", ""), (copy,), IN_WAVE, may_reply=True, repeated=True)
    assert plan_message(again, known_from(CAMPAIGN, tuple(register.members.values()))).draft is None
    register.staff("M0001", status=Status.DECLINED)
    assert register.arrive("rights@ronda.example", copy).draft is None


def test_a_corrected_form_beside_the_old_one_is_the_one_that_counts() -> None:
    """The copy that was read before is left aside, however full it is."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    corrected = town("Ayuntamiento de Ronda", "ronda.example", leader_title="Alcaldesa")
    plan = register.arrive(
        "rights@ronda.example", form(RONDA, name="old.pdf", seen_in=(1, "M0001")), form(corrected, name="new.docx")
    )
    assert plan.outcome is Outcome.UPDATE
    assert [each.document for each in plan.submissions] == [1]
    assert codes(plan) == set()


def test_a_newer_form_updates_its_member() -> None:
    """The update is confirmed, not welcomed again."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    plan = register.arrive("rights@ronda.example", form(RONDA | {"leader_name": "Sam Newly"}))
    assert (became(plan), joined(plan)) == ((Outcome.UPDATE, DraftKind.UPDATE), ["M0001"])
    assert codes(plan) == set()


def test_an_update_that_completes_a_member_gets_the_welcome() -> None:
    """What the first form lacked is there now."""
    register = Register()
    register.arrive("rights@ronda.example", form(LACKING))
    plan = register.arrive("rights@ronda.example", form(RONDA))
    assert (became(plan), joined(plan)) == ((Outcome.UPDATE, DraftKind.WELCOME), ["M0001"])


def test_an_update_that_brings_only_what_was_missing_gets_the_welcome_too() -> None:
    """The values of the first form count."""
    register = Register()
    register.arrive("rights@ronda.example", form(LACKING))
    rest: dict[str, FieldValue] = {"government_name": "Ronda", "country": "ES", "leader_name": "Alex Ronda"}
    assert became(register.arrive("rights@ronda.example", form(rest))) == (Outcome.UPDATE, DraftKind.WELCOME)


def test_an_update_that_still_lacks_something_is_confirmed() -> None:
    """The reply to an update names what is missing."""
    register = Register()
    register.arrive("rights@ronda.example", form(LACKING))
    assert became(register.arrive("rights@ronda.example", form(LACKING | {"signed": False}))) == (
        Outcome.UPDATE,
        DraftKind.UPDATE,
    )


def test_what_staff_set_stands_when_a_form_is_judged() -> None:
    """Staff set the kind of a coalition; a newer form that leaves its kind out, or not, is theirs to decide on."""
    for newer in (RONDA, town("Ronda", "ronda.example", government_type=None)):
        register = Register()
        register.arrive("rights@ronda.example", form(RONDA))
        register.staff("M0001", government_type="non_government")
        assert register.arrive("rights@ronda.example", form(newer)).draft is DraftKind.HELD


def test_a_form_from_an_address_that_never_wrote_is_told_to_staff() -> None:
    """It is taken, and nobody takes it for certain."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    strange = town("Ronda", "evil.example", subdivision="Málaga", leader_name="A New", contact_name="B New")
    plan = register.arrive("x@evil.example", form(strange))
    assert (plan.outcome, joined(plan), codes(plan)) == (Outcome.UPDATE, ["M0001"], {"unknown-writer"})
    assert register.members["M0001"].status is Status.TO_REVIEW


def test_a_form_that_nothing_but_its_name_ties_is_held_with_both_sides() -> None:
    """A gmail address, no province: not merged, not doubled; staff see what each side says."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    loose = town("Ronda", "gmail.com", leader_name="A New", contact_name="B New")
    plan = register.arrive("someone@gmail.com", form(loose))
    assert (*became(plan), plan.submissions) == (Outcome.HELD, None, ())
    for said in ("form.docx", "Ronda, municipality", "M0001 (Ayuntamiento de Ronda, municipality, Málaga)"):
        assert said in plan.reason


def test_a_corrected_kind_is_an_update_that_staff_see() -> None:
    """The same leader and contact, another box ticked."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    plan = register.arrive("rights@ronda.example", form(RONDA | {"government_type": "province"}))
    assert (plan.outcome, joined(plan), codes(plan)) == (Outcome.UPDATE, ["M0001"], {"kind-changed"})


def test_a_form_that_shares_its_contact_with_a_member_of_another_name_is_told_to_staff() -> None:
    """A new member; the finding names the other one, with what is known of it."""
    register = Register()
    first, other = town("Stadt Unterwurzbach", "wien.example"), town("Lower Wurzbach", "wien.example")
    register.arrive("rights@wien.example", form(first | {"country": "AT"}))
    plan = register.arrive("rights@wien.example", form(other | {"country": "AT"}))
    assert (plan.outcome, joined(plan), codes(plan)) == (Outcome.SUBMISSION, [None], {"may-be-known"})
    assert "M0001 (Stadt Unterwurzbach, municipality)" in plan.submissions[0].findings[0].message


@pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN])
def test_a_form_of_a_closed_applicant_is_for_staff(status: Status) -> None:
    """It is kept with the member; no reply promises anything."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    register.staff("M0001", status=status)
    plan = register.arrive("rights@ronda.example", form(RONDA))
    assert (became(plan), joined(plan)) == ((Outcome.UPDATE, None), ["M0001"])
    assert "member-closed" in codes(plan)


# --- applicants that staff decide on ---------------------------------------------------------------


@pytest.mark.parametrize("kind", ["non_government", "association"])
def test_no_letter_for_an_applicant_that_is_no_government(kind: str) -> None:
    """It is in the register; staff decide first, and the reply says only that the form arrived."""
    plan = Register().arrive("x@lakes.example", form(town("Lakes Defenders", "lakes.example", government_type=kind)))
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.HELD)
    assert codes(plan) == {"applicant-held"}


def test_an_applicant_stays_held_when_a_newer_form_leaves_its_kind_out() -> None:
    """Completing the form is no way around the decision."""
    register = Register()
    first = town("Lakes Defenders", "lakes.example", government_type="non_government", leader_name=None)
    register.arrive("rights@lakes.example", form(first))
    newer = town("Lakes Defenders", "lakes.example", government_type=None)
    plan = register.arrive("rights@lakes.example", form(newer))
    assert (became(plan), joined(plan)) == ((Outcome.UPDATE, DraftKind.HELD), ["M0001"])


def test_an_applicant_that_staff_accepted_is_answered_like_any_member() -> None:
    """The decision was taken."""
    register = Register()
    lakes = town("Lakes Defenders", "lakes.example", government_type="non_government")
    register.arrive("rights@lakes.example", form(lakes))
    register.staff("M0001", status=Status.ACCEPTED)
    assert became(register.arrive("rights@lakes.example", form(lakes))) == (Outcome.UPDATE, DraftKind.UPDATE)


# --- pledges ---------------------------------------------------------------------------------------


def test_a_form_after_a_pledge_makes_the_pledged_member_whole() -> None:
    """One member, a submission, the welcome."""
    register = Register()
    register.arrive("mayor@ronda.example", pledge("Ayuntamiento de Ronda"))
    plan = register.arrive("rights@ronda.example", form(RONDA))
    assert (became(plan), joined(plan)) == ((Outcome.SUBMISSION, DraftKind.WELCOME), ["M0001"])
    assert codes(plan) == set()


def test_a_form_joined_to_a_pledge_by_name_alone_is_looked_at() -> None:
    """Another address, the same name."""
    register = Register()
    register.arrive("mayor@gmail.com", pledge("Ayuntamiento de Ronda"))
    plan = register.arrive("rights@ronda.example", form(RONDA))
    assert (joined(plan), codes(plan)) == (["M0001"], {"joined-by-name"})


def test_a_form_after_a_pledge_that_named_nobody_is_looked_at() -> None:
    """Joined by its sender."""
    register = Register()
    register.arrive("mayor@ronda.example", pledge())
    plan = register.arrive("rights@ronda.example", form(RONDA))
    assert (joined(plan), codes(plan)) == (["M0001"], {"joined-by-address"})


def test_a_second_letter_is_the_same_pledge() -> None:
    """The mayor's letter and the council's decision of one town."""
    register = Register()
    register.arrive("mayor@ronda.example", pledge("Ayuntamiento de Ronda"))
    plan = register.arrive("council@ronda.example", pledge("City of Ronda"))
    assert plan.pledge is not None
    assert (plan.outcome, plan.pledge.member) == (Outcome.PLEDGE, "M0001")


def test_a_letter_after_the_form_asks_for_nothing() -> None:
    """The form is here already."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    plan = register.arrive("mayor@ronda.example", pledge("Ayuntamiento de Ronda"))
    assert (became(plan), len(register.members)) == ((Outcome.PLEDGE, None), 1)


def test_letters_that_one_network_forwards_are_several_pledges() -> None:
    """The sender is the network's; the names are the towns'."""
    register = Register()
    for name in ("Ayuntamiento de Ronda", "Ajuntament de Vic"):
        register.arrive("office@network.example", pledge(name))
    assert len(register.members) == 2


def test_a_letter_from_a_members_own_address_is_its_own_whoever_it_names() -> None:
    """The first government that a letter names is often not the one that writes."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    plan = register.arrive("mayor@ronda.example", pledge("City of Gwangju"))
    assert (became(plan), len(register.members)) == ((Outcome.PLEDGE, None), 1)


# --- several forms in one mail ---------------------------------------------------------------------


def test_forms_of_several_governments_are_one_submission_each() -> None:
    """Three files, or one workbook with three sheets."""
    files = Register().arrive("x@network.example", form(RONDA), form(VIC, name="2"), form(LUGO, name="3"))
    sheets = Register().arrive("x@network.example", form(RONDA, VIC, LUGO))
    for plan in (files, sheets):
        assert (became(plan), joined(plan)) == ((Outcome.SUBMISSION, DraftKind.WELCOME), [None] * 3)
        assert codes(plan) == set()


def test_the_same_government_as_pdf_and_docx_is_one() -> None:
    """The fuller copy leads, what only the other one says is added with its place."""
    lesser = {key: RONDA[key] for key in ("government_name", "country", "leader_name")} | {"consent": True}
    plan = Register().arrive("rights@ronda.example", form(lesser, name="a.pdf"), form(RONDA, name="a.docx"))
    assert [each.document for each in plan.submissions] == [1]
    values = {each.field: each for each in plan.submissions[0].values}
    assert set(values) == {*RONDA, "consent"}
    assert values["consent"].source.at == "a.pdf: consent"
    assert codes(plan) == set()


def test_copies_that_disagree_are_told_of() -> None:
    """The value of the fuller copy, and what the other one says."""
    other = town("Ronda", "ronda.example", leader_title="Alcaldesa")
    plan = Register().arrive("rights@ronda.example", form(RONDA, name="a.docx"), form(other, name="a.pdf"))
    told = {each.field: each for each in plan.submissions[0].findings if each.code == "copies-disagree"}
    assert set(told) == {"leader_title", "government_name"}
    assert "a.pdf" in told["leader_title"].message
    assert "Alcaldesa" in told["leader_title"].message
    assert all(each.severity is Severity.WARNING for each in told.values())


def test_homonyms_in_one_mail_are_two_and_told_of() -> None:
    """Two Grignys that a network sends together are no copies of each other."""
    one = town("Ville de Grigny", "grigny91.example", country="FR", subdivision="Essonne")
    two = town("Ville de Grigny", "grigny69.example", country="FR", subdivision="Rhône")
    plan = Register().arrive("x@network.example", form(one), form(two, name="2.docx"))
    assert joined(plan) == [None, None]
    assert codes(plan) == {"namesake-in-mail"}


def test_region_and_city_in_one_mail_are_two_without_a_word() -> None:
    """Their kinds tell them apart."""
    region = town("Valparaíso", "gore.example", government_type="region", country="CL")
    city = town("Valparaíso", "valparaiso.example", country="CL")
    plan = Register().arrive("x@network.example", form(region, city))
    assert (joined(plan), codes(plan)) == ([None, None], set())


def test_a_doubtful_form_does_not_hold_the_others() -> None:
    """The clear ones are in, the doubtful one waits as a question to staff."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    loose = town("Ronda", "gmail.com", leader_name="A New", contact_name="B New")
    plan = register.arrive("x@network.example", form(VIC), form(loose, name="2.docx"))
    assert (plan.outcome, joined(plan)) == (Outcome.SUBMISSION, [None])
    assert [(each.document, each.candidates) for each in plan.questions] == [(1, ("M0001",))]


def test_what_cannot_be_read_beside_a_form_is_named() -> None:
    """It may be the form of another town."""
    unread = paper(DocumentKind.UNREADABLE, name="scan.pdf", reason="A scan.")
    plan = Register().arrive("rights@ronda.example", form(RONDA), unread)
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.WELCOME)
    assert ["scan.pdf" in each.message for each in plan.findings] == [True]


def test_one_form_that_lacks_something_among_several_is_asked_for() -> None:
    """No welcome for all while one is incomplete."""
    plan = Register().arrive("x@network.example", form(LACKING), form(VIC, name="2"))
    assert became(plan) == (Outcome.SUBMISSION, DraftKind.MISSING)


def test_an_update_and_a_new_member_in_one_mail_are_a_submission() -> None:
    """Each form goes where it belongs."""
    register = Register()
    register.arrive("rights@ronda.example", form(RONDA))
    plan = register.arrive("rights@ronda.example", form(RONDA), form(VIC, name="2"))
    assert (plan.outcome, joined(plan)) == (Outcome.SUBMISSION, ["M0001", None])


# --- whatever comes --------------------------------------------------------------------------------

_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "government_name": st.sampled_from(["Ronda", "Ayuntamiento de Ronda", "Kota Ronda", "Ville de Vic", "시", " "]),
        "government_type": st.sampled_from(["municipality", "region", "non_government", "no such kind"]),
        "country": st.sampled_from(["ES", "FR", "??"]),
        "subdivision": st.sampled_from(["Málaga", "Provincia de Málaga", "Rhône"]),
        "leader_name": st.sampled_from(["Ana García", "Sam Newly", "X"]),
        "contact_email": st.sampled_from(["a@ronda.example", "b@gmail.com", "no address", "@"]),
        "website": st.sampled_from(["https://ronda.example", "https://", "ronda"]),
        "motivation": st.text(max_size=5),
    },
)
_DOCUMENTS = st.one_of(
    st.builds(
        lambda forms, body, seen: form(*forms, body=body, seen_in=seen),
        st.lists(_VALUES, max_size=3),
        st.booleans(),
        st.sampled_from([None, None, (1, "M0001")]),
    ),
    st.builds(lambda kind, body: paper(kind, body=body), st.sampled_from(DocumentKind), st.booleans()),
    st.builds(pledge, st.sampled_from([None, "Ronda", "Ville de Vic"])),
    st.just(ReadDocument(paper(name="logo.png").record, None, body=False)),
)
_MESSAGES = st.tuples(
    st.sampled_from(["", "a@ronda.example", "b@gmail.com", "x@network.example", "nobody", "@"]),
    st.lists(_DOCUMENTS, max_size=4),
    st.sampled_from(["", "https://we.tl/t-AbCdEf1234", "form https://x.example/d/8f3a77c1"]),
    st.sampled_from([IN_WAVE, BETWEEN]),
    st.booleans(),
)


@given(st.lists(_MESSAGES, max_size=5))
def test_every_message_has_one_outcome_and_nothing_is_raised(
    messages: list[tuple[str, list[ReadDocument], str, object, bool]],
) -> None:
    """Whatever was read, in whatever order it came: one outcome with a reason, consistent with what is written."""
    register = Register()
    for sender, documents, text, _, may_reply in messages:
        known = set(register.members)
        plan = register.arrive(sender, *documents, text=text, may_reply=may_reply)
        forms = [one for each in documents if each.reading for one in each.reading.forms]
        assert plan.reason
        assert bool(plan.submissions) == (plan.outcome in DONE)
        assert bool(plan.pledge) == (plan.outcome is Outcome.PLEDGE)
        assert len(plan.submissions) <= len(forms)
        assert not forms or plan.outcome in {*DONE, Outcome.HELD, Outcome.DUPLICATE}
        assert may_reply or plan.draft is None
        assert plan.outcome not in {Outcome.HELD, Outcome.QUESTION} or plan.draft is None
        assert plan.outcome is not Outcome.DUPLICATE or plan.draft in {None, DraftKind.DUPLICATE}
        assert plan.outcome is not Outcome.UPDATE or None not in joined(plan)
        assert {each for each in joined(plan) if each} <= known
        assert len([each for each in plan.documents if each.code != "link"]) == len(documents)


@given(_MESSAGES)
def test_the_same_message_gives_the_same_plan(message: tuple[str, list[ReadDocument], str, object, bool]) -> None:
    """Decisions look at nothing but what they are given."""
    sender, documents, text, _, may_reply = message
    arrival = Arrival(mail(sender, text), tuple(documents), IN_WAVE, may_reply)
    known = known_from(CAMPAIGN, ())
    assert plan_message(arrival, known) == plan_message(arrival, known)


def test_a_member_is_known_by_a_name_that_it_had_before() -> None:
    """A form in the language of an earlier one, by a colleague from the same house, is an update."""
    register = Register()
    register.arrive("rights@nirgendwo.example", form(town("Stadt Nirgendwo", "nirgendwo.example", country="DE")))
    register.members["M0001"] = replace(register.members["M0001"], names=("Stadt Nirgendwo", "Town of Nowhere"))
    again = town("Town of Nowhere", "nirgendwo.example", country="DE", leader_name="B New", contact_name="C New")
    assert joined(register.arrive("office@nirgendwo.example", form(again))) == ["M0001"]


def test_a_mail_of_a_word_is_answered_in_the_language_of_its_country() -> None:
    """Where nothing in it tells its language, that of the sender's address stands in."""
    unread = paper(DocumentKind.UNREADABLE, name="scan.pdf", reason="It cannot be read.")
    assert unread.reading
    silent = replace(unread, reading=replace(unread.reading, language=None))

    assert Register().arrive("mairie@vauclair.fr", silent).draft_language == "fr"
    assert Register().arrive("office@mail.example", silent).draft_language is None
    assert Register().arrive("mairie@vauclair.fr", unread).draft_language == "es"
