"""Lists of inputs: the same number of queries whatever the rows, sheets that obey visibility, figures that hide the few."""

import io
import time

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogues.inputs.models import Answer
from dialogues.inputs.services import close_call
from dialogues.ledger.attribution import Labels
from dialogues.ledger.figures import share_accepted
from dialogues.ledger.models import Entry
from dialogues.ledger.services import add_entry, decide
from dialogues.ledger.states import Disposition, Source
from dialogues.states import Appearance, Attribution, Category, Role
from inspired.core.models.audit import Event, Tier
from tests import make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def queries(client, address):
    client.get(address)  # the first request of a session writes it
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(seen)


def fill(dialogue, call, seat, times):
    """Add submitted answers the short way; only for counting."""
    account = make.delegate(seat)
    for number in range(times):
        entry = add_entry(
            dialogue, by=account, source=Source.ANSWER, seat=seat, text=f"Text {number}", tier=call.tier, title="t"
        )
        Answer.objects.create(call=call, seat=seat, entry=entry, status="submitted", submitted_at=entry.created_at)
    return account


def test_lists_cost_the_same_for_one_row_and_for_thirty() -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS, takes_several=True)
    host = make.host_of(dialogue)
    reader = make.delegate(make.seat(dialogue))
    mine = fill(dialogue, call, make.seat(dialogue), 1)
    decide(Entry.objects.get(), by=host, disposition=Disposition.ACCEPTED, reason="Good")
    base = f"/dialogues/{dialogue.slug}/inputs/"
    asked = [
        (host, f"{base}all/"),
        (reader, f"{base}all/"),
        (mine, f"{base}mine/"),
        (host, base),
        (reader, base),
        (reader, f"{base}ledger/"),
        (host, f"{base}figures/"),
    ]
    before = [queries(client_of(user), address) for user, address in asked]
    for _n in range(6):
        fill(dialogue, call, make.seat(dialogue), 5)
        make.call(dialogue)
    for entry in Entry.objects.undecided()[:20]:
        decide(entry, by=host, disposition=Disposition.PARKED, reason="Later")
    after = [queries(client_of(user), address) for user, address in asked]
    assert before == after
    assert max(after) <= MOST_QUERIES, list(zip(asked, after, strict=True))


def test_a_sheet_holds_what_its_reader_may_see_and_is_logged(long) -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS, takes_several=True)
    seat = make.seat(dialogue, "Quiet network", appear_to_participants=Appearance.UNLISTED)
    fill(dialogue, call, seat, 1000 if long else 50)
    hidden = make.answer(make.call(dialogue), seat, text="For the host alone").entry
    host, reader = make.host_of(dialogue), make.delegate(make.seat(dialogue))
    address = f"/dialogues/{dialogue.slug}/inputs/all/"
    started = time.perf_counter()
    sheet = client_of(host).get(address + "?format=xlsx")
    print(f"xlsx of {Entry.objects.count()} inputs: {time.perf_counter() - started:.2f} s")  # noqa: T201
    words = str(list(openpyxl.load_workbook(io.BytesIO(sheet.content), read_only=True).active.values))
    assert "Quiet network" in words
    assert hidden.text in words.replace("\\n", "\n")
    narrow = client_of(reader).get(address + "?format=csv").content.decode()
    assert "Text 3" in narrow
    assert "Quiet network" not in narrow
    assert "For the host alone" not in narrow
    exported = Event.objects.filter(verb="inputs.exported")
    assert {(event.details["kind"], event.actor) for event in exported} == {
        ("xlsx", host.person_key),
        ("csv", reader.person_key),
    }


