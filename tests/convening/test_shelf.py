"""The knowledge shelf: brought and proposed, answered, renewed, taken down, made public; alike for every seat."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.convening.models import ShelfEntry
from dialogues.convening.services import shelf
from dialogues.states import Appearance, Role, Status, Visibility
from inspired.core.models import Event
from inspired.core.states import StaleError, StateError
from tests import make
from tests.core.files import PDF, upload

pytestmark = pytest.mark.django_db
LABELS = {"title": "Labour code", "why": "The law as it stands", "languages": ",en,pt,", "licence": "public_domain"}


@pytest.fixture
def dialogue():
    return make.dialogue()


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


def link(dialogue, by, **said):
    return shelf.bring(dialogue, by=by, **{"kind": "link", "address": "https://example.org/code", **LABELS, **said})


def seen(user):
    return set(ShelfEntry.objects.visible_to(user).values_list("title", flat=True))


def test_host_adds_and_every_seat_sees_it_alike(dialogue, host, head):
    link(dialogue, host)
    other = make.delegate(make.seat(dialogue, appear_to_participants=Appearance.UNLISTED))
    inside = [make.role(dialogue, make.user(), role).user for role in (Role.DONOR, Role.GOVERNMENT, Role.OBSERVER)]
    for reader in (host, head, other, *inside):
        assert seen(reader) == {"Labour code"}
    for reader in (make.role(dialogue, make.user(), Role.MEDIA).user, make.user(), AnonymousUser()):
        assert seen(reader) == set()


def test_seat_proposes_and_host_takes_it_with_one_click(client, dialogue, host, seat, head):
    entry = link(dialogue, head, seat=seat)
    stranger_to_it = make.delegate(make.seat(dialogue))
    assert entry.state == "proposed" and seen(head) == {"Labour code"} and seen(stranger_to_it) == set()
    client.force_login(host)
    assert b"Labour code" in client.get("/").content, "stands among what awaits the host"
    client.post(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/accept/")
    assert seen(stranger_to_it) == {"Labour code"}
    with pytest.raises(StateError):
        shelf.put_on_shelf(entry, by=host)


def test_taken_down_with_a_reason_and_restored(dialogue, host, head):
    entry = link(dialogue, host)
    shelf.publish_entry(entry, by=host, published_on=timezone.localdate())
    entry = shelf.withhold(entry, by=host, reason="Its author asked us")
    assert entry.state == "taken_down" and seen(head) == set()
    with pytest.raises(StateError):
        shelf.withhold(entry, by=host, reason="Again")
    entry = shelf.put_on_shelf(entry, by=host)
    assert entry.published_on is None, "what comes back is not public by itself"
    verbs = list(Event.objects.filter(subject__startswith="convening.shelfentry").values_list("verb", flat=True))
    assert verbs.count("shelf_entry.taken_down") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ShelfEntry.objects.filter(pk=entry.pk).update(state="taken_down", reason="")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org", "mailto:a@example.org", "//example.org", "data:text/html,x"]
)
def test_addresses_lead_to_the_web_alone(dialogue, host, address):
    with pytest.raises(StateError):
        link(dialogue, host, address=address)
    assert not ShelfEntry.objects.exists()


def test_files_are_known_by_their_bytes_and_kept_as_versions(client, dialogue, host, head):
    with pytest.raises(StateError):
        shelf.bring(dialogue, by=host, kind="document", upload=upload(b"<svg onload=alert(1)>", "a.pdf"), **LABELS)
    entry = shelf.bring(dialogue, by=host, kind="document", upload=upload(PDF, "old.pdf"), **LABELS)
    shelf.renew(entry, by=host, upload=upload(PDF, "new.pdf"), note="Corrected")
    client.force_login(head)
    page = client.get(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/").content.decode()
    assert "new.pdf" in page and "old.pdf" in page and "Corrected" in page
    for number, name in ((1, "old.pdf"), (2, "new.pdf")):
        answer = client.get(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/versions/{number}/")
        assert (
            answer["Content-Disposition"] == f'attachment; filename="{name}"'
            and "sandbox" in answer["Content-Security-Policy"]
        )
        assert b"".join(answer.streaming_content) == PDF
    assert client.get(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/versions/3/").status_code == 404
    other = make.dialogue(host)
    client.force_login(host)
    assert client.get(f"/dialogues/{other.slug}/shelf/{entry.pk}/").status_code == 404


def test_file_and_address_exclude_each_other(dialogue, host):
    with pytest.raises(StateError):
        link(dialogue, host, address="")
    with pytest.raises(StateError):
        link(dialogue, host, kind="recording", upload=upload(PDF, "a.pdf"))
    assert link(dialogue, host, kind="recording").versions.get().address


def test_public_from_its_day_and_only_where_the_dialogue_is(dialogue, host):
    entry = link(dialogue, host)
    media = make.role(dialogue, make.user(), Role.MEDIA).user
    shelf.publish_entry(entry, by=host, published_on=timezone.localdate() + timedelta(days=1))
    assert seen(media) == set()
    shelf.publish_entry(entry, by=host, published_on=timezone.localdate())
    assert seen(media) == {"Labour code"} and seen(AnonymousUser()) == set()
    dialogue.visibility, dialogue.published_at = Visibility.PUBLIC, timezone.now()
    dialogue.save(update_fields=["visibility", "published_at"])
    assert seen(AnonymousUser()) == {"Labour code"}
    shelf.publish_entry(entry, by=host, published_on=None)
    assert seen(AnonymousUser()) == set() == seen(media)


def test_only_who_may_brings_and_decides(dialogue, host, seat, head):
    entry = link(dialogue, head, seat=seat)
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    for somebody in (donor, make.user(), make.user(is_superuser=True, is_staff=True)):
        with pytest.raises(PermissionDenied):
            link(dialogue, somebody)
    for act in (
        lambda: shelf.put_on_shelf(entry, by=head),
        lambda: shelf.withhold(entry, by=head, reason="No"),
        lambda: shelf.renew(entry, by=head, address="https://example.org"),
        lambda: shelf.publish_entry(entry, by=head, published_on=timezone.localdate()),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(StateError):
        link(dialogue, head, seat=make.seat(dialogue))
    dialogue.status = Status.CLOSED
    dialogue.save(update_fields=["status"])
    with pytest.raises(PermissionDenied):
        link(dialogue, host)


def test_same_form_twice_is_one_entry_and_a_stale_one_loses_nothing(dialogue, host):
    key = uuid4()
    entry = link(dialogue, host, form_key=key)
    assert link(dialogue, host, form_key=key) == entry
    shelf.edit_entry(entry, by=host, revision=1, title="Labour code, revised")
    with pytest.raises(StaleError):
        shelf.edit_entry(entry, by=host, revision=1, title="Labour code, my wording")


def test_hostile_words_stay_words(client, dialogue, host):
    link(dialogue, host, title="<script>alert(1)</script>", why="=HYPERLINK(0)")
    client.force_login(host)
    page = client.get(f"/dialogues/{dialogue.slug}/shelf/")
    assert b"<script>alert" not in page.content and b"&lt;script&gt;" in page.content
    assert b"'=HYPERLINK" in client.get(f"/dialogues/{dialogue.slug}/shelf/?format=csv").getvalue()


def test_list_narrows_and_costs_the_same_for_one_and_for_thirty(
    client, dialogue, host, seat, head, django_assert_num_queries
):
    link(dialogue, host)
    client.force_login(head)
    url = f"/dialogues/{dialogue.slug}/shelf/"
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    for number in range(29):
        by = head if number % 2 else host
        entry = link(
            dialogue,
            by,
            seat=seat if by == head else None,
            title=f"Entry {number}",
            languages=",fr,",
            phase="consensus",
        )
        if by == head:
            shelf.put_on_shelf(entry, by=host)
    with django_assert_num_queries(9):
        client.get(url)
    for query, found in (
        ("language=pt", 1),
        ("phase=consensus", 29),
        ("who=table", 14),
        ("kind=recording", 0),
        ("q=code", 1),
    ):
        assert client.get(f"{url}?{query}").context["listing"].total == found, query
