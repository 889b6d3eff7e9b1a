"""What happened to whom: noted once, told once at each person's pace, found in words only by who may see it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail as post
from django.db import transaction
from django.test import Client
from django.utils import timezone

from dialogues.inputs.services import calls
from dialogues.keys import settings_token
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from dialogues.models import Notice, PaceChoice
from dialogues.services import mandates, notices
from dialogues.states import Pace
from inspired.core import running
from inspired.core.models import OutboxMail
from inspired.core.noticing import KINDS
from tests import make

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def _noon():
    """Everything here happens from a Wednesday noon on."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def dialogue():
    return make.dialogue(short_label="Our talks", title="SECRET-TITLE", slug="secret-title")


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


def opened(dialogue, **fields):
    """A call opened by its verb."""
    prepared = make.call(dialogue, title="SECRET-CALL", status="draft", **fields)
    return calls.open_call(prepared, by=make.host_of(dialogue))


def decided(seat, head, call):
    given = make.answer(call, seat, head)
    decide(given.entry, by=make.host_of(seat.dialogue), disposition=Disposition.ACCEPTED, reason="SECRET-REASON")


def mails_to(user):
    notices.wake(by=None)
    running.work_off()
    return [sent for sent in post.outbox if sent.to == [user.email]]


def test_call_is_announced_at_once_in_neutral_words(dialogue, head):
    opened(dialogue)
    running.work_off()
    (sent,) = mails_to(head)
    assert sent.subject == "Our talks"
    whole = sent.subject + sent.body + str(sent.extra_headers)
    assert "SECRET" not in whole and "secret-title" not in whole
    token = settings_token(head, dialogue.pk)
    assert f"/notifications/settings/{token}/" in sent.body
    assert f"/notifications/settings/{token}/" in sent.extra_headers["List-Unsubscribe"]
    link = f"/notifications/{Notice.objects.get(user=head).pk}/"
    client = Client()
    client.force_login(head)
    assert link in sent.body and client.get(link)["Location"].startswith(f"/dialogues/{dialogue.slug}/inputs/")


def test_same_thing_announced_twice_is_one_notice_and_one_mail(dialogue, head):
    call = make.call(dialogue)
    for _time in range(2):
        with transaction.atomic():
            notices.announce("inputs.call_opened", call, to=[head, head], by=None)
        running.work_off()
    assert len(mails_to(head)) == Notice.objects.count() == 1


def test_whoever_did_it_is_not_told(dialogue, head):
    with transaction.atomic():
        notices.announce("inputs.call_opened", make.call(dialogue), to=[head], by=head)
    assert not Notice.objects.exists()


def test_unknown_kind_is_refused(dialogue, head):
    with pytest.raises(KeyError):
        notices.announce("nothing.of_the_kind", make.call(dialogue), to=[head], by=None)


def test_what_merely_happened_waits_for_the_morning_and_comes_together(dialogue, seat, head):
    with time_machine.travel(NOON, tick=False):
        for _number in range(3):
            decided(seat, head, make.call(dialogue, tier="host"))
        assert not mails_to(head)
    with time_machine.travel(NOON + timedelta(hours=18, minutes=59), tick=False):
        assert not mails_to(head)
    with time_machine.travel(NOON + timedelta(hours=19), tick=False):
        (sent,) = mails_to(head)
        assert "3 new answers" in sent.body and "/notifications/\n" in sent.body
        assert "SECRET" not in sent.body
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert len(mails_to(head)) == 1


def test_morning_is_the_dialogues_own(dialogue, seat, head):
    type(dialogue).objects.update(time_zone="Asia/Tokyo")  # 7:00 there is 22:00 UTC
    dialogue.refresh_from_db()
    with time_machine.travel(NOON, tick=False):
        decided(seat, head, make.call(dialogue))
    with time_machine.travel(NOON.replace(hour=21, minute=59), tick=False):
        assert not mails_to(head)
    with time_machine.travel(NOON.replace(hour=22), tick=False):
        assert len(mails_to(head)) == 1


@pytest.mark.parametrize(
    ("pace", "told"),
    [
        (Pace.ONCE, {"now": 1, "tomorrow": 1, "monday": 1}),
        (Pace.DAILY, {"now": 0, "tomorrow": 1, "monday": 1}),
        (Pace.WEEKLY, {"now": 0, "tomorrow": 0, "monday": 1}),
        (Pace.NEVER, {"now": 0, "tomorrow": 0, "monday": 0}),
    ],
)
def test_mails_keep_the_pace_that_was_chosen(pace, told, dialogue, head):
    notices.set_pace(head, pace=pace, dialogue=dialogue, by=head)
    with time_machine.travel(NOON, tick=False):
        opened(dialogue)
        assert len(mails_to(head)) == told["now"]
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert len(mails_to(head)) == told["tomorrow"]
    with time_machine.travel(datetime(2026, 11, 23, 7, tzinfo=UTC), tick=False):
        assert len(mails_to(head)) == told["monday"]


def test_one_pace_for_all_gives_way_to_the_one_of_a_dialogue(dialogue, head):
    notices.set_pace(head, pace=Pace.NEVER, dialogue=None, by=head)
    assert PaceChoice.objects.paces_in(dialogue.pk) == {head.pk: Pace.NEVER}
    notices.set_pace(head, pace=Pace.ONCE, dialogue=dialogue, by=head)
    assert PaceChoice.objects.paces_in(dialogue.pk) == {head.pk: Pace.ONCE}
    notices.set_pace(head, pace=Pace.WEEKLY, dialogue=None, by=head)
    assert PaceChoice.objects.paces_in(dialogue.pk) == {head.pk: Pace.WEEKLY}


