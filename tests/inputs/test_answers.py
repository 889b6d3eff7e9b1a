"""Answers: saved by colleagues without loss, handed in once, kept through errors and sign-in."""

import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import translation

from dialogues.inputs.forms import QuestionForm
from dialogues.inputs.models import Answer, Question
from dialogues.inputs.services import close_call, enter_on_behalf, save_draft, submit
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import QuestionKind, StaleAnswer
from dialogues.ledger.models import Entry
from dialogues.ledger.services import confirm
from dialogues.models import Notice
from dialogues.states import Channel
from inspired.core.models.files import StoredFile
from inspired.core.services import store_upload
from inspired.core.states import StateError
from tests import make
from tests.core.files import PDF, upload


def together(function, times):
    """Run ``function(number)`` in as many threads at the same moment; return what they answered or raised."""
    start, answers = threading.Barrier(times), []

    def act(number):
        start.wait()
        try:
            answers.append(function(number))
        except StaleAnswer as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(answers) == times
    return answers


@pytest.fixture
def table():
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    return make.call(dialogue), seat, make.delegate(seat)


@pytest.fixture
def form(table):
    call, seat, delegate = table
    client = Client()
    client.force_login(delegate)
    return client, f"/dialogues/{call.dialogue.slug}/inputs/calls/{call.pk}/seats/{seat.pk}/"


def typed(call, text):
    return Typed("en", {question.pk: text for question in call.questions.all()})


@pytest.mark.django_db(transaction=True)
def test_of_many_parallel_savers_one_wins_and_the_others_keep_their_text(table, long) -> None:
    call, seat, delegate = table
    times = 50 if long else 10
    first = save_draft(call, seat, by=delegate, revision=0, typed=typed(call, "first"))
    question = call.questions.get()

    def save(number):
        client = Client()
        client.force_login(delegate)
        address = f"/dialogues/{call.dialogue.slug}/inputs/calls/{call.pk}/seats/{seat.pk}/"
        return client.post(address, {"language": "en", "revision": "1", f"q{question.pk}": f"text {number}."})

    answers = together(save, times)
    won = [answer for answer in answers if answer.status_code == 302]
    assert len(won) == 1
    stored = Answer.objects.get(pk=first.pk)
    winner = stored.responses.get().value
    assert stored.revision == 2
    lost = {f"text {number}." for number in range(times)} - {winner}
    pages = [answer.content.decode() for answer in answers if answer.status_code == 200]
    assert len(pages) == times - 1
    assert all(winner in page for page in pages)
    assert all(any(text in page for page in pages) for text in lost)


@pytest.mark.django_db(transaction=True)
def test_parallel_first_savers_make_one_draft(table) -> None:
    call, seat, delegate = table
    answers = together(
        lambda number: save_draft(call, seat, by=delegate, revision=0, typed=typed(call, f"text {number}")), 8
    )
    assert sum(isinstance(answer, StaleAnswer) for answer in answers) == 7
    assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_hand_in_one_entry(table) -> None:
    call, seat, delegate = table
    draft = make.draft(call, seat, delegate)
    answers = together(lambda _number: submit(draft, by=delegate, revision=1), 8)
    assert len({answer.entry_id for answer in answers}) == 1
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_entries_get_numbers_of_their_own(table) -> None:
    call, _seat, _delegate = table
    seats = [make.seat(call.dialogue) for _n in range(8)]
    drafts = [(make.draft(call, seat, account), account) for seat in seats for account in [make.delegate(seat)]]
    together(lambda number: submit(drafts[number][0], by=drafts[number][1], revision=1), 8)
    assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, 9))


@pytest.mark.django_db
def test_a_form_of_the_host_sent_twice_enters_one_answer(table) -> None:
    call, seat, delegate = table
    host, key = make.host_of(call.dialogue), uuid.uuid4()
    for _time in range(2):
        enter_on_behalf(call, seat, by=host, channel=Channel.PHONE, typed=typed(call, "By telephone"), key=key)
    entry = Entry.objects.get()
    assert (entry.awaits_confirmation, entry.author, entry.entered_by) == (True, None, host)
    assert Notice.objects.filter(kind="ledger.confirm", user=delegate).count() == 1
    confirm(entry, by=delegate)
    entry.refresh_from_db()
    assert not entry.awaits_confirmation
    with pytest.raises(StateError):
        enter_on_behalf(call, seat, by=host, channel=Channel.PAPER, typed=typed(call, "x"), key=uuid.uuid4())


