"""Whom a run of letters is for: a page with its ticks, the others at one tick more, and never somebody nobody saw."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogues.convening.models import LetterRun, ListedOrganisation
from dialogues.convening.services import contact_cards, contacts, letter_runs, letters
from dialogues.models import Dialogue
from inspired.core.listing import PER_PAGE
from inspired.core.models import User
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db
TEXT = {"subject": "About {dialogue}", "text": "Dear all,\n\nplease come."}


@pytest.fixture
def dialogue() -> Dialogue:
    return make.dialogue(contact="+238 555 01 01")


@pytest.fixture
def host(dialogue: Dialogue, client: Client) -> User:
    host = make.host_of(dialogue)
    client.force_login(host)
    return host


def listed(dialogue: Dialogue, by: User, *names: str, category: str = "social_agents") -> list[ListedOrganisation]:
    return [contacts.list_organisation(dialogue, by=by, name=name, category=category) for name in names]


def crowd(dialogue: Dialogue, by: User) -> list[ListedOrganisation]:
    """One page and ten more, in the order of the list."""
    return listed(dialogue, by, *(f"Organisation {number:02d}" for number in range(PER_PAGE + 10)))


def place(dialogue: Dialogue, query: str = "") -> str:
    return reverse("letter_run_new", args=[dialogue.slug]) + query


def said(html: str) -> dict[str, Any]:
    """What a browser sends back from the form of this page without a script."""
    ticked = re.findall(r'name="organisations" value="(\d+)" checked', html)
    shown = re.search(r'name="shown" value="([\d,]*)"', html)
    key = re.search(r'name="form_key" value="([^"]+)"', html)
    assert key
    today = timezone.localdate().isoformat()
    return TEXT | {"organisations": ticked, "dated": today, "form_key": key[1]} | ({"shown": shown[1]} if shown else {})


def preview(client: Client, address: str, **changes: Any) -> str:
    form = said(client.get(address).content.decode()) | changes
    return client.post(address, form | {"step": "preview"}).content.decode()


def targets() -> list[int]:
    return list(LetterRun.objects.get().targets.order_by("listed_id").values_list("listed_id", flat=True))


def test_without_the_extra_tick_only_the_page_that_was_seen_is_written_to(
    client: Client, dialogue: Dialogue, host: User
) -> None:
    rows = crowd(dialogue, host)
    html = preview(client, place(dialogue))
    assert f"{PER_PAGE} letters are about to be written" in html and "Also those of the 10 organisations" in html
    client.post(place(dialogue), said(html) | {"step": "issue"})
    assert targets() == [row.pk for row in rows[:PER_PAGE]]


def test_the_others_are_counted_before_they_are_written_to(client: Client, dialogue: Dialogue, host: User) -> None:
    rows = crowd(dialogue, host)
    today = timezone.localdate()
    letters.issue_letter(rows[-1], by=host, kind="invitation", language="en", dated=today, **TEXT)
    contact_cards.add_card(rows[-2], by=host, name="Ida Kern", do_not_write=True)
    first = client.get(place(dialogue)).content.decode()
    unticked = said(first)["organisations"][1:]
    html = preview(client, place(dialogue), organisations=unticked, others="yes")
    assert f"{PER_PAGE - 1 + 8} letters are about to be written" in html
    late = listed(dialogue, host, "Organisation 99")[0]
    answer = client.post(place(dialogue), said(html) | {"others": "yes", "step": "issue"})
    assert answer.status_code == 302
    assert targets() == [row.pk for row in rows[1:-2]] and late.pk not in targets()


def test_the_tick_set_after_the_preview_is_previewed_first(client: Client, dialogue: Dialogue, host: User) -> None:
    rows = crowd(dialogue, host)
    html = preview(client, place(dialogue), organisations=[])
    assert "Nobody is ticked" in html
    answer = client.post(place(dialogue), said(html) | {"others": "yes", "step": "issue"})
    assert "10 letters are about to be written" in answer.content.decode() and not LetterRun.objects.exists()
    client.post(place(dialogue), said(answer.content.decode()) | {"others": "yes", "step": "issue"})
    assert targets() == [row.pk for row in rows[PER_PAGE:]]


def test_a_filter_bounds_the_others(client: Client, dialogue: Dialogue, host: User) -> None:
    crowd(dialogue, host)
    media = listed(dialogue, host, *(f"Paper {number}" for number in range(PER_PAGE + 2)), category="media")
    address = place(dialogue, "?category=media")
    html = preview(client, address, others="yes")
    assert f"{PER_PAGE + 2} letters are about to be written" in html
    client.post(address, said(html) | {"others": "yes", "step": "issue"})
    assert targets() == [row.pk for row in media]


def test_a_run_of_more_than_it_takes_is_refused_and_not_cut_short(
    dialogue: Dialogue, host: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_runs, "MOST", 2)
    keys = [row.pk for row in listed(dialogue, host, "One", "Two", "Three")]
    wording: dict[str, Any] = TEXT | {"kind": "invitation", "language": "en", "dated": timezone.localdate()}
    with pytest.raises(StateError, match="2 letters at most"):
        letter_runs.start_run(dialogue, by=host, organisations=keys, **wording)
    assert letter_runs.start_run(dialogue, by=host, organisations=keys[:2], **wording).targets.count() == 2


def test_the_page_costs_the_same_for_one_page_and_for_many(client: Client, dialogue: Dialogue, host: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(place(dialogue)).status_code == 200
        return len(queries)

    listed(dialogue, host, "One")
    cost()
    one = cost()
    crowd(dialogue, host)
    assert cost() == one


@pytest.mark.parametrize("letter", ["invitation", "nomination", "thanks"])
def test_whoever_said_no_is_left_out_until_somebody_ticks_them(
    dialogue: Dialogue, host: User, client: Client, letter: str
) -> None:
    here, there = listed(dialogue, host, "A first one", "Z last one")
    crowd(dialogue, host)
    for row in (here, there):
        contacts.move_stage(row, by=host, to="declined", reason="They said no.")
    page = client.get(place(dialogue, f"?letter={letter}"))
    whom = page.context["whom"]
    assert here.pk in {row.pk for row in whom.listing.rows} and there.pk not in {row.pk for row in whom.listing.rows}
    is_thanks = letter == "thanks"
    assert (here.pk in whom.ticked) is is_thanks
    assert whom.others.filter(pk=there.pk).exists() is is_thanks
