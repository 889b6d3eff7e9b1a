"""The demonstration: loaded once, whole or not at all, the same each time, and something to see on every kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from dialogues.consensus.comparing_versions import compared
from dialogues.consensus.models import Appraisal, Dots
from dialogues.consensus.priorities import result_of
from dialogues.consensus.states.appraisal import Depth
from dialogues.consensus.weighing import weights_of
from dialogues.convening.models import (
    AccessSlip,
    Letter,
    LetterRun,
    ListedOrganisation,
    Nomination,
    Pulse,
    PulseBloc,
    ShelfEntry,
    Talk,
)
from dialogues.convening.states.letters import LetterKind, LetterState
from dialogues.convening.states.shelf import BROUGHT, ShelfState
from dialogues.documents.models import Document, Endorsement, Reservation, Round, Version
from dialogues.documents.states import Position, VersionStatus
from dialogues.inputs.models import Call
from dialogues.ledger.models import Entry
from dialogues.ledger.states import Disposition
from dialogues.models import Dialogue, Invitation, PaceChoice, Seat
from dialogues.states import Channel
from inspired.core.audit import verify
from inspired.core.models import Event, User
from inspired.front.demo import domestic
from inspired.front.signins import SIGN_INS, shared_password
from tests.front.telling import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration(settings: Any, tmp_path: Any) -> None:
    settings.DEMONSTRATION = True
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Load once for all tests that only read; each of them stands in a savepoint of its own."""
    place = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMONSTRATION=True, DATA=place, MEDIA_ROOT=place):
            load()
        yield
        transaction.set_rollback(True)


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def main_story() -> Dialogue:
    return Dialogue.objects.get(title=domestic.TITLE)


def test_loading_twice_changes_nothing(told: None) -> None:
    assert User.objects.exists()
    before = rows()
    assert "everything was there already" in load()
    assert rows() == before
    chains = set(Event.objects.values_list("scope", flat=True))
    assert [fault for chain in chains for fault in verify(chain)] == []


def test_the_main_story_stands_in_mid_course(told: None) -> None:
    dialogue = main_story()
    seats = Seat.objects.filter(dialogue=dialogue).at_the_table()
    assert seats.count() == 17
    assert seats.values("category").distinct().order_by().count() == 8
    moves = list(dialogue.phase_log.order_by("at", "pk").values_list("phase", "move"))
    assert moves[:2] == [("assessment", "open"), ("assessment", "close")]
    assert ("assessment", "step_back") in moves
    assert moves[2] == ("consensus", "open")
    states = {invitation.state for invitation in Invitation.objects.filter(dialogue=dialogue)}
    assert {"accepted", "waiting", "declined"} <= states
    assert dialogue.policy_area_changes.count() == 2


def test_the_versions_tell_of_two_rounds_and_one_under_way(told: None) -> None:
    versions = {
        version.number: version
        for version in Version.objects.filter(document__dialogue=main_story(), document__kind="ppa")
    }
    assert [versions[number].status for number in (1, 2, 3)] == [
        VersionStatus.SUPERSEDED,
        VersionStatus.ENDORSED,
        VersionStatus.FINAL_DRAFT,
    ]
    given = Endorsement.objects.given()
    assert given.filter(version=versions[1]).in_favour().count() == 14
    said = given.filter(version=versions[1]).values_list("position", flat=True)
    assert set(said) == {Position.ENDORSE, Position.RESERVE, Position.NOT_YET, Position.ABSTAIN}
    assert given.filter(version=versions[2], position=Position.ENDORSE).count() == 16
    assert Reservation.objects.get(endorsement__version=versions[1]).status == "accommodated"
    assert Round.objects.open().get(version__document__kind="ppa").version == versions[3]
    assert given.filter(version=versions[3]).count() == 11
    assert all(section.paragraphs for section in Document.objects.get(dialogue=main_story(), kind="ppa").sections.all())


def test_inputs_came_in_by_several_ways_and_have_their_dispositions(told: None) -> None:
    entries = Entry.objects.filter(dialogue=main_story())
    assert {Channel.WEB, Channel.PHONE, Channel.PAPER, Channel.IN_PERSON} <= set(
        entries.values_list("channel", flat=True)
    )
    decided = set(entries.values_list("disposition", flat=True))
    assert decided == set(Disposition.values)
    assert entries.filter(channel=Channel.PAPER, confirmed_at=None).exists()
    assert Call.objects.filter(dialogue=main_story(), status="open").count() == 2


@pytest.mark.parametrize("part", [sign_in.email for sign_in in SIGN_INS])
def test_every_visitor_can_sign_in_and_read_the_pages(told: None, part: str) -> None:
    client = Client()
    assert client.post("/accounts/login/", {"login": part, "password": shared_password()}).status_code == 302
    home = client.get("/")
    assert home.status_code == 200
    if part.startswith("admin"):
        assert domestic.TITLE not in home.content.decode().split("Elsewhere")[0]
        return
    place = main_story().get_absolute_url()
    for page in ("", "participants/", "documents/", *([] if part.startswith("donor") else ["inputs/"])):
        assert client.get(f"{place}{page}").status_code == 200, page


def test_the_stakeholder_has_something_to_do(told: None) -> None:
    client = Client()
    client.force_login(User.objects.get(email="stakeholder@example.org"))
    page = client.get("/").content.decode()
    assert "version 3, is awaited" in page
    assert "You sign for Domestic Workers’ Association" in page
    assert client.get("/").context["desk"].total >= 3


