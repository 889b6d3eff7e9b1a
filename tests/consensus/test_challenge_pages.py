"""Pages of the phase, of challenges and their ranking: what each reader gets, and what the pages cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.consensus.grounding import Grounding, resting_on
from dialogues.consensus.models import Ballot, Challenge, Ranking, Recommendation
from dialogues.consensus.services import challenges, rankings
from dialogues.states import Role
from inspired.core.models import User
from inspired.core.states import StateError
from tests import make
from tests.consensus import make_challenges as mk
from tests.counting import costs_of

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def of(dialogue, path: str = "") -> str:
    return f"{dialogue.get_absolute_url()}consensus/{path}"


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def opened(count: int = 3, seats: int = 4):
    """A ranking of so many challenges with so many seats."""
    dialogue = make.dialogue()
    rows = [mk.challenge(dialogue, f"Challenge no. {number}") for number in range(count)]
    table = mk.table(dialogue, seats)
    ranking = rankings.open_ranking(dialogue, by=make.host_of(dialogue), due_at=timezone.now() + timedelta(days=5))
    return dialogue, rows, table, ranking


def test_the_host_picks_paragraphs_and_the_seat_reads_them_quoted() -> None:
    version = mk.endorsed_analysis()
    dialogue = version.document.dialogue
    host = signed_in(make.host_of(dialogue))
    seat = signed_in(make.delegate(make.seat(dialogue)))
    assert "Pick paragraphs" in text(host, of(dialogue))
    page = text(host, of(dialogue, "challenges/pick/"))
    name = page.split('name="paragraphs" value="')[1].split('"')[0]
    form = text(host, of(dialogue, f"challenges/new/?paragraphs={name}"))
    assert "checked" in form
    key = form.split('name="form_key" value="')[1].split('"')[0]
    typed = {
        "title": "Who pays?",
        "text": "Several employers",
        "paragraphs": [name],
        "words": "A survey",
        "form_key": key,
    }
    assert host.post(of(dialogue, "challenges/new/"), typed).status_code == 302
    made = Challenge.objects.get()
    assert made.grounds.filter(paragraph_id=name, version=version).exists()
    shown = text(seat, made.get_absolute_url())
    assert f"{version.get_absolute_url()}#{name}" in shown and "A survey" in shown


def test_a_stale_edit_shows_both_texts_and_keeps_what_was_typed() -> None:
    version = mk.endorsed_analysis()
    dialogue = version.document.dialogue
    name = next(item["id"] for section in version.data["sections"] for item in section["paragraphs"])
    made = mk.challenge(dialogue, text="As it was", grounds=resting_on(version, [name], ["A survey"]))
    host, client = make.host_of(dialogue), signed_in(make.host_of(dialogue))
    url = of(dialogue, "challenges/1/edit/")
    form = text(client, url)
    assert f'value="{name}"' in form and "checked" in form and "A survey" in form
    challenges.edit_challenge(made, by=host, revision=1, title=made.title, text="By somebody else")
    typed = {"title": made.title, "text": "By me", "paragraphs": [name], "words": "A survey", "revision": "1"}
    page = client.post(url, {**typed, "version": str(version.pk)}).content.decode()
    assert "By somebody else" in page and "By me" in page and "Stands now" in page
    saved = client.post(url, {**typed, "revision": "2", "version": str(version.pk)})
    assert saved.status_code == 302
    made.refresh_from_db()
    assert (made.text, made.revision) == ("By me", 3)
    assert made.grounds.filter(paragraph_id=name).exists(), "what it rests on stands as it was"


def test_what_a_challenge_rests_on_stands_in_this_dialogue() -> None:
    version, other = mk.endorsed_analysis(), make.dialogue()
    name = next(item["id"] for section in version.data["sections"] for item in section["paragraphs"])
    with pytest.raises(StateError, match="another dialogue"):
        mk.challenge(other, grounds=resting_on(version, [name]))
    with pytest.raises(StateError, match="does not stand"):
        mk.challenge(version.document.dialogue, grounds=[Grounding(version, "p-unknown", "", "Invented")])
    assert resting_on(version, ["p-unknown"]) == []


def test_a_challenge_with_a_recommendation_is_not_left_out() -> None:
    made = mk.challenge()
    Recommendation.objects.create(dialogue=made.dialogue, challenge=made, number=1, title="A chapter in the code")
    with pytest.raises(StateError, match="belongs to this challenge"):
        challenges.leave_out(made, by=make.host_of(made.dialogue), reason="No")


@pytest.mark.parametrize(
    ("who", "says"),
    [("host", "Begin the evaluative criteria"), ("head", "Which challenges come first?"), ("observer", "")],
)
def test_the_page_of_the_phase_says_what_comes_next_for_whom(who: str, says: str) -> None:
    dialogue, _rows, table, _ranking = opened()
    people = {"host": make.host_of(dialogue), "head": table[0][1]}
    people["observer"] = make.role(dialogue, make.user(), Role.OBSERVER).user
    page = text(signed_in(people[who]), of(dialogue))
    assert ('class="next' in page) == bool(says) and says in page


def test_once_all_is_recommended_the_page_leads_the_host_to_the_roadmap() -> None:
    dialogue = make.dialogue()
    row, host = mk.challenge(dialogue, "Nobody is insured"), signed_in(make.host_of(dialogue))
    mk.locked(dialogue)
    assert "Put options beside" in text(host, of(dialogue))
    Recommendation.objects.create(dialogue=dialogue, challenge=row, number=1, title="One contribution")
    page = text(host, of(dialogue))
    assert "Put options beside" not in page, "what is recommended already needs no option any more"
    assert "Go on with the Roadmap for Reform" in page and "1 so far" in page


def test_a_seat_ranks_without_a_script_and_comes_back() -> None:
    dialogue, rows, table, _ranking = opened()
    _seat, head = table[0]
    client, url = signed_in(head), of(dialogue, f"ranking/1/seats/{table[0][0].pk}/")
    twice = {f"place_{rows[0].pk}": "1", f"place_{rows[1].pk}": "1"}
    assert "This place is taken" in client.post(url, twice).content.decode()
    assert client.post(url, {f"place_{rows[2].pk}": "1", f"place_{rows[0].pk}": "3"}).status_code == 302
    assert Ballot.objects.get().order == [rows[2].pk, rows[0].pk]
    assert client.post(url, {f"place_{rows[1].pk}": "2"}).status_code == 302
    assert Ballot.objects.get().order == [rows[1].pk]
    assert client.get(of(dialogue, f"ranking/1/seats/{table[1][0].pk}/")).status_code == 404


def closed_with(*orders: list[int], seats: int = 4):
    dialogue, rows, table, ranking = opened(seats=seats)
    for (seat, head), order in zip(table, orders, strict=False):
        rankings.give_order(ranking, by=head, seat=seat, order=[rows[place].pk for place in order])
    return (
        dialogue,
        rows,
        table,
        rankings.close_ranking(ranking, by=make.host_of(dialogue), conclusion="First the second"),
    )


def test_what_seats_gave_is_hidden_until_the_ranking_closes() -> None:
    dialogue, rows, table, ranking = opened()
    for seat, head in table:
        rankings.give_order(ranking, by=head, seat=seat, order=[rows[1].pk], reason="SECRET-WHY")
    host = make.host_of(dialogue)
    other, donor = signed_in(table[1][1]), signed_in(make.role(dialogue, make.user(), Role.DONOR).user)
    assert "Median place" not in text(other, ranking.get_absolute_url())
    assert "Median place" in text(signed_in(host), ranking.get_absolute_url())
    rankings.close_ranking(ranking, by=host, conclusion="The second comes first")
    for client in (other, donor):
        page = text(client, ranking.get_absolute_url())
        assert "Median place" in page and "The second comes first" in page
    assert "By category" not in text(donor, ranking.get_absolute_url())


def test_the_spread_is_drawn_beside_its_table() -> None:
    _dialogue, _rows, table, ranking = closed_with([1, 0, 2], [1, 2, 0], [0, 1, 2], [1, 0, 2])
    page = text(signed_in(table[0][1]), ranking.get_absolute_url())
    assert "No seat in this dialogue" in page and "Parliaments" in page.partition("No seat in this")[2]
    picture = page.split('class="sway places"', 1)[1].split("</figure>", 1)[0]
    assert picture.count('class="middle"') == 3 and "<desc" in picture and "<title" in picture
    assert 'class="half"' not in picture, "four answers have no quarters"
    assert "style=" not in picture


def test_the_result_leaves_as_a_file() -> None:
    _dialogue, _rows, table, ranking = closed_with([1, 0, 2], [1, 2, 0], [0, 1, 2], [1, 0, 2])
    rows = signed_in(table[0][1]).get(f"{ranking.get_absolute_url()}?format=csv").content.decode().splitlines()
    assert rows[0].lstrip("\ufeff").startswith("Place,Number,Challenge,Borda points")
    assert any(row.startswith("1,2,") for row in rows)


@pytest.mark.parametrize("who", ["host", "head", "donor"])
def test_the_page_of_the_phase_and_of_a_ranking_cost_the_same_for_one_and_thirty(who: str) -> None:
    dialogue, rows, table, ranking = closed_with([0], [0], [0])
    host = make.host_of(dialogue)
    readers = {"host": host, "head": table[0][1], "donor": make.role(dialogue, make.user(), Role.DONOR).user}
    client = signed_in(readers[who])
    pages = [of(dialogue), ranking.get_absolute_url(), rows[0].get_absolute_url()]
    before = costs_of(client, pages)
    for number in range(29):
        mk.challenge(dialogue, f"More {number}")
    for seat, head in mk.table(dialogue, 29):
        Ballot.objects.create(ranking=Ranking.objects.get(), seat=seat, order=[rows[0].pk], given_by=head)
    assert costs_of(client, pages) == before
    assert max(before) <= 12, before
