"""The letters of the main story: letterhead and own texts, invitations in a run, mandates asked for and given, thanks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dialogues.convening.letter_words import wording_of
from dialogues.convening.models import Letter, LetterTarget, ListedOrganisation
from dialogues.convening.services.contact_cards import add_card
from dialogues.convening.services.contacts import list_organisation
from dialogues.convening.services.letter_answers import record_answer, seat_answer
from dialogues.convening.services.letter_runs import start_run, write_one
from dialogues.convening.services.letter_texts import edit_text, keep_letterhead, keep_platform_text
from dialogues.convening.services.letters import cancel_letter, issue_letter
from dialogues.convening.states.letters import LetterKind, Outcome
from dialogues.states import Category
from inspired.core.signing_in import find_account
from inspired.front.demo import paper
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_letter_words import (
    HEAD,
    INVITATION_PT,
    NOMINATION,
    SCAN_AGENCY,
    SCAN_INSPECTORATE,
    TAX_QUESTION,
    THANKS,
)

TO_INVITE = (
    ("Chamber of Tourism of the Islands", Category.SOCIAL_AGENTS, "Executive secretary", "Quay street 4\nPorto Novo do Sul"),
    ("Legal Aid Clinic for Women", Category.CIVIL_SOCIETY, "Head of the clinic", "Court square 1\nPorto Novo do Sul"),
    ("Association of Island Municipalities", Category.ADMINISTRATION, "Secretary-general", "Town hall\nVila da Ribeira"),
    ("Institute for Vocational Training", Category.ADMINISTRATION, "Director of programmes", "School road 21\nVila da Ribeira"),
    ("Community Radio of the Northern Island", Category.MEDIA, "Programme manager", "Harbour\nPonta do Norte"),
)  # fmt: skip


def write_letters(clock: Clock, table: Table) -> None:
    """Write what went out on paper, oldest first, as the numbers of letters do."""
    _prepare(clock, table)
    _thank(clock, table)
    _refused(clock, table)
    _overdue(clock, table)
    _accepted(clock, table)
    _new_head(clock, table)
    _run(clock, table)


def _prepare(clock: Clock, table: Table) -> None:
    dialogue, host = table.dialogue, table.host
    with clock.at(-200):
        keep_letterhead(dialogue, by=host, revision=0, logo=paper.sign(), **HEAD)
        for kind, (subject, text) in ((LetterKind.NOMINATION, NOMINATION), (LetterKind.THANKS, THANKS)):
            edit_text(dialogue, by=host, kind=kind, language="en", revision=0, subject=subject, text=text)
        admin = find_account("admin@example.org")
        if admin is not None:
            subject, text = INVITATION_PT
            keep_platform_text(by=admin, kind=LetterKind.INVITATION, language="pt", subject=subject, text=text)


def _listed(table: Table, name: str, category: str, **said: Any) -> ListedOrganisation:
    return list_organisation(
        table.dialogue, by=table.host, name=name, category=category, responsible=table.host, **said
    )


def _issue(
    table: Table, listed: ListedOrganisation, kind: str, day: date, language: str = "en", **facts: Any
) -> Letter:
    subject, text, _origin = wording_of(table.dialogue, kind, language)
    wording: dict[str, Any] = {"kind": kind, "language": language, "subject": subject, "text": text, "dated": day}
    return issue_letter(listed, by=table.host, **wording, **facts)


def _thank(clock: Clock, table: Table) -> None:
    with clock.at(-186):
        seat = table.seats["university"]
        listed = _listed(table, seat.organisation.name, seat.category, address="Campus of the hill\nPorto Novo do Sul")
        card = add_card(listed, by=table.host, name="Director of research", email="university@example.org")
        _issue(table, listed, LetterKind.THANKS, clock.day(-186).date(), card=card)


def _refused(clock: Clock, table: Table) -> None:
    with clock.at(-74):
        listed = _listed(table, "Bar Association", Category.SOCIAL_AGENTS, address="Court square 3\nPorto Novo do Sul")
        letter = _issue(table, listed, LetterKind.INVITATION, clock.day(-74).date(), answer_by=clock.day(-53).date())
    with clock.at(-56):
        record_answer(
            letter,
            by=table.host,
            outcome=Outcome.DECLINED,
            received_on=clock.day(-57).date(),
            note="Their members argue both sides before the labour courts; they prefer to stay outside and to be kept informed.",
        )


def _overdue(clock: Clock, table: Table) -> None:
    with clock.at(-33):
        justice = _listed(
            table,
            "Ministry of Justice",
            Category.ADMINISTRATION,
            address="Government palace, wing B\nPorto Novo do Sul",
        )
        _issue(table, justice, LetterKind.INVITATION, clock.day(-33).date(), "pt", answer_by=clock.day(-6).date())
        tax = _listed(table, "Tax Administration", Category.ADMINISTRATION, address="Avenue of the republic 17")
        asked = _issue(table, tax, LetterKind.INVITATION, clock.day(-33).date(), answer_by=clock.day(-6).date())
    with clock.at(-13):
        record_answer(asked, by=table.host, outcome=Outcome.ASKS, received_on=clock.day(-13).date(), note=TAX_QUESTION)


def _accepted(clock: Clock, table: Table) -> None:
    with clock.at(-26):
        listed = _listed(
            table, "National Employment Agency", Category.ADMINISTRATION, address="Avenue of the republic 5"
        )
        card = add_card(listed, by=table.host, name="President of the agency", phones=["000 555 0131"])
        day = clock.day(-26).date()
        letter = _issue(table, listed, LetterKind.INVITATION, day, card=card, answer_by=clock.day(-5).date())
    with clock.at(-3):
        record_answer(
            letter,
            by=table.host,
            outcome=Outcome.ACCEPTED,
            received_on=clock.day(-4).date(),
            scan=paper.scan([f"Your reference {letter.reference}", *SCAN_AGENCY]),
            note="Signed by the president. They ask for the documents on paper.",
            name="Head of placement services",
            phone="000 555 0132",
            may_sign=True,
            starts_on=clock.day(1).date(),
            ends_on=clock.day(366).date(),
            substitute="Adviser for domestic services",
        )


def _new_head(clock: Clock, table: Table) -> None:
    seat = table.seats["inspectorate"]
    with clock.at(-24):
        listed = _listed(table, seat.organisation.name, seat.category, address="Quay street 30\nPorto Novo do Sul")
        day = clock.day(-24).date()
        letter = _issue(table, listed, LetterKind.NOMINATION, day, answer_by=clock.day(-2).date())
    with clock.at(-4, 16):
        answer = record_answer(
            letter,
            by=table.host,
            outcome=Outcome.ACCEPTED,
            received_on=clock.day(-4).date(),
            scan=paper.scan([f"Your reference {letter.reference}", *SCAN_INSPECTORATE]),
            note="The chief inspector retires at the end of the month.",
            name="Deputy chief inspector",
            phone="000 555 0141",
            may_sign=True,
            starts_on=clock.day(-4).date(),
            substitute="Legal officer of the inspectorate",
        )
        seat_answer(answer, by=table.host)


def _run(clock: Clock, table: Table) -> None:
    """Invite five more for the second phase at one click; the worker prints them, and the one marked "do not write" gets none."""
    with clock.at(-2, 11):
        chosen = [_to_invite(table, *who) for who in TO_INVITE]
        chosen += ListedOrganisation.objects.filter(dialogue=table.dialogue, is_dominating=True).values_list(
            "pk", flat=True
        )
        day = clock.day(-2).date()
        subject, text, _origin = wording_of(table.dialogue, LetterKind.INVITATION, "en")
        run = start_run(
            table.dialogue,
            by=table.host,
            organisations=chosen,
            kind=LetterKind.INVITATION,
            language="en",
            subject=subject,
            text=text,
            dated=day,
            answer_by=day + timedelta(days=21),
        )
        for target in LetterTarget.objects.filter(run=run, is_left_out=False).select_related("run__dialogue"):
            last = write_one(target, by=table.host)
    with clock.at(-1, 9):
        if last is not None:
            cancel_letter(last, by=table.host, reason="Their secretary-general was met in person the same day.")


def _to_invite(table: Table, name: str, category: str, person: str, address: str) -> int:
    listed = _listed(table, name, category, address=address)
    add_card(listed, by=table.host, name=person, function=person, language="en")
    return listed.pk
