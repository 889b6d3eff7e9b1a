"""What was typed survives the end of a sign-in, for its author alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.documents.services import comments
from dialogues.ledger.models import Entry
from inspired.core import keeping, tasks
from inspired.core.models import KeptForm, SignIn
from tests import make
from tests.documents import make as doc
from tests.policy.reading import ROUTES

pytestmark = pytest.mark.django_db
WORDS = "Words that took an hour <script>alert(1)</script>"
SAYS_SO = "You were signed out while you were writing"


def sign_in(browser: Client, user) -> None:
    browser.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD})
    assert browser.session["_auth_user_id"] == str(user.pk)


def writing():
    """A host who has the form of a section open, and whose sign-in has ended elsewhere."""
    document = doc.ppa()
    host = make.host_of(document.dialogue)
    address = reverse("section_edit", args=[document.dialogue.slug, document.pk, "issue"])
    browser = Client()
    sign_in(browser, host)
    assert browser.get(address).status_code == 200
    SignIn.objects.all().delete()
    return document, host, browser, address


def send(browser: Client, address: str, text: str = WORDS, revision: int = 1):
    return browser.post(address, {"title": "Issue", "text": text, "revision": revision})


def test_a_section_comes_back_unsent_and_is_forgotten_once_saved() -> None:
    document, host, browser, address = writing()
    answer = send(browser, address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=/dialogues/")
    assert "What you typed is kept" in browser.get(answer.url).content.decode()
    assert WORDS not in str(bytes(KeptForm.objects.get().sealed))
    sign_in(browser, host)
    page = browser.get(address).content.decode()
    assert SAYS_SO in page
    assert "Words that took an hour &lt;script&gt;" in page
    assert "<script>alert(1)" not in page
    section = document.sections.get(key="issue")
    assert section.revision == 1
    assert send(browser, address).status_code == 302
    section.refresh_from_db()
    assert section.revision == 2
    assert not KeptForm.objects.exists()
    assert SAYS_SO not in browser.get(address).content.decode()


def test_somebody_else_in_that_browser_never_sees_it_and_its_author_still_does() -> None:
    document, host, browser, address = writing()
    other = make.user()
    make.role(document.dialogue, other, "facilitator")
    send(browser, address)
    sign_in(browser, other)
    page = browser.get(address).content.decode()
    assert "Words that took" not in page
    assert SAYS_SO not in page
    browser.post("/accounts/logout/")
    sign_in(browser, host)
    assert "Words that took" in browser.get(address).content.decode()


def test_another_browser_of_the_author_does_not_show_it() -> None:
    _document, host, browser, address = writing()
    send(browser, address)
    elsewhere = Client()
    sign_in(elsewhere, host)
    assert "Words that took" not in elsewhere.get(address).content.decode()


def test_a_browser_that_never_showed_a_form_keeps_nothing() -> None:
    _document, _host, _browser, address = writing()
    assert send(Client(), address).status_code == 302
    forged = Client()
    forged.cookies["typing"] = "1"
    send(forged, address)
    assert not KeptForm.objects.exists()


def test_a_form_without_its_token_is_refused_and_not_kept() -> None:
    _document, host, _browser, address = writing()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(host)
    strict.get(address)
    SignIn.objects.all().delete()
    assert send(strict, address).status_code == 403
    assert not KeptForm.objects.exists()


def test_what_is_too_long_is_refused_with_a_sentence() -> None:
    _document, _host, browser, address = writing()
    answer = send(browser, address, "a" * (keeping.LONGEST + 1))
    assert not KeptForm.objects.exists()
    assert "too long to keep" in browser.get(answer.url).content.decode()


def test_a_text_that_changed_meanwhile_is_a_conflict_and_nothing_is_lost() -> None:
    document, host, browser, address = writing()
    send(browser, address)
    doc.write(document, "What somebody else saved meanwhile.")
    sign_in(browser, host)
    page = browser.get(address).content.decode()
    assert 'name="revision" value="1"' in page
    answer = send(browser, address)
    assert answer.status_code == 409
    assert "Words that took" in answer.content.decode()


def test_only_the_latest_are_kept_for_a_day_and_then_cleaned_up() -> None:
    _document, host, browser, address = writing()
    for number in range(keeping.MOST + 2):
        send(browser, f"{address}?at={number}")
    assert KeptForm.objects.count() == keeping.MOST
    KeptForm.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    sign_in(browser, host)
    assert "Words that took" not in browser.get(f"{address}?at=5").content.decode()
    tasks.clean_up()
    assert not KeptForm.objects.exists()


def test_an_account_that_was_switched_off_keeps_nothing() -> None:
    _document, host, browser, address = writing()
    host.is_active = False
    host.save(update_fields=["is_active"])
    send(browser, address)
    assert not KeptForm.objects.exists()


def test_a_comment_an_endorsement_and_a_decision_come_back() -> None:
    document = doc.ppa()
    dialogue, host = document.dialogue, make.host_of(document.dialogue)
    [(seat, user)] = doc.table(dialogue, 1)
    comments.open_comments(document, by=host, due_at=timezone.now() + timedelta(days=3))
    comments.add_comment(document, by=user, seat=seat, text="First")
    entry = Entry.objects.get()
    slug = dialogue.slug
    comment_new = reverse("comment_new", args=[slug, document.pk]) + "?section=issue"
    _comes_back(user, comment_new, {"seat": seat.pk, "text": "Typed once", "wording": "", "form_key": ""})
    decide = reverse("entry_decide", args=[slug, entry.number])
    _comes_back(host, decide, {"disposition": "accepted", "reason": "Typed once", "revision": entry.revision})
    frozen = doc.version(document)
    invitee = doc.round_(frozen, [seat]).invitees.get()
    answer = reverse("round_answer", args=[slug, document.pk, 1, invitee.pk])
    wish = {"wish-TOTAL_FORMS": 1, "wish-INITIAL_FORMS": 0, "wish-0-reason": "Typed once", "wish-0-wording": "W"}
    given = {"position": "reserve", "note": "", "step": "give", "sha256": frozen.sha256, **wish}
    _comes_back(user, answer, given)
    assert not frozen.endorsements.exists()


def _comes_back(user, address: str, data: dict) -> None:
    browser = Client()
    sign_in(browser, user)
    assert browser.get(address).status_code == 200
    SignIn.objects.all().delete()
    assert browser.post(address, data).status_code == 302
    sign_in(browser, user)
    page = browser.get(address).content.decode()
    assert "Typed once" in page
    assert SAYS_SO in page


def test_only_pages_behind_a_rule_keep_what_is_typed() -> None:
    views = {name: pattern.callback for name, (pattern, _names) in ROUTES.items()}
    keeping_views = {name for name, view in views.items() if getattr(view, "keeps_typed", False)}
    assert {
        "section_edit",
        "summary_edit",
        "comment_new",
        "entry_decide",
        "round_answer",
        "answer_edit",
    } <= keeping_views
    assert {"ground_rules_propose", "dialogue_edit"} <= keeping_views
    for name in keeping_views - {"dialogue_new"}:
        assert views[name].policy.kind == "rule", name
    assert not any(name.startswith(("account", "mfa")) or "password" in name for name in keeping_views)


def test_what_a_script_sends_is_kept_without_a_word_and_a_form_says_it_once() -> None:
    _document, _host, browser, address = writing()
    typed = {"title": "Issue", "text": WORDS, "revision": 1, "draft": "1"}
    for _again in range(3):
        answer = browser.post(address, typed, headers={"Accept": "application/json"})
    assert KeptForm.objects.count() == 1
    assert send(browser, address).status_code == 302
    assert browser.get(answer.url).content.decode().count("What you typed is kept") == 1
