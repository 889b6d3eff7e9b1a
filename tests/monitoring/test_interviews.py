"""Interviews: who asks whom, that no seat is named to the media before it accepts, who is told, what the pages show and cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.documents.models import Version
from dialogues.models import Notice, Seat
from dialogues.monitoring.models import Interview
from dialogues.monitoring.services.interviews import (
    MOST_OPEN,
    answer_interview,
    ask_interview,
    pass_interview,
    settle_interview,
    withdraw_interview,
)
from dialogues.monitoring.states import InterviewStatus, ReplyWay
from dialogues.states import Appearance, Role, Visibility
from inspired.core import ports
from inspired.core.memory import forget
from inspired.core.models import Event, User
from inspired.core.states import StaleError, StateError
from tests import make
from tests.counting import costs_of
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db
MOST = 12


class Stage:
    """A dialogue with a Roadmap that the media read under embargo, a seat that appears in public and one that does not."""

    def __init__(self) -> None:
        self.dialogue = make.dialogue()
        self.host = make.host_of(self.dialogue)
        self.media = make.role(self.dialogue, make.user(), Role.MEDIA).user
        (self.open, self.speaker), (self.quiet, self.other) = mo.table(self.dialogue)
        Seat.objects.filter(pk=self.open.pk).update(appear_in_public=Appearance.ORGANISATION)
        Seat.objects.filter(pk=self.quiet.pk).update(appear_in_public=Appearance.UNLISTED)
        later = timezone.now() + timedelta(days=5)
        self.version = mo.endorsed(self.dialogue, published_at=later, told_media_at=timezone.now())

    def ask(self, **said: Any) -> Interview:
        said = {"question": "WHY-NOW", "reply_by": ReplyWay.PHONE, "due_at": timezone.now() + timedelta(days=3), **said}
        return ask_interview(self.version, by=said.pop("by", self.media), **said)

    def passed(self, seat: Seat | None = None) -> Interview:
        made = self.ask()
        pass_interview(made, by=self.host, seat=seat or self.quiet, words="WORD-TO-SEAT", revision=made.revision)
        return Interview.objects.get(pk=made.pk)

    def page(self, user: User, one: Interview | None = None) -> str:
        client = Client()
        client.force_login(user)
        slug = self.dialogue.slug
        answer = client.get(reverse("interview", args=[slug, one.pk]) if one else reverse("interviews", args=[slug]))
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def todo(user: User) -> list[str]:
    forget()
    return [one.title for one in ports.todo.collect(user) if "/interviews/" in one.url]


def told(user: User) -> list[str]:
    return sorted(
        Notice.objects.filter(user=user, kind__startswith="monitoring.interview").values_list("kind", flat=True)
    )


def test_a_media_user_asks_about_what_they_may_read(stage: Stage) -> None:
    key = uuid4()
    made = [stage.ask(seat=stage.open, form_key=key) for _time in range(2)]
    assert made[0] == made[1] and Event.objects.filter(verb="interview.asked").count() == 1
    assert told(stage.host) == ["monitoring.interview_asked"] and told(stage.speaker) == []
    for nobody in (stage.host, stage.speaker, make.user(), make.role(stage.dialogue, make.user(), Role.DONOR).user):
        with pytest.raises(PermissionDenied):
            stage.ask(by=nobody)


def test_nobody_asks_for_a_seat_that_does_not_appear_or_about_what_is_not_theirs_to_read(stage: Stage) -> None:
    for wrong in ({"seat": stage.quiet}, {"due_at": timezone.now()}, {"question": "  "}, {"reply_by": "smoke"}):
        with pytest.raises(StateError):
            stage.ask(**wrong)
    elsewhere = make.seat(make.dialogue(), appear_in_public=Appearance.ORGANISATION)
    with pytest.raises(StateError):
        stage.ask(seat=elsewhere)
    Version.objects.update(told_media_at=None)
    with pytest.raises(StateError):
        stage.ask()
    Version.objects.update(published_at=timezone.now())
    with pytest.raises(StateError):
        stage.ask()  # the dialogue itself is not public
    stage.dialogue.visibility, stage.dialogue.published_at = Visibility.PUBLIC, timezone.now()
    stage.dialogue.save(update_fields=["visibility", "published_at"])
    assert stage.ask().status == InterviewStatus.NEW


def test_a_media_user_waits_before_asking_ever_more(stage: Stage) -> None:
    made = [stage.ask() for _time in range(MOST_OPEN)]
    with pytest.raises(StateError):
        stage.ask()
    withdraw_interview(made[0], by=stage.media)
    assert stage.ask().status == InterviewStatus.NEW


def test_the_media_read_no_name_before_the_seat_has_accepted(stage: Stage) -> None:
    one, name = stage.passed(), stage.quiet.organisation.name
    assert name in stage.page(stage.host, one) and name not in stage.page(stage.media, one)
    assert "WORD-TO-SEAT" in stage.page(stage.other, one) and "WORD-TO-SEAT" not in stage.page(stage.media, one)
    assert stage.page(stage.speaker, one) == "404"
    answer_interview(one, by=stage.other, accepts=False, words="NOT-OURS", revision=one.revision)
    one.refresh_from_db()
    seen = stage.page(stage.media, one) + stage.page(stage.media)
    assert "NOT-OURS" not in seen and name not in seen and "Not accepted" not in seen and "Passed on" in seen
    assert told(stage.media) == [] and "NOT-OURS" in stage.page(stage.host, one)
    pass_interview(one, by=stage.host, seat=stage.open, revision=one.revision)
    one.refresh_from_db()
    assert stage.page(stage.other, one) == "404" and "NOT-OURS" not in stage.page(stage.speaker, one)
    answer_interview(one, by=stage.speaker, accepts=True, words="CALL-US-AT-SIX", revision=one.revision)
    seen = stage.page(stage.media, one)
    assert stage.open.organisation.name in seen and "Accepted" in seen and "CALL-US-AT-SIX" not in seen
    assert told(stage.media) == ["monitoring.interview_told"]


def test_only_the_seat_itself_answers_and_the_host_never_answers_for_it(stage: Stage) -> None:
    one = stage.passed()
    for nobody in (stage.host, stage.speaker, stage.media):
        with pytest.raises(PermissionDenied):
            answer_interview(one, by=nobody, accepts=True, revision=one.revision)
    with pytest.raises(StateError):
        settle_interview(one, by=stage.host, answered=True, words="They said yes", revision=one.revision)
    with pytest.raises(StateError):
        answer_interview(one, by=stage.other, accepts=False, words=" ", revision=one.revision)
    with pytest.raises(StaleError):
        answer_interview(one, by=stage.other, accepts=True, revision=one.revision - 1)
    answer_interview(one, by=stage.other, accepts=True, revision=one.revision)
    one.refresh_from_db()
    answer_interview(one, by=stage.other, accepts=False, words="We changed our mind", revision=one.revision)
    one.refresh_from_db()
    assert one.status == InterviewStatus.REFUSED and one.accepted_at is None
    assert stage.quiet.organisation.name not in stage.page(stage.media, one)


def test_the_host_settles_it_and_forgets_how_to_reach_them(stage: Stage) -> None:
    one = stage.ask(reach="NUMBER-OF-MEDIA")
    assert "NUMBER-OF-MEDIA" in stage.page(stage.host, one)
    pass_interview(one, by=stage.host, seat=stage.quiet, revision=1)
    one.refresh_from_db()
    assert "NUMBER-OF-MEDIA" not in stage.page(stage.other, one)
    with pytest.raises(StateError):
        settle_interview(one, by=stage.host, answered=False, words="", revision=one.revision)
    with pytest.raises(PermissionDenied):
        settle_interview(one, by=stage.other, answered=False, words="No", revision=one.revision)
    settle_interview(one, by=stage.host, answered=False, words="WE-CANNOT-NOW", revision=one.revision)
    one.refresh_from_db()
    assert (one.status, one.reach) == (InterviewStatus.DECLINED, "")
    assert "WE-CANNOT-NOW" in stage.page(stage.media, one) and stage.quiet.organisation.name not in stage.page(
        stage.media, one
    )
    for late in (
        lambda: withdraw_interview(one, by=stage.media),
        lambda: pass_interview(one, by=stage.host, seat=stage.open, revision=one.revision),
    ):
        with pytest.raises((PermissionDenied, StateError)):
            late()


def test_who_asked_takes_it_back_and_those_concerned_are_told(stage: Stage) -> None:
    one = stage.passed()
    with pytest.raises(PermissionDenied):
        withdraw_interview(one, by=make.role(stage.dialogue, make.user(), Role.MEDIA).user)
    assert withdraw_interview(one, by=stage.media) == withdraw_interview(one, by=stage.media)
    assert "monitoring.interview_said" in told(stage.other) and "monitoring.interview_said" in told(stage.host)
    assert todo(stage.other) == [] and todo(stage.host) == []


def test_what_waits_goes_from_hand_to_hand(stage: Stage) -> None:
    one, title = stage.ask(), stage.version.document.title
    assert todo(stage.host) == [f"An interview about “{title}” is asked for"] and todo(stage.media) == []
    pass_interview(one, by=stage.host, seat=stage.open, revision=1)
    assert todo(stage.host) == [] and todo(stage.other) == []
    assert todo(stage.speaker) == [f"Does your organisation give an interview about “{title}”?"]
    answer_interview(one, by=stage.speaker, accepts=True, revision=2)
    assert todo(stage.speaker) == [] and len(todo(stage.host)) == 1
    settle_interview(one, by=stage.host, answered=True, words="They spoke", revision=3)
    assert todo(stage.host) == []


def test_other_media_users_and_others_at_the_table_read_nothing_of_it(stage: Stage) -> None:
    one = stage.ask()
    rival = make.role(stage.dialogue, make.user(), Role.MEDIA).user
    donor = make.role(stage.dialogue, make.user(), Role.DONOR).user
    assert stage.page(rival, one) == "404" and "WHY-NOW" not in stage.page(rival)
    assert stage.page(donor, one) == "404" and stage.page(donor) == "403"
    assert stage.page(stage.speaker, one) == "404" and "WHY-NOW" not in stage.page(stage.speaker)
    stage.dialogue.roles.filter(user=stage.media).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert stage.page(stage.media, one) == "404"


def test_a_media_user_asks_on_the_page_and_the_host_and_the_seat_answer_there(stage: Stage) -> None:
    clients = {}
    for who in ("media", "host", "speaker"):
        clients[who] = Client()
        clients[who].force_login(getattr(stage, who))
    slug, day = stage.dialogue.slug, timezone.localdate() + timedelta(days=4)
    ask = reverse("interview_ask", args=[slug])
    page = clients["media"].get(ask).content.decode()
    assert stage.open.organisation.name in page and stage.quiet.organisation.name not in page
    assert "stays under embargo" in page
    typed = {
        "version": stage.version.pk,
        "seat": stage.open.pk,
        "question": "What now?",
        "medium": "Weekly",
        "reply_by": "phone",
        "due_on": day,
    }
    answer = clients["media"].post(ask, {**typed, "form_key": uuid4()})
    one = Interview.objects.get()
    assert answer["Location"] == one.get_absolute_url()
    url = one.get_absolute_url()
    clients["host"].post(f"{url}pass/", {"seat": stage.open.pk, "words": "", "revision": 1})
    stale = clients["host"].post(f"{url}pass/", {"seat": stage.quiet.pk, "words": "KEPT-WORDS", "revision": 1})
    assert "happened to this request meanwhile" in stale.content.decode() and "KEPT-WORDS" in stale.content.decode()
    refused = clients["speaker"].post(f"{url}answer/", {"accepts": "no", "words": "", "revision": 2})
    assert "Say why not" in refused.content.decode()
    clients["speaker"].post(f"{url}answer/", {"accepts": "yes", "words": "At six", "revision": 2})
    clients["host"].post(f"{url}settle/", {"answered": "yes", "words": "They spoke", "revision": 3})
    one.refresh_from_db()
    assert (one.status, one.words) == (InterviewStatus.ANSWERED, "They spoke")


def test_the_file_says_to_each_reader_what_the_page_says(stage: Stage) -> None:
    passed = stage.passed(stage.quiet)
    files = {}
    for name, user in (("host", stage.host), ("media", stage.media), ("seat", stage.other), ("open", stage.speaker)):
        client = Client()
        client.force_login(user)
        address = reverse("interviews", args=[stage.dialogue.slug])
        answer = client.get(f"{address}?format=csv")
        assert answer["Content-Type"].startswith("text/csv")
        files[name] = answer.content.decode()
    assert "WHY-NOW" in files["host"] and stage.quiet.organisation.name in files["host"]
    assert passed.asked_by.name in files["host"]
    assert "WHY-NOW" in files["media"] and stage.quiet.organisation.name not in files["media"]
    assert "WHY-NOW" in files["seat"]
    assert "WHY-NOW" not in files["open"]


@pytest.mark.parametrize("who", ["host", "media", "speaker"])
def test_the_list_costs_the_same_with_one_and_with_thirty(stage: Stage, who: str) -> None:
    client = Client()
    client.force_login(getattr(stage, who))
    costs = []
    for rows in (1, 29):
        for _row in range(rows):
            one = stage.ask(seat=stage.open)
            pass_interview(one, by=stage.host, seat=stage.open, revision=1)
        costs.append(costs_of(client, [reverse("interviews", args=[stage.dialogue.slug]), one.get_absolute_url()]))
    assert costs[0] == costs[1] and max(costs[1]) <= MOST
