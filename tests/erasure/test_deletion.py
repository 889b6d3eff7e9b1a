"""A dialogue is deleted with everything in it and nothing beside it; killed half-way it goes on; the report stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from dialogues.documents.models import Version
from dialogues.documents.states import VersionStatus
from dialogues.models import Deletion, Dialogue, IssuedBefore, Organisation, Seat
from dialogues.removing import counts_of
from dialogues.services.deletions import (
    DONE,
    PLANNED,
    begin_deletion,
    cancel_deletion,
    delete_part,
    finish_deletion,
    plan_deletion,
)
from dialogues.services.dialogue import change_status
from dialogues.states import Status, Visibility
from dialogues.tasks import delete_dialogue
from inspired.core.audit import audit_head, verify
from inspired.core.models import Event, Job, OutboxMail, Person, User
from inspired.core.models.audit import PLATFORM, ImmutableError
from inspired.core.states import StateError
from tests import make
from tests.erasure.reading import raw_rows
from tests.policy import world as policy_world
from tests.policy.canaries import SECRETS
from tests.policy.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """A rich dialogue, closed, beside another one of the same host."""
    built = policy_world.build()
    Seat.objects.create(dialogue=built.twin, organisation=built.seat.organisation, category="parties")
    Dialogue.objects.filter(pk=built.dialogue.pk).update(status=Status.CLOSED)
    built.dialogue.refresh_from_db()
    return built


def planned(world: World, **said: Any) -> Deletion:
    """A deletion whose waiting period is over."""
    made = plan_deletion(world.dialogue, by=world.people["host"], title="Main dialogue", reason="It has ended", **said)
    Deletion.objects.filter(pk=made.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    return made


def deleted(world: World, **said: Any) -> Deletion:
    """The dialogue, deleted to the end."""
    made = planned(world, **said)
    assert begin_deletion(made, by=None)
    while delete_part(made, by=None, at_most=50):
        pass
    finish_deletion(made, by=None)
    made.refresh_from_db()
    return made


def test_everything_goes_and_nothing_else(world: World) -> None:
    twin, elsewhere = counts_of(world.twin.pk), counts_of(Dialogue.objects.get(slug="elsewhere").pk)
    people, expected = User.objects.count(), counts_of(world.dialogue.pk)
    report = deleted(world)
    assert not Dialogue.objects.filter(slug="main").exists()
    assert counts_of(world.twin.pk) == twin
    assert counts_of(Dialogue.objects.get(slug="elsewhere").pk) == elsewhere
    assert User.objects.count() == people
    assert Organisation.objects.filter(pk=world.seat.organisation_id).exists(), "another dialogue needs it"
    assert not Organisation.objects.filter(name="UNLISTED-ORGANISATION").exists()
    assert {label: report.counts[label] for label in expected} == expected
    assert report.dialogue is None and report.finished_at


def test_no_secret_of_it_is_left(world: World) -> None:
    accounts = {"NAME-OF-HEAD", "address-of-head@example.org"}  # people keep their accounts
    accounts |= {"TITLE-TO-BE-DELETED", "REASON-FOR-DELETION"}  # of another dialogue
    words = [secret for secret in SECRETS if secret not in accounts]
    assert any(word in text for word in words for _table, text in raw_rows())
    deleted(world)
    assert [f"{word} in {table}" for table, text in raw_rows() for word in words if word in text] == []
    assert not Person.objects.filter(name="Person on paper").exists()


def test_the_chain_still_verifies_and_its_end_is_noted_on_the_platform(world: World) -> None:
    scope = world.dialogue.audit_scope
    report = deleted(world)
    noted = Event.objects.filter(scope=PLATFORM, verb="dialogue.deletion_begun").get()
    assert (noted.details["number"], noted.details["digest"]) == audit_head(scope)
    assert (report.closing_number, report.closing_digest) == audit_head(scope)
    assert not list(verify(scope)) and not list(verify(PLATFORM))
    assert Event.objects.filter(scope=PLATFORM, verb="dialogue.deleted").count() == 1


def test_a_worker_killed_anywhere_leaves_a_report_that_counts_each_row_once(world: World, monkeypatch: Any) -> None:
    expected = counts_of(world.dialogue.pk)
    made = planned(world)
    begin_deletion(made, by=None)
    job = Job.objects.get(kind="dialogues.delete")
    parts: list[int] = []

    def dies_often(deletion: Deletion, *, by: None, at_most: int) -> int:
        parts.append(1)
        with transaction.atomic():
            gone = delete_part(deletion, by=by, at_most=7)
            if len(parts) % 3 == 0:
                raise DatabaseError("the worker died before the commit")
        return gone

    monkeypatch.setattr("dialogues.tasks.delete_part", dies_often)
    monkeypatch.setattr("dialogues.tasks.progress", lambda *_args: None)
    for _attempt in range(500):
        try:
            delete_dialogue(job)
        except DatabaseError:
            continue
        break
    made.refresh_from_db()
    assert made.finished_at and len(parts) > 20
    assert {label: made.counts[label] for label in expected} == expected
    assert not Dialogue.objects.filter(slug="main").exists()


def test_frozen_versions_go_only_with_their_dialogue(world: World) -> None:
    version = Version.objects.filter(document__kind="ppa").earliest("pk")
    with pytest.raises(ImmutableError):
        version.delete()
    planned(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk)._raw_delete("default")


def test_it_vanishes_for_everybody_the_moment_it_begins(world: World) -> None:
    Dialogue.objects.filter(pk=world.dialogue.pk).update(visibility=Visibility.PUBLIC, published_at=timezone.now())
    begin_deletion(planned(world), by=None)
    for name in ("host", "head", "donor", "stranger"):
        client = Client()
        client.force_login(world.people[name])
        assert client.get("/dialogues/main/").status_code == 404
    assert Client().get("/dialogues/main/").status_code == 404 or Client().get("/dialogues/main/").status_code == 302


def test_nothing_begins_before_its_time_or_after_it_was_taken_back(world: World) -> None:
    made = plan_deletion(world.dialogue, by=world.people["host"], title="Main dialogue", reason="x")
    assert not begin_deletion(made, by=None)
    cancel_deletion(made, by=world.people["host"])
    Deletion.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert not begin_deletion(made, by=None)
    assert delete_part(made, by=None, at_most=10) == 0
    with pytest.raises(StateError):
        cancel_deletion(made, by=world.people["host"])
    assert planned(world).pk != made.pk


def test_the_whole_team_is_told_and_afterwards_the_hosts(world: World) -> None:
    deleted(world)
    told = set(OutboxMail.objects.filter(kind=PLANNED).values_list("user", flat=True))
    assert told == {world.people["host"].pk, world.people["facilitator"].pk}
    assert list(OutboxMail.objects.filter(kind=DONE).values_list("user", flat=True)) == [world.people["host"].pk]


@pytest.mark.parametrize("name", ["facilitator", "head", "donor", "admin", "other_host", "stranger"])
def test_only_hosts_delete_and_take_back(world: World, name: str) -> None:
    with pytest.raises(PermissionDenied):
        plan_deletion(world.dialogue, by=world.people[name], title="Main dialogue", reason="x")
    made = planned(world)
    with pytest.raises(PermissionDenied):
        cancel_deletion(made, by=world.people[name])


@pytest.mark.parametrize("status", [Status.OPEN, Status.PAUSED])
def test_a_dialogue_that_runs_is_closed_first(world: World, status: str) -> None:
    Dialogue.objects.update(status=status)
    with pytest.raises(PermissionDenied):
        plan_deletion(world.dialogue, by=world.people["host"], title="Main dialogue", reason="x")


def test_title_and_state_are_checked(world: World) -> None:
    host = world.people["host"]
    with pytest.raises(StateError, match="title"):
        plan_deletion(world.dialogue, by=host, title="Twin dialogue", reason="x")
    planned(world)
    with pytest.raises(StateError, match="already"):
        plan_deletion(world.dialogue, by=host, title="Main dialogue", reason="x")
    with pytest.raises(StateError, match="to be deleted"):
        change_status(world.dialogue, by=host, target=Status.OPEN, reason="We go on")


def test_the_report_stays_with_its_hosts_alone(world: World) -> None:
    report = deleted(world)
    for name, status in {"host": 200, "facilitator": 404, "head": 404, "admin": 404}.items():
        client = Client()
        client.force_login(world.people[name])
        for address in (f"/deletions/{report.pk}/", f"/deletions/{report.pk}/report/"):
            assert client.get(address).status_code == status
    client = Client()
    client.force_login(world.people["host"])
    text = client.get(f"/deletions/{report.pk}/report/").content.decode()
    assert world.version.sha256 in text and "NAME-OF-HEAD" not in text
    assert "Main dialogue" in client.get("/deletions/").content.decode()


@pytest.mark.parametrize(("keeps", "published"), [(True, True), (True, False), (False, True)])
def test_published_fingerprints_are_recognised_if_the_host_wished_so(
    world: World, keeps: bool, published: bool
) -> None:
    if published:
        now, host = timezone.now(), world.people["host"]
        adopted = {
            "status": VersionStatus.ENDORSED,
            "endorsed_at": now,
            "endorsed_by": host,
            "endorsement_reason": "So",
        }
        Version.objects.filter(pk=world.version.pk).update(published_at=now, **adopted)
    deleted(world, keeps_fingerprints=keeps)
    assert IssuedBefore.objects.filter(sha256=world.version.sha256).exists()
    page = Client().post("/verify/", {"fingerprint": world.version.sha256}).content.decode()
    assert ("a dialogue that has been deleted" in page) is (keeps and published)


def test_an_archived_dialogue_comes_out_again_with_a_reason() -> None:
    dialogue = make.dialogue(status=Status.CLOSED)
    host = make.host_of(dialogue)
    change_status(dialogue, by=host, target=Status.ARCHIVED, reason="Done")
    with pytest.raises(StateError):
        change_status(dialogue, by=host, target=Status.OPEN, reason="No")
    change_status(dialogue, by=host, target=Status.CLOSED, reason="Somebody asked")
    assert Event.objects.filter(verb="dialogue.unarchived").count() == 1
    assert dialogue.status_changes.last().reason == "Somebody asked"
