"""Trust pulses under attack: nobody learns who said what, nor anything at all from fewer than five."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from dialogues.convening.models import Pulse, PulseBox
from dialogues.convening.pulse_counting import result_of
from dialogues.convening.services import pulse as verbs
from dialogues.convening.tasks.pulse import close_due
from dialogues.states import Category, Role
from inspired.core.models import Event
from inspired.core.sealing import unseal
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db
STATE = [Category.ADMINISTRATION, Category.PARLIAMENT, Category.PARTIES]
SOCIETY = [one for one in Category.values if one not in STATE]


@pytest.fixture
def dialogue():
    return make.dialogue()


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


def asked(dialogue, host, **said):
    until = timezone.now() + timedelta(days=7)
    return verbs.ask_pulse(
        dialogue, by=host, **{"question": "Are you heard?", "kind": "scale", "closes_at": until, **said}
    )


def people(dialogue, count, category=Category.CIVIL_SOCIETY):
    return [make.delegate(make.seat(dialogue, category=category)) for _number in range(count)]


def answered(pulse, accounts, value="4", remark=""):
    for one in accounts:
        verbs.answer_pulse(pulse, by=one, value=value, remark=remark)


def dump():
    out = io.StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


def test_a_dump_tells_neither_who_answered_nor_what(dialogue, host):
    pulse, accounts = asked(dialogue, host), people(dialogue, 6)
    before = set(json.loads(dump())[0]), Event.objects.count()
    answered(pulse, accounts, remark="REMARK-IN-BOX")
    (row,) = [one for one in json.loads(dump()) if one["model"] == "convening.pulsebox"]
    assert set(row["fields"]) == {"pulse", "sealed", "marks"} and row["fields"]["marks"] == sorted(
        row["fields"]["marks"]
    )
    assert "REMARK-IN-BOX" not in dump()
    for one in accounts:
        assert one.person_key not in json.dumps(row) and str(one.email) not in json.dumps(row)
    assert Event.objects.count() == before[1], "an event would tell when somebody answered"


def test_order_in_the_box_is_not_the_order_of_answering(dialogue, host):
    pulse, accounts = asked(dialogue, host), people(dialogue, 12)
    for number, one in enumerate(accounts):
        verbs.answer_pulse(pulse, by=one, value="3", remark=str(number))
    kept = [one[2] for one in unseal(PulseBox.objects.get().sealed)["answers"]]
    assert sorted(kept, key=int) == [str(number) for number in range(12)] != kept
    assert all(set(one) <= {0, "3", *kept} for one in unseal(PulseBox.objects.get().sealed)["answers"])


def test_what_is_sealed_is_as_long_after_a_long_remark_as_after_none(dialogue, host):
    pulse, (first, second) = asked(dialogue, host), people(dialogue, 2)
    lengths = [len(bytes(PulseBox.objects.get().sealed))]
    for one, remark in ((first, ""), (second, "x" * 200)):
        verbs.answer_pulse(pulse, by=one, value="1", remark=remark)
        lengths.append(len(bytes(PulseBox.objects.get().sealed)))
    assert len(set(lengths)) == 1


def test_closing_destroys_the_box_and_keeps_counts(dialogue, host):
    pulse, accounts = asked(dialogue, host), people(dialogue, 6)
    answered(pulse, accounts[:5], "5")
    answered(pulse, accounts[5:], "1")
    pulse = verbs.close_pulse(pulse, by=host)
    assert not PulseBox.objects.exists()
    assert (pulse.result["total"], pulse.result["counts"]) == (6, {"1": 1, "5": 5})
    with pytest.raises(StateError):
        verbs.close_pulse(pulse, by=host)


def test_four_answers_show_nothing_anywhere(client, dialogue, host):
    pulse, accounts = asked(dialogue, host), people(dialogue, 5)
    answered(pulse, accounts[:4], "2", "REMARK-OF-FEW")
    url = f"/dialogues/{dialogue.slug}/pulses/"

    def pages(reader):
        client.force_login(reader)
        for address in (
            url,
            f"{url}{pulse.pk}/",
            "/",
            "/notifications/",
            f"/dialogues/{dialogue.slug}/manage/trail/",
            f"{url}?format=csv",
        ):
            answer = client.get(address, follow=True)
            yield b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()

    def seen():
        return "".join(text for reader in (host, accounts[4]) for text in pages(reader))

    open_pages = seen()
    assert "REMARK-OF-FEW" not in open_pages and "4 answers" not in open_pages
    pulse = verbs.close_pulse(pulse, by=host)
    assert pulse.result == {}
    closed = seen()
    assert "REMARK-OF-FEW" not in closed and "Fewer than five" in closed and "REMARK-OF-FEW" not in dump()
    assert not any("2" in str(event.details) for event in Event.objects.filter(verb__startswith="pulse."))


def test_nobody_learns_how_many_answered_before_the_close(client, dialogue, host):
    pulse, accounts = asked(dialogue, host), people(dialogue, 8)
    client.force_login(host)
    url = f"/dialogues/{dialogue.slug}/pulses/{pulse.pk}/"
    words = {client.get(url).content.partition(b"<main")[2].partition(b"</main")[0]}
    answered(pulse, accounts)
    words.add(client.get(url).content.partition(b"<main")[2].partition(b"</main")[0])
    assert len(words) == 1


BLOCS = {1: "State", 2: "Society"}


@pytest.mark.parametrize(
    ("state", "society", "shown"), [(5, 5, True), (6, 4, False), (4, 9, False), (7, 0, True), (5, 6, True)]
)
def test_no_bloc_and_no_complement_of_one_goes_below_five(state, society, shown):
    found = result_of([[1, "4", ""]] * state + [[2, "2", ""]] * society, {}, BLOCS)
    assert bool(found["blocs"]) is shown and found["total"] == state + society


def test_people_outside_every_bloc_keep_the_blocs_closed():
    assert result_of([[1, "4", ""]] * 5 + [[2, "2", ""]] * 5 + [[0, "1", ""]], {}, BLOCS)["blocs"] == []


def test_paper_cannot_be_subtracted_to_isolate_the_page():
    paper = {"1": {"5": 5}, "2": {"1": 5}}
    few = result_of([[1, "2", "REMARK"]] * 4, paper, BLOCS)
    assert few["counts"] == {"1": 5, "5": 5} and few["paper"] == few["total"] == 10
    enough = result_of([[1, "2", ""]] * 5 + [[2, "3", ""]], paper, BLOCS)
    assert enough["total"] == 16 and enough["blocs"] == [], "the second bloc has one answer from the page"


def test_remarks_need_five_who_wrote():
    assert result_of([[0, "4", "a"]] * 4 + [[0, "4", ""]] * 9, {}, {})["remarks"] == []
    assert result_of([[0, "4", "a"]] * 5, {}, {})["remarks"] == ["a"] * 5


def test_everybody_answers_once_in_time_and_no_one_else(dialogue, host):
    pulse, (one, late) = asked(dialogue, host), people(dialogue, 2)
    answered(pulse, [one])
    with pytest.raises(StateError):
        answered(pulse, [one], "1")
    assert len(unseal(PulseBox.objects.get().sealed)["answers"]) == 1
    outside = [make.role(dialogue, make.user(), role).user for role in (Role.DONOR, Role.GOVERNMENT, Role.OBSERVER)]
    for somebody in (host, make.user(), *outside):
        with pytest.raises(PermissionDenied):
            answered(pulse, [somebody])
    with pytest.raises(StateError):
        answered(pulse, [late], "6")
    Pulse.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(PermissionDenied):
        answered(pulse, [late])
    for closed in (1, 0):
        assert next(iter(close_due(timezone.now(), 10))).count == closed
        assert not PulseBox.objects.exists()


def test_blocs_are_fixed_by_the_first_question_and_hold_every_category_once(dialogue, host):
    for wrong in ([("All", Category.values)], [("A", STATE), ("B", STATE)], [("A", STATE), ("B", SOCIETY[:-1])]):
        with pytest.raises(StateError):
            verbs.agree_blocs(dialogue, by=host, blocs=wrong)
    verbs.agree_blocs(dialogue, by=host, blocs=[("State", STATE), ("Society", SOCIETY)])
    pulse = asked(dialogue, host)
    with pytest.raises(StateError):
        verbs.agree_blocs(dialogue, by=host, blocs=[("Other", SOCIETY), ("Rest", STATE)])
    with pytest.raises(StateError):
        asked(dialogue, host)
    answered(pulse, people(dialogue, 5, Category.PARLIAMENT), "5")
    answered(pulse, people(dialogue, 5), "1")
    result = verbs.close_pulse(pulse, by=host).result
    assert [(one["name"], one["counts"]) for one in result["blocs"]] == [("State", {"5": 5}), ("Society", {"1": 5})]


def test_paper_is_counted_by_the_host_and_replaced_by_a_later_count(dialogue, host):
    pulse = asked(dialogue, host)
    with pytest.raises(PermissionDenied):
        verbs.count_paper(pulse, by=people(dialogue, 1)[0], counts={"0": {"4": 9}})
    for wrong in ({"7": {"4": 1}}, {"0": {"9": 1}}, {"0": {"4": -1}}, {"0": {"4": 501}}):
        with pytest.raises(StateError):
            verbs.count_paper(pulse, by=host, counts=wrong)
    verbs.count_paper(pulse, by=host, counts={"0": {"4": 9}})
    verbs.count_paper(pulse, by=host, counts={"0": {"4": 6}})
    result = verbs.close_pulse(pulse, by=host).result
    assert result["paper"] == result["total"] == 6


def test_pages_ask_answer_and_draw_the_trend(client, dialogue, host):
    accounts = people(dialogue, 5)
    for value in ("2", "4"):
        pulse = asked(dialogue, host)
        client.force_login(accounts[0])
        url = f"/dialogues/{dialogue.slug}/pulses/{pulse.pk}/"
        assert b"One question about trust" in client.get("/").content
        client.post(url, {"value": value, "remark": ""})
        assert b"One question about trust" not in client.get("/").content
        answered(pulse, accounts[1:], value)
        verbs.close_pulse(pulse, by=host)
    for reader in (host, accounts[1]):
        client.force_login(reader)
        page = client.get(f"/dialogues/{dialogue.slug}/pulses/").content.decode()
        assert "<svg" in page and "<figcaption" in page and re.search(r": 2\.0, \w+ \d{4}: 4\.0", page)