def test_the_host_finds_work_with_people_and_paper(told: None) -> None:
    dialogue = main_story()
    letters = Letter.objects.filter(dialogue=dialogue).with_state()
    assert set(letters.values_list("kind", flat=True)) == set(LetterKind.values)
    wanted = {LetterState.OPEN, LetterState.AWAITED, LetterState.OVERDUE, LetterState.ACCEPTED, LetterState.DECLINED}
    assert wanted <= {letter.state_now for letter in letters}
    assert all(letter.is_intact and letter.logo_id for letter in letters)
    run = LetterRun.objects.get(dialogue=dialogue)
    assert run.letters.count() == 5
    assert run.targets.filter(is_left_out=True).count() == 1
    seated, waiting = letters.filter(answer__outcome="accepted").order_by("answer__seated_at")
    assert {seated.answer.seated_at is None, waiting.answer.seated_at is None} == {True, False}
    assert all(letter.answer.scan and letter.answer.substitute for letter in (seated, waiting))
    assert ListedOrganisation.objects.filter(dialogue=dialogue, next_on__lte=timezone.localdate()).count() >= 2
    assert set(Nomination.objects.filter(dialogue=dialogue).values_list("state", flat=True)) == {"open", "taken_up"}
    assert AccessSlip.objects.filter(delegate__seat__dialogue=dialogue).count() == 1
    assert Talk.objects.filter(dialogue=dialogue).count() == 3
    assert PaceChoice.objects.filter(dialogue=dialogue).values("pace").distinct().count() == 4


def test_the_shelf_and_the_pulses_show_something_and_hide_something(told: None) -> None:
    dialogue = main_story()
    shelf = ShelfEntry.objects.filter(dialogue=dialogue)
    assert set(shelf.values_list("kind", flat=True)) >= set(BROUGHT)
    assert {ShelfState.STANDS, ShelfState.PROPOSED, ShelfState.DECLINED} <= set(shelf.values_list("state", flat=True))
    assert shelf.values("licence").distinct().order_by().count() >= 6
    assert len({code for entry in shelf for code in entry.languages.split(",") if code}) >= 4
    closed = [pulse.result for pulse in Pulse.objects.filter(dialogue=dialogue, closed_at__isnull=False).order_by("pk")]
    assert [bool(result) for result in closed] == [True, False, True]
    assert [len(result["blocs"]) for result in closed if result] == [2, 2]
    assert closed[0]["total"] < closed[2]["total"]
    assert PulseBloc.objects.filter(dialogue=dialogue).count() == 2
    assert Pulse.objects.filter(dialogue=dialogue, closed_at__isnull=True).count() == 1


def test_priorities_are_ranked_and_criteria_locked_in_the_order_of_the_story(told: None) -> None:
    dialogue = main_story()
    ranking = dialogue.rankings.get()
    order = [one.challenge for one in result_of(ranking)]
    titles = [dialogue.challenges.get(pk=pk).title for pk in order]
    assert ranking.conclusion and [title.split()[0] for title in titles] == ["Domestic", "Social", "Rights", "Those"]
    assert ranking.ballots.exclude(channel=Channel.WEB).filter(confirmed_at=None).exists()
    assert all(one.grounds.exists() for one in dialogue.challenges.on_table())
    weights = weights_of(dialogue.criteria_sets.get(locked_at__isnull=False))
    assert sorted(weights, key=lambda key: -weights[key])[:4] == [
        "fairness",
        "feasibility-administrative",
        "value-for-money",
        "legality",
    ]
    lighter = Dialogue.objects.get(title="Work for persons with disabilities")
    assert lighter.criteria_sets.get().status == "collecting" and lighter.challenges.on_table().count() >= 2


def test_the_roadmap_is_asked_about_twice_and_only_the_second_version_is_awaited(told: None) -> None:
    versions = Version.objects.filter(document__dialogue=main_story(), document__kind="roadmap").order_by("number")
    first, second = versions
    assert (first.status, second.status) == (VersionStatus.SUPERSEDED, VersionStatus.FINAL_DRAFT)
    assert Round.objects.open().get(version__document=first.document_id).version == second
    given = Endorsement.objects.given()
    wishes = Reservation.objects.filter(endorsement__version=first)
    assert set(wishes.values_list("status", flat=True)) == {"accommodated"} and wishes.count() == 2
    assert not given.filter(version=second, seat__organisation__name="Domestic Workers’ Association").exists()
    earlier, later = compared(first.document, User.objects.get(email="host@example.org"))
    assert earlier.place and (earlier.breadth.asked, earlier.breadth.endorsing) == (16, 13)
    assert later.is_asking and (earlier.depth.deep, later.depth.deep) == (8, 9)
    texts = [[entry["text"] for entry in version.data["blocks"]["recommendations"]] for version in (first, second)]
    assert sum(before != after for before, after in zip(*texts, strict=True)) == 2


def test_options_are_appraised_in_words_with_dots_and_with_scores(told: None) -> None:
    appraisals = {one.depth: one for one in Appraisal.objects.filter(challenge__dialogue=main_story()).order_by("-pk")}
    assert set(appraisals) == set(Depth.values)
    for depth in (Depth.WORDS, Depth.DOTS):
        assert appraisals[depth].status == "closed" and appraisals[depth].conclusion.option.letter == "A"
        assert appraisals[depth].conclusion.acceptances.count() >= 4
    assert appraisals[Depth.WORDS].opinions.count() == 5 and not appraisals[Depth.DOTS].opinions.exists()
    assert Dots.objects.filter(appraisal=appraisals[Depth.DOTS]).values("category").distinct().count() >= 4
