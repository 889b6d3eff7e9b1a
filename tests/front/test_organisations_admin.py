"""Admins keep the directory of organisations, through a verb that leaves its trace, and find no door to dialogues."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import Client

from dialogues.models import Organisation
from dialogues.services.organisations import keep_organisation
from inspired.core.models import Event
from tests import make

pytestmark = pytest.mark.django_db
FIELDS = {"name": "Guild of  carers", "short_name": "Guild", "category": "", "country": "", "website": ""}


@pytest.fixture
def client_of_admin() -> Client:
    client = Client()
    client.force_login(make.user(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("place", ["", "dialogues/organisation/", "dialogues/organisation/add/", "core/user/"])
def test_the_admins_pages_name_the_icon_so_that_no_browser_asks_for_one_that_is_not_there(
    client_of_admin: Client, place: str
) -> None:
    assert b'<link rel="icon" href="/static/favicon' in client_of_admin.get(f"/admin/{place}").content


def test_an_admin_adds_finds_and_corrects(client_of_admin: Client) -> None:
    answer = client_of_admin.post("/admin/dialogues/organisation/add/", FIELDS)
    assert answer.status_code == 302
    made = Organisation.objects.get()
    assert made.name == "Guild of carers"
    assert b"Guild of carers" in client_of_admin.get("/admin/dialogues/organisation/?q=guild").content
    place = f"/admin/dialogues/organisation/{made.pk}/change/"
    assert client_of_admin.post(place, {**FIELDS, "name": "Guild", "is_public": "on"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.is_public) == ("Guild", True)
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"organisation.added", "organisation.edited"} <= verbs


def test_nothing_is_recorded_when_nothing_changes() -> None:
    person = make.user(is_staff=True, is_superuser=True)
    made = make.organisation("Guild")
    keep_organisation(made, by=person, name="Guild")
    assert not Event.objects.filter(verb="organisation.edited").exists()


def test_others_are_refused() -> None:
    with pytest.raises(PermissionDenied):
        keep_organisation(None, by=make.user(is_host=True), name="Guild")


def test_organisations_are_all_the_admin_shows_of_dialogues() -> None:
    ours = {
        model
        for label in ("dialogues", "ledger", "inputs", "documents")
        for model in apps.get_app_config(label).get_models()
    }
    assert {model for model in ours if admin.site.is_registered(model)} == {Organisation}
