"""Lists of inputs: the same number of queries whatever the rows, sheets that obey visibility, figures that hide the few."""

import io
import time
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogues.inputs.columns import as_number, without_marks
from dialogues.inputs.models import Answer, Call, Question
from dialogues.inputs.services import close_call, save_draft, submit
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import QuestionKind
from dialogues.ledger.attribution import Labels
from dialogues.ledger.figures import share_accepted
from dialogues.ledger.models import Entry
from dialogues.ledger.services import add_entry, decide
from dialogues.ledger.states import Disposition, Source
from dialogues.states import Appearance, Attribution, Category, Role
from inspired.core.models.audit import Event, Tier
from inspired.core.services import store_upload
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
    assert hidden.text.replace("**", "") in words.replace("\\n", "\n")
    narrow = client_of(reader).get(address + "?format=csv").content.decode()
    assert "Text 3" in narrow
    assert "Quiet network" not in narrow
    assert "For the host alone" not in narrow
    exported = Event.objects.filter(verb="inputs.exported")
    assert {(event.details["kind"], event.actor) for event in exported} == {
        ("xlsx", host.person_key),
        ("csv", reader.person_key),
    }


def test_the_way_to_the_files_stands_on_the_table_and_on_the_page_of_a_call() -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS)
    make.answer(call, make.seat(dialogue))
    address = f"/dialogues/{dialogue.slug}/inputs/all/"
    for reader in (make.host_of(dialogue), make.delegate(make.seat(dialogue))):
        page = client_of(reader).get(address).content.decode()
        assert 'href="?format=csv"' in page
        assert 'href="?format=xlsx"' in page
        assert "one column per question" not in page
        narrowed = client_of(reader).get(f"{address}?call={call.pk}").content.decode()
        assert f'href="?call={call.pk}&amp;format=xlsx">XLSX</a> with one column per question' in narrowed
    way = f"{address}?call={call.pk}&amp;format=xlsx"
    assert (
        f'href="{way}">Download the answers'
        in client_of(make.host_of(dialogue)).get(call.get_absolute_url()).content.decode()
    )


def test_the_list_of_calls_is_taken_along_as_its_reader_sees_it() -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, title="What is paid?")
    make.answer(call, make.seat(dialogue))
    add_call = make.call(dialogue, title="Not open yet")
    Call.objects.filter(pk=add_call.pk).update(status="draft")
    host, reader = make.host_of(dialogue), make.delegate(make.seat(dialogue))
    address = f"/dialogues/{dialogue.slug}/inputs/"
    assert 'href="?format=xlsx"' in client_of(reader).get(address).content.decode()
    file = client_of(host).get(f"{address}?format=csv").content.decode()
    assert "What is paid?" in file and "Not open yet" in file
    assert "Not open yet" not in client_of(reader).get(f"{address}?format=csv").content.decode()
    assert Event.objects.filter(verb="list.exported", details__what="calls_for_input").count() == 2


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


def asked_everything(dialogue, **fields):
    """A call with a question of each kind."""
    return make.call(
        dialogue,
        Question(text="What do you see?"),
        Question(text="How much?", kind=QuestionKind.SCALE, scale_low="little", scale_high="most of all"),
        Question(text="Which?", kind=QuestionKind.CHOICE, choices=["Wages", "Contracts"]),
        Question(text="=How many?", kind=QuestionKind.NUMBER),
        Question(text="The document", kind=QuestionKind.FILE, is_required=False),
        takes_several=True,
        **fields,
    )


def said_everything(call, seat, text, number):
    """One submitted answer to a call that asks everything, with a file."""
    account = make.delegate(seat)
    file = store_upload(SimpleUploadedFile("report-of-union.txt", b"words"), by=account)
    first, scale, choice, figure, paper = call.questions.all()
    values = {first.pk: text, scale.pk: "4", choice.pk: "Wages", figure.pk: number}
    typed = Typed("en", values, {paper.pk: file})
    return submit(save_draft(call, seat, by=account, revision=0, typed=typed), by=account, revision=1)


def sheet_of(client, address):
    answer = client.get(address)
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values]


