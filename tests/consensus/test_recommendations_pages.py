"""The pages of recommendations and of the Roadmap, as the host team, drafters, participants and donors meet them."""

from __future__ import annotations

import pytest

from dialogues.consensus.attributes import BY_KEY, stamp_of
from dialogues.consensus.models import Recommendation, Roadmap
from dialogues.consensus.services import recommendations as verbs
from dialogues.consensus.services.appraisal import close_appraisal
from dialogues.consensus.states.recommendations import RecommendationStatus
from dialogues.documents.services import rounds, versions
from dialogues.states import Role
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_roadmap
from tests.counting import costs_of
from tests.documents import make as documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client):
    dialogue = make.dialogue()
    client.force_login(make.host_of(dialogue))
    seat = make.seat(dialogue, "Union of domestic workers")
    return dialogue, seat, make.delegate(seat), f"/dialogues/{dialogue.slug}/consensus/"


def typed(page, **changes):
    """What the browser would send back: what the form starts from, and what somebody changes."""
    form = page.context_data["form"]
    start = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    plain = {name: getattr(value, "pk", value) for name, value in start.items() if value is not None}
    return {**plain, **changes}


def test_host_begins_the_roadmap_and_writes_a_recommendation_part_by_part(client, table):
    dialogue, seat, _head, here = table
    challenge = make_roadmap.challenge(dialogue)
    assert "Begin the Roadmap" in client.get(f"{here}roadmap/").content.decode()
    client.post(f"{here}roadmap/begin/", {"kind": "plan", "starts_on": "2026-03-01"})
    roadmap = Roadmap.objects.get(dialogue=dialogue)
    assert roadmap.document.sections.count() == 6

    page = client.get(f"{here}recommendations/new/")
    client.post(f"{here}recommendations/new/", typed(page, challenge=challenge.pk, title="One contribution"))
    row = Recommendation.objects.get()
    address = f"{here}recommendations/{row.number}/"
    page = client.get(address).content.decode()
    assert "type of measure" in page
    assert page.count("Nothing yet") == 2, "what the type does not ask for is not done while nothing stands there"
    assert '<article class="text"' not in page

    parts = {
        "what": {"text": "One contribution for all", "rationale": "Nobody is insured", "measure": "programme"},
        "who": {"target_group": "Workers", "lead": seat.pk, "lead_words": "Opens the desk"},
        "when": {"begins_month": "0", "ends_month": "6", "resources": "Two officers"},
        "indicators": {"indicators": "PI-1\n\nPI-2"},
        "feasibility": {"feasibility": "Cost"},
        "choice": {},
    }
    for part, words in parts.items():
        page = client.get(f"{address}parts/{part}/")
        told = "Months count from 0: “from month 0” is from 1 March 2026, “to month 12” is until 28 February 2027."
        assert page.content.decode().count(told) == (2 if part == "when" else 0), "beside both fields"
        answer = client.post(f"{address}parts/{part}/", typed(page, **words))
        assert answer.status_code == 302, (part, answer.context_data["form"].errors)
    row.refresh_from_db()
    assert row.indicators == ["PI-1", "PI-2"]
    assert row.shares.get().words == "Opens the desk"
    page = client.get(address).content.decode()
    assert "Nothing is missing" in page
    assert "March to August 2026" in page

    client.post(f"{address}agree/")
    row.refresh_from_db()
    assert row.status == RecommendationStatus.AGREED
    assert "R1 One contribution" in client.get(f"{here}recommendations/").content.decode()


def test_somebody_who_was_slower_sees_both_texts_and_loses_none(client, table):
    dialogue, _seat, _head, here = table
    make_roadmap.roadmap(dialogue)
    row = make_roadmap.recommendation(make_roadmap.challenge(dialogue))
    address = f"{here}recommendations/{row.number}/parts/what/"
    page = client.get(address)
    client.post(address, typed(page, text="The first to save"))
    other = client.get(f"{here}recommendations/{row.number}/parts/when/")
    client.post(f"{here}recommendations/{row.number}/parts/when/", typed(other, resources="Money"))

    answer = client.post(address, typed(page, text="The second to save"))

    said = answer.content.decode()
    assert "The first to save" in said
    assert "The second to save" in said
    row.refresh_from_db()
    assert row.text == "The first to save"
    again = {**{name: answer.context_data["form"].data[name] for name in answer.context_data["form"].data}}
    client.post(address, again)
    row.refresh_from_db()
    assert row.text == "The second to save"
    assert row.resources == "Money"


