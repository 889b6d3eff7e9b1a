"""Toolkit admins keep the catalogue in the Django admin, and find no door to anything else."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from inspired.core.models import Event
from tests import make as main
from tests.toolkit import make
from toolkit.models import KEPT, Edit, GuidePage, Reading, Tool
from toolkit.services import edit_item, take_in_shipped

pytestmark = pytest.mark.django_db
OWN = {model._meta.label_lower for model in KEPT}
PAGES = ["changelist", "add", "change", "delete", "history", "preview", "differences", "empty"]
PRYING = [
    "/admin/toolkit/tool/?texts__contains=x",
    "/admin/toolkit/guidepage/?parent__is_published=0",
    "/admin/toolkit/reading/?slug__startswith=a",
    "/admin/toolkit/guidepage/?children__slug=x",
]


@pytest.fixture
def keeper():
    return make.keeper()


@pytest.fixture
def desk(client: Client, keeper) -> Client:
    client.force_login(keeper)
    return client


def address(model, page: str, pk: int) -> str:
    """The address of a page of the admin, or nothing where it has none."""
    for args in ([], [pk]):
        try:
            return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
        except NoReverseMatch:
            continue
    return ""


def filled(desk: Client, place: str, /, **changed: object) -> dict[str, object]:
    """The form as the page shows it, with some fields changed."""
    form = desk.get(place).context["adminform"].form
    said = {}
    for field in form:
        value = field.value()
        if value is True:
            said[field.html_name] = "on"
        elif value is not None and value is not False:
            said[field.html_name] = value
    return said | changed


def test_a_toolkit_admin_is_staff_without_any_other_right(keeper):
    assert keeper.is_staff
    assert not keeper.is_superuser
    assert {right.partition(".")[0] for right in keeper.get_all_permissions()} == {"toolkit"}
    assert not any(right.partition(".")[2].startswith("delete") for right in keeper.get_all_permissions())


def test_the_command_makes_one_and_its_event(capsys):
    call_command("create_toolkit_admin", "new@example.org", "--name", "Nora")
    assert "/accounts/password/reset/key/" in capsys.readouterr().out
    made = type(main.user()).objects.get(email="new@example.org")
    assert made.has_perm("toolkit.change_tool")
    assert not made.is_superuser
    assert not made.has_perm("core.view_user")
    assert Event.objects.filter(verb="account.made_keeper").exists()


def test_the_admin_shows_a_toolkit_admin_the_catalogue_alone(desk):
    """Every page of every kind of thing: the catalogue's answer, all others are refused."""
    made = {Tool: make.tool(), GuidePage: make.page(), Reading: make.reading()}
    made[KEPT[3]] = make.site_page()
    shown = desk.get("/admin/").content.decode()
    listed = set(re.findall(r'href="/admin/(\w+)/(\w+)/"', shown))
    assert listed == {tuple(label.split(".")) for label in OWN}
    for model in admin.site._registry:
        for page in PAGES:
            if not (url := address(model, page, made[model].pk if model in made else 1)):
                continue
            status = desk.get(url).status_code
            if model not in made:
                assert status in {302, 403, 404}, (url, status)
                assert desk.post(url, {"action": "send_links"}).status_code in {302, 403, 404}, url
            elif page in {"changelist", "change", "history", "differences", "empty"}:
                assert status == 200, (url, status)
            elif page == "delete" or (page == "add" and model in {Tool, KEPT[3]}):
                assert status == 403, (url, status)


@pytest.mark.parametrize("who", ["anonymous", "member", "host", "staff"])
def test_nobody_else_keeps_the_catalogue(client, who):
    tool = make.tool()
    users = {"member": {}, "host": {"is_host": True}, "staff": {"is_staff": True}}
    if who != "anonymous":
        client.force_login(main.user(**users[who]))
    for page in PAGES:
        if url := address(Tool, page, tool.pk):
            for answer in (client.get(url), client.post(url, {"name_en": "Mine"})):
                assert answer.status_code in {302, 403, 404}, (url, answer.status_code)
    tool.refresh_from_db()
    assert (str(tool.name), tool.revision) == ("Tool 7", 0)


