"""Every page with a form keeps what is typed through a sign-in that ran out, or says why not where it is declared."""

from __future__ import annotations

import inspect
import re

import pytest
from django.test import Client
from django.urls import reverse

from inspired.core.models import SignIn
from inspired.core.models.keeping import KeptForm
from tests import make
from tests.policy.reading import ROUTES

FORM = re.compile(r"\b\w*Forms?(?:\.\w+)?\(|\bas_typed\(|request\.POST or None")
ALONE = re.compile("@require_POST|@require_safe")  # a button, or a page whose form leads elsewhere
ELSEWHERE = {"entry"}  # its form leads to a view of its own
NOT_KEPT = {"message", "message_new", "pulse", "delegate_erase"}
WORDS = "A long word about wages\nand another line"


def sources() -> dict[str, tuple[object, str]]:
    views = {name: pattern.callback for name, (pattern, _names) in ROUTES.items()}
    behind_a_rule = {name: view for name, view in views.items() if getattr(view, "policy", None)}
    return {
        name: (view, inspect.getsource(inspect.unwrap(view)))
        for name, view in behind_a_rule.items()
        if view.policy.kind == "rule"
    }


def test_every_form_behind_a_rule_keeps_what_is_typed_or_says_that_it_does_not() -> None:
    found = sources()
    shows_forms = {name for name, (_view, said) in found.items() if FORM.search(said) and not ALONE.search(said)}
    assert len(shows_forms) > 100
    keeping = {name for name, (view, _said) in found.items() if getattr(view, "keeps_typed", False)}
    forgetting = {name for name, (view, _said) in found.items() if getattr(view, "forgets_typed", False)}
    assert forgetting == NOT_KEPT and not keeping & forgetting
    assert not shows_forms - keeping - forgetting - ELSEWHERE


def signed_out(user, address: str) -> Client:
    browser = Client()
    browser.post("/accounts/login/", {"login": user.email, "password": make.PASSWORD})
    assert browser.get(address).status_code == 200
    SignIn.objects.all().delete()
    return browser


@pytest.mark.django_db
def test_a_pasted_list_comes_back_after_signing_in_again() -> None:
    dialogue = make.dialogue()
    host, address = make.host_of(dialogue), reverse("invitation_import", args=[dialogue.slug])
    browser = signed_out(host, address)
    asked = browser.post(address, {"text": WORDS}).headers["Location"]
    assert "What you typed is kept" in browser.get(asked).content.decode()
    browser.post(asked, {"login": host.email, "password": make.PASSWORD})
    assert WORDS.splitlines()[1] in browser.get(address).content.decode()


@pytest.mark.django_db
def test_a_message_in_confidence_is_not_kept_and_the_sign_in_page_says_so() -> None:
    dialogue = make.dialogue()
    person = make.delegate(make.seat(dialogue))
    address = reverse("message_new", args=[dialogue.slug])
    browser = signed_out(person, address)
    asked = browser.post(address, {"subject": "S", "text": WORDS}).headers["Location"]
    told = browser.get(asked).content.decode()
    assert "was not kept" in told and "Go back" in told
    assert not KeptForm.objects.exists()
