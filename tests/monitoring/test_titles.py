"""How recommendations are called for those who read no draft: by the words that were frozen, whatever is written since."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.consensus.models import Recommendation
from dialogues.monitoring.services.following import note_influence
from dialogues.monitoring.services.publishing import publish_status
from dialogues.monitoring.states import InfluenceKind
from dialogues.states import Role, Visibility
from inspired.core.models import User
from tests import make
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db
PAGES = ("", "?format=csv", "timeline/", "trace/", "trace/?format=csv", "influence/", "influence/?format=csv")


def read(user: User | None, url: str) -> str:
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.getvalue().decode()


@pytest.fixture
def stage():
    """A status that is published, of a recommendation that is written anew since."""
    dialogue = make.dialogue(visibility=Visibility.PUBLIC, published_at=timezone.now())
    ((seat, person),) = mo.table(dialogue, 1)
    (asked,) = mo.asked(dialogue, seat, title="TITLE-FROZEN")
    taken, host = mo.taken(asked, person), make.host_of(dialogue)
    publish_status(dialogue, by=host)
    note_influence(dialogue, by=host, kind=InfluenceKind.BILL, title="A bill", recommendation=taken.recommendation)
    Recommendation.objects.update(title="TITLE-IN-DRAFT")
    people = {"host": host, "person": person, "donor": make.role(dialogue, make.user(), Role.DONOR).user}
    return taken, f"/dialogues/{dialogue.slug}/monitoring/", people | {"stranger": make.user(), "nobody": None}


def test_donors_read_the_frozen_title_on_every_page_and_participants_the_living_one(stage) -> None:
    taken, here, people = stage
    for url in (*(f"{here}{page}" for page in PAGES), taken.get_absolute_url()):
        assert "TITLE-IN-DRAFT" in read(people["person"], url), url
        told = read(people["donor"], url)
        assert "TITLE-FROZEN" in told and "TITLE-IN-DRAFT" not in told, url


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_the_public_reads_the_title_under_which_it_was_published(stage, who: str) -> None:
    _taken, here, people = stage
    for query in ("", "?format=csv"):
        told = read(people[who], f"{here}{query}")
        assert "TITLE-FROZEN" in told and "TITLE-IN-DRAFT" not in told
    assert "TITLE-FROZEN" in read(people["host"], f"{here}publish/")


def test_a_search_finds_what_one_may_read_and_nothing_else(stage) -> None:
    _taken, here, people = stage
    for who, found in (("host", "in-draft"), ("donor", "frozen"), ("nobody", "frozen")):
        for page in ("", *(["influence/"] if who != "nobody" else [])):
            for word in ("in-draft", "frozen"):
                said = read(people[who], f"{here}{page}?q={word}")
                assert ("Nothing matches" not in said) is (word == found), (who, page, word)
