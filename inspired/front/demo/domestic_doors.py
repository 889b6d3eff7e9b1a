"""What the donor of the main story offers, which doors are opened to whom, and a delegate who answers a pulse by a link."""

from __future__ import annotations

from typing import Any

from dialogues.convening.models import Introduction, Pulse, PulseLink, ShelfEntry
from dialogues.convening.services.introductions import ask_for_introduction, settle, take_up
from dialogues.convening.services.pulse import answer_by_link
from dialogues.convening.services.pulse_links import make_links
from dialogues.convening.services.shelf import put_on_shelf, withhold
from dialogues.convening.services.shelf_offering import offer
from dialogues.convening.states.introductions import IntroductionState
from dialogues.convening.states.shelf import Licence, ShelfKind
from dialogues.states import Phase
from inspired.core.models import User
from inspired.core.signing_in import find_account
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

REGISTER = """Ten years ago fewer than one household in six had declared its worker. Three things were done at the same time: a declaration by telephone in five minutes, inspectors who first wrote a letter, and a campaign in which employers spoke to employers.

After six years more than half were declared. What went wrong: the first letters were read as threats, and workers who live in were not reached at all, because nobody had asked who holds the key to the telephone.

Our programme paid for the telephone service in its first two years; the institute has run it by itself since."""

NOT_YET = (
    "Thank you. The seats are weighing options of their own now; a finished text from outside would cut that short. "
    "We would gladly have the story of how that law came about."
)
BUDGET = (
    "What the state’s share of contributions would cost, by three examples. We need half an hour before the committee "
    "closes its draft."
)
LOANS = "Whether the bank’s small loans could be open to women who work in homes and have no written contract."
MODULE = "Comparable questions for the labour module, before the questionnaire is printed."
CEILING = "The ceiling of contributions in section 7, from the side of those who earn least."
HOMES = "How inspections will be announced to households. We would like the host to be present."


def open_doors(clock: Clock, table: Table) -> None:
    """Let the donor offer, the host answer, three organisations ask for introductions, and one person answer by a link."""
    donor = _account("donor@example.org")
    _offers(clock, table, donor)
    _introductions(clock, table, donor, _account("focalpoint@example.org"))
    with clock.at(-1, 13):
        pulse = Pulse.objects.get(dialogue=table.dialogue, closed_at__isnull=True)
        without = table.seats["workers"].delegates.get(user__isnull=True)
        make_links(pulse, by=table.host, delegates=[without.pk])
        link = PulseLink.objects.get(pulse=pulse, delegate=without)
        answer_by_link(link.pk, by=None, value="4", remark="")


def _account(email: str) -> User:
    found = find_account(email)
    if found is None:
        raise LookupError(f"Nobody in the demonstration has the address {email}.")
    return found


def _give(table: Table, donor: User, kind: str, title: str, why: str, languages: str, **said: Any) -> ShelfEntry:
    return offer(table.dialogue, by=donor, kind=kind, title=title, why=why, languages=languages, **said)


def _offers(clock: Clock, table: Table, donor: User) -> None:
    with clock.at(-100):
        register = _give(
            table, donor, ShelfKind.EXPERIENCE, "How another small country brought households to declare their workers",
            "Declaring was made easier before it was made stricter, and the order mattered.", ",en,",
            place="A country of 3.4 million in South America", text=REGISTER, source="Evaluation of our labour programme",
            licence=Licence.PERMISSION, phase=Phase.CONSENSUS,
        )  # fmt: skip
        law = _give(
            table, donor, ShelfKind.EXPERIENCE, "Our model law on domestic work", "It could be taken over as it stands.",
            ",en,", address="https://example.org/model-law", source="Our legal department",
        )  # fmt: skip
    with clock.at(-96):
        put_on_shelf(register, by=table.host)
        withhold(law, by=table.host, reason=NOT_YET)
    _peers(clock, table, donor)


def _peers(clock: Clock, table: Table, donor: User) -> None:
    with clock.at(-33):
        peer = _give(
            table, donor, ShelfKind.PEER, "A former inspector general who built the inspection of private homes",
            "Ask how inspectors won the households’ trust, and what she would not do again.", ",es,en,", place="South America",
            text="Ready for two video calls with any organisation at the table, also with employers alone.",
            way_in="Through the host team; she answers within a week.",
        )  # fmt: skip
    with clock.at(-31):
        put_on_shelf(peer, by=table.host)
    with clock.at(-2, 10):
        _give(
            table, donor, ShelfKind.PEER, "A domestic workers’ cooperative with a placement service of its own",
            "How workers without papers found contracts through a cooperative.", ",pt,", place="A neighbouring country",
            way_in="Its office, by telephone; we have asked and they agree.",
        )  # fmt: skip


def _ask(table: Table, key: str, whom: str, why: str, **shown: bool) -> Introduction:
    said = {"whom": whom, "why": why}
    return ask_for_introduction(table.dialogue, by=table.people[key], seat=table.seats[key], **said, **shown)  # type: ignore[arg-type]


def _introductions(clock: Clock, table: Table, donor: User, focal: User) -> None:
    with clock.at(-90):
        budget = _ask(table, "workers", "Chair of the budget committee", BUDGET, for_government=True)
    with clock.at(-88):
        take_up(budget, by=focal)
    with clock.at(-71):
        settle(
            budget,
            by=focal,
            state=IntroductionState.OBTAINED,
            on=clock.day(-72).date(),
            outcome="Forty minutes with the chair and two members. They asked for the figures by income of the household.",
            next_step="Send the figures by income of the household",
            next_on=clock.day(12).date(),
        )
    with clock.at(-30):
        bank = _ask(table, "rural", "Governor of the development bank", LOANS, for_donors=True)
        take_up(bank, by=donor)
    with clock.at(-16):
        told = "The bank’s board is being replaced; nobody there decides before the summer."
        settle(bank, by=donor, state=IntroductionState.DECLINED, on=clock.day(-17).date(), outcome=told)
    with clock.at(-10):
        take_up(
            _ask(table, "university", "Head of statistics at the regional commission", MODULE, for_donors=True),
            by=donor,
        )
    with clock.at(-3):
        _ask(table, "workers", "Minister of Finance", CEILING, for_donors=True, for_government=True)
        _ask(table, "employers", "Minister of Labour", HOMES)
