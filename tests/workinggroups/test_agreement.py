"""How far a group agreed is said honestly: how many of its members answered, why not all, and that silence is no agreement."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dialogues.documents.models import Agreement, CommentPeriod, Document, Submission, Version
from dialogues.documents.output_offers import agreement_within
from dialogues.documents.output_reading import story_of
from dialogues.documents.rendering import to_page
from dialogues.documents.services import comments, outputs, sections, versions, ways
from dialogues.documents.states import DocumentStatus, Fate, WayOut
from dialogues.models import Dialogue
from dialogues.services.seats import leave_seat
from inspired.core.audit import verify
from inspired.core.models import User
from inspired.core.states import StateError
from tests.workinggroups import outputs as out
from workinggroups.group_paper import page_of
from workinggroups.services import members

refused = contextlib.suppress(StateError, PermissionDenied)
WHY = "The other member is at sea until June."


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(here: out.Cast) -> Document:
    document = out.draft(here)
    outputs.ask_agreement(document, by=here.by(here.lead))
    return document


def voice(here: out.Cast, document: Document, **said: Any) -> None:
    place = here.group.members.get(seat=here.lead)
    outputs.give_voice(document, by=here.by(here.lead), member=place, **{"agrees": True, **said})


@pytest.mark.django_db
def test_silence_is_no_agreement_and_the_question_can_be_taken_back() -> None:
    here = out.cast()
    document = asked(here)
    with pytest.raises(StateError):
        outputs.close_agreement(document, by=here.by(here.lead), reason=WHY)
    outputs.take_question_back(document, by=here.by(here.lead))
    document = out.fresh(document)
    assert document.agreement is None and story_of(document, here.host).fate == Fate.DRAFTING
    with pytest.raises(StateError):
        outputs.submit_output(document, by=here.by(here.lead), due_at=out.in_a_week(), way=WayOut.OWN)
    with pytest.raises(StateError):
        outputs.take_question_back(document, by=here.by(here.lead))
    section = document.sections.get()
    sections.save_section(section, by=here.by(here.member), text="Better words", revision=section.revision)
    outputs.ask_agreement(document, by=here.by(here.lead))


@pytest.mark.django_db
def test_a_question_taken_back_after_voices_agrees_to_nothing() -> None:
    here = out.cast()
    document = asked(here)
    voice(here, document)
    outputs.take_question_back(document, by=here.by(here.lead))
    with pytest.raises(StateError):
        outputs.submit_output(document, by=here.by(here.lead), due_at=out.in_a_week(), way=WayOut.OWN)


@pytest.mark.django_db
def test_closing_before_all_have_answered_needs_a_reason_that_everybody_reads() -> None:
    here = out.cast()
    document = asked(here)
    voice(here, document)
    with pytest.raises(StateError):
        outputs.close_agreement(document, by=here.by(here.lead), reason="  ")
    client, url = client_of(here.by(here.lead)), f"{document.get_absolute_url()}output/"
    assert "1 of 2 members answered" in client.get(url).content.decode()
    page = client.post(f"{url}close/", {"reason": ""}).content.decode()
    assert "1 of 2 members answered" in page and Agreement.objects.get().closed_at is None
    client.post(f"{url}close/", {"reason": WHY})
    agreement = Agreement.objects.get()
    assert (agreement.members, agreement.reason) == (2, WHY)
    outputs.submit_output(document, by=here.by(here.lead), due_at=out.in_a_week(), way=WayOut.OWN)
    told = client_of(here.by(here.outside)).get(url).content.decode()
    assert "1 of 2 members answered" in told and WHY in told
    on_group = client_of(here.by(here.outside)).get(here.group.get_absolute_url()).content.decode()
    assert "1 of 2 members answered" in on_group


@pytest.mark.django_db
def test_when_all_have_answered_nothing_is_asked() -> None:
    here = out.cast()
    document = out.agreed(here, out.draft(here), dissent="The figures are thin.")
    agreement = Agreement.objects.get()
    assert (agreement.members, agreement.reason) == (2, "")
    assert story_of(document, here.host).answered_words == "2 of 2 members answered"
    assert [one.voice.note for one in story_of(document, here.host).dissents if one.voice] == ["The figures are thin."]


@pytest.mark.django_db
def test_who_left_after_answering_still_answered() -> None:
    here = out.cast()
    document = asked(here)
    voice(here, document)
    members.end_membership(here.group.members.get(seat=here.lead), by=here.host)
    outputs.close_agreement(document, by=here.host, reason=WHY)
    assert Agreement.objects.get().members == 2


@pytest.mark.django_db
def test_a_member_whose_organisation_has_left_the_dialogue_is_not_waited_for() -> None:
    here = out.cast()
    document = asked(here)
    voice(here, document)
    leave_seat(here.member, by=here.host, reason="It has closed")
    assert story_of(document, here.host).answered_words == "1 of 1 member answered"
    outputs.close_agreement(document, by=here.host)
    assert (Agreement.objects.get().members, Agreement.objects.get().reason) == (1, "")


@pytest.mark.django_db
def test_a_frozen_text_says_how_many_answered_and_names_nobody() -> None:
    here = out.cast()
    document = out.agreed(here, out.draft(here), dissent="SECRET-NOTE")
    outputs.submit_output(document, by=here.by(here.lead), due_at=out.in_a_week(), way=WayOut.OWN)
    comments.close_comments(document, by=here.host)
    ways.agree_way(document, by=here.host, way=WayOut.OWN)
    printed = page_of(here.by(here.outside), here.group, here.dialogue, "en", timezone.now())()
    assert "2 of 2 members answered" in printed and "SECRET-NOTE" not in printed
    document = out.fresh(document)
    with CaptureQueriesContext(connection) as asked_for:
        assert len(list(agreement_within(here.host, document))) == 1
    assert len(asked_for) == 1
    version = versions.freeze_now(document, by=here.host)
    assert version.data["blocks"]["agreement"] == {"answered": 2, "members": 2, "dissents": 1}
    page = to_page("draft", {"content": version.data, "fingerprint": version.sha256})
    assert "2 of 2 members answered" in page and "1 dissents with a note" in page and "SECRET-NOTE" not in page
    shown = client_of(here.by(here.outside)).get(version.get_absolute_url()).content.decode()
    assert "2 of 2 members answered" in shown


class OutputMachine(RuleBasedStateMachine):
    """One text of a group of two; whoever acts tries whatever they like, and the verbs refuse what does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.here = out.cast()
        self.dialogue: Dialogue = self.here.dialogue
        self.lead, self.member = self.here.by(self.here.lead), self.here.by(self.here.member)
        self.document = out.draft(self.here)
        self.words = 0

    def text(self) -> Document:
        return out.fresh(self.document)

    @rule(own=st.booleans())
    def write(self, own: bool) -> None:
        section = self.document.sections.get()
        self.words += 1
        with refused:
            by = self.member if own else self.here.host
            sections.save_section(section, by=by, text=f"Words {self.words}", revision=section.revision)

    @rule()
    def ask(self) -> None:
        with refused:
            outputs.ask_agreement(self.text(), by=self.lead)

    @rule(lead=st.booleans(), agrees=st.booleans())
    def answer(self, lead: bool, agrees: bool) -> None:
        by, seat = (self.lead, self.here.lead) if lead else (self.member, self.here.member)
        place = self.here.group.members.get(seat=seat)
        with refused:
            outputs.give_voice(self.text(), by=by, member=place, agrees=agrees, note="" if agrees else "Not so")

    @rule(reason=st.sampled_from(["", WHY]))
    def close(self, reason: str) -> None:
        with refused:
            outputs.close_agreement(self.text(), by=self.lead, reason=reason)

    @rule()
    def take_back(self) -> None:
        with refused:
            outputs.take_question_back(self.text(), by=self.here.host)

    @rule(by_lead=st.booleans())
    def submit(self, by_lead: bool) -> None:
        with refused:
            by = self.lead if by_lead else self.member
            outputs.submit_output(self.text(), by=by, due_at=out.in_a_week(), way=WayOut.PAPER)
            assert by_lead, "only the coordinator submits"

    @rule()
    def end_comments(self) -> None:
        with refused:
            comments.close_comments(self.text(), by=self.here.host)

    @rule(host=st.booleans(), way=st.sampled_from([WayOut.PAPER, WayOut.OWN]))
    def choose(self, host: bool, way: str) -> None:
        with refused:
            ways.agree_way(self.text(), by=self.here.host if host else self.lead, way=way)

    @rule()
    def give_back(self) -> None:
        with refused:
            ways.return_output(self.text(), by=self.here.host, reason="Count again")

    @invariant()
    def what_was_submitted_was_agreed_to_and_once_only(self) -> None:
        handed = Submission.objects.filter(document=self.document).select_related("agreement")
        assert sum(one.ended_at is None for one in handed) <= 1
        for one in handed:
            said, agreement = one.agreement.voices.count(), one.agreement
            assert agreement.closed_at is not None and agreement.taken_back_at is None
            assert agreement.members is not None and 0 < said <= agreement.members
            assert (said == agreement.members) == (agreement.reason == "")

    @invariant()
    def nobody_outside_sees_what_was_never_submitted(self) -> None:
        outside = self.here.by(self.here.outside)
        seen = Document.objects.visible_to(outside).filter(pk=self.document.pk).exists()
        assert seen == Submission.objects.filter(document=self.document).exists()
        running = Submission.objects.filter(document=self.document, ended_at__isnull=True).exists()
        assert Document.objects.read_as_written_by(outside).filter(pk=self.document.pk).exists() == running

    @invariant()
    def comments_are_open_only_on_what_is_submitted(self) -> None:
        text = self.text()
        is_open = CommentPeriod.objects.filter(document=text, closed_at__isnull=True).exists()
        assert is_open == (text.status == DocumentStatus.COMMENTS)
        assert not is_open or text.submission is not None

    @invariant()
    def what_is_noted_was_agreed_by_both_sides(self) -> None:
        settled = Submission.objects.filter(document=self.document, settled_at__isnull=False)
        assert not settled.filter(group_agreed_at__isnull=True).exists()
        papers = settled.filter(way=WayOut.PAPER)
        assert Version.objects.filter(document=self.document).count() >= papers.count()

    def teardown(self) -> None:
        assert not list(verify(self.dialogue.audit_scope))


@pytest.mark.django_db(transaction=True)
def test_agreement_and_submission_in_any_order(long: bool) -> None:
    run_state_machine_as_test(
        OutputMachine,
        settings=settings(
            max_examples=100 if long else 6,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
