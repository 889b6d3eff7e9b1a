"""The way of an invited person: from the host's seat to the first page inside, as a browser walks it."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from dialogues import tasks
from dialogues.models import Dialogue, Invitation, Seat
from dialogues.services import invitations
from dialogues.services.invitations import MAIL, PURPOSE
from inspired.core import outbox
from inspired.core.models import User
from inspired.core.models.jobs import Job
from inspired.core.tokens import derive
from tests import make

pytestmark = pytest.mark.django_db


def send_everything() -> None:
    """Do the work of the mail jobs at once."""
    for job in Job.objects.filter(kind=outbox.SEND_MAIL):
        outbox.send_mail(job)


def link_of(invitation: Invitation) -> str:
    return reverse("invitation", args=[derive(PURPOSE, invitation.pk, invitation.generation)])


def enter(client: Client, invitation: Invitation, email: str = "") -> None:
    client.get(link_of(invitation))
    client.post(reverse("invitation_enter"), {"email": email or invitation.email})


def test_from_an_empty_table_to_the_first_page_inside(client: Client) -> None:
    dialogue = make.dialogue(title="Decent work", purpose="To agree on rules")
    host = make.host_of(dialogue)
    client.force_login(host)
    said = {"name": "Workers' association", "category": "civil_society", "from_phase": "assessment"}
    answer = client.post(reverse("seat_add", args=[dialogue.slug]), said)
    seat = Seat.objects.get()
    assert answer.url == reverse("seat", args=[dialogue.slug, seat.pk])
    asked = {
        "email": "Ana@Example.org",
        "name": "Ana",
        "delegate_role": "head",
        "may_sign": "on",
        "language": "en",
        "days": "14",
    }
    client.post(reverse("invitation_add", args=[dialogue.slug, seat.pk]), asked)
    send_everything()
    (message,) = mail.outbox
    assert message.to == ["ana@example.org"]
    assert "Decent work" not in message.subject + message.body
    assert "Workers" not in message.body
    link = re.search(r"https?://[^/]+(/invitations/\S+)", message.body)

    person = Client()
    answer = person.get(link[1])
    assert answer.url == reverse("invitation_enter")
    landing = person.get(answer.url).content.decode()
    assert "Decent work" not in landing
    assert "ana@example.org" not in landing
    answer = person.post(reverse("invitation_enter"), {"email": "ana@example.org"})
    assert answer.url == reverse("invitation_answer")
    shown = person.get(answer.url).content.decode()
    assert "Decent work" in shown
    assert "To agree on rules" in shown
    assert str(dialogue.host_organisation) in shown
    answer = person.post(answer.url, {"name": "Ana Tavares", "password": "", "language": "fr"})
    assert answer.url == reverse("welcome", args=[dialogue.slug])
    assert person.get(answer.url).status_code == 200

    user = User.objects.get(email="ana@example.org")
    seat.refresh_from_db()
    assert seat.joined_at
    assert user.name == "Ana Tavares"
    assert user.language == "fr"
    assert not user.has_usable_password()
    assert seat.has_signatory(user)
    assert Dialogue.objects.of_member(user).get() == dialogue
    assert person.get(reverse("participants", args=[dialogue.slug])).status_code == 200
    assert person.get(link[1], follow=True).status_code == 200  # the landing asks again …
    assert (
        person.post(reverse("invitation_enter"), {"email": "ana@example.org"}).status_code == 404
    )  # … and opens nothing


def test_the_mail_is_not_sent_once_the_invitation_lost_its_reason() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    invitation = invitations.invite(make.seat(dialogue), by=host, email="a@example.org")
    invitations.resend(invitation, by=host)
    other = invitations.invite(make.seat(dialogue), by=host, email="b@example.org")
    invitations.revoke(other, by=host)
    send_everything()
    assert [message.to for message in mail.outbox] == [["a@example.org"]]
    assert outbox.COMPOSERS[MAIL] is tasks.compose_invitation


def test_whoever_comes_for_the_media_is_told_what_is_true_for_them(client: Client) -> None:
    dialogue = make.dialogue()
    invitation = invitations.invite_role(
        dialogue, by=make.host_of(dialogue), email="press@example.org", name="", role="media"
    )
    enter(client, invitation)
    asked = client.get(reverse("invitation_answer")).content.decode()
    assert "You sign in with press@example.org." in asked and "appear to others is yours to choose" not in asked
    media, delegate = make.role(dialogue, make.user(), "media").user, make.delegate(make.seat(dialogue))
    pages = {}
    for user in (media, delegate):
        client.force_login(user)
        pages[user] = client.get(reverse("welcome", args=[dialogue.slug])).content.decode()
    assert "Keep them to yourself until the date" in pages[media] and "ask for an interview" in pages[media]
    assert "ground rules below" not in pages[media] and "each thing you contribute" not in pages[media]
    assert "each thing you contribute" in pages[delegate] and "Keep them" not in pages[delegate]
