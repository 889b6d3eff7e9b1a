"""What a button leads to that was pressed after the sign-in ran out, and what stands at an address that is no page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


def sign_in(browser: Client, user, following: str) -> str:
    answer = browser.post(following, {"login": user.email, "password": make.PASSWORD})
    return answer.headers["Location"]


def test_a_button_pressed_while_signed_out_leads_back_to_its_page() -> None:
    dialogue = make.dialogue()
    host, browser = make.host_of(dialogue), Client()
    button = reverse("invitation_send", args=[dialogue.slug])
    place = reverse("invitation_list", args=[dialogue.slug])
    led = sign_in(browser, host, browser.post(button).headers["Location"])
    assert led == button
    told = browser.get(led, follow=True)
    assert (told.status_code, told.redirect_chain) == (200, [(place, 302)])
    assert "Please press the button again" in told.content.decode()
    assert "Please press the button again" not in browser.get(place).content.decode(), "said once"
    assert browser.get(button).status_code == 405, "whoever opens the address itself is led nowhere"


def test_an_address_that_takes_forms_alone_says_so_with_a_way_on() -> None:
    client = Client()
    client.force_login(make.user())
    answer = client.get("/accounts/data/download/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    told = answer.content.decode()
    assert "This address is no page" in told and 'href="/"' in told
