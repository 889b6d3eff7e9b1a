"""Whom the host team of *Decent work for domestic workers* is still talking to, who is proposed, and which offices are concerned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.services.contact_cards import add_card
from dialogues.convening.services.contact_log import log_contact
from dialogues.convening.services.contacts import edit_listed, list_organisation, move_stage
from dialogues.convening.services.nominations import answer_nomination, nominate
from dialogues.convening.services.public_bodies import add_public_body, decide_public_body
from dialogues.convening.states.contacts import Stage, Way
from dialogues.convening.states.nominations import BodyState, NominationState
from dialogues.states import Category, Phase
from inspired.core.signing_in import find_account
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock


def keep_contacts(clock: Clock, table: Table) -> None:
    """Fill the list as it stands after ten months: at the table, invited, agreed, hesitant, refused."""
    _at_the_table(clock, table)
    _agencies(clock, table)
    _federation(clock, table)
    _council(clock, table)
    _others(clock, table)
    _proposals(clock, table)
    _public_bodies(clock, table)


def _list(table: Table, name: str, category: str, **said: Any) -> ListedOrganisation:
    return list_organisation(
        table.dialogue, by=table.host, name=name, category=category, responsible=table.host, **said
    )


def _card(table: Table, listed: ListedOrganisation, name: str, number: int, **said: Any) -> ContactCard:
    phones = [f"000 555 01{number:02d}"]
    return add_card(listed, by=table.host, name=name, phones=phones, language="en", **said)


def _at_the_table(clock: Clock, table: Table) -> None:
    with clock.at(-329):
        for key in ("labour", "workers", "confederation"):
            seat = table.seats[key]
            listed = _list(table, seat.organisation.name, seat.category)
            log_contact(
                listed,
                by=table.host,
                way=Way.MEETING,
                outcome="They want to work on this, and ask who else comes.",
                next_step="Send the note on the method",
            )


def _agencies(clock: Clock, table: Table) -> None:
    with clock.at(-40):
        listed = _list(
            table,
            "Association of Placement Agencies",
            Category.SOCIAL_AGENTS,
            is_rival=True,
            mark_note="The workers’ association will not sit beside them while the case about withheld wages is open.",
        )
        move_stage(listed, by=table.host, to=Stage.APPROACHED, reason="First talk at their office.")


def _federation(clock: Clock, table: Table) -> None:
    with clock.at(-30):
        listed = _list(table, "Migrants’ Mutual Aid Federation", Category.CIVIL_SOCIETY)
        card = _card(table, listed, "Coordinator of the federation", 12, email="migrants@example.org")
    with clock.at(-12):
        log_contact(listed, by=table.host, card=card, outcome="They have nobody for evening sessions yet.")
    with clock.at(-5):
        log_contact(
            listed,
            by=table.host,
            card=card,
            outcome="The invitation has come; their board names a delegate this week.",
            next_step="Ask whom the board has named",
            next_on=(clock.day(0)).date(),
        )


def _council(clock: Clock, table: Table) -> None:
    with clock.at(-60):
        listed = _list(
            table,
            "National Council of Women Entrepreneurs",
            Category.SOCIAL_AGENTS,
            from_phase=Phase.CONSENSUS,
            is_dominating=True,
            mark_note="Large and used to speaking for everybody; the rural network fell silent at the round table last year.",
        )
        card = _card(
            table,
            listed,
            "Chair of the council",
            7,
            function="Chair",
            assistant="Office of the chair, 000 555 0108, mornings only",
            way=Way.PHONE,
            do_not_write=True,
            email="council@example.org",
            delete_by=(clock.day(200)).date(),
        )
    with clock.at(-21):
        move_stage(
            listed,
            by=table.host,
            to=Stage.APPROACHED,
            reason="Short talk after the session of the committee; she wants to know what is decided already.",
        )
        log_contact(
            listed,
            by=table.host,
            card=card,
            outcome="Prefers the telephone; no mails please.",
            next_step="Call with the date of the next session",
            next_on=(clock.day(-3)).date(),
        )


def _others(clock: Clock, table: Table) -> None:
    with clock.at(-55):
        listed = _list(table, "Association of Notaries", Category.SOCIAL_AGENTS)
        move_stage(listed, by=table.host, to=Stage.DECLINED, reason="No mandate from their members; they wish us well.")
    with clock.at(-9):
        diaspora = _list(table, "Diaspora Women’s Platform", Category.CIVIL_SOCIETY, from_phase=Phase.CONSENSUS)
        move_stage(diaspora, by=table.host, to=Stage.AGREED, reason="They join once the options are on the table.")
        edit_listed(
            diaspora,
            by=table.host,
            revision=2,
            next_step="Agree on who speaks for them",
            next_on=clock.day(0).date() + timedelta(days=6),
        )
        _list(table, "Federation of Neighbourhood Associations", Category.CIVIL_SOCIETY)


def _proposals(clock: Clock, table: Table) -> None:
    with clock.at(-14):
        first = nominate(
            table.dialogue,
            by=table.people["workers"],
            seat=table.seats["workers"],
            organisation="Night-school of the port district",
            category=Category.CIVIL_SOCIETY,
            why="Half of the live-in workers of the capital learn there; they trust the teachers.",
            hint="The head teacher is there every evening after seven.",
        )
        nominate(
            table.dialogue,
            by=table.people["rural"],
            seat=table.seats["rural"],
            organisation="Council of island mayors",
            category=Category.ADMINISTRATION,
            why="Registration will be done in the town halls; nobody has asked them.",
        )
    with clock.at(-8):
        answer_nomination(
            first,
            by=table.host,
            state=NominationState.TAKEN_UP,
            answer="Thank you. We visit the school this month and will say what came of it.",
        )


def _public_bodies(clock: Clock, table: Table) -> None:
    host, dialogue = table.host, table.dialogue
    with clock.at(-300):
        for key, concern in (
            ("labour", "Writes the revision of the labour code."),
            ("inspectorate", "Would enter private homes as workplaces."),
            ("socialsecurity", "Collects contributions of domestic workers."),
        ):
            seat = table.seats[key]
            add_public_body(dialogue, by=host, name=seat.organisation.name, concern=concern, seat=seat)
        add_public_body(dialogue, by=host, name="Ministry of Justice", concern="Labour courts and legal aid.")
    focal = find_account("focalpoint@example.org")
    if focal is not None:
        with clock.at(-10):
            add_public_body(dialogue, by=focal, name="Migration Office", concern="Permits of migrant domestic workers.")
            tourism = add_public_body(dialogue, by=focal, name="Ministry of Tourism", concern="Cleaners in lodgings.")
        with clock.at(-7):
            reason = "Lodgings are workplaces of another kind; the policy area leaves them out."
            decide_public_body(tourism, by=host, state=BodyState.REFUSED, reason=reason)
