"""A seat that is asked again sees which recommendations changed since the version it answered last."""

from __future__ import annotations

import pytest

from dialogues.consensus.attributes import BY_KEY, stamp_of
from dialogues.consensus.services import recommendations
from dialogues.documents.services import rounds, versions
from tests import make
from tests.consensus import make_roadmap
from tests.documents import make as documents
from tests.documents.test_document_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_again():
    """A Roadmap in its second version, with the page on which the seat answers again."""
    dialogue = make.dialogue()
    host, ((seat, head),) = make.host_of(dialogue), documents.table(dialogue, 1)
    text = make_roadmap.roadmap(dialogue).document
    challenge = make_roadmap.challenge(dialogue)
    rows = [
        make_roadmap.agreed(challenge, title, text=f"{title} is paid within a year.")
        for title in ("Benefit", "Allowance", "Pension")
    ]
    documents.write(text, "What we share.", key="preamble")
    first = documents.version(text)
    documents.answer(documents.round_(first, [seat]), seat, head)
    rounds.close_round(first.rounds.get(), by=host)
    versions.adopt(first, by=host, reason="They stand behind it")
    versions.reopen_text(text, by=host, reason="New figures")
    for row in rows[:2]:
        recommendations.reopen_recommendation(row, by=host)
        row.refresh_from_db()
    said = {name: getattr(rows[0], name) for name in ("title", "rationale", "measure", "stage")}
    said |= {"text": "Benefit is paid within two years.", "challenge": challenge}
    stamp = stamp_of(rows[0], BY_KEY["what"])
    recommendations.write_part(rows[0], by=host, part="what", stamp=stamp, **said)
    recommendations.agree_recommendation(rows[0], by=host)
    recommendations.withdraw_recommendation(rows[1], by=host, reason="The law says it already")
    make_roadmap.agreed(challenge, "Register")
    text.refresh_from_db()
    again = documents.round_(documents.version(text), [seat])
    address = f"{again.get_absolute_url()}answers/{again.invitees.get().pk}/"
    return first, client_of(head).get(address).content.decode()


def part(page, code):
    """What the page says from the heading of a recommendation to the next."""
    return page.split(f'id="rec-{code}"', 1)[1].split("</section>", 1)[0]


def test_changed_and_new_recommendations_are_marked_with_their_words(asked_again):
    _first, page = asked_again
    changed = part(page, 1)
    assert "Changed since version 1" in changed
    assert "<ins>two years.</ins>" in changed or "<ins>two</ins>" in changed
    assert "New since version 1" in part(page, 4)
    assert "since version 1" not in part(page, 3)


def test_recommendations_taken_out_are_shown_with_what_they_said(asked_again):
    _first, page = asked_again
    assert "Recommendation R2 · Taken out since version 1" in page
    assert "<del>Allowance" in page


def test_nothing_is_marked_for_whoever_answers_first(asked_again):
    first, _page = asked_again
    page = client_of(make.host_of(first.document.dialogue)).get(first.get_absolute_url()).content.decode()
    assert "since version" not in page.split('id="recommendations"', 1)[1].split("</article>", 1)[0]
