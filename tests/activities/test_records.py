"""Records of tools: what is asked of each, who reads which row, what is kept when two write, grants and trainings in figures."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dialogues.activities.layouts import OWN, TABLES, Kind, layout_of
from dialogues.activities.models import Grant, Instalment, PlainRow, RecordText, Trainee, Undertaking
from dialogues.activities.services import activities as verbs
from dialogues.activities.services.records import add_row, edit_row, remove_row, write_record
from dialogues.activities.showing_records import FEWEST, Reader
from dialogues.activities.states.activities import Tool
from dialogues.states import Appearance, Role
from inspired.core.models import Event
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
COMPLETE = {
    7,
    8,
    11,
    12,
    13,
    15,
    16,
    17,
    19,
}  # the tools whose own fields stand here; 9 has notes, 10 a floor of its own


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


def holder(dialogue, role):
    person = make.user()
    make.role(dialogue, person, role)
    return person


def of_tool(dialogue, tool, **said):
    return acts.activity(dialogue, tool=tool, **said)


def test_every_tool_that_is_complete_here_has_its_own_texts():
    assert set(OWN) == COMPLETE and all(layout.fields for layout in OWN.values())


@pytest.mark.parametrize("tool", sorted(COMPLETE))
def test_layouts_name_each_thing_once_and_keep_it_where_it_belongs(tool):
    layout = layout_of(tool)
    names = [one.name for one in layout.fields]
    assert len(names) == len(set(names)) and all(one.label for one in layout.fields)
    for part in layout.parts:
        assert part.table in TABLES
        columns = {column.name for column in part.table._meta.get_fields()}
        kept = {one.name for one in part.fields}
        assert part.table is PlainRow or kept <= columns, f"{part.name} asks what its table does not hold"


def test_names_of_parts_are_the_same_thing_everywhere():
    parts = [part for layout in OWN.values() for part in layout.parts]
    assert len({part.name for part in parts}) == len(parts), "the trail tells parts by their names"


def test_texts_are_kept_with_the_tier_of_their_layout(dialogue, host):
    activity = of_tool(dialogue, Tool.MISSIONS)
    write_record(activity, by=host, revision=0, context="What not to touch", obtained="An hour")
    tiers = dict(RecordText.objects.values_list("name", "tier"))
    assert tiers == {"context": Tier.HOST, "obtained": Tier.PARTICIPANTS}
    head = make.delegate(make.seat(dialogue))
    assert [one.name for one in RecordText.objects.visible_to(head)] == ["obtained"]
    assert RecordText.objects.visible_to(host).count() == 2
    assert not RecordText.objects.visible_to(holder(dialogue, Role.DONOR))


def test_names_of_another_tool_are_not_kept(dialogue, host):
    activity = of_tool(dialogue, Tool.COACHING)
    write_record(activity, by=host, revision=0, coach="From here", context="Of a mission")
    assert [one.name for one in RecordText.objects.all()] == ["coach"]


def test_a_date_among_the_texts_is_a_day(dialogue, host):
    activity = of_tool(dialogue, Tool.GRANTS)
    write_record(activity, by=host, revision=0, closes_on=DAY, call="One")
    assert RecordText.objects.get(name="closes_on").day == DAY


def test_whoever_writes_on_what_a_colleague_changed_is_refused(dialogue, host):
    activity = of_tool(dialogue, Tool.COACHING)
    write_record(activity, by=host, revision=0, coach="First")
    with pytest.raises(StaleError):
        write_record(activity, by=host, revision=0, coach="Second")
    assert RecordText.objects.get().text == "First"


def test_what_is_recorded_leaves_no_word_in_the_trail(dialogue, host):
    activity = of_tool(dialogue, Tool.COACHING)
    write_record(activity, by=host, revision=0, strategy="CANARY")
    add_row(activity, "goals", by=host, seat=make.seat(dialogue), goal="CANARY", state="agreed")
    assert "CANARY" not in " ".join(str(event.details) for event in Event.objects.all())


@pytest.mark.parametrize("role", ["head", Role.DONOR, Role.OBSERVER, Role.GOVERNMENT])
def test_only_the_host_team_records(dialogue, role):
    person = make.delegate(make.seat(dialogue)) if role == "head" else holder(dialogue, role)
    with pytest.raises(PermissionDenied):
        write_record(of_tool(dialogue, Tool.COACHING), by=person, revision=0, coach="Me")


def test_what_was_cancelled_is_not_recorded(dialogue, host):
    activity = of_tool(dialogue, Tool.COACHING)
    verbs.cancel_activity(activity, by=host, reason="No coach")
    with pytest.raises(PermissionDenied):
        write_record(activity, by=host, revision=0, coach="Nobody")


def test_the_same_row_sent_twice_is_one(dialogue, host):
    activity, key = of_tool(dialogue, Tool.STUDY_VISITS), uuid4()
    rows = [add_row(activity, "stops", by=host, form_key=key, on=DAY, where="A counter") for _ in range(2)]
    assert rows[0] == rows[1] and PlainRow.objects.count() == 1


def test_a_row_of_another_dialogues_seat_is_refused(dialogue, host):
    activity = of_tool(dialogue, Tool.COACHING)
    with pytest.raises(StateError):
        add_row(activity, "goals", by=host, seat=make.seat(make.dialogue(slug="other")), goal="G", state="agreed")


def test_a_part_of_another_tool_is_refused(dialogue, host):
    with pytest.raises(StateError):
        add_row(of_tool(dialogue, Tool.COACHING), "grants", by=host, seat=make.seat(dialogue), project="P")


def test_a_row_changed_meanwhile_is_refused_and_one_taken_out_is_gone(dialogue, host):
    activity = of_tool(dialogue, Tool.STUDY_VISITS)
    row = add_row(activity, "stops", by=host, on=DAY, where="A counter")
    edit_row(row, by=host, revision=1, on=DAY, where="Another counter")
    with pytest.raises(StaleError):
        edit_row(row, by=host, revision=1, on=DAY, where="A third")
    remove_row(row, by=host)
    with pytest.raises(StateError):
        edit_row(row, by=host, revision=2, on=DAY, where="A fourth")


def test_an_undertaking_has_its_party_and_its_day(dialogue, host):
    activity = of_tool(dialogue, Tool.MULTI_PARTY)
    for wanting in ({"pledge": "endorse", "on": DAY}, {"party": "P", "pledge": "endorse"}):
        with pytest.raises(StateError):
            add_row(activity, "undertakings", by=host, **wanting)
    add_row(activity, "undertakings", by=host, party="P", pledge="no_boycott", on=DAY)
    assert Undertaking.objects.get().tone == "reserve"


def test_an_application_is_the_applicants_until_it_is_awarded(dialogue, host):
    seat, other = make.seat(dialogue), make.seat(dialogue)
    own, neighbour = make.delegate(seat), make.delegate(other)
    activity = of_tool(dialogue, Tool.GRANTS)
    said = {"seat": seat, "project": "P", "state": "applied"}
    grant = add_row(activity, "grants", by=host, **said)
    assert list(Grant.objects.visible_to(own)) == [grant] and not Grant.objects.visible_to(neighbour)
    edit_row(grant, by=host, revision=1, **said | {"state": "awarded", "decided_on": DAY})
    assert Grant.objects.visible_to(neighbour).count() == 1


def test_instalments_are_for_the_seat_of_their_grant_and_follow_it(dialogue, host):
    seat, other = make.seat(dialogue), make.seat(dialogue)
    own, neighbour = make.delegate(seat), make.delegate(other)
    activity = of_tool(dialogue, Tool.GRANTS)
    said = {"project": "P", "state": "awarded", "decided_on": DAY}
    grant = add_row(activity, "grants", by=host, seat=seat, **said)
    add_row(activity, "instalments", by=host, grant=grant, amount=450, due_on=DAY)
    assert Instalment.objects.visible_to(own).count() == 1 and not Instalment.objects.visible_to(neighbour)
    edit_row(grant, by=host, revision=1, seat=other, **said)
    assert Instalment.objects.visible_to(neighbour).count() == 1 and not Instalment.objects.visible_to(own)


def test_an_instalment_belongs_to_a_grant_of_its_activity(dialogue, host):
    first, second = of_tool(dialogue, Tool.GRANTS), of_tool(dialogue, Tool.GRANTS)
    grant = add_row(first, "grants", by=host, seat=make.seat(dialogue), project="P", state="applied")
    with pytest.raises(StateError):
        add_row(second, "instalments", by=host, grant=grant, amount=1, due_on=DAY)


def trained(dialogue, host, number):
    activity, seat = of_tool(dialogue, Tool.TRAINING), make.seat(dialogue)
    for _one in range(number):
        add_row(activity, "trainees", by=host, seat=seat, before=2, after=4)
    verbs.hold_activity(activity, by=host)
    activity.refresh_from_db()
    return activity


@pytest.mark.parametrize(("number", "shown"), [(FEWEST - 1, False), (FEWEST, True)])
def test_others_read_how_a_training_changed_people_only_of_enough_of_them(dialogue, host, number, shown):
    activity = trained(dialogue, host, number)
    reader = Reader(make.delegate(make.seat(dialogue)), activity)
    told = [part.told for part in reader.parts()]
    assert told == (["5 people judged themselves twice, from 1 to 5: 2.0 before, 4.0 after."] if shown else [])
    assert not Trainee.objects.visible_to(reader.user)


def test_a_seat_that_wishes_no_name_has_none_in_what_all_read(dialogue, host):
    shy = make.seat(dialogue, appear_to_participants=Appearance.UNLISTED)
    activity = of_tool(dialogue, Tool.MULTI_PARTY)
    add_row(activity, "undertakings", by=host, seat=shy, pledge="endorse", on=DAY)
    reader = Reader(make.delegate(make.seat(dialogue)), activity)
    (part,) = reader.parts()
    assert part.rows[0].title == "A participant"
    assert Reader(host, activity).parts()[1].rows[0].title == str(shy)


def test_the_page_costs_the_same_with_one_row_and_with_thirty(dialogue, host, client, django_assert_num_queries):
    seats = [make.seat(dialogue) for _ in range(3)]
    activity = of_tool(dialogue, Tool.GRANTS)
    client.force_login(host)
    url = reverse("activity_record", args=["main", activity.pk])
    for number in range(31):
        said = {"project": f"P{number}", "state": "awarded", "decided_on": DAY}
        grant = add_row(activity, "grants", by=host, seat=seats[number % 3], **said)
        add_row(activity, "instalments", by=host, grant=grant, amount=5, due_on=DAY)
        if number in (0, 30):
            client.get(url)
            with django_assert_num_queries(9):
                assert f"P{number}" in client.get(url).content.decode()


@pytest.mark.parametrize("tool", sorted(COMPLETE))
def test_every_tool_is_recorded_through_its_pages(dialogue, host, client, tool):
    client.force_login(host)
    activity, seat = of_tool(dialogue, tool), make.seat(dialogue)
    data = {one.name: sample(one, seat, activity) for one in layout_of(tool).fields} | {"revision": 0}
    assert client.post(reverse("record_edit", args=["main", activity.pk]), data).status_code == 302
    for part in layout_of(tool).parts:
        data = {one.name: sample(one, seat, activity) for one in part.fields} | {"revision": 0, "form_key": uuid4()}
        answer = client.post(reverse("record_row_add", args=["main", activity.pk, part.name]), data)
        assert answer.status_code == 302, answer.context["form"].errors
        row = part.table.objects.get(activity=activity, part=part.name)
        url = reverse("record_row_edit", args=["main", activity.pk, part.name, row.pk])
        assert client.post(url, data | {"revision": 1}).status_code == 302
    page = client.get(reverse("activity_record", args=["main", activity.pk])).content.decode()
    assert page.count("SAID") >= 3


def sample(one, seat, activity):
    kinds = {Kind.DAY: "2026-03-02", Kind.LINK: "https://example.org/SAID", Kind.NUMBER: 12, Kind.MONEY: "12.50"}
    if one.kind == Kind.CHOICE:
        return one.choices.values[-1]
    if one.kind == Kind.SEAT:
        return seat.pk
    if one.kind == Kind.GRANT:
        return Grant.objects.get(activity=activity).pk
    return kinds.get(one.kind, "EUR" if one.name == "currency" else f"SAID {one.name}")