def test_who_wants_no_mails_is_not_flooded_after_a_change_of_mind(dialogue, head):
    notices.set_pace(head, pace=Pace.NEVER, dialogue=dialogue, by=head)
    opened(dialogue)
    assert not mails_to(head)
    notices.set_pace(head, pace=Pace.ONCE, dialogue=dialogue, by=head)
    assert not mails_to(head)
    assert Notice.objects.visible_to(head).count() == 1


def test_old_news_are_set_aside(dialogue, head):
    with time_machine.travel(NOON, tick=False):
        opened(dialogue)
    with time_machine.travel(NOON + timedelta(days=15), tick=False):
        assert not mails_to(head)
        assert not Notice.objects.untold().exists()


def test_what_was_read_meanwhile_is_not_told(dialogue, seat, head):
    with time_machine.travel(NOON, tick=False):
        decided(seat, head, make.call(dialogue))
        notices.mark_read(Notice.objects.visible_to(head), by=head)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert not mails_to(head)


def test_who_left_is_told_nothing_and_sees_nothing(dialogue, seat, head):
    opened(dialogue)
    mandate = seat.delegates.get().mandates.get()
    mandates.end_mandate(mandate, by=make.host_of(dialogue))
    assert not mails_to(head)
    assert not Notice.objects.visible_to(head)
    assert Notice.objects.count_unread(head) == 0
    client = Client()
    client.force_login(head)
    assert client.get(f"/notifications/{Notice.objects.get().pk}/").status_code == 404
    assert "SECRET" not in client.get("/notifications/").content.decode()


def test_mail_that_left_the_outbox_is_not_written_again(dialogue, head):
    opened(dialogue)
    assert len(mails_to(head)) == 1
    Notice.objects.update(read_at=None)
    assert not notices.tell(dialogue, head, by=None)
    assert OutboxMail.objects.filter(user=head).count() == 1


def test_nobody_marks_what_is_anothers(dialogue, head):
    opened(dialogue)
    other = make.delegate(make.seat(dialogue))
    assert notices.mark_read(Notice.objects.all(), by=other) == 0
    assert Notice.objects.unread().count() == 1


def test_home_counts_what_is_unread_and_mine(dialogue, head):
    opened(dialogue)
    assert Notice.objects.count_unread(head) == Notice.objects.visible_to(head).unread().count() == 1
    assert Notice.objects.count_unread(make.delegate(make.seat(dialogue))) == 0
    Notice.objects.update(matter="of a part that is gone")
    assert Notice.objects.count_unread(head) == 0


def page(user, query=""):
    client = Client()
    client.force_login(user)
    return client.get(f"/notifications/{query}").content.decode()


def test_page_groups_filters_and_searches(dialogue, seat, head):
    for _number in range(2):
        decided(seat, head, make.call(dialogue))
    opened(dialogue)
    assert "2 new answers" in page(head) and "SECRET-CALL" in page(head)
    assert "2 new answers" not in page(head, "?what=asks")
    assert "SECRET-CALL" in page(head, "?q=secret-call") and "2 new answers" not in page(head, "?q=secret-call")
    notices.mark_read(Notice.objects.filter(kind="inputs.call_opened"), by=head)
    assert "SECRET-CALL" not in page(head, "?state=unread")
    assert "2 found" in page(head, f"?dialogue={dialogue.pk}&state=unread")
    assert "SECRET-CALL" in page(head, "?format=csv")


def test_page_costs_the_same_for_one_and_thirty(dialogue, seat, head, django_assert_max_num_queries):
    client = Client()
    client.force_login(head)
    counts = []
    for number in (1, 29):
        for _time in range(number):
            decided(seat, head, opened(dialogue))
        client.get("/notifications/")
        with django_assert_max_num_queries(12) as captured:
            assert client.get("/notifications/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_heading_says_how_many_are_not_read_yet(dialogue, head):
    for _time in range(3):
        opened(dialogue)
    heading = page(head).split("<h3>")[1].split("</h3>")[0]
    assert "Not read yet" in heading
    notices.mark_read(Notice.objects.filter(pk=Notice.objects.earliest("pk").pk), by=head)
    heading = page(head).split("<h3>")[1].split("</h3>")[0]
    assert "2 not read yet" in heading
    assert "Not read yet" not in heading
    notices.mark_read(Notice.objects.all(), by=head)
    assert "not read yet" not in page(head).split("<h3>")[1].split("</h3>")[0].lower()


def test_marking_as_read_by_the_buttons(dialogue, head):
    opened(dialogue)
    opened(dialogue)
    client = Client()
    client.force_login(head)
    first = Notice.objects.earliest("pk")
    client.post("/notifications/read/", {"notice": [first.pk, "x", "9" * 30]})
    assert Notice.objects.unread().count() == 1
    client.post("/notifications/read/")
    assert not Notice.objects.unread().exists()
    assert timezone.now() >= Notice.objects.latest("pk").read_at


def test_every_kind_has_words():
    for kind in KINDS.values():
        assert kind.words(1) and kind.words(3) != "" and str(kind.sentence).endswith(".")


def test_the_list_holds_what_is_visible_and_nothing_else(dialogue, seat, head):
    opened(dialogue)
    other = make.delegate(make.seat(dialogue))
    assert set(Notice.objects.visible_now(head)) == set(Notice.objects.visible_to(head)) != set()
    assert not Notice.objects.visible_now(AnonymousUser()) and not Notice.objects.visible_now(other)
    mandates.end_mandate(seat.delegates.get().mandates.get(), by=make.host_of(dialogue))
    assert not Notice.objects.visible_now(head)
