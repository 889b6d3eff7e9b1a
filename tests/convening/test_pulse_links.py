"""Links to a trust pulse: one answer each, nothing by opening, nothing told to whoever made them, nothing left afterwards."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from dialogues.convening.models import Pulse, PulseBloc, PulseBox, PulseLink
from dialogues.convening.personal import erase
from dialogues.convening.services import pulse as verbs
from dialogues.convening.services.pulse_links import make_links
from dialogues.deadlines import day_of, end_of_day
from dialogues.models import Mandate
from dialogues.services.mandates import add_delegate, give_mandate
from dialogues.services.phases import move_dialogue
from dialogues.states import Category, DelegateRole, Role, Status
from inspired.core.models import Event
from inspired.core.sealing import unseal
from inspired.core.states import StateError
from tests import make

from .test_contact_races import at_once

pytestmark = pytest.mark.django_db
SAID = {"value": "4", "remark": "Go on"}


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main", title="Decent work")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def pulse(dialogue, host):
    until = timezone.now() + timedelta(days=7)
    return verbs.ask_pulse(dialogue, by=host, question="Are you heard?", kind="scale", closes_at=until)


def on_paper(dialogue, host, name="Rosa Lima", **said):
    person = add_delegate(make.seat(dialogue, **said), by=host, name=name, phone="555")
    give_mandate(person, by=host, role=DelegateRole.HEAD)
    return person


def link_for(pulse, host, delegate):
    ((_one, token),) = make_links(pulse, by=host, delegates=[delegate.pk])
    return f"/pulse/{token}/"


def opened(url):
    client = Client()
    answer = client.get(url)
    assert (answer.status_code, answer.url) == (302, "/pulse/answer/")
    return client


def in_box():
    return unseal(PulseBox.objects.get().sealed)["answers"]


def main(answer):
    return answer.content.partition(b"<main")[2].partition(b"</main")[0].replace(b"\r", b"")


def without_token(answer):
    text = main(answer).decode()
    head, _name, rest = text.partition('name="csrfmiddlewaretoken" value="')
    return head + rest.partition('"')[2]


def test_a_link_answers_once_without_account_and_counts_in_its_bloc(pulse, dialogue, host):
    PulseBloc.objects.create(dialogue=dialogue, number=2, name="State", categories=",parliament,")
    delegate = on_paper(dialogue, host, category=Category.PARLIAMENT)
    client = opened(link_for(pulse, host, delegate))
    page = client.get("/pulse/answer/")
    assert "Are you heard?" in page.content.decode() and in_box() == []
    for word in ("Decent work", "Rosa", str(delegate.seat.organisation), "/dialogues/main/"):
        assert word not in page.content.decode()
    assert client.post("/pulse/answer/", SAID).url == "/pulse/thanks/"
    assert in_box() == [[2, "4", "Go on"]] and len(PulseBox.objects.get().marks) == 1
    assert client.get("/pulse/answer/").status_code == 404, "the browser keeps nothing of it"


def test_opening_and_looking_changes_nothing_and_needs_no_session_to_stay_out(pulse, dialogue, host):
    url = link_for(pulse, host, on_paper(dialogue, host))
    before = bytes(PulseBox.objects.get().sealed), Event.objects.count()
    for method in ("get", "head"):
        client = Client()
        getattr(client, method)(url)
        getattr(client, method)("/pulse/answer/")
        assert client.post(url).status_code == 405
    assert before == (bytes(PulseBox.objects.get().sealed), Event.objects.count())
    answer = Client().get(url)
    assert answer["Referrer-Policy"] == "same-origin" and answer["Cache-Control"] == "no-store"


def test_whoever_made_a_link_cannot_learn_whether_it_was_used(pulse, dialogue, host):
    used, unused = (link_for(pulse, host, on_paper(dialogue, host, name)) for name in ("Ana", "Bea"))
    opened(used).post("/pulse/answer/", SAID)
    rows = list(PulseLink.objects.order_by("pk").values())
    pages = {without_token(opened(url).get("/pulse/answer/")) for url in (used, unused)}
    assert len(pages) == 1
    again = opened(used).post("/pulse/answer/", {"value": "1", "remark": "CHANGED"}, follow=True)
    first = opened(unused).post("/pulse/answer/", SAID, follow=True)
    assert main(again) == main(first) and again.redirect_chain == first.redirect_chain
    assert [one[1:] for one in in_box()] == [["4", "Go on"]] * 2
    assert rows == list(PulseLink.objects.order_by("pk").values()), "nothing is written on a link"


def test_one_person_answers_once_by_whichever_way(pulse, dialogue, host):
    account = make.delegate(make.seat(dialogue))
    delegate = account.delegates.get()
    verbs.answer_pulse(pulse, by=account, value="5")
    assert opened(link_for(pulse, host, delegate)).post("/pulse/answer/", SAID).url == "/pulse/thanks/"
    assert [one[1] for one in in_box()] == ["5"]
    other = make.delegate(make.seat(dialogue))
    first, second = (link_for(pulse, host, other.delegates.get()) for _twice in range(2))
    assert opened(first).get("/pulse/answer/").status_code == 404, "a newer one voids it"
    opened(second).post("/pulse/answer/", SAID)
    with pytest.raises(StateError):
        verbs.answer_pulse(pulse, by=other, value="1")
    assert sorted(one[1] for one in in_box()) == ["4", "5"]


@pytest.mark.django_db(transaction=True)
def test_the_same_link_sent_at_once_counts_once():
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    until = timezone.now() + timedelta(days=7)
    pulse = verbs.ask_pulse(dialogue, by=host, question="Are you heard?", kind="scale", closes_at=until)
    account = make.delegate(make.seat(dialogue))
    make_links(pulse, by=host, delegates=[account.delegates.get().pk])
    link = PulseLink.objects.get().pk
    by_link = [lambda: verbs.answer_by_link(link, by=None, value="4")] * 5
    ended = at_once(*by_link, lambda: verbs.answer_pulse(pulse, by=account, value="2"))
    assert ended["done"] >= 5 and len(in_box()) == 1 and len(PulseBox.objects.get().marks) == 1


def test_a_dump_holds_no_link_and_no_time_and_the_close_leaves_nothing(pulse, dialogue, host):
    url = link_for(pulse, host, on_paper(dialogue, host))
    opened(url).post("/pulse/answer/", {"value": "3", "remark": "REMARK-BY-LINK"})
    out = io.StringIO()
    call_command("dumpdata", stdout=out)
    rows = json.loads(out.getvalue())
    assert url.split("/")[2] not in out.getvalue() and "REMARK-BY-LINK" not in out.getvalue()
    (link,) = [one["fields"] for one in rows if one["model"] == "convening.pulselink"]
    assert set(link) == {"pulse", "delegate", "digest"}
    assert not [one for one in rows if "session" in one["model"]], "the visitor's session went with the answer"
    assert (
        not Event.objects.filter(at__gt=pulse.opened_at)
        .exclude(verb="pulse.links_made")
        .filter(verb__startswith="pulse.")
        .exclude(verb="pulse.asked")
    )
    verbs.close_pulse(pulse, by=host)
    assert not PulseLink.objects.exists() and opened(url).get("/pulse/answer/").status_code == 404


def test_five_answers_by_link_are_shown_and_four_are_not(dialogue, host):
    for count, shown in ((4, False), (5, True)):
        until = timezone.now() + timedelta(days=7)
        pulse = verbs.ask_pulse(dialogue, by=host, question="Are you heard?", kind="scale", closes_at=until)
        for number in range(count):
            opened(link_for(pulse, host, on_paper(dialogue, host, f"P {number}"))).post("/pulse/answer/", SAID)
        assert verbs.close_pulse(pulse, by=host).is_told is shown


def closed_ways(pulse, dialogue, host, delegate):
    yield "time", lambda: Pulse.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    yield "close", lambda: verbs.close_pulse(pulse, by=host)
    yield "mandate", lambda: Mandate.objects.update(ended_at=timezone.now())
    yield "dialogue", lambda: move_dialogue(dialogue, by=host, target=Status.CLOSED, reason="Over")
    yield "erased", lambda: erase(delegate.person, "")
    yield "team", lambda: make.role(dialogue, delegate.user, Role.FACILITATOR)


@pytest.mark.parametrize("way", ["time", "close", "mandate", "dialogue", "erased", "team"])
def test_a_link_that_is_over_opens_nothing_alike(pulse, dialogue, host, way):
    delegate = make.delegate(make.seat(dialogue)).delegates.get()
    url = link_for(pulse, host, delegate)
    client = opened(url)
    dict(closed_ways(pulse, dialogue, host, delegate))[way]()
    nothing = Client().get("/pulse/answer/")
    sent = client.post("/pulse/answer/", SAID)
    assert sent.status_code == 404 and main(sent) == main(nothing)
    assert not PulseBox.objects.exists() or in_box() == []
    for wrong in ("nothing", "0000-" * 7 + "0000", url.split("/")[2][:-1]):
        assert main(opened(f"/pulse/{wrong}/").get("/pulse/answer/")) == main(nothing)


def test_it_may_be_typed_from_paper(pulse, dialogue, host):
    token = link_for(pulse, host, on_paper(dialogue, host)).split("/")[2]
    typed = token.upper().replace("0", "O").replace("-", "")
    assert opened(f"/pulse/{typed}/").get("/pulse/answer/").status_code == 200
    assert len(token.replace("-", "")) == 32, "160 bits"


def test_only_the_team_makes_links_and_only_for_who_may_answer(pulse, dialogue, host):
    delegate = on_paper(dialogue, host)
    for somebody in (make.delegate(delegate.seat), make.role(dialogue, make.user(), Role.DONOR).user, make.user()):
        with pytest.raises(PermissionDenied):
            make_links(pulse, by=somebody, delegates=[delegate.pk])
    unmandated = add_delegate(delegate.seat, by=host, name="No mandate")
    elsewhere = make.delegate(make.seat(make.dialogue())).delegates.get()
    for wrong in ([], [unmandated.pk], [elsewhere.pk], [delegate.pk, elsewhere.pk]):
        with pytest.raises(StateError):
            make_links(pulse, by=host, delegates=wrong)
    assert not PulseLink.objects.exists()
    verbs.close_pulse(pulse, by=host)
    with pytest.raises(PermissionDenied):
        make_links(pulse, by=host, delegates=[delegate.pk])


def test_the_sheet_is_shown_once_and_its_paper_names_nobody(
    client, pulse, dialogue, host, django_assert_max_num_queries
):
    dialogue.time_zone = "Pacific/Auckland"
    dialogue.save(update_fields=["time_zone"])
    Pulse.objects.update(closes_at=(ends := end_of_day(timezone.localdate() + timedelta(days=7), dialogue.time_zone)))
    people = [on_paper(dialogue, host, f"Rosa {number}") for number in range(9)]
    make.delegate(people[0].seat)
    client.force_login(host)
    url = f"/dialogues/main/pulses/{pulse.pk}/links/"
    page = client.get(url)
    assert set(page.context["form"].fields["people"].initial) == {one.pk for one in people}
    with django_assert_max_num_queries(24):
        sheet = client.post(f"/pulse/sheets/{pulse.pk}/", {"people": [one.pk for one in people]})
    words = sheet.content.decode()
    day = date_format(day_of(ends, dialogue.time_zone), "j F Y")
    assert f"Until {day}, once" in words
    assert words.count("<svg") == 9 and "Rosa 3" in words and sheet["Cache-Control"] == "no-store"
    paper = "".join(part.partition("</section>")[0] for part in words.split('<section class="slip"')[1:])
    assert "Rosa" not in paper and "Decent work" not in words and str(people[3].seat.organisation) not in paper
    assert client.get(f"/pulse/sheets/{pulse.pk}/").status_code == 405
    assert client.post(f"/pulse/sheets/{pulse.pk}/", {}).url == url
    assert "9 links were made" in client.get(url).content.decode()


def test_answers_from_one_place_are_slowed_down_and_nothing_typed_is_lost(pulse, dialogue, host, monkeypatch):
    monkeypatch.setattr("dialogues.convening.views.pulse_links.allow", lambda *args, **kwargs: False)
    client = opened(link_for(pulse, host, on_paper(dialogue, host)))
    page = client.post("/pulse/answer/", SAID).content.decode()
    assert "many answers from this place" in page and "Go on" in page and in_box() == []
    monkeypatch.undo()
    assert client.post("/pulse/answer/", {"value": "9"}).status_code == 200
    client.post("/pulse/answer/", SAID)
    assert len(in_box()) == 1


def test_a_signed_in_visitor_stays_signed_in(client, pulse, dialogue, host):
    url = link_for(pulse, host, on_paper(dialogue, host))
    client.force_login(make.user())
    client.get(url)
    client.post("/pulse/answer/", SAID)
    assert "_auth_user_id" in client.session and "pulse_link" not in client.session
