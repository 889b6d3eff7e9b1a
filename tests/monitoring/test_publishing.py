"""What the public reads of commitments: what the host published, until the host publishes again, whatever they say since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.consensus.models import Recommendation, Share
from dialogues.documents.models import Version
from dialogues.monitoring.models import Commitment
from dialogues.monitoring.services.commitments import answer_commitment, ask_for_commitments
from dialogues.monitoring.services.publishing import publish_status, withdraw_status
from dialogues.monitoring.services.reports import report
from dialogues.monitoring.states import Answer, Progress
from dialogues.services.dialogue import change_status
from dialogues.states import Role, Status, Visibility
from inspired.core.models import Event, User
from tests import make
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db
OUTSIDE = ("nobody", "stranger", "media")
OTHER_PLACES = ("/", "/library/", "/verify/", "/dialogues/")


class Stage:
    """Two commitments taken on and published; the first is then asked for anew, in other words and for another day."""

    def __init__(self) -> None:
        self.dialogue = make.dialogue(visibility=Visibility.PUBLIC, published_at=timezone.now())
        (self.seat, self.person), (self.second, self.colleague) = mo.table(self.dialogue)
        self.one, self.other = mo.asked(self.dialogue, self.seat, self.second, title="TITLE-OLD")
        mo.taken(self.one, self.person)
        mo.taken(self.other, self.colleague)
        self.host = make.host_of(self.dialogue)
        self.report(Progress.TAKEN_UP)
        assert publish_status(self.dialogue, by=self.host) == 2
        roles = {"donor": Role.DONOR, "media": Role.MEDIA}
        self.people: dict[str, User | None] = {"nobody": None, "stranger": make.user(), "person": self.person}
        self.people |= {who: make.role(self.dialogue, make.user(), role).user for who, role in roles.items()}
        self.url = f"/dialogues/{self.dialogue.slug}/monitoring/"

    def report(self, status: str, **said: Any) -> None:
        report(self.one, by=self.person, seat=self.seat, status=status, on=timezone.localdate(), **said)

    def ask_anew(self, published_at: datetime | None = None) -> None:
        about = Recommendation.objects.filter(pk=self.one.recommendation_id)
        about.update(title="TITLE-NEW", ends_month=30)
        Share.objects.filter(recommendation=self.one.recommendation_id).update(words="WORDS-NEW")
        later = mo.endorsed(self.dialogue, published_at=published_at or timezone.now())
        assert ask_for_commitments(later, by=self.host) == 1
        self.one.refresh_from_db()

    def confirm(self) -> None:
        answer_commitment(self.one, by=self.person, answer=Answer.AMENDED, words="WORDS-OWN")
        self.one.refresh_from_db()

    def read(self, who: str, url: str = "") -> str:
        client = Client()
        if (user := self.people[who]) is not None:
            client.force_login(user)
        answer = client.get(url if url.startswith("/") else f"{self.url}{url}")
        assert answer.status_code == 200, (who, url)
        return answer.getvalue().decode()


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.mark.parametrize("who", OUTSIDE)
def test_other_words_are_public_only_once_they_are_published(stage: Stage, who: str) -> None:
    before = {query: stage.read(who, query).partition("<main")[2] for query in ("", "?format=csv")}
    lines = Client().get(f"{stage.url}?format=csv").content
    assert b"TITLE-OLD" in lines and b"Taken up" in lines
    for change in (stage.ask_anew, stage.confirm, lambda: stage.report(Progress.IMPLEMENTED)):
        change()
        assert Client().get(f"{stage.url}?format=csv").content == lines, "the row stays as it was published"
        told = stage.read(who)
        assert told.partition("<main")[2].count("<tr") == before[""].count("<tr")
        assert "TITLE-OLD" in told and "NEW" not in told and "Implemented" not in told.partition("<tbody>")[2]
        assert "Nothing matches" in stage.read(who, "?q=title-new") and "TITLE-OLD" in stage.read(who, "?q=title-old")
        assert "Nothing matches" in stage.read(who, "?status=implemented")
    assert publish_status(stage.dialogue, by=stage.host) == 1
    told = stage.read(who)
    assert "TITLE-NEW" in told and "Implemented" in told.partition("<tbody>")[2]
    assert told.count("TITLE-OLD") == 1, "the other one goes by the title of the version it was published from"
    assert "WORDS" not in told, "in which words it is taken on stays inside"


@pytest.mark.parametrize("who", OUTSIDE)
def test_the_strip_counts_to_outsiders_what_is_published(stage: Stage, who: str) -> None:
    overview = stage.dialogue.get_absolute_url()
    assert "0 of 2 commitments implemented" in stage.read(who, overview)
    stage.ask_anew()
    assert "0 of 2 commitments implemented" in stage.read(who, overview), "not that one is asked anew"
    assert "0 of 1 commitment implemented" in stage.read("person", overview)
    stage.confirm()
    stage.report(Progress.IMPLEMENTED)
    assert "0 of 2 commitments implemented" in stage.read(who, overview)
    assert "1 of 2 commitments implemented" in stage.read("person", overview)


@pytest.mark.parametrize("place", OTHER_PLACES)
def test_no_other_public_page_tells_the_new_words(stage: Stage, place: str) -> None:
    stage.ask_anew()
    stage.confirm()
    assert not {"NEW", "OWN"} & {word for word in ("NEW", "OWN") if f"-{word}" in stage.read("nobody", place)}
    assert "-NEW" not in stage.read("nobody", stage.dialogue.get_absolute_url())


def test_donors_and_participants_read_from_inside_what_is_taken_on_now(stage: Stage) -> None:
    stage.ask_anew()
    stage.confirm()
    for who in ("donor", "person"):
        told = stage.read(who, "?format=csv")
        assert "WORDS-OWN" in told and "WORDS-NEW" in told
        assert "as it was before" not in stage.read(who)


def test_the_host_sees_what_the_public_reads_as_it_was(stage: Stage) -> None:
    stage.people["host"] = stage.host
    assert "As it was before" not in stage.read("host", "publish/")
    stage.confirm()
    assert "the public reads it as it was before" in stage.read("host")
    stage.ask_anew()
    stage.confirm()
    told = stage.read("host", "publish/")
    assert told.count("As it was before it changed") == 1 and "TITLE-NEW" in told
    publish_status(stage.dialogue, by=stage.host)
    assert "As it was before" not in stage.read("host", "publish/")


def test_the_host_sees_what_stays_public_while_nobody_has_answered_anew(stage: Stage) -> None:
    stage.people["host"] = stage.host
    stage.ask_anew()
    for _time in range(2):
        rows = stage.read("host", "publish/").partition("<tbody>")[2]
        assert "TITLE-OLD" in rows and "TITLE-NEW" not in rows, "what is asked anew shows only once it is taken on"
        assert rows.count("As it was before it changed") == 1 and rows.count("<tr") == 2
        assert publish_status(stage.dialogue, by=stage.host) == 0
    assert "TITLE-OLD" in stage.read("nobody")


def test_the_same_words_again_change_nothing_in_public(stage: Stage) -> None:
    answer_commitment(stage.one, by=stage.person, answer=Answer.CONFIRMED, note="We stand by it")
    assert not Commitment.objects.get(pk=stage.one.pk).is_reworded
    stage.report(Progress.IMPLEMENTED)
    assert "Implemented" in stage.read("nobody").partition("<tbody>")[2]


def test_what_is_declined_is_off_the_public_page_until_it_is_published_again(stage: Stage) -> None:
    answer_commitment(stage.one, by=stage.person, answer=Answer.DECLINED, note="Not any more")
    assert stage.read("nobody", "?format=csv").count("R1") == 0
    answer_commitment(stage.one, by=stage.person, answer=Answer.CONFIRMED)
    assert stage.read("nobody", "?format=csv").count("R1") == 0
    assert publish_status(stage.dialogue, by=stage.host) == 1
    assert stage.read("nobody", "?format=csv").count("R1") == 1
    assert withdraw_status(stage.dialogue, by=stage.host) == 2
    assert "No status published yet" in stage.read("nobody")
    assert Event.objects.filter(verb="commitments.published").count() == 2


def test_what_the_public_reads_is_late_by_the_day_that_was_published(stage: Stage) -> None:
    Commitment.objects.update(public_due_on=timezone.localdate() - timedelta(days=1))
    stage.ask_anew()
    stage.confirm()
    assert stage.read("nobody").partition("<tbody>")[2].count("Overdue") == 2
    assert "Overdue" not in stage.read("person").partition("<tbody>")[2].partition("</tbody>")[0]


def test_whoever_changes_an_answer_reads_before_what_the_public_will_read(stage: Stage) -> None:
    url = f"commitments/{stage.one.pk}/answer/"
    assert "Other words show there only once the host publishes again" in stage.read("person", url)
    withdraw_status(stage.dialogue, by=stage.host)
    told = stage.read("person", url)
    assert "Other words show there" not in told and "Answered until now" in told


def test_a_donor_is_told_of_a_report_without_the_title_of_a_draft(stage: Stage) -> None:
    Recommendation.objects.filter(pk=stage.one.recommendation_id).update(title="TITLE-DRAFT")
    overview = stage.dialogue.get_absolute_url()
    for who, reads in (("person", True), ("donor", False), ("media", False)):
        told = stage.read(who, overview)
        assert ("TITLE-DRAFT" in told) == reads, who
        assert ("R1: reported" in told) == (who == "donor"), who


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("sort", ["late", "priority", "number"])
def test_the_order_outside_tells_nothing_of_priorities_that_are_moved_inside(stage: Stage, who: str, sort: str) -> None:
    Commitment.objects.filter(pk=stage.one.pk).update(public_due_on=stage.other.public_due_on)
    before = stage.read(who, f"?sort={sort}&format=csv")
    last = mo.challenge(stage.dialogue, "Another")
    Recommendation.objects.filter(pk=stage.one.recommendation_id).update(challenge=last)
    assert stage.read(who, f"?sort={sort}&format=csv") == before
    if sort == "priority":
        assert "By priority" not in stage.read(who) and "By priority" in stage.read("person")


def test_the_host_can_take_back_what_is_public_though_it_is_asked_for_anew(stage: Stage) -> None:
    stage.people["host"] = stage.host
    Share.objects.filter(recommendation__dialogue=stage.dialogue).update(words="WORDS-NEW")
    Recommendation.objects.filter(dialogue=stage.dialogue).update(title="TITLE-NEW", ends_month=30)
    assert ask_for_commitments(mo.endorsed(stage.dialogue), by=stage.host) == 2
    assert "publish/" in stage.read("host")
    told = stage.read("host", "publish/")
    assert told.count("TITLE-OLD") == 2 and "TITLE-NEW" not in told, "what stands there, and no more"
    assert told.count("As it was before it changed") == 2


def test_the_host_can_take_back_what_is_public_once_the_dialogue_is_closed(stage: Stage) -> None:
    stage.people["host"] = stage.host
    change_status(stage.dialogue, by=stage.host, target=Status.CLOSED, reason="Done")
    assert "publish/" in stage.read("host")
    told = stage.read("host", "publish/")
    assert 'value="withdraw"' in told and 'value="publish"' not in told
    client = Client()
    client.force_login(stage.host)
    assert client.post(f"{stage.url}publish/", {"act": "publish"}).status_code in {302, 403}
    assert client.post(f"{stage.url}publish/", {"act": "withdraw"}).status_code == 302
    assert "No status published yet" in stage.read("nobody")


def _publish_roadmap(stage: Stage, on: datetime | None) -> None:
    Version.objects.filter(pk=stage.one.version_id).update(published_at=on)


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("on", [None, datetime(2200, 12, 14, 20, tzinfo=UTC)])
def test_a_status_is_public_not_before_the_roadmap_it_rests_on(stage: Stage, who: str, on: datetime | None) -> None:
    _publish_roadmap(stage, on)
    overview = stage.dialogue.get_absolute_url()
    assert "TITLE-OLD" not in stage.read(who, "?format=csv") + stage.read(who)
    assert "commitments implemented" not in stage.read(who, overview), "nor is it counted"
    assert "TITLE-OLD" in stage.read("donor"), "whoever reads the inside knows"
    _publish_roadmap(stage, timezone.now())
    assert "TITLE-OLD" in stage.read(who, "?format=csv") and "0 of 2 commitments" in stage.read(who, overview)


def test_the_host_reads_before_publishing_from_which_day_it_shows(stage: Stage) -> None:
    stage.people["host"] = stage.host
    type(stage.dialogue).objects.filter(pk=stage.dialogue.pk).update(time_zone="Asia/Tbilisi")
    assert "is public from" not in stage.read("host", "publish/")
    _publish_roadmap(stage, datetime(2200, 12, 14, 20, tzinfo=UTC))
    told = stage.read("host", "publish/")
    assert "Version 1 of the Roadmap is public from" in told and "Monday 15 December 2200, 00:00 (Tbilisi time" in told
    assert told.count("Together with the Roadmap") == 2
    _publish_roadmap(stage, None)
    assert "Version 1 of the Roadmap is not published" in stage.read("host", "publish/")


def test_what_the_public_reads_stays_while_the_later_roadmap_is_under_embargo(stage: Stage) -> None:
    stage.ask_anew(published_at=datetime(2200, 12, 14, 20, tzinfo=UTC))
    stage.confirm()
    assert publish_status(stage.dialogue, by=stage.host) == 0
    assert "TITLE-OLD" in stage.read("nobody", "?format=csv") and "NEW" not in stage.read("nobody", "?format=csv")
    Version.objects.update(published_at=timezone.now())
    assert publish_status(stage.dialogue, by=stage.host) == 1
    assert "TITLE-NEW" in stage.read("nobody", "?format=csv")


def test_what_was_answered_after_the_page_was_opened_is_not_published_unseen(stage: Stage) -> None:
    stage.people["host"] = stage.host
    client = Client()
    client.force_login(stage.host)
    opened = client.get(f"{stage.url}publish/").context["seen"]
    stage.ask_anew(published_at=timezone.now())
    stage.confirm()
    answer = client.post(f"{stage.url}publish/", {"act": "publish", "seen": opened}, follow=True)
    assert "Look once more" in answer.content.decode()
    assert "TITLE-NEW" not in stage.read("nobody", "?format=csv")
    client.post(f"{stage.url}publish/", {"act": "publish", "seen": answer.context["seen"]})
    assert "TITLE-NEW" in stage.read("nobody", "?format=csv")