@pytest.mark.django_db
def test_a_draft_is_kept_after_the_date_but_cannot_be_handed_in(table, form) -> None:
    call, seat, delegate = table
    client, address = form
    draft = make.draft(call, seat, delegate)
    close_call(call, by=make.host_of(call.dialogue))
    question = call.questions.get()
    sent = client.post(address, {"language": "en", "revision": "1", f"q{question.pk}": "Written too late"})
    assert sent.status_code == 302
    assert draft.responses.get().value == "Written too late"
    draft.refresh_from_db()
    with pytest.raises(StateError):
        submit(draft, by=delegate, revision=draft.revision)
    assert "ask the host for more time" in client.get(address).content.decode()


@pytest.mark.django_db
def test_what_is_typed_after_the_session_ended_survives_the_sign_in(table, form) -> None:
    call, _seat, delegate = table
    _client, address = form
    question = call.questions.get()
    browser = Client()
    browser.force_login(delegate)
    browser.get(address)
    browser.session.flush()
    sent = browser.post(address, {"language": "fr", "revision": "0", f"q{question.pk}": "Écrit trop lentement"})
    assert sent.status_code == 302
    assert "/accounts/login/" in sent.url
    browser.post("/accounts/login/", {"login": delegate.email, "password": make.PASSWORD})
    page = browser.get(address).content.decode()
    assert "Écrit trop lentement" in page
    assert "You were signed out" in page
    assert not Answer.objects.exists()
    browser.post(address, {"language": "fr", "revision": "0", f"q{question.pk}": "Écrit trop lentement"})
    assert Answer.objects.get().responses.get().value == "Écrit trop lentement"
    assert "You were signed out" not in browser.get(address).content.decode()


@pytest.mark.django_db
def test_an_answer_with_gaps_is_saved_but_not_handed_in(table, form) -> None:
    _call, _seat, delegate = table
    client, address = form
    saved = client.post(address, {"language": "en", "revision": "0", "check": "1"})
    page = client.get(saved.url).content.decode()
    assert "Something is still missing" in page
    with pytest.raises(StateError):
        submit(Answer.objects.get(), by=delegate, revision=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](file:///etc/passwd)",
        "<td colspan=1000000>",
        "=cmd|' /C calc'!A0",
    ],
)
def test_hostile_text_is_shown_as_words(table, text) -> None:
    call, seat, delegate = table
    entry = make.answer(call, seat, delegate, text).entry
    host = Client()
    host.force_login(make.host_of(call.dialogue))
    page = host.get(entry.get_absolute_url()).content.decode()
    for forbidden in ("<script>alert", 'href="javascript', "<img", "<td colspan=1000000"):
        assert forbidden not in page
    sheet = host.get(f"/dialogues/{call.dialogue.slug}/inputs/all/?format=csv").content.decode()
    assert ",=cmd" not in sheet


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["a\u202eb", "* " * 30 + "deep", "x" * 20_001])
def test_text_that_cannot_be_taken_comes_back_with_a_sentence(table, form, text) -> None:
    call, _seat, _delegate = table
    client, address = form
    sent = client.post(address, {"language": "en", "revision": "0", f"q{call.questions.get().pk}": text})
    assert sent.status_code == 200
    assert "invalid-feedback" in sent.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_a_file_is_kept_through_an_error_and_a_wrong_one_is_refused(table) -> None:
    call, seat, delegate = table
    call = make.call(
        call.dialogue,
        Question(text="What?"),
        Question(text="The file", kind=QuestionKind.FILE, is_required=False),
    )
    text, file = call.questions.all()
    client = Client()
    client.force_login(delegate)
    address = f"/dialogues/{call.dialogue.slug}/inputs/calls/{call.pk}/seats/{seat.pk}/"

    def send(content, words, **more):
        upload = {f"q{file.pk}": SimpleUploadedFile("a.txt", content)} if content else {}
        return client.post(address, {"language": "en", "revision": "0", f"q{text.pk}": words, **upload, **more})

    refused = send(b"<svg xmlns='x'></svg>", "My words").content.decode()
    assert "cannot be taken" in refused
    assert "My words" in refused
    again = send(b"Plain text", "a\u202eb").content.decode()
    stored = StoredFile.objects.get()
    assert f'value="{stored.pk}"' in again
    assert send(None, "Good words", **{f"kept_q{file.pk}": str(stored.pk)}).status_code == 302
    answer = Answer.objects.get()
    response = answer.responses.get(question=file)
    assert response.file == stored
    assert "a.txt" in client.get(address).content.decode()
    fetched = client.get(
        f"/dialogues/{call.dialogue.slug}/inputs/calls/{call.pk}/answers/{answer.pk}/files/{response.pk}/"
    )
    assert fetched["Content-Disposition"].startswith("attachment")
    assert "sandbox" in fetched["Content-Security-Policy"]
    assert b"".join(fetched.streaming_content) == b"Plain text"
    other = Client()
    other.force_login(make.delegate(make.seat(call.dialogue)))
    assert other.get(fetched.request["PATH_INFO"]).status_code == 404