def test_donors_read_recommendations_only_once_they_are_frozen(client, table):
    dialogue, seat, head, here = table
    make_roadmap.roadmap(dialogue)
    row = make_roadmap.agreed(make_roadmap.challenge(dialogue), **make_roadmap.full(seat))
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    client.force_login(donor)
    assert client.get(f"{here}recommendations/1/").status_code == 404
    assert row.title not in client.get(f"{here}recommendations/").content.decode()
    text = dialogue.roadmap.document
    documents.write(text, "What we share.", key="preamble")
    text.refresh_from_db()
    version = documents.version(text)
    assert row.title in client.get(f"{here}recommendations/").content.decode()
    assert row.title in client.get(f"{here}recommendations/1/").content.decode()
    versions.reopen_text(text, by=make.host_of(dialogue), reason="More is to come")
    for path, anchor in (("", "recommendations"), ("1/", "rec-1")):
        answer = client.get(f"{here}recommendations/{path}")
        assert answer["Location"] == f"{version.get_absolute_url()}#{anchor}", "what is being written is not theirs"
    client.force_login(head)
    page = client.get(f"{here}recommendations/1/")
    assert row.title in page.content.decode()
    assert "parts/what" not in page.content.decode()
    assert client.post(f"{here}recommendations/1/agree/").status_code == 403


def test_what_was_taken_back_to_a_draft_since_is_not_the_donors_either(client, table):
    dialogue, _seat, head, here = table
    text, host = make_roadmap.roadmap(dialogue).document, make.host_of(dialogue)
    first, _second = (make_roadmap.agreed(make_roadmap.challenge(dialogue), title) for title in ("First", "Second"))
    documents.write(text, "What we share.", key="preamble")
    text.refresh_from_db()
    documents.version(text)
    text.refresh_from_db()
    versions.reopen_text(text, by=host, reason="More is to come")
    verbs.reopen_recommendation(first, by=host)
    Recommendation.objects.filter(pk=first.pk).update(title="TITLE-IN-DRAFT")
    text.refresh_from_db()
    version = documents.version(text)
    client.force_login(make.role(dialogue, make.user(), Role.DONOR).user)
    for query in ("", "?format=csv"):
        told = client.get(f"{here}recommendations/{query}").getvalue().decode()
        assert "Second" in told and "TITLE-IN-DRAFT" not in told
    assert "TITLE-IN-DRAFT" not in client.get(f"{here}challenges/{first.challenge.number}/").content.decode()
    assert client.get(f"{here}recommendations/1/")["Location"] == f"{version.get_absolute_url()}#rec-1"
    client.force_login(head)
    assert "TITLE-IN-DRAFT" in client.get(f"{here}recommendations/1/").content.decode()


def test_list_is_narrowed_sorted_and_taken_along_as_the_reader_may_know_it(client, table):
    dialogue, seat, head, here = table
    quiet = make.seat(dialogue, "Quiet ministry", appear_to_participants="category")
    make_roadmap.roadmap(dialogue)
    first, second = (
        make_roadmap.challenge(dialogue, "Nobody is insured"),
        make_roadmap.challenge(dialogue, "No contract"),
    )
    make_roadmap.agreed(first, "One contribution", **make_roadmap.full(quiet, seat))
    make_roadmap.recommendation(second, "A model contract", measure="law")
    address = f"{here}recommendations/"
    client.force_login(head)
    assert "A model contract" not in client.get(f"{address}?challenge={first.pk}").content.decode()
    assert "One contribution" not in client.get(f"{address}?q=model").content.decode()
    assert "One contribution" not in client.get(f"{address}?measure=law").content.decode()
    table_of_head = client.get(f"{address}?format=csv").content.decode()
    assert "Union of domestic workers" in table_of_head
    assert "Quiet ministry" not in table_of_head
    client.force_login(make.host_of(dialogue))
    assert "Quiet ministry" in client.get(f"{address}?format=csv").content.decode()
    assert Event.objects.filter(verb="list.exported").count() == 2


def test_order_within_a_priority_is_changed_and_a_withdrawn_one_has_its_reason(client, table):
    dialogue, _seat, _head, here = table
    make_roadmap.roadmap(dialogue)
    challenge = make_roadmap.challenge(dialogue)
    for title in ("First", "Second", "Third"):
        make_roadmap.recommendation(challenge, title)
    client.post(f"{here}recommendations/3/move/", {"up": "yes"})
    client.post(f"{here}recommendations/1/withdraw/", {"reason": "The law says it already"})
    page = client.get(f"{here}recommendations/").content.decode()
    assert page.index("Third") < page.index("Second")
    assert "The law says it already" in page
    assert "parts/what" not in client.get(f"{here}recommendations/1/").content.decode()