def test_no_content_of_a_dialogue_is_reached(desk, keeper):
    dialogue = main.dialogue(title="TITLE-INSIDE", incentives="INCENTIVES-INSIDE")
    seat = main.seat(dialogue, "SEAT-INSIDE")
    main.delegate(seat, main.user("person-inside@example.org", name="PERSON-INSIDE"))
    tool, page = make.tool(), make.page(places=["participants", "contacts"])
    urls = ["/admin/", "/admin/toolkit/", "/admin/toolkit/tool/", "/admin/toolkit/guidepage/"]
    urls += [f"/admin/toolkit/tool/{tool.pk}/change/", f"/admin/toolkit/tool/{tool.pk}/history/"]
    urls += [f"/admin/toolkit/guidepage/{page.pk}/change/", "/admin/toolkit/guidepage/add/?_popup=1", *PRYING]
    urls += [tool.get_absolute_url(), page.get_absolute_url(), "/", "/dialogues/"]
    for url in urls:
        assert b"INSIDE" not in desk.get(url).content.upper(), url
    for place in ("", "participants/", "contacts/", "documents/", "inputs/", "manage/", "manage/trail/"):
        assert desk.get(f"{dialogue.get_absolute_url()}{place}").status_code == 404
    for model in ("dialogues.delegate", "core.user", "core.person", "dialogues.organisation", "toolkit.guidepage"):
        label, name = model.split(".")
        asked = {"app_label": label, "model_name": name, "field_name": "parent", "term": "inside"}
        assert desk.get("/admin/autocomplete/", asked).status_code in {403, 404}
    assert desk.get("/admin/r/1/1/").status_code == 404


@pytest.mark.parametrize("url", PRYING)
def test_no_lookup_asks_about_what_is_not_a_filter(desk, url):
    assert desk.get(url).status_code in {302, 400}


def test_related_fields_lead_to_the_catalogue_alone():
    for model in KEPT:
        form = admin.site._registry[model].form
        related = {field.related_model for field in model._meta.get_fields() if field.is_relation and field.concrete}
        assert related <= set(KEPT)
        for field in form.base_fields.values():
            if hasattr(field, "queryset"):
                assert field.queryset.model in KEPT


def test_an_edit_goes_through_the_verb_and_shows(desk, keeper):
    tool = make.tool()
    url = f"/admin/toolkit/tool/{tool.pk}/change/"
    said = filled(desk, url, purpose_en="To meet and decide", source_purpose="ours", categories=["trust"])
    assert desk.post(url, said).status_code == 302
    shown = desk.get(tool.get_absolute_url()).content.decode()
    assert "To meet and decide" in shown
    assert "(our suggestion)" in shown
    assert "Trust building" in shown
    event = Event.objects.get(verb="catalogue.edited")
    assert (event.scope, event.actor) == ("platform", keeper.person_key)
    assert "purpose.en" in event.details["fields"]
    assert "To meet" not in str(event.details)
    history = desk.get(f"/admin/toolkit/tool/{tool.pk}/history/").content.decode()
    assert "<ins> and decide</ins>" in history
    assert keeper.name in history


def test_saving_without_a_change_leaves_no_trace(desk):
    tool = make.tool(sources=dict.fromkeys(Tool.SOURCED, "method"))
    url = f"/admin/toolkit/tool/{tool.pk}/change/"
    assert desk.post(url, filled(desk, url)).status_code == 302
    assert not Edit.objects.exists()


def test_what_was_saved_meanwhile_is_shown_and_nothing_is_lost(desk, keeper):
    tool = make.tool()
    url = f"/admin/toolkit/tool/{tool.pk}/change/"
    said = filled(desk, url, purpose_en="Mine")
    edit_item(tool, by=keeper, values={"purpose.en": "Theirs"}, revision=0)
    answer = desk.post(url, said)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Saved meanwhile: Theirs" in shown
    assert ">\nMine</textarea>" in shown
    tool.refresh_from_db()
    assert tool.value_of("purpose.en") == "Theirs"
    again = filled(desk, url, purpose_en="Mine")
    assert desk.post(url, again).status_code == 302
    tool.refresh_from_db()
    assert tool.value_of("purpose.en") == "Mine"


def test_misleading_characters_are_refused_with_a_sentence(desk):
    tool = make.tool()
    url = f"/admin/toolkit/tool/{tool.pk}/change/"
    answer = desk.post(url, filled(desk, url, purpose_en="To \u202e meet"))
    assert answer.status_code == 200
    assert "invisible character" in answer.content.decode()


