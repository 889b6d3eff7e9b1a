"""Pages of appraisals as different people read them: hidden results, few answers, names by the rules, conflicts, files."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.models import Opinion
from dialogues.consensus.results import results_of
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import concerns
from dialogues.consensus.states.appraisal import ConcernKind, Depth
from dialogues.models import Dialogue
from dialogues.states import Appearance, Attribution, Category, Role
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch

pytestmark = pytest.mark.django_db
HIDDEN = "is not shown yet"


def read(user, appraisal, name: str = "appraisal_results", query: str = "") -> str:
    """What a page of an appraisal says to somebody."""
    client = Client()
    client.force_login(user)
    answer = client.get(f"{url_of(appraisal, name)}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def url_of(appraisal, name: str, *more: object) -> str:
    challenge = appraisal.challenge
    return reverse(name, args=[challenge.dialogue.slug, challenge.number, appraisal.number, *more])


def room(count: int = 4, attribution: str = Attribution.ORGANISATION, **fields):
    """An open appraisal, its rules, and seats of one category with who speaks for each."""
    dialogue = make.dialogue()
    ap.rules(dialogue, attribution)
    fields.setdefault("category", Category.SOCIAL_AGENTS)
    table = ch.table(dialogue, count, **fields)
    return ap.appraisal(ap.challenge(dialogue, count=1)), table


def test_what_others_said_is_hidden_until_ones_own_is_in() -> None:
    appraisal, table = room()
    for seat, _user in table[:3]:
        ap.opinion(appraisal, seat)
    late, donor = table[3], make.role(appraisal.challenge.dialogue, make.user(), Role.DONOR).user
    observer = make.role(appraisal.challenge.dialogue, make.user(), Role.OBSERVER).user
    assert HIDDEN not in read(table[0][1], appraisal)
    assert all(HIDDEN in read(who, appraisal) for who in (late[1], donor, observer))
    assert HIDDEN in read(late[1], appraisal, "appraisal_weights")
    assert "Median" not in read(late[1], appraisal, query="?format=csv")
    saved = verbs.save_opinion(appraisal, by=late[1], seat=late[0], judgements=ap.scores(appraisal), revision=0)
    assert HIDDEN in read(late[1], appraisal), "what is saved is not in"
    verbs.submit_opinion(saved, by=late[1], revision=saved.revision)
    assert HIDDEN not in read(late[1], appraisal)
    verbs.close_appraisal(appraisal, by=make.host_of(appraisal.challenge.dialogue))
    assert all(HIDDEN not in read(who, appraisal) for who in (donor, observer))


def test_where_names_are_kept_back_nobody_follows_results_as_they_come_in() -> None:
    appraisal, table = room(attribution=Attribution.NOBODY)
    for seat, _user in table:
        ap.opinion(appraisal, seat)
    assert HIDDEN in read(table[0][1], appraisal)
    verbs.close_appraisal(appraisal, by=make.host_of(appraisal.challenge.dialogue))
    page = read(table[0][1], appraisal)
    assert HIDDEN not in page and table[1][0].organisation.name not in page


def test_fewer_than_three_answers_are_listed_and_never_counted() -> None:
    appraisal, table = room()
    for seat, _user in table[:2]:
        ap.opinion(appraisal, seat, 2)
    host = make.host_of(appraisal.challenge.dialogue)
    verbs.close_appraisal(appraisal, by=host)
    donor = make.role(appraisal.challenge.dialogue, make.user(), Role.DONOR).user
    name = table[0][0].organisation.name
    found = results_of(table[3][1], appraisal)
    assert all(one.told.median is None and len(one.singles) == 2 for option in found.options for one in option.results)
    assert name in read(table[3][1], appraisal) and name in read(host, appraisal)
    seen = read(donor, appraisal)
    assert name not in seen and "too few answers to say" in seen and "2 of 4" in seen
    assert "2 – " not in read(donor, appraisal, query="?format=csv")


@pytest.mark.parametrize("attribution", [Attribution.CATEGORY, Attribution.NOBODY])
def test_the_ground_rules_decide_who_reads_single_answers(attribution: str) -> None:
    appraisal, table = room(attribution=attribution)
    for seat, _user in table:
        ap.opinion(appraisal, seat, 4)
    host = make.host_of(appraisal.challenge.dialogue)
    verbs.close_appraisal(appraisal, by=host)
    page, others = read(table[0][1], appraisal), table[1][0].organisation.name
    assert others not in page and ap.REASON in page, "words are read, names are not"
    assert others in read(host, appraisal, query="?who=A") and others not in read(
        table[0][1], appraisal, query="?who=A"
    )
    assert others not in read(table[0][1], appraisal, query="?format=csv")


def test_a_seat_is_named_no_more_openly_than_it_wishes() -> None:
    wish = {f"appear_{where}": Appearance.UNLISTED for where in ("to_participants", "in_documents", "in_public")}
    appraisal, table = room(**wish)
    for seat, _user in table:
        ap.opinion(appraisal, seat, 4)
    page = read(table[0][1], appraisal, query="?who=A")
    assert table[0][0].organisation.name in page and table[1][0].organisation.name not in page
    assert "A participant" in page


def test_disagreement_stands_first_and_agreement_names_what_is_missing() -> None:
    appraisal, table = room()
    alone = make.seat(appraisal.challenge.dialogue, category=Category.MEDIA)
    for (seat, _user), score in zip(table, (1, 3, 3, 3), strict=True):
        ap.opinion(appraisal, seat, {"0": 2, "A": score})
    page = read(table[0][1], appraisal)
    assert page.index("Where views differ most") < page.index("Option by option") < page.index("Agreement by category")
    assert "from 1 to 3, median 3" in page and "3 of 4 (75 %)" in page
    assert "0 of 1 answered" in page
    assert "Nobody has answered from" in page and str(Category.MEDIA.label) in page
    assert alone.organisation.name not in page
    assert "they never decide" in page and 'role="img"' in page


def test_what_cannot_be_said_is_counted_and_no_score() -> None:
    appraisal, table = room(3)
    for seat, _user in table:
        ap.opinion(appraisal, seat, 3, A_fairness=None)
    found = results_of(table[0][1], appraisal)
    cell = next(
        one
        for option in found.options
        for one in option.results
        if option.option.letter == "A" and one.criterion.key == "fairness"
    )
    assert (cell.told.cannot_say, cell.told.answered, cell.told.median) == (3, 3, None)


def test_the_order_says_what_it_rests_on_and_where_it_turns() -> None:
    appraisal, table = room(3)
    for seat, _user in table:
        ap.opinion(appraisal, seat, {"0": 2, "A": 3}, A_legality=1, **{"0_legality": 3})
    page = read(table[0][1], appraisal, "appraisal_weights", "?criterion=legality")
    assert "they never decide" in page and "<title" in page and "<desc" in page
    assert "as “Legality” weighs more" in page and "0.33" in page, "at a third the order turns"
    assert "never" in read(table[0][1], appraisal, "appraisal_weights", "?criterion=nothing")


def test_two_delegates_read_each_other_and_lose_nothing() -> None:
    appraisal, table = room(1)
    (seat, user), colleague = table[0], make.delegate(table[0][0])
    verbs.save_opinion(appraisal, by=colleague, seat=seat, judgements=ap.scores(appraisal, 1), revision=0)
    client, sheet = Client(), sheet_of(appraisal)
    client.force_login(user)
    option, criterion = sheet.options[1], sheet.criteria[0]
    typed = {f"s{option.pk}_{one.pk}": "3" for one in sheet.criteria} | {"revision": "0"}
    answer = client.post(url_of(appraisal, "appraisal_judge", seat.pk, option.letter), typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and "A colleague saved meanwhile" in page and "1 – Hardly meets it" in page
    assert answer.context["form"][f"s{option.pk}_{criterion.pk}"].value() == "3"
    typed["revision"] = answer.context["form"]["revision"].value()
    assert client.post(url_of(appraisal, "appraisal_judge", seat.pk, option.letter), typed).status_code == 302
    assert Opinion.objects.get().judgements.filter(option=option, score=3).count() == len(sheet.criteria)


def test_a_ballot_is_printed_entered_and_confirmed() -> None:
    appraisal, table = room(1)
    (seat, user), host = table[0], make.host_of(appraisal.challenge.dialogue)
    assert "☐" in read(host, appraisal, "appraisal_ballot")
    client, sheet = Client(), sheet_of(appraisal)
    client.force_login(host)
    typed = {f"s{option}_{criterion}": "4" for option, criterion in sheet.cells}
    url = url_of(appraisal, "appraisal_enter", seat.pk)
    assert client.get(url).status_code == 200
    assert client.post(url, typed | {"revision": 0, "channel": "paper"}).status_code == 302
    opinion = Opinion.objects.get()
    assert "not confirmed yet" in read(host, appraisal, "appraisal")
    confirm = url_of(appraisal, "opinion_confirm", opinion.pk)
    assert confirm in read(user, appraisal, "appraisal")
    client.force_login(user)
    assert client.get(confirm).status_code == 200
    assert client.post(confirm, {"revision": opinion.revision}).status_code == 302
    opinion.refresh_from_db()
    assert opinion.is_confirmed and opinion.given_by == user


def test_an_incomplete_ballot_is_kept_and_its_gaps_are_said() -> None:
    appraisal, table = room(1)
    client, sheet = Client(), sheet_of(appraisal)
    client.force_login(make.host_of(appraisal.challenge.dialogue))
    url = url_of(appraisal, "appraisal_enter", table[0][0].pk)
    answer = client.post(url, {"revision": 0, "channel": "paper", "s{}_{}".format(*sheet.cells[0]): "2"})
    assert answer.status_code == 200 and "not answered yet" in answer.content.decode()
    rest = {f"s{option}_{criterion}": "2" for option, criterion in sheet.cells}
    revision = answer.context["form"]["revision"].value()
    assert client.post(url, rest | {"revision": revision, "channel": "paper"}).status_code == 302


def test_the_host_team_does_not_read_what_a_seat_has_not_submitted() -> None:
    appraisal, table = room(1)
    said = ap.scores(appraisal, 4)
    verbs.save_opinion(appraisal, by=table[0][1], seat=table[0][0], judgements=said, revision=0)
    host = make.host_of(appraisal.challenge.dialogue)
    for name in ("appraisal", "appraisal_results"):
        assert ap.REASON not in read(host, appraisal, name)
    client = Client()
    client.force_login(host)
    assert ap.REASON not in client.get(url_of(appraisal, "appraisal_enter", table[0][0].pk)).content.decode()


def test_words_and_dots_have_pages_of_their_own() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    ap.rules(dialogue)
    (seat, user), *_more = ch.table(dialogue, 2, category=Category.MEDIA)
    in_words = ap.appraisal(ap.challenge(dialogue, count=1), depth=Depth.WORDS)
    client, sheet = Client(), sheet_of(in_words)
    client.force_login(user)
    cell = "{}_{}".format(*sheet.cells[0])
    url = url_of(in_words, "appraisal_judge", seat.pk, "0")
    assert "Who gains" in client.get(url).content.decode()
    client.post(url, {"revision": 0, f"g{cell}": "Households near a branch", "later": "1"})
    assert client.post(url_of(in_words, "appraisal_check", seat.pk), {"revision": 1}).status_code == 302
    assert "Households near a branch" in read(host, in_words)
    assert "Households near a branch" in read(host, in_words, query="?format=csv")
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    verbs.close_appraisal(in_words, by=host)
    page, seen = read(host, in_words), read(donor, in_words)
    first, second = (criterion.title for criterion in sheet.criteria[:2])
    assert page.count("<table") == 1 and f'<th scope="row">{first}</th>' in page
    assert page.count("Nothing was said under:") == len(sheet.options) and f"{second};" in page
    assert "Households" not in seen and "Nothing was said" not in seen, "of none and of one it reads the same"
    assert seen.count("Too few answers to say under:") == len(sheet.options)

    dots = ap.appraisal(ap.challenge(dialogue, count=1, title="How are homes inspected?"), depth=Depth.DOTS)
    client.force_login(host)
    option = sheet_of(dots).options[1]
    url = url_of(dots, "dots_enter")
    assert client.get(url).status_code == 200
    assert client.post(url, {f"d{option.pk}_media": "7"}).status_code == 302
    assert ">7<" in read(host, dots)
    assert ">7<" not in read(user, dots), "while it is open"
    verbs.close_appraisal(dots, by=host)
    assert ">7<" in read(user, dots)


def test_values_are_read_by_whom_the_seat_shares_them_with() -> None:
    appraisal, table = room(2)
    (seat, user), (_other, neighbour) = table
    host = make.host_of(appraisal.challenge.dialogue)
    assert "Open this part" in read(host, appraisal, "appraisal")
    assert "Values and red lines" not in read(user, appraisal, "appraisal")
    verbs.open_concerns(appraisal, by=host)
    client = Client()
    client.force_login(user)
    typed = {
        "seat": seat.pk,
        "kind": ConcernKind.RED_LINE,
        "text": "Never for past years",
        "form_key": "6f0c2f9c-7d1e-4b7a-9f3e-0a6d5b0d2a12",
    }
    url = url_of(appraisal, "concern_raise")
    assert "Say what would change it" in client.post(url, typed).content.decode()
    assert client.post(url, typed | {"would_change": "A date"}).status_code == 302
    assert "Never for past years" in read(host, appraisal, "appraisal")
    assert "Never for past years" not in read(neighbour, appraisal, "appraisal")
    made = appraisal.concerns.get()
    client.post(url_of(appraisal, "concern_share", made.pk), {"share": "1"})
    assert "Never for past years" in read(neighbour, appraisal, "appraisal")
    concerns.share_concern(made, by=user, shared=False)
    assert "Never for past years" not in read(neighbour, appraisal, "appraisal")


def test_to_do_names_what_is_to_be_appraised_confirmed_and_accepted() -> None:
    appraisal, table = room(2)
    (seat, user), (other, _neighbour) = table
    host = make.host_of(appraisal.challenge.dialogue)
    home, client = reverse("home"), Client()
    client.force_login(user)
    assert "Appraise the options" in client.get(home).content.decode()
    ap.opinion(appraisal, seat, by=user)
    assert "Appraise the options" not in client.get(home).content.decode()
    ap.entered(appraisal, other)
    theirs = Client()
    theirs.force_login(ap.speaker(other))
    assert "Is this how you appraise the options?" in theirs.get(home).content.decode()
    verbs.close_appraisal(appraisal, by=host)
    hosts = Client()
    hosts.force_login(host)
    assert "Write what was concluded" in hosts.get(home).content.decode()
    verbs.conclude(appraisal, by=host, text="We try it")
    assert "Do you accept what was concluded?" in client.get(home).content.decode()
    assert Dialogue.objects.get(pk=appraisal.challenge.dialogue_id).shown_tabs == ["consensus"]