def test_pages_cost_the_same_with_one_recommendation_and_with_thirty(client, table):
    dialogue, seat, head, here = table
    other = make.seat(dialogue)
    text = make_roadmap.roadmap(dialogue).document
    challenge = ap.challenge(dialogue)
    option, kept = ap.option(challenge, "A"), ap.option(challenge, "B")
    said = make_roadmap.full(seat, other) | {"option": option, "rejected": [(kept, "Too little")]}
    ap.opinion(appraisal := ap.appraisal(challenge), other)
    close_appraisal(appraisal, by=make.host_of(dialogue))
    make_roadmap.agreed(challenge, **said)
    documents.write(text, "What we share.", key="preamble")
    urls = [f"{here}recommendations/", f"{here}recommendations/?sort=number&q=contribution", f"{here}roadmap/"]
    urls += [f"{here}recommendations/1/", text.get_absolute_url()]
    before = {who: costs_of(_as(client, who), urls) for who in (make.host_of(dialogue), head)}
    for number in range(29):
        said = make_roadmap.full(seat, other) | {"option": option, "rejected": [(kept, "Too little")]}
        make_roadmap.agreed(challenge, f"One contribution, part {number}", **said)
    after = {who: costs_of(_as(client, who), urls) for who in before}
    assert after == before
    assert max(cost for costs in before.values() for cost in costs) <= 12


def _as(client, who):
    client.force_login(who)
    return client


def test_breadth_is_told_only_when_the_round_has_closed(client, table):
    dialogue, _seat, _head, here = table
    seats = documents.table(dialogue, 4)
    text = make_roadmap.roadmap(dialogue).document
    make_roadmap.agreed(make_roadmap.challenge(dialogue), **make_roadmap.full(seats[0][0]))
    documents.write(text, "What we share.", key="preamble")
    round_ = documents.round_(documents.version(text), [seat for seat, _head in seats])
    for seat, head in seats[:3]:
        documents.answer(round_, seat, head)
    page = client.get(f"{here}roadmap/").content.decode()
    assert "it is counted when it closes" in page
    assert "<svg" not in page
    rounds.close_round(round_, by=make.host_of(dialogue))
    page = client.get(f"{here}roadmap/").content.decode()
    assert "3 of 4 organisations asked, 1 of 9 categories" in page
    assert "1 of 1 recommendations" in page
    assert 'cx="302"' in page
    client.force_login(seats[3][1])
    assert "3 of 4 organisations asked" in client.get(f"{here}roadmap/").content.decode()


def test_parts_refuse_what_does_not_belong_and_two_who_lead(client, table):
    dialogue, seat, _head, _here = table
    other, stranger = make.seat(dialogue), make.seat(make.dialogue())
    make_roadmap.roadmap(dialogue)
    row = make_roadmap.recommendation(make_roadmap.challenge(dialogue))
    host = make.host_of(dialogue)
    wrong = (
        [(seat, "lead", ""), (other, "lead", "")],
        [(seat, "lead", ""), (seat, "support", "")],
        [(stranger, "lead", "")],
    )
    for shares in wrong:
        with pytest.raises(StateError):
            verbs.set_shares(row, by=host, shares=shares)
    verbs.set_shares(row, by=host, shares=[(seat, "lead", "Opens"), (other, "support", "")])
    before = Event.objects.count()
    verbs.set_shares(row, by=host, shares=[(other, "support", ""), (seat, "lead", "Opens")])
    assert Event.objects.count() == before, "what stands there already is no change"
    elsewhere = make_roadmap.challenge(make.dialogue())
    stamp = stamp_of(row, BY_KEY["what"])
    with pytest.raises(StateError):
        verbs.write_part(row, by=host, part="what", stamp=stamp, challenge=elsewhere)


def test_same_form_sent_twice_adds_one_recommendation(client, table):
    dialogue, _seat, _head, here = table
    make_roadmap.roadmap(dialogue)
    challenge = make_roadmap.challenge(dialogue)
    words = typed(client.get(f"{here}recommendations/new/"), challenge=challenge.pk, title="One contribution")
    for _time in range(2):
        client.post(f"{here}recommendations/new/", words)
    assert Recommendation.objects.count() == 1