@pytest.mark.parametrize("asked", ["?seat={seat}", "?q=Quiet", "?sort=seat", "?category=nhri"])
def test_participants_cannot_find_out_whose_an_input_is_by_filtering(asked) -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS, attribution=Attribution.CATEGORY)
    quiet = make.answer(call, make.seat(dialogue, "Quiet network", category=Category.NHRI), text="One").entry
    make.answer(call, make.seat(dialogue, "Another"), text="Two")
    reader = client_of(make.delegate(make.seat(dialogue)))
    address = f"/dialogues/{dialogue.slug}/inputs/all/"
    plain = reader.get(address).content.decode()
    page = reader.get(address + asked.format(seat=quiet.seat_id)).content.decode()
    assert "Quiet network" not in page
    if "q=" in asked:
        assert "0 found" in page
    else:
        assert (page.count("<tr>"), page.index(">One<") < page.index(">Two<")) == (
            plain.count("<tr>"),
            plain.index(">One<") < plain.index(">Two<"),
        )


@pytest.mark.parametrize(
    ("promised", "wished", "label"),
    [
        (Attribution.ORGANISATION, Appearance.ORGANISATION, "Union"),
        (Attribution.PERSON, Appearance.ORGANISATION, "Union"),
        (Attribution.PERSON, Appearance.NAME, "Union"),
        (Attribution.ORGANISATION, Appearance.CATEGORY, "A participant from: Social agents"),
        (Attribution.CATEGORY, Appearance.ORGANISATION, "A participant from: Social agents"),
        (Attribution.ORGANISATION, Appearance.UNLISTED, "A participant"),
        (Attribution.NOBODY, Appearance.NAME, "A participant"),
    ],
)
def test_an_author_is_called_by_the_more_discreet_of_promise_and_wish(promised, wished, label) -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue, "Union", category=Category.SOCIAL_AGENTS, appear_to_participants=wished)
    call = make.call(dialogue, tier=Tier.PARTICIPANTS, attribution=promised)
    entry = Entry.objects.for_table().get(pk=make.answer(call, seat).entry_id)
    reader = make.delegate(make.seat(dialogue))
    if label == "A participant from: Social agents":
        assert Labels(reader, dialogue).of(entry) == "A participant"
        for _n in range(2):
            make.seat(dialogue, category=Category.SOCIAL_AGENTS)
    assert Labels(reader, dialogue).of(entry) == label
    assert Labels(make.host_of(dialogue), dialogue).of(entry) == "Union"


def test_a_person_is_named_only_who_wishes_it() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue, "Union", appear_to_participants=Appearance.NAME)
    author = make.delegate(seat)
    author.delegates.update(appear_to_participants=Appearance.NAME)
    call = make.call(dialogue, tier=Tier.PARTICIPANTS, attribution=Attribution.PERSON)
    entry = Entry.objects.for_table().get(pk=make.answer(call, seat, author).entry_id)
    assert Labels(make.delegate(make.seat(dialogue)), dialogue).of(entry) == f"{author.name}, Union"


@pytest.mark.parametrize(("seats", "shown"), [(4, 0), (5, 5)])
def test_answers_without_names_appear_at_the_close_and_only_from_five_organisations(seats, shown) -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS, attribution=Attribution.NOBODY)
    for _n in range(seats):
        make.answer(call, make.seat(dialogue))
    reader = make.delegate(make.seat(dialogue))
    assert not Entry.objects.visible_to(reader).exists()
    close_call(call, by=make.host_of(dialogue))
    assert Entry.objects.visible_to(reader).count() == shown


def test_figures_say_nothing_about_the_few() -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue)
    for _n in range(3):
        make.answer(call, make.seat(dialogue))
    make.answer(call, make.seat(dialogue, category=Category.ACADEMIA))
    make.answer(call, make.seat(dialogue, category=Category.NHRI))
    entry = Entry.objects.filter(seat__category=Category.CIVIL_SOCIETY).first()
    decide(entry, by=make.host_of(dialogue), disposition=Disposition.ACCEPTED, reason="Yes")
    said = {share.label: share.sentence for share in share_accepted(dialogue)}
    assert said == {
        "Civil Society Organisations": "1 of 1 decided accepted, wholly or in part",
        "Academia": "Too few to say",
        "National Human Rights institutions": "Too few to say",
    }
    make.answer(call, make.seat(dialogue, category=Category.NHRI))
    assert share_accepted(dialogue)[-1].total == 3
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    assert "Too few to say" in client_of(donor).get(f"/dialogues/{dialogue.slug}/inputs/figures/").content.decode()
