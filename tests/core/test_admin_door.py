"""The Django admin keeps accounts and organisations; nobody comes through it to what a dialogue says."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from inspired.core.models import Event
from tests import make

KEPT = {"core.user", "core.person", "core.event", "dialogues.organisation", "convening.platformlettertext"}
KEPT |= {"toolkit.tool", "toolkit.guidepage", "toolkit.reading", "toolkit.sitepage"}
PRYING = [
    "/admin/dialogues/organisation/?seats__delegates__email__startswith=a",
    "/admin/dialogues/organisation/?seats__dialogue__title__icontains=x",
    "/admin/dialogues/organisation/?hosted_dialogues__incentives__contains=x",
    "/admin/core/user/?password__startswith=p",
    "/admin/core/user/?delegates__seat__organisation__name=x",
    "/admin/core/user/?dialogue_roles__role=host",
    "/admin/core/person/?delegates__phone__startswith=1",
    "/admin/core/event/?scope__startswith=dialogue",
]


def patterns(resolver: URLResolver, path: str = "") -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        found += [here] if isinstance(pattern, URLPattern) else patterns(pattern, here)
    return found


@pytest.fixture
def keeper():
    return make.user("keeper@example.org", is_staff=True, is_superuser=True)


def test_only_accounts_organisations_the_platforms_texts_and_the_catalogue_are_kept_here():
    assert {model._meta.label_lower for model in admin.site._registry} == KEPT


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", "member", "staff"])
def test_nobody_but_admins_gets_past_the_door(client, who):
    if who == "member":
        client.force_login(make.user(is_host=True))
    if who == "staff":
        client.force_login(make.user(is_staff=True))
    start = get_resolver("inspired.urls")
    paths = [path for path in patterns(start) if path.startswith("admin/")]
    assert len(paths) > 10
    for path in paths:
        url = "/" + path.replace("<path:object_id>", "1").replace("<int:content_type_id>", "1").replace(
            "<path:object_id>", "1"
        )
        if "(" in url or "<" in url:
            continue
        answer = client.get(url)
        open_to_staff = who == "staff" and url == "/admin/"
        known = {302, 403, 404, 405, 400} | (
            {200} if open_to_staff or url.startswith(("/admin/login", "/admin/jsi18n")) else set()
        )
        known |= {200} if url.startswith("/admin/logout") else set()
        assert answer.status_code in known, (who, url, answer.status_code)


@pytest.mark.django_db
def test_a_password_is_changed_on_the_one_page_with_our_delays(client, keeper):
    client.force_login(keeper)
    said = {"old_password": "x", "new_password1": "y", "new_password2": "y"}
    for answer in (client.get("/admin/password_change/"), client.post("/admin/password_change/", said)):
        assert (answer.status_code, answer.url) == (302, "/accounts/password/change/")
    assert client.get("/admin/password_change/done/").url == "/accounts/"


@pytest.mark.django_db
@pytest.mark.parametrize("url", PRYING)
def test_no_filter_asks_about_what_is_not_shown(client, keeper, url):
    seat = make.seat(make.dialogue(title="x", incentives="x"), "Somebody")
    make.delegate(seat, make.user("a@example.org"))
    client.force_login(keeper)
    plain = client.get(url.partition("?")[0])
    assert plain.status_code == 200
    answer = client.get(url)
    assert answer.status_code in {302, 400}, url


@pytest.mark.django_db
def test_no_page_of_the_admin_shows_what_a_dialogue_says(client, keeper):
    dialogue = make.dialogue(title="TITLE-INSIDE", incentives="INCENTIVES-INSIDE", contact="CONTACT-INSIDE")
    seat = make.seat(dialogue, "Union")
    call = make.call(dialogue, title="CALL-INSIDE")
    make.answer(call, seat, text="ANSWER-INSIDE")
    client.force_login(keeper)
    kept = [seat.organisation, dialogue.host_organisation, keeper, make.host_of(dialogue), keeper.person]
    urls = ["/admin/", "/admin/core/", "/admin/dialogues/", "/admin/core/event/"]
    for row in kept:
        base = f"/admin/{row._meta.app_label}/{row._meta.model_name}/"
        urls += [base, f"{base}{row.pk}/change/", f"{base}{row.pk}/history/", f"{base}{row.pk}/delete/"]
    for event in Event.objects.filter(scope=f"dialogue:{dialogue.pk}"):
        assert client.get(f"/admin/core/event/{event.pk}/change/").status_code in {302, 404}
    for url in urls:
        assert b"INSIDE" not in client.get(url).content, url
    asked = {"app_label": "dialogues", "model_name": "delegate", "field_name": "seat", "term": "U"}
    assert client.get("/admin/autocomplete/", asked).status_code in {403, 404}


@pytest.mark.django_db
def test_what_admins_write_stands_in_the_trail(client, keeper):
    client.force_login(keeper)
    before = Event.objects.filter(scope="platform").count()
    said = {"email": "new@example.org", "name": "New", "is_active": "on", "is_host": "on"}
    assert client.post("/admin/core/user/add/", said).status_code == 302
    events = Event.objects.filter(scope="platform")
    assert events.count() > before
    assert events.filter(actor=keeper.person_key).exists()
    assert client.post(
        "/admin/core/user/", {"action": "delete_selected", "_selected_action": [keeper.pk]}
    ).status_code in {
        200,
        302,
    }
    assert type(keeper).objects.filter(pk=keeper.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["core/user", "core/person", "core/event", "dialogues/organisation"])
def test_a_search_without_bounds_is_a_search(client, keeper, page):
    client.force_login(keeper)
    assert client.get(f"/admin/{page}/", {"q": "A" * 70_000}).status_code == 200