@pytest.mark.django_db
def test_another_persons_stored_file_cannot_be_carried_along(table, form) -> None:
    call, seat, _delegate = table
    call = make.call(call.dialogue, Question(text="The file", kind=QuestionKind.FILE, is_required=False))
    foreign = StoredFile.objects.create(
        original_name="secret.txt", media_type="text/plain", size=1, sha256="0", uploaded_by=make.user()
    )
    client, _address = form
    address = f"/dialogues/{call.dialogue.slug}/inputs/calls/{call.pk}/seats/{seat.pk}/"
    client.post(address, {"language": "en", "revision": "0", f"kept_q{call.questions.get().pk}": str(foreign.pk)})
    assert not Answer.objects.get().responses.filter(file__isnull=False).exists()


@pytest.mark.django_db
def test_a_scale_says_what_its_ends_mean_wherever_it_is_answered_and_read() -> None:
    dialogue = make.dialogue()
    asked = Question(text="How much?", kind=QuestionKind.SCALE, scale_low="not at all", scale_high="most of all")
    call, seat = make.call(dialogue, asked), make.seat(dialogue)
    delegate = make.delegate(seat)
    client = Client()
    client.force_login(delegate)
    base = f"/dialogues/{dialogue.slug}/inputs/calls/{call.pk}/"
    form_page = client.get(f"{base}seats/{seat.pk}/").content.decode()
    assert "1 – not at all" in form_page
    assert "5 – most of all" in form_page
    assert "1: not at all, 5: most of all" in client.get(base).content.decode()
    saved = save_draft(call, seat, by=delegate, revision=0, typed=Typed("en", {asked.pk: "2"}))
    said = "2 of 5 (1: not at all, 5: most of all)"
    assert said in client.get(f"{base}answers/{saved.pk}/check/").content.decode()
    assert said in submit(saved, by=delegate, revision=1).entry.text


@pytest.mark.django_db
def test_the_words_of_the_site_in_an_answer_are_in_the_language_of_the_dialogue() -> None:
    dialogue = make.dialogue()
    scale = Question(text="How much?", kind=QuestionKind.SCALE, scale_low="little", scale_high="much")
    paper = Question(text="Your figures?", kind=QuestionKind.FILE)
    call, seat = make.call(dialogue, scale, paper), make.seat(dialogue)
    by = make.delegate(seat)
    file = store_upload(upload(PDF, "figures.pdf"), by=by)
    typed = Typed("ar", {scale.pk: "4"}, {paper.pk: file})
    with translation.override("fr"):
        entry = submit(save_draft(call, seat, by=by, revision=0, typed=typed), by=by, revision=1).entry
    assert "4 of 5 (1: little, 5: much)" in entry.text
    assert "A file was handed in." in entry.text


def test_a_scale_needs_words_for_both_ends_and_nothing_else_keeps_them() -> None:
    given = {"text": "How much?", "kind": QuestionKind.SCALE, "scale_low": "little"}
    assert set(QuestionForm(given).errors) == {"scale_high"}
    assert QuestionForm(given | {"scale_high": "much"}).is_valid()
    plain = QuestionForm(given | {"kind": QuestionKind.TEXT})
    assert plain.is_valid()
    assert plain.cleaned_data["scale_low"] == ""
