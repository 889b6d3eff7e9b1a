"""The thin way through: a call is prepared and opened, answered, handed in, and gets its disposition."""

import pytest
from django.test import Client

from dialogues.inputs.models import Answer, Call
from dialogues.ledger.models import Entry
from dialogues.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


def client(user):
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def test_a_call_is_answered_and_its_author_learns_what_became_of_it(django_capture_on_commit_callbacks) -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue, "Workers’ association")
    delegate = make.delegate(seat)
    host, guest = client(make.host_of(dialogue)), client(delegate)
    base = f"/dialogues/{dialogue.slug}/inputs/"

    made = host.post(
        f"{base}calls/new/",
        {
            "title": "Evidence on wages",
            "kind": "evidence",
            "phase": "assessment",
            "audience": "all",
            "tier": "participants",
            "attribution": "organisation",
        },
    )
    call = Call.objects.get()
    assert made.status_code == 302
    assert guest.get(call.get_absolute_url()).status_code == 404
    assert host.get(call.get_absolute_url()).status_code == 200
    assert host.get(f"{base}calls/{call.pk}/open/").status_code == 200
    assert host.post(f"{base}calls/{call.pk}/open/").status_code == 302
    assert Notice.objects.filter(kind="inputs.call_opened", user=delegate).count() == 1

    page = guest.get(call.get_absolute_url())
    assert "Workers’ association" in page.content.decode()
    form_url = f"{base}calls/{call.pk}/seats/{seat.pk}/"
    assert guest.get(form_url).status_code == 200
    questions = list(call.questions.all())
    typed = {
        "language": "en",
        "revision": "0",
        f"q{questions[0].pk}": "Wages are below the minimum.",
        f"q{questions[1].pk}": "Survey",
        f"q{questions[2].pk}": "The university, 2025",
    }
    saved = guest.post(form_url, {**typed, "check": "1"})
    answer = Answer.objects.get()
    check = f"{base}calls/{call.pk}/answers/{answer.pk}/check/"
    assert saved.url == check
    assert "Wages are below the minimum." in guest.get(check).content.decode()
    for _click in range(2):
        assert guest.post(check, {"revision": "1"}).url == f"{base}calls/{call.pk}/answers/{answer.pk}/receipt/"
    entry = Entry.objects.get()
    assert guest.get(f"{base}calls/{call.pk}/answers/{answer.pk}/receipt/").status_code == 200

    table = host.get(f"{base}all/").content.decode()
    assert "Wages are below the minimum." in table
    assert "Workers’ association" in table
    refused = host.post(f"{base}{entry.number}/decide/", {"disposition": "accepted", "revision": "0"})
    assert "Please give a reason" in refused.content.decode()
    decided = {"disposition": "accepted", "reason": "It is solid.", "version_label": "PPA v1", "revision": "0"}
    assert host.post(f"{base}{entry.number}/decide/", decided).status_code == 302
    assert Notice.objects.filter(kind="ledger.decided", user=delegate).count() == 1
    for address in (f"{base}mine/", f"{base}{entry.number}/", f"{base}ledger/"):
        shown = guest.get(address).content.decode()
        assert "It is solid." in shown
        assert "Accepted" in shown
