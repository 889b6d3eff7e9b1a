"""The pages of the contact list as people use them: filters, calls, imports, warnings, conflicts."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import ContactCard, ListedOrganisation, LoggedContact
from dialogues.convening.services import contact_cards, contacts
from dialogues.convening.services.contact_lists import take_in_list
from dialogues.models import Invitation, Organisation
from inspired.core.exports import to_xlsx
from inspired.core.models import Event
from inspired.core.models.mail import OutboxMail
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue()


@pytest.fixture
def host(dialogue, client):
    host = make.host_of(dialogue)
    client.force_login(host)
    return host


def url(name, dialogue, *args):
    return reverse(name, args=[dialogue.slug, *args])


def listed_of(dialogue, host, name="Union of carers", **said):
    return contacts.list_organisation(dialogue, by=host, name=name, **said)


def many(dialogue, host, numbers):
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in numbers:
        listed = listed_of(dialogue, host, f"Organisation {number} of the list", responsible=host, next_on=yesterday)
        contact_cards.add_card(listed, by=host, name=f"Person {number}", phones=[f"000 {number}"])
        listed.log.create(outcome="Spoke", by=host)


@pytest.mark.parametrize("name", ["contacts", "contact_calls", "contact_log"])
def test_lists_cost_the_same_with_one_row_and_with_thirty(name, client, dialogue, host):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name, dialogue)).status_code == 200
        return len(queries)

    many(dialogue, host, [0])
    client.get(url(name, dialogue))
    one = cost()
    many(dialogue, host, range(1, 30))
    assert cost() == one <= 12


def test_one_organisation_costs_the_same_with_many_people(client, dialogue, host):
    listed = listed_of(dialogue, host)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url("contact", dialogue, listed.pk)).status_code == 200
        return len(queries)

    for number in range(2):
        contact_cards.add_card(listed, by=host, name=f"Person {number}")
        listed.log.create(outcome="Spoke", by=host)
    client.get(url("contact", dialogue, listed.pk))
    one = cost()
    for number in range(20):
        contact_cards.add_card(listed, by=host, name=f"Person {number}")
        listed.log.create(outcome="Spoke", by=host)
    assert cost() == one <= 20


def test_the_list_is_filtered_by_the_stage_that_the_seat_proves(client, dialogue, host):
    contacts.give_seat(listed_of(dialogue, host, "Seated", category="media"), by=host)
    listed = listed_of(dialogue, host, "Joined one", category="media")
    seat = contacts.give_seat(listed, by=host)
    seat.joined_at = timezone.now()
    seat.save()
    shown = client.get(url("contacts", dialogue), {"stage": "joined"}).content.decode()
    assert "Joined one" in shown and "Seated" not in shown
    shown = client.get(url("contacts", dialogue), {"stage": "identified"}).content.decode()
    assert "Joined one" not in shown and "Seated" in shown


def test_the_download_is_noted_and_holds_no_formula(client, dialogue, host):
    listed_of(dialogue, host, "=SUM(A1)", notes="+danger")
    said = client.get(url("contacts", dialogue), {"format": "csv"}).content.decode("utf-8-sig")
    assert "'=SUM(A1)" in said and "'+danger" in said
    assert Event.objects.filter(verb="list.exported", details__what="contacts").count() == 1


def test_hostile_names_are_shown_as_text(client, dialogue, host):
    listed = listed_of(dialogue, host, "<script>alert(1)</script>")
    contact_cards.add_card(listed, by=host, name="<b>Bold</b>", phones=["<i>1</i>"])
    for page in (url("contacts", dialogue), url("contact", dialogue, listed.pk)):
        said = client.get(page).content.decode()
        assert "<script>alert" not in said and "<b>Bold" not in said and "<i>1" not in said
        assert "&lt;script&gt;alert" in said


def test_a_stale_form_shows_both_texts_and_can_be_sent_again(client, dialogue, host):
    listed = listed_of(dialogue, host, notes="As it was")
    contacts.edit_listed(listed, by=host, revision=1, notes="Saved by a colleague")
    typed = {"name": "Union of carers", "from_phase": "assessment", "notes": "Typed by me", "revision": "1"}
    answer = client.post(url("contact_edit", dialogue, listed.pk), typed)
    said = answer.content.decode()
    assert answer.status_code == 200 and "Saved by a colleague" in said and "Typed by me" in said
    again = client.post(url("contact_edit", dialogue, listed.pk), typed | {"revision": "2"})
    listed.refresh_from_db()
    assert again.status_code == 302 and listed.notes == "Typed by me"


def test_a_stale_card_shows_both_texts(client, dialogue, host):
    card = contact_cards.add_card(listed_of(dialogue, host), by=host, name="Ana", phones=["1"])
    contact_cards.edit_card(card, by=host, revision=1, name="Ana", phones=["2", "3"])
    typed = {"name": "Ana", "way": "phone", "phones": "4\n\n5", "revision": "1"}
    said = client.post(url("card_edit", dialogue, card.pk), typed).content.decode()
    assert "2, 3" in said and "4, 5" in said
    card.refresh_from_db()
    assert card.phones == ["2", "3"]


def test_one_click_logs_a_call_once(client, dialogue, host):
    today = timezone.localdate()
    listed = listed_of(dialogue, host, next_on=today, next_step="Ask again")
    card = contact_cards.add_card(listed, by=host, name="Ana", phones=["000 1"])
    assert "000 1" in client.get(url("contact_calls", dialogue)).content.decode()
    typed = {"reached": "no", "card": card.pk, "form_key": str(uuid4())}
    for _twice in range(2):
        assert client.post(url("contact_called", dialogue, listed.pk), typed).status_code == 302
    listed.refresh_from_db()
    entry = LoggedContact.objects.get()
    assert (entry.card, entry.by, entry.on) == (card, host, today)
    assert listed.next_on == today + timedelta(days=1) and listed.next_step == "Ask again"
    client.post(url("contact_called", dialogue, listed.pk), {"reached": "yes", "form_key": str(uuid4())})
    listed.refresh_from_db()
    assert listed.next_on is None


def test_overdue_calls_stand_first(client, dialogue, host):
    today = timezone.localdate()
    listed_of(dialogue, host, "Due today", next_on=today)
    listed_of(dialogue, host, "Late one", next_on=today - timedelta(days=3))
    listed_of(dialogue, host, "Tomorrow", next_on=today + timedelta(days=1))
    said = client.get(url("contact_calls", dialogue)).content.decode()
    assert said.index("Late one") < said.index("Due today") and "Tomorrow" not in said


LIST = (
    "organisation;catégorie;nom;téléphone;e-mail\n"
    "House of cooks;ONG;Ana;'+238 1, 2;ana@example.org\n"
    "House of Cooks;;Bea;;\n"
    "house of cooks;;Ana;;\n"
    "Another house;nonsense;;;\n"
    ";;Nobody;;\n"
)


def test_a_list_is_previewed_taken_in_once_and_sends_nothing(client, dialogue, host):
    preview = client.post(url("contact_import", dialogue), {"text": LIST})
    said = preview.content.decode()
    assert "2 of 5 lines will be added" in said and not ListedOrganisation.objects.exists()
    for _twice in range(2):
        assert client.post(url("contact_take_in", dialogue), {"text": LIST}).status_code == 302
    listed = ListedOrganisation.objects.get()
    assert listed.category == "civil_society"
    assert {card.person.name for card in listed.cards.all()} == {"Ana", "Bea"}
    assert listed.cards.get(person__name="Ana").phones == ["+238 1", "2"]
    assert not OutboxMail.objects.exists() and not Invitation.objects.exists() and listed.organisation is None
    assert not Organisation.objects.filter(name__icontains="cooks").exists()


def test_a_spreadsheet_is_read_like_a_pasted_list(client, dialogue, host):
    content = to_xlsx(["Organisation", "Téléphones"], [["House of cooks", ""]])
    file = SimpleUploadedFile("list.xlsx", content)
    said = client.post(url("contact_import", dialogue), {"file": file}).content.decode()
    assert "House of cooks" in said and "1 of 1 lines will be added" in said


def test_a_list_links_who_takes_part_and_finds_the_directory(dialogue, host):
    known = make.organisation("Open house", is_public=True, category="media")
    delegate = make.delegate(make.seat(dialogue), make.user("own@example.org", name="Own name"))
    text = "organisation,name,email\nOpen house,Another name,OWN@example.org\n"
    assert take_in_list(dialogue, by=host, text=text) == (1, 1)
    listed = ListedOrganisation.objects.get()
    assert (listed.organisation, listed.name, listed.category) == (known, "", "media")
    assert ContactCard.objects.get().person == delegate.person


def test_a_list_without_the_organisation_is_refused(client, dialogue, host):
    said = client.post(url("contact_import", dialogue), {"text": "name\nAna\n"}).content.decode()
    assert "The first line must name the columns" in said


def test_inviting_somebody_marked_asks_first(client, dialogue, host):
    listed = listed_of(dialogue, host, category="media", is_rival=True, mark_note="Why it is so")
    seat = contacts.give_seat(listed, by=host)
    page = reverse("invitation_add", args=[dialogue.slug, seat.pk])
    assert "Why it is so" in client.get(page).content.decode()
    typed = {"email": "a@example.org", "delegate_role": "head", "language": "en", "days": "14"}
    assert client.post(page, typed).status_code == 200 and not Invitation.objects.exists()
    assert client.post(page, typed | {"sure": "on"}).status_code == 302 and Invitation.objects.count() == 1


def test_who_asked_for_no_mail_is_warned_of_singly_and_by_list(client, dialogue, host):
    contact_cards.add_card(listed_of(dialogue, host), by=host, name="Ana", email="Ana@example.org", do_not_write=True)
    page = reverse("invitation_add", args=[dialogue.slug, make.seat(dialogue).pk])
    assert "asked not to be written to" not in client.get(page).content.decode()
    typed = {"email": "ana@EXAMPLE.org", "delegate_role": "head", "language": "en", "days": "14"}
    said = client.post(page, typed).content.decode()
    assert "asked not to be written to" in said and not Invitation.objects.exists()
    text = "organisation,category,email\nAnywhere,media,ana@example.org\n"
    said = client.post(reverse("invitation_import", args=[dialogue.slug]), {"text": text}).content.decode()
    assert "asked not to be written to" in said


def test_a_closed_dialogue_can_be_read_and_forgotten_but_not_changed(client, dialogue, host):
    listed = listed_of(dialogue, host)
    card = contact_cards.add_card(listed, by=host, name="Ana")
    dialogue.status = "closed"
    dialogue.save()
    assert client.get(url("contact", dialogue, listed.pk)).status_code == 200
    assert client.get(url("contact_edit", dialogue, listed.pk)).status_code == 403
    assert client.post(url("contact_called", dialogue, listed.pk)).status_code == 403
    assert client.post(url("card_forget", dialogue, card.pk)).status_code == 302
    assert not ContactCard.objects.exists()


def test_rows_of_another_dialogue_are_not_found_under_this_one(client, dialogue, host):
    other = make.dialogue(host)
    listed = listed_of(other, host)
    card = contact_cards.add_card(listed, by=host, name="Ana")
    assert client.get(url("contact", dialogue, listed.pk)).status_code == 404
    assert client.get(url("card_edit", dialogue, card.pk)).status_code == 404
    mine = listed_of(dialogue, host)
    typed = {"reached": "yes", "card": card.pk, "form_key": str(uuid4())}
    client.post(url("contact_called", dialogue, mine.pk), typed)
    assert not LoggedContact.objects.exists()


def test_the_history_says_when_and_how_an_organisation_was_invited_declined_and_joined(client, dialogue, host):
    listed = listed_of(dialogue, host)
    seat = make.seat(dialogue, "Union of carers", joined_at=timezone.now() - timedelta(days=1))
    ListedOrganisation.objects.filter(pk=listed.pk).update(organisation=seat.organisation, name="")
    days = {"sent_at": 9, "declined_at": 5}
    moments = {name: timezone.now() - timedelta(days=day) for name, day in days.items()}
    shared = {"dialogue": dialogue, "seat": seat, "invited_by": host, "expires_at": timezone.now()}
    shared |= {"delegate_role": "head", "declined_note": "NO-TIME-NOW"}
    Invitation.objects.create(**shared, **moments, email="ana@example.org", name="Ana Melo")
    other = make.seat(dialogue, "Others")
    Invitation.objects.create(**shared | {"seat": other}, **moments, email="x@example.org", name="OF-ANOTHER-SEAT")
    answer = client.get(url("contact", dialogue, listed.pk))
    steps = [(step.stage.value, step.reason) for step in answer.context["steps"]]
    assert [stage for stage, _reason in steps if stage != "identified"] == ["joined", "declined", "invited"]
    assert dict(steps)["declined"] == "NO-TIME-NOW"
    assert "Ana Melo" in dict(steps)["invited"]
    shown = answer.content.decode().split("History of the approach")[1]
    assert timezone.localtime(moments["sent_at"]).strftime("%-d %B %Y") in shown
    assert "OF-ANOTHER-SEAT" not in shown


def test_a_letter_without_postal_address_leads_to_where_one_is_entered(client, dialogue, host):
    listed = listed_of(dialogue, host)
    assert (
        url("contact_edit", dialogue, listed.pk) in client.get(url("letter_new", dialogue, listed.pk)).content.decode()
    )


def test_what_can_be_done_with_a_delegate_is_folded(client, dialogue, host):
    seat = make.seat(dialogue, "Union of carers")
    make.delegate(seat)
    page = client.get(url("seat", dialogue, seat.pk)).content.decode()
    folded = page.split('<details class="more">')[1].split("</details>")[0]
    assert folded.count("<a ") >= 5
    assert "hand-over" in folded
