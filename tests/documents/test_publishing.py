"""Publishing a version: whoever it names beyond their wish is told before; counts of an open round tell nobody's answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.documents.forms.living import CommentForm
from dialogues.documents.models import Comment
from dialogues.documents.services import comments, rounds, versions
from dialogues.documents.states import Position, Shown, VersionStatus
from dialogues.documents.tally import tally
from dialogues.models import Dialogue, Notice, Seat
from dialogues.states import Appearance, Attribution, Role
from inspired.core.models.audit import Event
from inspired.core.states import StateError
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def adopted():
    """A version that two organisations endorse; one of them chose to be named in public."""
    document = doc.ppa()
    seats = doc.table(document.dialogue, 2)
    (open_one, _signatory), _quiet = seats
    Seat.objects.filter(pk=open_one.pk).update(appear_in_public=Appearance.ORGANISATION)
    version = doc.version(document)
    round_ = doc.round_(version, [seat for seat, _signatory in seats])
    for seat, signatory in seats:
        doc.answer(round_, seat, signatory)
    host = make.host_of(document.dialogue)
    rounds.close_round(round_, by=host)
    versions.adopt(version, by=host, reason="Both endorse it.")
    version.refresh_from_db()
    return version, host, open_one, seats[1][0]


def test_a_draft_that_gave_way_to_a_later_one_offers_no_publishing_and_the_later_one_leads_to_its_round() -> None:
    document = doc.ppa()
    (seat, signatory), *_more = doc.table(document.dialogue, 1)
    host = make.host_of(document.dialogue)
    first = doc.version(document)
    versions.reopen_text(document, by=host, reason="Two reservations.")
    second = doc.version(document)
    round_ = doc.round_(second, [seat])
    first.refresh_from_db()
    assert first.status == VersionStatus.SUPERSEDED
    for reader in (host, signatory):
        page = client_of(reader).get(first.get_absolute_url()).content.decode()
        assert "Publish this version" not in page and "Go to the round" not in page
        top = client_of(reader).get(second.get_absolute_url()).content.decode().split("<article")[0]
        assert f'<a href="{round_.get_absolute_url()}">Go to the round</a>' in top
    assert client_of(host).get(f"{first.get_absolute_url()}publish/").status_code == 403


def test_a_version_is_published_only_when_whoever_it_names_beyond_their_wish_was_told() -> None:
    version, host, open_one, quiet = adopted()
    with pytest.raises(StateError, match=quiet.organisation.name):
        versions.publish_version(version, by=host, told=[open_one])
    client, address = client_of(host), f"{version.get_absolute_url()}publish/"
    page = client.get(address).content.decode()
    assert f'value="{quiet.pk}"' in page
    assert f'value="{open_one.pk}"' not in page
    assert quiet.organisation.name in client.post(address).content.decode()
    version.refresh_from_db()
    assert version.published_at is None
    client.post(address, {"told": [quiet.pk]})
    version.refresh_from_db()
    assert version.published_at
    assert Event.objects.get(verb="version.published").details["told"] == 1


def test_the_page_of_appearance_says_what_holds_for_published_documents() -> None:
    _version, host, _open_one, quiet = adopted()
    page = client_of(host).get(f"/dialogues/{quiet.dialogue.slug}/participants/{quiet.pk}/appearance/")
    assert "holds for a published document too" in page.content.decode()


@pytest.mark.parametrize("after", [Attribution.CATEGORY, Attribution.NOBODY])
def test_counts_of_an_open_round_do_not_grow_before_participants_eyes(after) -> None:
    version = doc.version()
    seats = doc.table(version.document.dialogue, 3)
    round_ = doc.round_(version, [seat for seat, _s in seats], shown=Shown.PARTICIPANTS, shown_after=after)
    reader = seats[2][1]
    for seat, signatory in seats[:2]:
        doc.answer(round_, seat, signatory, Position.ABSTAIN)
    seen = tally(round_, reader)
    assert (seen.answered, seen.asked, seen.counts, seen.categories) == (2, 3, (), [])
    page = client_of(reader).get(round_.get_absolute_url()).content.decode()
    assert "Until the round closes participants see how many have answered" in page
    rounds.close_round(round_, by=make.host_of(version.document.dialogue))
    round_.refresh_from_db()
    seen = tally(round_, reader)
    assert seen.counts or seen.categories[0].counts


def test_words_that_nobody_changed_are_no_proposal() -> None:
    document = doc.ppa()
    seat, delegate = doc.table(document.dialogue, 1)[0]
    comments.open_comments(document, by=make.host_of(document.dialogue), due_at=timezone.now() + timedelta(days=3))
    section = document.sections.get(key="issue")
    one = section.paragraphs[0]
    client = client_of(delegate)
    address = f"{document.get_absolute_url()}comments/new/?section=issue&paragraph={one['id']}"
    form = client.get(address).context["form"]
    assert form["wording"].value() == one["text"]
    said = {"seat": seat.pk, "text": "Too weak.", "form_key": form["form_key"].value()}
    client.post(address, said | {"wording": one["text"].replace("\n", "\r\n") + " "})
    assert Comment.objects.get().wording == ""
    changed = CommentForm(said | {"wording": "Other words."}, seats=Seat.objects.all(), unchanged=one["text"])
    assert changed.is_valid()
    assert changed.cleaned_data["wording"] == "Other words."


def test_headings_are_neither_counted_nor_called_paragraphs_and_a_locked_text_says_so() -> None:
    document = doc.ppa(text="# Wages\n\nFirst.\n\nSecond.")
    host = client_of(make.host_of(document.dialogue))
    page = host.get(f"{document.get_absolute_url()}freeze/").content.decode()
    assert "2 paragraphs" in page and "3 paragraphs" not in page
    assert host.get(document.get_absolute_url()).content.decode().count("Paragraph </span>") == 2
    doc.version(document)
    page = host.get(document.get_absolute_url()).content.decode()
    assert "as it is being written" not in page
    assert "as it was frozen" in page


def test_the_form_of_one_person_does_not_hand_their_comment_to_another() -> None:
    document = doc.ppa()
    [(seat, delegate), (other_seat, other)] = doc.table(document.dialogue, 2)
    comments.open_comments(document, by=make.host_of(document.dialogue), due_at=timezone.now() + timedelta(days=3))
    key = uuid4()
    first = comments.add_comment(document, by=delegate, seat=seat, text="Ours.", form_key=key)
    assert comments.add_comment(document, by=delegate, seat=seat, text="Ours.", form_key=key) == first
    with pytest.raises(StateError, match="sent before"):
        comments.add_comment(document, by=other, seat=other_seat, text="Theirs.", form_key=key)


def test_media_read_under_embargo_what_is_public_from_a_day_on() -> None:
    version, host, _open_one, quiet = adopted()
    dialogue = version.document.dialogue
    media = make.role(dialogue, make.user("media@example.org"), Role.MEDIA).user
    others = {"stranger": make.user(), "media elsewhere": make.role(make.dialogue(), make.user(), Role.MEDIA).user}
    address = f"/library/{dialogue.slug}/{version.document_id}/{version.number}/"
    day = timezone.localdate() + timedelta(days=9)
    client = client_of(host)
    page = client.post(f"{version.get_absolute_url()}publish/", {"told": [quiet.pk], "tells_media": "on"})
    assert "until then the embargo lasts" in page.content.decode()

    words = {"told": [quiet.pk], "on": day.isoformat(), "tells_media": "on"}
    client.post(f"{version.get_absolute_url()}publish/", words)

    version.refresh_from_db()
    assert not version.is_public
    assert "Under embargo" in client_of(media).get(address).content.decode()
    assert [client_of(one).get(address).status_code for one in others.values()] == [404, 404]
    assert Client().get(address).status_code == 404
    assert Notice.objects.filter(user=media, kind="documents.embargo").exists()
    assert "Under embargo" in client_of(media).get(dialogue.get_absolute_url()).content.decode()
    versions.unpublish_version(version, by=host, reason="The day is moved")
    assert client_of(media).get(address).status_code == 404


def test_without_an_embargo_the_media_wait_for_the_day_like_everybody() -> None:
    version, host, open_one, quiet = adopted()
    dialogue = version.document.dialogue
    media = make.role(dialogue, make.user(), Role.MEDIA).user
    at = timezone.now() + timedelta(days=2)
    versions.publish_version(version, by=host, told=[open_one, quiet], at=at)
    address = f"/library/{dialogue.slug}/{version.document_id}/{version.number}/"
    assert client_of(media).get(address).status_code == 404
    with pytest.raises(StateError, match="embargo"):
        versions.publish_version(version, by=host, told=[open_one, quiet], tells_media=True)


def test_media_read_the_end_of_the_embargo_by_the_clock_of_the_dialogue() -> None:
    version, host, _open_one, quiet = adopted()
    dialogue = version.document.dialogue
    Dialogue.objects.filter(pk=dialogue.pk).update(time_zone="Asia/Tbilisi")
    media = client_of(make.role(dialogue, make.user("media@example.org"), Role.MEDIA).user)
    words = {"told": [quiet.pk], "on": "2199-12-15", "tells_media": "on"}
    client_of(host).post(f"{version.get_absolute_url()}publish/", words)

    ends = "Sunday 15 December 2199, 00:00 (Tbilisi time, UTC+4)"
    places = (f"/library/{dialogue.slug}/{version.document_id}/{version.number}/", dialogue.get_absolute_url())
    for place in places:
        told = media.get(place).content.decode()
        assert ends in told and "14 December" not in told, place
    told = client_of(host).get(version.get_absolute_url()).content.decode()
    assert "Public from" in told and ends in told
