"""Pages of groups: what each reader finds, what they cost, and what leaves the site as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.documents.services import outputs
from dialogues.states import Role
from inspired.core.jobs import HANDLERS
from inspired.core.models import Job, User
from inspired.core.running import run
from tests import make
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import GroupPrint
from workinggroups.services import members, work
from workinggroups.services.prints import PRINT, ask_for_print
from workinggroups.states import Openness
from workinggroups.tasks import print_group

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(here: out.Cast, numbers: range) -> None:
    """So many more groups with two members, outputs and tasks; so many more members, tasks, notes and texts in the first."""
    for number in numbers:
        more = wg.group(
            here.dialogue, here.lead, name=f"Group {number}", outputs=[(f"Output {number}", timezone.now())]
        )
        wg.join(more, here.outside)
        work.add_task(more, by=here.host, title="Overdue", due_at=timezone.now() - timedelta(days=1))
        seat = make.seat(here.dialogue)
        wg.join(here.group, seat)
        place = here.group.members.get(seat=seat)
        work.add_task(here.group, by=here.host, title=f"Task {number}", owner=place, due_at=timezone.now())
        work.post_note(here.group, by=here.by(here.lead), text=f"Note {number}")
        outputs.start_output(here.group, by=here.host, title=f"Text {number}")


@pytest.mark.parametrize("who", ["host", "lead", "outside", "donor"])
def test_pages_cost_the_same_for_one_and_thirty(who: str) -> None:
    here = out.cast()
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    reader = {"host": here.host, "donor": donor, "lead": here.by(here.lead), "outside": here.by(here.outside)}[who]
    client, pages = client_of(reader), ["", f"{here.group.pk}/"]
    pages += [f"{here.group.pk}/tasks/"] if who in {"host", "lead"} else []
    pages += [f"{here.group.pk}/members/invite/"] if who == "host" else []
    fill(here, range(1))
    url = f"/dialogues/{here.dialogue.slug}/groups/"
    before = [queries(client, f"{url}{page}") for page in pages]
    fill(here, range(1, 30))
    assert [queries(client, f"{url}{page}") for page in pages] == before
    costs = dict(zip(pages, before, strict=True))
    most = {
        page: {"": 12, f"{here.group.pk}/tasks/": 12, f"{here.group.pk}/members/invite/": 16}.get(page, 16)
        for page in pages
    }  # the page of a group asks four ports for what other apps know of it; inviting fits seats to the mission
    assert all(cost <= most[page] for page, cost in costs.items()), costs


def test_what_leaves_as_a_file_counts_tasks_for_the_inside_alone() -> None:
    here = out.cast()
    work.add_task(here.group, by=here.host, title="SECRET-TASK", due_at=timezone.now() - timedelta(days=1))
    url = f"/dialogues/{here.dialogue.slug}/groups/"
    told: dict[str, dict[str, str]] = {}
    for name, user in (("host", here.host), ("outside", here.by(here.outside))):
        rows = csv.DictReader(io.StringIO(client_of(user).get(f"{url}?format=csv").content.decode("utf-8-sig")))
        told[name] = next(iter(rows))
    assert (told["host"]["Open tasks"], told["host"]["Overdue tasks"]) == ("1", "1")
    assert (told["outside"]["Open tasks"], told["outside"]["Overdue tasks"]) == ("", "")
    tasks = client_of(here.by(here.lead)).get(f"{url}{here.group.pk}/tasks/?format=csv").content.decode("utf-8-sig")
    assert "SECRET-TASK" in tasks and "Overdue" in tasks


def test_a_list_without_groups_offers_the_first_one_once() -> None:
    dialogue = make.dialogue()
    host, url = client_of(make.host_of(dialogue)), f"/dialogues/{dialogue.slug}/groups/"
    new = f'href="{url}new/"'
    assert host.get(url).content.decode().count(new) == 1
    assert host.get(f"{url}?q=nothing").content.decode().count(new) == 1
    wg.group(dialogue)
    assert host.get(url).content.decode().count(new) == 1


def test_the_tab_appears_when_a_group_is_shown_or_it_is_switched_on() -> None:
    dialogue = make.dialogue()
    by, url = make.delegate(make.seat(dialogue)), f"/dialogues/{dialogue.slug}/"
    tab = f'href="{url}groups/"'
    assert tab not in client_of(by).get(url).content.decode()
    assert tab in client_of(make.host_of(dialogue)).get(url).content.decode()
    wg.group(dialogue, openness=Openness.MEMBERS)
    assert tab not in client_of(by).get(url).content.decode(), "a group for its members alone gives nothing away"
    client_of(make.host_of(dialogue)).post(f"{url}groups/show/")
    assert tab in client_of(by).get(url).content.decode()


def test_donors_read_missions_and_are_not_told_what_is_late() -> None:
    here = out.cast(outputs=[("Late output", timezone.now() - timedelta(days=3))])
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    url = here.group.get_absolute_url()
    page = client_of(donor).get(url).content.decode()
    assert "Survey working hours" in page and "Late output" in page
    assert ">Late<" not in page and "Awaited" not in page
    assert ">Late<" in client_of(here.host).get(url).content.decode()


def test_the_public_reads_a_group_that_is_shown_to_everybody() -> None:
    dialogue = make.dialogue(visibility="public", published_at=timezone.now())
    shown, kept = wg.group(dialogue, openness=Openness.PUBLIC), wg.group(dialogue, name="Inside")
    page = Client().get(f"/dialogues/{dialogue.slug}/groups/").content.decode()
    assert shown.name in page and kept.name not in page
    assert Client().get(shown.get_absolute_url()).status_code == 200
    assert Client().get(kept.get_absolute_url()).status_code == 302


def test_a_form_that_met_another_save_shows_both_and_goes_on_top() -> None:
    made = wg.group()
    client = client_of(make.host_of(made.dialogue))
    said: dict[str, Any] = {**wg.set_up(), "revision": 1}
    client.post(f"{made.get_absolute_url()}edit/", {**said, "mission": "The first word"})
    answer = client.post(f"{made.get_absolute_url()}edit/", {**said, "mission": "The second word"})
    page = answer.content.decode()
    assert "The first word" in page and "The second word" in page and 'name="revision" value="2"' in page
    client.post(f"{made.get_absolute_url()}edit/", {**said, "revision": 2, "mission": "The second word"})
    assert made.missions.get().text == "The second word"


def test_a_print_shows_organisations_as_they_wish_and_belongs_to_its_reader() -> None:
    here = out.cast()
    reader = here.by(here.outside)
    asked = ask_for_print(here.group, by=reader)
    assert ask_for_print(here.group, by=reader).pk == asked.pk, "a double click makes one"
    assert HANDLERS[PRINT].run is print_group
    assert run(Job.objects.get(kind=PRINT).pk, heartbeat=False)
    url = f"{here.group.get_absolute_url()}print/{asked.pk}.pdf"
    answer = client_of(reader).get(url)
    assert answer.status_code == 200 and b"".join(
        answer.streaming_content if answer.streaming else [answer.content]
    ).startswith(b"%PDF")
    assert client_of(here.host).get(url).status_code == 404
    assert GroupPrint.objects.get().pages == 1


def test_two_are_not_named_for_one_place() -> None:
    here = out.cast()
    place = here.group.members.get(seat=here.member)
    by = here.by(here.member)
    mine = here.member.delegates.get(user=by)
    answer = client_of(by).post(
        f"{here.group.get_absolute_url()}members/{place.pk}/people/", {"delegate": mine.pk, "substitute": mine.pk}
    )
    assert "Name somebody else" in answer.content.decode()
    members.name_people(place, by=by, delegate=mine, substitute=None, specialisation="law")
    place.refresh_from_db()
    assert place.delegate == mine