def test_the_answers_to_one_call_come_with_a_column_for_each_question() -> None:
    dialogue = make.dialogue()
    call = asked_everything(dialogue)
    said_everything(call, make.seat(dialogue, "Union"), "=We see *long* days", "12 500,5")
    client, address = client_of(make.host_of(dialogue)), f"/dialogues/{dialogue.slug}/inputs/all/"
    head, row = sheet_of(client, f"{address}?format=xlsx&call={call.pk}")
    at = head.index("1. What do you see?")
    assert head[at : at + 5] == [
        "1. What do you see?",
        "2. How much? (1: little, 5: most of all)",
        "3. Which?",
        "4. =How many?",
        "5. The document",
    ]
    assert row[at : at + 5] == ["'=We see long days", 4, "Wages", 12500.5, "report-of-union.txt"]
    assert "Text" not in head
    text = client.get(f"{address}?format=csv&call={call.pk}").content.decode()
    assert "12500.5" in text and "**" not in text
    head, row = sheet_of(client, f"{address}?format=xlsx")
    assert "What do you see?" in row[head.index("Text")]
    assert "*" not in row[head.index("Text")]


def test_columns_of_answers_tell_a_participant_no_more_than_the_page_does() -> None:
    dialogue = make.dialogue()
    shared = asked_everything(dialogue, tier=Tier.PARTICIPANTS, attribution=Attribution.CATEGORY)
    kept = asked_everything(dialogue)
    seat = make.seat(dialogue, "Union")
    said_everything(shared, seat, "For all", "1")
    said_everything(kept, seat, "For the host", "2")
    reader = client_of(make.delegate(make.seat(dialogue)))
    address = f"/dialogues/{dialogue.slug}/inputs/all/?format=xlsx"
    words = str(sheet_of(reader, f"{address}&call={shared.pk}"))
    assert "For all" in words
    assert "Union" not in words and "report-of-union" not in words
    assert "A file was handed in." in words
    assert "For the host" not in str(sheet_of(reader, f"{address}&call={kept.pk}"))
    assert "For the host" not in str(sheet_of(reader, f"{address}&call=77777"))


def test_columns_of_answers_cost_the_same_for_one_row_and_for_many() -> None:
    dialogue = make.dialogue()
    call = asked_everything(dialogue)
    seat = make.seat(dialogue)
    said_everything(call, seat, "First", "1")
    client = client_of(make.host_of(dialogue))
    address = f"/dialogues/{dialogue.slug}/inputs/all/?format=csv&call={call.pk}"
    before = queries(client, address)
    for number in range(12):
        said_everything(call, seat, "More", str(number))
    assert queries(client, address) == before


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", 12),
        ("3,5", Decimal("3.5")),
        ("-0.25", Decimal("-0.25")),
        ("0.125", Decimal("0.125")),
        ("12 500", 12500),
        ("1'234'567", 1234567),
        ("1.234.567", 1234567),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.56", Decimal("1234.56")),
        ("1,234", "1,234"),
        ("1.234", "1.234"),
        ("12 5", "12 5"),
        ("0123", "0123"),
        ("1234567890123456", "1234567890123456"),
        ("", ""),
    ],
)
def test_figures_become_numbers_unless_they_can_be_read_in_two_ways(written, read) -> None:
    assert as_number(written) == read
    assert type(as_number(written)) is (str if isinstance(read, str) else Decimal)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("**What?**\n\nLong *days* and __nights__.", "What?\n\nLong days and nights."),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("# Wages\n\n1. low\n2. late", "Wages\n\n1. low\n2. late"),
        ("See [the survey](https://example.org/a_b).", "See the survey (https://example.org/a_b)."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
        (r"5 \* 3", "5 * 3"),
    ],
)
def test_marks_go_and_words_stay(written, words) -> None:
    assert without_marks(written) == words


@pytest.mark.parametrize("hostile", ["*a", "_a", "[", "[a](", "|-", "**", "\\*", "# "])
def test_marks_of_a_hostile_text_are_looked_for_in_a_moment(hostile) -> None:
    started = time.process_time()
    without_marks(hostile * (150_000 // len(hostile)))
    assert time.process_time() - started < 2


def test_the_table_says_to_the_host_team_alone_when_an_input_came() -> None:
    dialogue = make.dialogue()
    call = make.call(dialogue, tier=Tier.PARTICIPANTS)
    make.answer(call, make.seat(dialogue))
    address = f"/dialogues/{dialogue.slug}/inputs/all/"
    assert 'data-label="Received"' in client_of(make.host_of(dialogue)).get(address).content.decode()
    assert 'data-label="Received"' not in client_of(make.delegate(make.seat(dialogue))).get(address).content.decode()