def test_a_preview_shows_what_is_typed_and_saves_nothing(desk):
    tool = make.tool()
    said = filled(desk, f"/admin/toolkit/tool/{tool.pk}/change/", purpose_en="Not yet saved")
    shown = desk.post(f"/admin/toolkit/tool/{tool.pk}/preview/", said).content.decode()
    assert "Not yet saved" in shown
    assert "Nothing has been saved." in shown
    refused = desk.post(f"/admin/toolkit/tool/{tool.pk}/preview/", {**said, "people": "9"}).content.decode()
    assert "The preview cannot be drawn" in refused
    tool.refresh_from_db()
    assert tool.value_of("purpose.en") == "To meet"
    for item in (make.page(), make.reading(), make.site_page()):
        place = f"/admin/toolkit/{item._meta.model_name}/{item.pk}/"
        said = filled(desk, f"{place}change/")
        assert "Nothing has been saved." in desk.post(f"{place}preview/", said).content.decode(), place


def test_publishing_and_taking_back(desk):
    tool, empty = make.tool(is_published=False), make.tool(8, is_published=False, texts={})
    chosen = {"action": "publish", "_selected_action": [tool.pk, empty.pk]}
    shown = desk.post("/admin/toolkit/tool/", chosen, follow=True).content.decode()
    assert "it says nothing in English yet" in shown
    tool.refresh_from_db(), empty.refresh_from_db()
    assert (tool.is_published, empty.is_published) == (True, False)
    desk.post("/admin/toolkit/tool/", {"action": "take_back", "_selected_action": [tool.pk]})
    tool.refresh_from_db()
    assert not tool.is_published
    verbs = list(Event.objects.filter(verb__startswith="catalogue").values_list("verb", flat=True))
    assert verbs == ["catalogue.published", "catalogue.unpublished"]


def test_the_order_is_changed_in_the_list(desk):
    first, second = make.tool(7), make.tool(8)
    rows = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    rows |= {"form-0-id": first.pk, "form-0-position": 9, "form-1-id": second.pk, "form-1-position": 8}
    assert desk.post("/admin/toolkit/tool/", rows).status_code == 302
    assert [tool.number for tool in Tool.objects.all()] == [8, 7]
    assert Event.objects.get(verb="catalogue.edited").details["fields"] == ["position"]


def test_pages_and_readings_are_added(desk):
    top = make.page("top")
    url = "/admin/toolkit/guidepage/add/"
    said = filled(
        desk, url, slug="below", parent="top", title_en="Below", body_en="Text", places=["shelf"], tools=["9"]
    )
    assert desk.post(url, said | {"is_published": "on"}).status_code == 302
    made = GuidePage.objects.get(slug="below")
    assert (made.parent, made.places, made.tools) == (top, ["shelf"], [9])
    assert "Below" in desk.get("/guide/").content.decode()
    refused = desk.post(url, said).content.decode()
    assert "already exists" in refused
    reading = filled(desk, "/admin/toolkit/reading/add/", slug="b", title="B", author="A", theme="trust", url="epd.eu")
    assert desk.post("/admin/toolkit/reading/add/", reading).status_code == 302
    assert Reading.objects.get().url == "https://epd.eu"


def test_what_is_published_says_it_in_english(desk):
    url = "/admin/toolkit/guidepage/add/"
    answer = desk.post(url, filled(desk, url, slug="x", title_fr="Titre", is_published="on"))
    assert "What is published says this in English at least." in answer.content.decode()


def test_empty_fields_are_listed_and_an_empty_phase_is_not(desk):
    make.tool(texts={"name": {"en": "Seven"}})
    shown = desk.get("/admin/toolkit/tool/empty/").content.decode()
    assert "Purpose (English)" in shown
    assert "Name (French)" in shown
    assert "Name (English)" not in shown
    assert "Use in" not in shown
    assert "fr: 8" in desk.get("/admin/toolkit/tool/").content.decode()


def test_differences_are_shown_and_chosen(desk, keeper):
    take_in_shipped(by=None)
    tool = Tool.objects.get(number=9)
    tool.offered = {"purpose.en": "New words", "position": 12}
    tool.save(update_fields=["offered"])
    url = f"/admin/toolkit/tool/{tool.pk}/differences/"
    assert url in desk.get("/admin/toolkit/tool/").content.decode()
    shown = desk.get(url).content.decode()
    assert "Purpose (English)" in shown
    assert "New words" in shown
    said = {"revision": tool.revision, "purpose.en": "shipped", "position": ""}
    assert desk.post(url, said).status_code == 302
    tool.refresh_from_db()
    assert tool.value_of("purpose.en") == "New words"
    assert tool.offered == {"position": 12}
    assert desk.post(url, {"revision": tool.revision, "position": "own"}).status_code == 302
    tool.refresh_from_db()
    assert (tool.position, tool.offered) == (9, {})
    assert tool.seeded["position"] == 12
