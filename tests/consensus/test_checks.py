"""Position checks: who says what when, what counts, and who sees it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.consensus.check_reading import view_of
from dialogues.consensus.models import PositionCheck, Reply
from dialogues.consensus.services import checks
from dialogues.consensus.states.checks import CheckStatus, Scale, Stance
from dialogues.models import Notice, Seat
from dialogues.states import Attribution, Channel, Role
from inspired.core import ports
from inspired.core.models import Event, User
from inspired.core.states import StaleError, StateError
from tests import make
from tests.consensus import make_checks

pytestmark = pytest.mark.django_db
Table = list[tuple[Seat, User]]


@pytest.fixture
def table() -> Table:
    dialogue = make.dialogue()
    seats = [make.seat(dialogue) for _ in range(4)]
    return [(seat, make.delegate(seat)) for seat in seats]


def seats_of(table: Table) -> list[Seat]:
    return [seat for seat, _by in table]


def test_a_seat_replies_and_changes_its_mind_until_the_end(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    first = make_checks.reply(check, seat, by)
    again = make_checks.reply(check, seat, by, Stance.RESERVE, reason="Part-time work?", revision=first.revision)
    assert again.pk == first.pk
    assert (again.stance, again.reason, again.channel) == (Stance.RESERVE, "Part-time work?", Channel.WEB)
    assert Event.objects.filter(verb="position.given").count() == 2
    make_checks.is_past(check)
    with pytest.raises(StateError):
        make_checks.reply(check, seat, by, Stance.AGREE, revision=again.revision)


def test_the_same_said_twice_is_one(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    make_checks.reply(check, seat, by)
    make_checks.reply(check, seat, by)
    assert Reply.objects.get().revision == 1
    assert Event.objects.filter(verb="position.given").count() == 1


def test_a_colleague_who_read_an_earlier_answer_replaces_nothing(table: Table) -> None:
    (seat, by), *_others = table
    colleague = make.delegate(seat)
    check = make_checks.opened(seats_of(table))
    make_checks.reply(check, seat, by)
    with pytest.raises(StaleError) as refused:
        make_checks.reply(check, seat, colleague, Stance.NOT_YET, revision=0)
    assert refused.value.current.stance == Stance.AGREE  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("stance", "said"),
    [
        (Stance.CANNOT, {"reason": "No.", "would_change": " "}),
        (Stance.NOT_YET, {"reason": ""}),
        (Stance.RESERVE, {"reason": "  "}),
        (Stance.FULL, {}),
        ("nonsense", {}),
    ],
)
def test_what_lacks_its_words_or_is_not_offered_is_refused(table: Table, stance: str, said: dict[str, str]) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    with pytest.raises(StateError):
        make_checks.reply(check, seat, by, stance, **said)
    assert not Reply.objects.exists()


def test_a_gradient_offers_its_own_answers(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table), scale=Scale.GRADIENT)
    assert make_checks.reply(check, seat, by, Stance.TOLERATE).stance == Stance.TOLERATE
    with pytest.raises(StateError):
        make_checks.reply(check, seat, by, Stance.AGREE, revision=1)


def test_only_who_speaks_for_an_asked_seat_replies(table: Table) -> None:
    (seat, _by), (_other, neighbour), *_rest = table
    check = make_checks.opened(seats_of(table))
    host = make.host_of(check.dialogue)
    watcher = make.delegate(seat, role="observer")
    for stranger in (host, neighbour, watcher, make.user()):
        with pytest.raises(PermissionDenied):
            make_checks.reply(check, seat, stranger)


def test_what_is_open_stays_as_it_was_asked(table: Table) -> None:
    check = make_checks.opened(seats_of(table))
    host = make.host_of(check.dialogue)
    due = timezone.now() + timedelta(days=9)
    with pytest.raises(StateError):
        checks.edit_check(check, by=host, revision=check.revision, title="Another", proposal="Another", due_at=due)
    with pytest.raises(StateError):
        checks.drop_check(check, by=host)
    with pytest.raises(StateError):
        checks.open_check(check, by=host, seats=seats_of(table))
    check.refresh_from_db()
    assert check.title == "A flat contribution"


def test_a_draft_is_changed_with_its_revision(table: Table) -> None:
    check = make_checks.prepared(table[0][0].dialogue)
    host, due = make.host_of(check.dialogue), timezone.now() + timedelta(days=9)
    checks.edit_check(check, by=host, revision=1, title="Second", proposal="P", due_at=due)
    with pytest.raises(StaleError):
        checks.edit_check(check, by=host, revision=1, title="Third", proposal="P", due_at=due)
    assert PositionCheck.objects.get().title == "Second"


def test_what_is_entered_counts_once_its_seat_confirms_it(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    host = make.host_of(check.dialogue)
    place = make_checks.asked(check, seat)
    entered = checks.enter_reply(place, by=host, channel=Channel.PHONE, stance=Stance.AGREE)
    assert view_of(host, check).answered == 0
    assert view_of(host, check).announced == 1
    with pytest.raises(PermissionDenied):
        checks.confirm_reply(entered, by=host, revision=entered.revision)
    with pytest.raises(StateError):
        checks.confirm_reply(entered, by=by, revision=entered.revision + 1)
    make_checks.is_past(check)  # the word of a seat may come later than the end
    checks.confirm_reply(entered, by=by, revision=entered.revision)
    assert view_of(host, check).answered == 1
    assert checks.confirm_reply(entered, by=by, revision=9).channel == Channel.PHONE


def test_who_speaks_for_the_seat_is_told_what_was_entered_for_it_and_nobody_else(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    place, host = make_checks.asked(check, seat), make.host_of(check.dialogue)
    told = Notice.objects.filter(kind="consensus.position_entered")
    enter = partial(checks.enter_reply, place, by=host, channel=Channel.PHONE)
    first = enter(stance=Stance.AGREE)
    assert enter(stance=Stance.AGREE).revision == first.revision
    assert [one.user for one in told.all()] == [by], "the same entered twice is told once"
    assert told.visible_to(by).count() == 1
    enter(stance=Stance.ABSTAIN)
    assert [one.user for one in told.all()] == [by, by], "other words are to be read anew"


def test_nothing_is_entered_over_what_the_seat_said(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    make_checks.reply(check, seat, by)
    place, host = make_checks.asked(check, seat), make.host_of(check.dialogue)
    with pytest.raises(StateError):
        checks.enter_reply(place, by=host, channel=Channel.PHONE, stance=Stance.AGREE)
    with pytest.raises(StateError):
        checks.enter_reply(make_checks.asked(check, table[1][0]), by=host, channel=Channel.WEB, stance=Stance.AGREE)


def test_a_silence_procedure_waits_for_its_date(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table), is_silence=True)
    host = make.host_of(check.dialogue)
    make_checks.reply(check, seat, by)
    with pytest.raises(StateError):
        checks.close_check(check, by=host)
    assert view_of(host, check).count.tacit == 0  # type: ignore[union-attr]
    make_checks.is_past(check)
    counted = view_of(host, checks.close_check(check, by=host)).count
    assert counted is not None
    assert (counted.answered, counted.tacit, counted.is_reached) == (1, 3, True)
    assert Reply.objects.count() == 1  # silence leaves no row that anything else could count


def test_the_host_closes_and_puts_the_outcome_into_words(table: Table) -> None:
    check = make_checks.opened(seats_of(table))
    host, delegate = make.host_of(check.dialogue), table[0][1]
    with pytest.raises(PermissionDenied):
        checks.close_check(check, by=delegate)
    with pytest.raises(PermissionDenied):
        checks.state_outcome(check, by=host, outcome="Done", revision=1)
    closed = checks.close_check(check, by=host)
    with pytest.raises(StateError):
        checks.close_check(check, by=host)
    stated = checks.state_outcome(closed, by=host, outcome=" We go on with it. ", revision=closed.revision)
    assert (stated.outcome, stated.status) == ("We go on with it.", CheckStatus.CLOSED)
    with pytest.raises(StaleError):
        checks.state_outcome(closed, by=host, outcome="Other", revision=closed.revision)


def test_answers_are_hidden_until_the_end_from_all_but_the_team(table: Table) -> None:
    (seat, by), (_seat, neighbour), *_rest = table
    check = make_checks.opened(seats_of(table))
    make_checks.reply(check, seat, by, reason="SECRET-REASON")
    donor = make.user()
    make.role(check.dialogue, donor, Role.DONOR)
    host = make.host_of(check.dialogue)
    assert view_of(host, check).count is not None
    for reader in (neighbour, donor):
        view = view_of(reader, check)
        assert (view.count, view.replies, view.silent) == (None, [], [])
        assert view.answered == 1
    make_checks.is_past(check)
    assert [told.reply.reason for told in view_of(neighbour, check).replies] == ["SECRET-REASON"]
    assert view_of(donor, check).replies == []
    assert view_of(donor, check).count is not None


@pytest.mark.parametrize("shown", [Attribution.CATEGORY, Attribution.NOBODY])
def test_what_is_not_shown_by_organisation_is_counted_alone(table: Table, shown: str) -> None:
    (seat, by), (_seat, neighbour), *_rest = table
    check = make_checks.opened(seats_of(table), shown_after=shown, is_hidden=False)
    make_checks.reply(check, seat, by)
    assert view_of(neighbour, check).count is None  # growing counts would tell who said it
    make_checks.is_past(check)
    view = view_of(neighbour, check)
    assert view.replies == []
    assert view.count is not None
    assert view.shows_categories is (shown == Attribution.CATEGORY)
    assert not view.shows_totals  # one answer in all is that organisation's


def test_who_reads_categories_reads_no_totals_that_give_away_the_rest(table: Table) -> None:
    check = make_checks.opened(seats_of(table), shown_after=Attribution.CATEGORY)
    donor = make.role(check.dialogue, make.user(), Role.DONOR).user
    for seat, by in table:
        make_checks.reply(check, seat, by)
    make_checks.is_past(check)
    inside, outside = view_of(table[0][1], check), view_of(donor, check)
    assert (inside.shows_categories, inside.shows_totals) == (True, False)
    assert (outside.shows_categories, outside.shows_totals) == (False, True)


def test_drafts_exist_for_the_team_alone(table: Table) -> None:
    check = make_checks.prepared(table[0][0].dialogue)
    assert PositionCheck.objects.visible_to(make.host_of(check.dialogue)).exists()
    assert not PositionCheck.objects.visible_to(table[0][1]).exists()


def test_what_waits_is_offered_and_goes(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))

    def waiting() -> list[str]:
        return [todo.title for todo in ports.todo.collect(by) if "flat contribution" in todo.title]

    assert waiting() == ["Where do you stand? A flat contribution"]
    owed = [one.seat for one in ports.deadlines.collect(None, check.dialogue) if one.kind == "consensus.check"]
    assert sorted(owed) == sorted(one.pk for one in seats_of(table))
    make_checks.reply(check, seat, by)
    assert waiting() == []
    host, other = make.host_of(check.dialogue), table[1]
    place = make_checks.asked(check, other[0])
    checks.enter_reply(place, by=host, channel=Channel.PHONE, stance=Stance.AGREE)
    titles = [todo.title for todo in ports.todo.collect(other[1])]
    assert "Confirm what was entered for you: A flat contribution" in titles


def test_what_must_hold_holds_in_the_database(table: Table) -> None:
    (seat, by), *_others = table
    check = make_checks.opened(seats_of(table))
    reply = make_checks.reply(check, seat, by)
    for wrong in (
        lambda: Reply.objects.filter(pk=reply.pk).update(stance=Stance.CANNOT),
        lambda: Reply.objects.filter(pk=reply.pk).update(stance=Stance.NOT_YET, reason=""),
        lambda: PositionCheck.objects.filter(pk=check.pk).update(halted_at=timezone.now()),
        lambda: Reply.objects.create(position_check=check, seat=seat, stance=Stance.AGREE),
        lambda: PositionCheck.objects.filter(pk=check.pk).update(threshold=0),
        lambda: PositionCheck.objects.filter(pk=check.pk).update(closed_at=timezone.now()),
        lambda: PositionCheck.objects.filter(pk=check.pk).update(opened_at=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
