"""Dates are kept at night: each provider forgets what is due and nothing else, once, and leaves an event with its count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from dialogues import retaining
from dialogues.models import Delegate, Invitation, InvitationList, StatusChange
from dialogues.services import invitations
from dialogues.states import Status
from dialogues.tasks import begin_due_deletions
from inspired.core import erasing, forgetting, ports
from inspired.core.models import Event, Job, OutboxMail, SignIn, StoredFile
from inspired.core.services import store_upload
from tests import make
from tests.core.files import PDF, upload

pytestmark = pytest.mark.django_db
NOW = timezone.now


def night(provider: Callable[..., Any]) -> None:
    """Run the nightly job of one provider, as the worker does."""
    name = f"{provider.__module__}.{provider.__qualname__}"
    assert name in ports.retention.providers
    forgetting.keep_dates(Job(kind=forgetting.KEEP_DATES, payload={"provider": name}))


def told(what: str) -> list[int]:
    """The counts noted in the trail for one kind."""
    events = Event.objects.filter(verb="retention.kept").order_by("pk")
    return [event.details["count"] for event in events if event.details["what"] == what]


def invitation(**fields: Any) -> Invitation:
    dialogue = make.dialogue()
    sent = invitations.invite(make.seat(dialogue), by=make.host_of(dialogue), email="due@example.org", name="Due")
    Invitation.objects.filter(pk=sent.pk).update(**fields)
    sent.refresh_from_db()
    return sent


def test_ended_invitations_lose_name_and_address_after_ninety_days() -> None:
    long, short = NOW() - timedelta(days=91), NOW() - timedelta(days=89)
    due = [invitation(expires_at=long), invitation(declined_at=long), invitation(revoked_at=long)]
    kept = [invitation(expires_at=short), invitation(), invitation(declined_at=short)]
    night(retaining.forget_ended_invitations)
    night(retaining.forget_ended_invitations)
    for one in due:
        one.refresh_from_db()
        assert (one.email, one.name) == ("", "") and not Invitation.objects.waiting().filter(pk=one.pk).exists()
    assert Invitation.objects.filter(email="due@example.org").count() == len(kept)
    assert told("invitations") == [3]


def test_lists_that_nobody_worked_off_are_forgotten_unless_a_worker_has_them() -> None:
    old = {"text": "due@example.org", "by": None}
    dialogue = make.dialogue()
    idle, busy = (InvitationList.objects.create(dialogue=dialogue, digest=str(n), **old) for n in range(2))
    InvitationList.objects.update(created_at=NOW() - timedelta(days=31))
    recent = InvitationList.objects.create(dialogue=dialogue, digest="recent", **old)
    Job.objects.create(kind="dialogues.send_list", target_label=busy._meta.label_lower, target_pk=str(busy.pk))
    night(retaining.forget_lists)
    texts = {one.pk: one.text for one in InvitationList.objects.all()}
    assert texts == {idle.pk: "", busy.pk: "due@example.org", recent.pk: "due@example.org"}


@pytest.mark.parametrize(
    ("months", "status", "goes"),
    [(1, Status.CLOSED, True), (1, Status.ARCHIVED, True), (3, Status.CLOSED, False), (1, Status.OPEN, False)],
)
def test_contact_details_go_when_the_dialogue_has_been_closed_as_long_as_its_host_set(
    months: int, status: str, goes: bool
) -> None:
    dialogue = make.dialogue(status=status, keep_contacts_months=months)
    account = make.delegate(make.seat(dialogue))
    Delegate.objects.update(phone="+238 1")
    StatusChange.objects.create(dialogue=dialogue, status=Status.CLOSED, at=NOW() - timedelta(days=60))
    night(retaining.forget_contacts)
    delegate = Delegate.objects.get()
    assert (delegate.email == "" and delegate.phone == "") is goes
    assert account.email


def test_sessions_mails_and_lone_files_go_at_their_date(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    user = make.user()
    for day in (-1, 1):
        SignIn.objects.create(session_key=f"s{day}", session_data="", expire_date=NOW() + timedelta(days=day))
    OutboxMail.objects.create(kind="x", key="old", user=user, created_at=NOW() - timedelta(days=181))
    OutboxMail.objects.create(kind="x", key="new", user=user)
    old, new = (store_upload(upload(PDF, "a.pdf"), by=user) for _ in range(2))
    StoredFile.objects.filter(pk=old.pk).update(created_at=NOW() - timedelta(days=8))
    for provider in (erasing.forget_ended_sessions, erasing.forget_old_mails, erasing.forget_lone_uploads):
        night(provider)
    assert [one.session_key for one in SignIn.objects.all()] == ["s1"]
    assert [one.key for one in OutboxMail.objects.all()] == ["new"]
    assert [one.pk for one in StoredFile.objects.all()] == [new.pk]
    assert (told("sessions"), told("mails"), told("uploads")) == ([1], [1], [1])


def test_a_night_that_dies_half_way_notes_what_it_forgot_and_the_next_one_does_the_rest(monkeypatch: Any) -> None:
    monkeypatch.setattr(forgetting, "AT_MOST", 2)
    monkeypatch.setattr(forgetting, "progress", lambda *_args: None)
    for number in range(5):
        SignIn.objects.create(session_key=f"s{number}", session_data="", expire_date=NOW() - timedelta(days=1))
    plain, calls = erasing.forget_ended_sessions, []

    def dying(now: datetime, at_most: int) -> Any:
        calls.append(1)
        yield from plain(now, at_most)
        if len(calls) == 2:
            raise DatabaseError("killed before the commit")

    name = f"{plain.__module__}.{plain.__qualname__}"
    monkeypatch.setitem(ports.retention.providers, name, dying)
    with pytest.raises(DatabaseError):
        forgetting.keep_dates(Job(payload={"provider": name}))
    monkeypatch.setitem(ports.retention.providers, name, plain)
    forgetting.keep_dates(Job(payload={"provider": name}))
    assert not SignIn.objects.exists()
    assert sum(told("sessions")) == 5


def test_every_provider_gets_one_job_a_night() -> None:
    count = forgetting.plan_round(NOW())
    forgetting.plan_round(NOW())
    assert Job.objects.filter(kind=forgetting.KEEP_DATES).count() == count == len(ports.retention.providers)
    assert begin_due_deletions in ports.retention.providers.values()
