"""Experiences and peers that donors offer: the host decides, every seat sees the same, and donors learn nothing more."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import ShelfEntry
from dialogues.convening.services import shelf
from dialogues.convening.services.shelf_offering import offer, take_back
from dialogues.convening.tasks.shelf import forget_ways_to_peers
from dialogues.services.phases import move_dialogue
from dialogues.states import Role, Status
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload

pytestmark = pytest.mark.django_db
SAID = {"title": "Registers in Uruguay", "why": "How inspection of homes began", "languages": ",es,", "text": "It took"}
PEER = SAID | {"title": "Inspector general", "place": "Uruguay", "way_in": "peer@example.org, agreed"}


@pytest.fixture
def dialogue():
    return make.dialogue()


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def donor(dialogue):
    return make.role(dialogue, make.user(name="Dana Donor"), Role.DONOR).user


def give(dialogue, by, **said):
    return offer(dialogue, by=by, **{"kind": "experience", **SAID, **said})


def seen(user):
    return set(ShelfEntry.objects.visible_to(user).values_list("title", flat=True))


def test_an_offer_waits_for_the_host_and_only_its_giver_sees_it(client, dialogue, host, donor):
    entry = give(dialogue, donor)
    other = make.role(dialogue, make.user(), Role.DONOR).user
    seated = make.delegate(make.seat(dialogue))
    assert (entry.state, entry.is_from_donor, entry.is_from_team) == ("proposed", True, False)
    assert seen(donor) == seen(host) == {SAID["title"]} and seen(other) == seen(seated) == set()
    client.force_login(host)
    assert SAID["title"] in client.get("/").content.decode(), "stands among what awaits the host"
    shelf.put_on_shelf(entry, by=host)
    for reader in (donor, other, seated, make.role(dialogue, make.user(), Role.OBSERVER).user):
        assert seen(reader) == {SAID["title"]}
    for reader in (make.role(dialogue, make.user(), Role.MEDIA).user, make.user(), AnonymousUser()):
        assert seen(reader) == set()


def test_a_no_is_read_by_the_giver_with_its_reason(client, dialogue, host, donor):
    entry = give(dialogue, donor)
    shelf.withhold(entry, by=host, reason="We have this already")
    client.force_login(donor)
    page = client.get(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/").content.decode()
    assert "We have this already" in page and "Take it down" not in page
    client.force_login(make.delegate(make.seat(dialogue)))
    assert client.get(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/").status_code == 404


def test_everybody_reads_that_a_donor_offered_it_and_the_team_alone_which(client, dialogue, host, donor):
    entry = shelf.put_on_shelf(give(dialogue, donor), by=host)
    for reader, named in ((host, True), (make.delegate(make.seat(dialogue)), False)):
        client.force_login(reader)
        for url in (f"/dialogues/{dialogue.slug}/shelf/", f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/"):
            page = client.get(url).content.decode()
            assert "Offered by a donor" in page and ("Dana Donor" in page) is named
        rows = client.get(f"/dialogues/{dialogue.slug}/shelf/?who=donor&format=csv").getvalue().decode()
        assert SAID["title"] in rows and ("Dana Donor" in rows) is named
    assert client.get(f"/dialogues/{dialogue.slug}/shelf/?who=host").context["listing"].total == 0
    assert client.get(f"/dialogues/{dialogue.slug}/shelf/?who=table").context["listing"].total == 0


def test_donors_decide_nothing_and_only_donors_offer(dialogue, host, donor):
    entry = give(dialogue, donor)
    for act in (
        lambda: shelf.put_on_shelf(entry, by=donor),
        lambda: shelf.withhold(entry, by=donor, reason="No"),
        lambda: shelf.edit_entry(entry, by=donor, revision=1, title="Mine"),
        lambda: shelf.publish_entry(entry, by=donor, published_on=timezone.localdate()),
        lambda: shelf.bring(dialogue, by=donor, kind="link", address="https://example.org", **SAID),
    ):
        with pytest.raises(PermissionDenied):
            act()
    both = make.role(dialogue, host, Role.DONOR).user
    ended = make.role(dialogue, make.user(), Role.DONOR)
    ended.ended_at = timezone.now() - timedelta(minutes=1)
    ended.save(update_fields=["ended_at"])
    seated = make.delegate(make.seat(dialogue))
    elsewhere = make.role(make.dialogue(), make.user(), Role.DONOR).user
    for somebody in (both, seated, ended.user, elsewhere, make.user(is_superuser=True, is_staff=True)):
        with pytest.raises(PermissionDenied):
            give(dialogue, somebody)
    dialogue.status = Status.CLOSED
    dialogue.save(update_fields=["status"])
    with pytest.raises(PermissionDenied):
        give(dialogue, donor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "link", "address": "https://example.org"},
        {"text": ""},
        {"way_in": "somebody@example.org"},
        {"address": "javascript:alert(1)"},
        {"kind": "peer"},
    ],
)
def test_what_is_no_offer_is_refused(dialogue, donor, wrong):
    with pytest.raises(StateError):
        give(dialogue, donor, **wrong)
    assert not ShelfEntry.objects.exists()


def test_an_experience_comes_as_text_file_or_address(dialogue, donor):
    assert not give(dialogue, donor).versions.exists()
    assert give(dialogue, donor, text="", address="https://example.org/study").versions.get().address
    assert give(dialogue, donor, text="", upload=upload(PDF, "study.pdf")).versions.get().file
    with pytest.raises(StateError):
        give(dialogue, donor, upload=upload(PDF, "a.pdf"), address="https://example.org")
    with pytest.raises(StateError):
        give(dialogue, donor, upload=upload(b"<svg onload=alert(1)>", "a.pdf"))


def test_a_peer_is_named_at_the_table_and_never_in_public(client, dialogue, host, donor):
    entry = shelf.put_on_shelf(offer(dialogue, by=donor, kind="peer", **PEER), by=host)
    with pytest.raises(StateError):
        offer(dialogue, by=donor, kind="peer", upload=upload(PDF, "cv.pdf"), **PEER)
    with pytest.raises(StateError):
        shelf.publish_entry(entry, by=host, published_on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        ShelfEntry.objects.filter(pk=entry.pk).update(published_on=timezone.localdate())
    client.force_login(make.delegate(make.seat(dialogue)))
    assert PEER["way_in"] in client.get(f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/").content.decode()
    client.force_login(host)
    url = f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/edit/"
    assert PEER["way_in"] in client.get(url).content.decode()
    said = {
        "title": PEER["title"],
        "why": "So",
        "languages": "es",
        "licence": "unknown",
        "revision": 1,
        "way_in": "555",
    }
    client.post(url, said)
    entry.refresh_from_db()
    assert (entry.way_in, entry.why, entry.text) == ("555", "So", "")


def test_the_page_keeps_what_was_typed_and_sends_once(client, dialogue, donor):
    client.force_login(donor)
    url = f"/dialogues/{dialogue.slug}/shelf/offer/"
    assert "Offer an experience or a peer" in client.get(f"/dialogues/{dialogue.slug}/shelf/").content.decode()
    said = {"kind": "peer", "title": "<b>Peer</b>", "why": "So", "languages": "en", "licence": "unknown"}
    said["form_key"] = str(uuid4())
    page = client.post(url, said).content.decode()
    assert "Say how one gets in touch" in page and "&lt;b&gt;Peer" in page and not ShelfEntry.objects.exists()
    for _twice in range(2):
        assert client.post(url, said | {"way_in": "through us"}).status_code == 302
    assert ShelfEntry.objects.get().title == "<b>Peer</b>"
    assert Event.objects.filter(verb="shelf_entry.offered").count() == 1
    assert b"<b>Peer" not in client.get(f"/dialogues/{dialogue.slug}/shelf/").content


def test_ways_to_peers_are_forgotten_with_the_contacts_of_a_closed_dialogue(dialogue, host, donor):
    entry = shelf.put_on_shelf(offer(dialogue, by=donor, kind="peer", **PEER), by=host)
    dialogue.roles.filter(user=donor).update(ended_at=timezone.now())
    move_dialogue(dialogue, by=host, target=Status.CLOSED, reason="Over")
    later = timezone.now() + timedelta(days=31 * dialogue.keep_contacts_months)
    for now, count, left in ((timezone.now(), 0, PEER["way_in"]), (later, 1, ""), (later, 0, "")):
        assert next(iter(forget_ways_to_peers(now, 10))).count == count
        entry.refresh_from_db()
        assert entry.way_in == left and entry.text == PEER["text"]


def test_an_offer_is_taken_back_until_the_host_has_answered(client, dialogue, host, donor):
    entry = offer(dialogue, by=donor, kind="peer", **PEER)
    url = f"/dialogues/{dialogue.slug}/shelf/{entry.pk}/"
    client.force_login(donor)
    assert "Take the offer back" in client.get(url).text
    assert "forgotten at once" in client.get(f"{url}take-back/").text
    assert "You took it back." in client.post(f"{url}take-back/", follow=True).text
    entry.refresh_from_db()
    assert (entry.state, entry.way_in) == ("taken_back", "")
    assert seen(donor) == seen(host) == {PEER["title"]} and seen(make.delegate(make.seat(dialogue))) == set()
    assert client.post(f"{url}take-back/").status_code == 403
    for act in (
        lambda: take_back(entry, by=donor),
        lambda: shelf.put_on_shelf(entry, by=host),
        lambda: shelf.withhold(entry, by=host, reason="No"),
    ):
        with pytest.raises(StateError):
            act()
    client.force_login(host)
    page = client.get(url).text
    assert "took it back" in page and "Put it" not in page and PEER["way_in"] not in page
    assert "Inspector general" not in client.get("/").text, "nothing awaits the host any more"
    assert "A donor took back the offer of" in client.get(f"/dialogues/{dialogue.slug}/manage/trail/").text
    assert Event.objects.filter(verb="shelf_entry.taken_back").count() == 1


def test_nobody_else_takes_an_offer_back_and_no_answered_one(dialogue, host, donor):
    entry = give(dialogue, donor)
    other = make.role(dialogue, make.user(), Role.DONOR).user
    for somebody in (host, other, make.delegate(make.seat(dialogue)), make.user()):
        with pytest.raises(PermissionDenied):
            take_back(entry, by=somebody)
    shelf.put_on_shelf(entry, by=host)
    with pytest.raises(StateError):
        take_back(entry, by=donor)
    late = give(dialogue, donor, title="Late")
    dialogue.status = Status.CLOSED
    dialogue.save(update_fields=["status"])
    with pytest.raises(PermissionDenied):
        take_back(late, by=donor)


def test_a_licence_is_named_where_there_can_be_one(client, dialogue, host):
    peer = give(dialogue, make.role(dialogue, make.user(), Role.DONOR).user, **PEER, kind="peer")
    other = give(dialogue, make.role(dialogue, make.user(), Role.DONOR).user)
    client.force_login(host)
    shelf = client.get(reverse("shelf", args=[dialogue.slug])).text
    assert shelf.count("Licence not known") == 1 and "Not known" not in shelf
    pages = [client.get(reverse("shelf_entry", args=[dialogue.slug, one.pk])).text for one in (peer, other)]
    assert ["Licence" in page for page in pages] == [False, True]
