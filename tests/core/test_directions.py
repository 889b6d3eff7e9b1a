"""Names written from right to left stand apart from what is beside them, and texts follow the direction of their language."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.utils.html import escape

from tests import make
from tests.documents import make as documents

pytestmark = pytest.mark.django_db
NAME = "جمعية عاملات المنازل (فرع 12)"


def test_a_name_in_arabic_is_isolated_in_lists_and_eyebrows() -> None:
    dialogue = make.dialogue(title="حوار (2026)", country="المغرب", language="ar")
    seat = make.seat(dialogue, NAME)
    make.answer(make.call(dialogue, title="نداء (1)"), seat)
    client = Client()
    client.force_login(make.host_of(dialogue))
    for place, isolated in (
        ("participants/", (NAME, "المغرب")),
        ("inputs/all/", (NAME, "نداء (1)", "المغرب")),
        ("", ("حوار (2026)", "المغرب")),
    ):
        page = client.get(f"{dialogue.get_absolute_url()}{place}").content.decode()
        for name in isolated:
            assert f"<bdi>{escape(name)}</bdi>" in page, (place, name)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_the_text_of_a_document_follows_its_own_language(language: str, direction: str) -> None:
    dialogue = make.dialogue(language=language)
    version = documents.version(documents.ppa(dialogue))
    client = Client()
    client.force_login(make.host_of(dialogue))
    for place in (version.document.get_absolute_url(), version.get_absolute_url()):
        assert f'lang="{language}" dir="{direction}"' in client.get(place).content.decode()


@override_settings(LANGUAGES=[("ar", "Arabic")], LANGUAGE_CODE="ar")
def test_an_interface_in_arabic_is_mirrored() -> None:
    page = Client(headers={"accept-language": "ar"}).get("/accounts/login/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "bootstrap.rtl" in page
