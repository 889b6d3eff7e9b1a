"""*Decent work for domestic workers*: the story, chapter by chapter, from the first talk to a third version under endorsement."""

from __future__ import annotations

from dialogues.documents.models import Document, Version
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.services.comments import close_comments, open_comments
from dialogues.documents.services.reservations import settle_reservation
from dialogues.documents.services.rounds import Wish, announce_answer, close_round, remind
from dialogues.documents.services.sections import add_drafter, create_ppa
from dialogues.documents.services.versions import adopt, publish_version, reopen_text
from dialogues.documents.states import Position, ReservationStatus
from dialogues.services.balance import add_group, waive_category
from dialogues.services.dialogue import change_policy_area, create_dialogue, publish_dialogue
from dialogues.services.invitations import decline, invite
from dialogues.services.phases import move_dialogue, move_phase
from dialogues.services.rules import agree_rules, answer_rules, propose_rules
from dialogues.services.seats import add_seat
from dialogues.states import AreaOutcome, Category, Channel, Phase, PhaseMove, Role, Status
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.front.demo import domestic_comments, domestic_groups, domestic_inputs
from inspired.front.demo.cast import DOMESTIC, GROUPS, Table, appear_in_public, seat_down, take_role
from inspired.front.demo.clock import Clock
from inspired.front.demo.domestic_consensus import build_consensus
from inspired.front.demo.domestic_contacts import keep_contacts
from inspired.front.demo.domestic_doors import open_doors
from inspired.front.demo.domestic_group_meetings import meet_in_groups
from inspired.front.demo.domestic_handover import hand_a_seat_over
from inspired.front.demo.domestic_letters import write_letters
from inspired.front.demo.domestic_meetings import use_tools
from inspired.front.demo.domestic_messages import talk_in_confidence
from inspired.front.demo.domestic_pulses import feel_the_pulse
from inspired.front.demo.domestic_release import lead_and_release
from inspired.front.demo.domestic_shelf import fill_the_shelf
from inspired.front.demo.domestic_slips import hand_out_slips
from inspired.front.demo.domestic_tools import record_tools
from inspired.front.demo.domestic_words import CLOSING, FINANCE, RULES, SET_UP
from inspired.front.demo.writing import answer, ask, cite_work, freeze_now, paragraph_with, write

TITLE = "Decent work for domestic workers"
NAMED = ("workers", "rural", "commission", "university", "confederation", "freeunions", "socialsecurity", "labour")


def tell(clock: Clock, host: User) -> None:
    """Tell the whole story."""
    table = _begin(clock, host)
    _agree_on_ways(clock, table)
    domestic_inputs.first_calls(clock, table)
    groups = domestic_groups.found_groups(clock, table)
    document = _write_analysis(clock, table, groups)
    first = _endorse_first(clock, table, document)
    domestic_groups.close_first(clock, table, groups)
    _close_and_go_on(clock, table)
    _step_back(clock, table, document, first)
    domestic_groups.endorse_indicators(clock, table, groups)
    _publish(clock, table, document)
    domestic_inputs.later_calls(clock, table)
    _third_version(clock, table, document)
    domestic_groups.work_on(clock, table, groups)
    _latest_invitations(clock, table)
    use_tools(clock, table)
    meet_in_groups(clock, table)
    record_tools(clock, table)
    lead_and_release(clock, table)
    fill_the_shelf(clock, table)
    feel_the_pulse(clock, table)
    build_consensus(clock, table)
    keep_contacts(clock, table)
    write_letters(clock, table)
    talk_in_confidence(clock, table)
    hand_out_slips(clock, table)
    open_doors(clock, table)
    hand_a_seat_over(clock, table)


def _begin(clock: Clock, host: User) -> Table:
    with clock.at(-330):
        dialogue = create_dialogue(by=host, policy_area="Informal labour", incentives_tier=Tier.HOST, **SET_UP)
        table = Table(dialogue, host)
        groups = [add_group(dialogue, by=host, name=name) for name in GROUPS]
        for role, email, name in (
            (Role.FACILITATOR, "facilitator@example.org", "Facilitator of the host team"),
            (Role.DONOR, "donor@example.org", "Programme manager of the donor"),
            (Role.GOVERNMENT, "focalpoint@example.org", "Government focal point"),
        ):
            take_role(table, role, email, name)
    with clock.at(-325):
        move_dialogue(
            dialogue,
            by=host,
            target=Status.OPEN,
            reason="Fourteen bilateral talks show that ministries, unions and associations want to work on this together.",
            open_first_phase=True,
        )
    with clock.at(-318):
        seat_down(table, DOMESTIC, groups)
    with clock.at(-300):
        take_role(table, Role.MEDIA, "media@example.org", "Journalist, weekly newspaper")
        waive_category(
            dialogue,
            by=host,
            category=Category.DEMOCRACY_SUPPORT,
            reason="The host brings the method; no other organisation of this kind works on labour in the islands.",
        )
        appear_in_public(table, NAMED)
    return table


def _agree_on_ways(clock: Clock, table: Table) -> None:
    with clock.at(-310):
        rules = propose_rules(table.dialogue, by=table.host, **RULES)
    for number, key in enumerate(table.seats):
        with clock.at(-309 + number % 8, 11 + number % 5):
            answer_rules(rules, by=table.people[key], seat=table.seats[key], agrees=True)
    with clock.at(-298):
        agree_rules(rules, by=table.host)
    with clock.at(-240):
        change_policy_area(
            table.dialogue,
            by=table.host,
            outcome=AreaOutcome.ADJUSTED,
            area="Informal labour, narrowed to domestic work",
            reason="The revision of the labour code is on the parliament’s calendar, and nobody has data on domestic "
            "work: here the dialogue can change something within the year.",
        )


def _write_analysis(clock: Clock, table: Table, groups: domestic_groups.Groups) -> Document:
    with clock.at(-205):
        document = create_ppa(table.dialogue, by=table.host)
        for key in ("university", "commission", "socialsecurity"):
            add_drafter(document, by=table.host, user=table.people[key])
    domestic_groups.hand_in_first(clock, table, groups, document)
    with clock.at(-190):
        write(document, by=table.people["university"], folder="domestic")
        domestic_inputs.cite_first(table, document)
        _cite_works(table, document)
    with clock.at(-176, 9):
        open_comments(
            document,
            by=table.host,
            due_at=clock.end_of(-156),
            note="Please look at the areas of contention and at the indicators first.",
        )
    domestic_comments.comment_on_first(clock, table, document)
    with clock.at(-154):
        close_comments(document, by=table.host)
    domestic_comments.decide_on_first(clock, table, document)
    return document


def _cite_works(table: Table, document: Document) -> None:
    works = (
        ("evidence", "620 domestic workers", "Joint survey of domestic work, 620 respondents on three islands",
         "Working group Evidence; data sheet with the host"),
        ("landscape", "Domestic Workers Convention", "ILO Convention 189 and Recommendation 201", "International Labour Organization, 2011"),
        ("indicators", "Policy indicators", "Census of population and housing, labour module", "National Statistics Institute, 2011"),
    )  # fmt: skip
    for key, words, label, detail in works:
        cite_work(document, key, words, label, detail, by=table.host)


def _endorse_first(clock: Clock, table: Table, document: Document) -> Version:
    with clock.at(-148):
        version = freeze_now(document, by=table.host, change_note="First complete text, after 24 comments.")
    with clock.at(-147):
        round_ = ask(table, version, due_at=clock.end_of(-126), note="The analysis is the basis of the second phase.")
    for number, key in enumerate(table.signing):
        with clock.at(-145 + number, 9 + number % 7):
            if key == "finance":
                place = paragraph_with(version.data["sections"][6]["paragraphs"], "Who pays when")
                wish = Wish(reason=FINANCE["reason"], paragraph_id=place, wording=FINANCE["wording"])
                answer(table, round_, key, Position.RESERVE, wishes=(wish,))
            elif key == "opposition":
                answer(table, round_, key, Position.NOT_YET, note="Our congress decides on the minimum wage first.")
            elif key == "chamber":
                answer(table, round_, key, Position.ABSTAIN, note="Our board meets only after the deadline.")
            else:
                answer(table, round_, key)
    with clock.at(-125):
        close_round(round_, by=table.host)
    with clock.at(-122):
        reason = "Fourteen of sixteen organisations endorse it, one of them with a reservation that is on record."
        adopt(version, by=table.host, reason=reason)
    return version


def _close_and_go_on(clock: Clock, table: Table) -> None:
    with clock.at(-120):
        move_phase(
            table.dialogue,
            Phase.ASSESSMENT,
            PhaseMove.CLOSE,
            by=table.host,
            reason="The participants have adopted their first agreement.",
            answers=CLOSING,
        )
    with clock.at(-118):
        move_phase(
            table.dialogue,
            Phase.CONSENSUS,
            PhaseMove.OPEN,
            by=table.host,
            reason="Options can now be weighed on an analysis that fourteen organisations share.",
        )


def _step_back(clock: Clock, table: Table, document: Document, first: Version) -> None:
    with clock.at(-84):
        move_phase(
            table.dialogue,
            Phase.ASSESSMENT,
            PhaseMove.STEP_BACK,
            by=table.host,
            reason="The analysis says too little about workers who live in; it is opened again for four weeks.",
            trigger="A survey of working hours shows that live-in workers were missed by the first one.",
        )
        reopen_text(document, by=table.host, reason="New survey on working hours.")
    with clock.at(-78):
        write(document, by=table.people["university"], folder="domestic_v2")
        domestic_inputs.cite_second(table, document)
    with clock.at(-76):
        open_comments(document, by=table.host, due_at=clock.end_of(-62), note="Only what is new: live-in work.")
    domestic_comments.comment_on_second(clock, table, document)
    with clock.at(-61):
        close_comments(document, by=table.host)
    domestic_comments.decide_on_second(clock, table, document)
    with clock.at(-56):
        version = freeze_now(document, by=table.host, change_note="Live-in work added; contributions worded anew.")
    with clock.at(-55):
        round_ = ask(table, version, due_at=clock.end_of(-40))
        wish = first.endorsements.get(seat=table.seats["finance"]).reservations.get()
        resolution = "The ceiling stands in version 2, section 7."
        settle_reservation(wish, by=table.host, status=ReservationStatus.ACCOMMODATED, resolution=resolution)
    for number, key in enumerate(table.signing):
        with clock.at(-54 + number % 13, 9 + number % 7):
            answer(table, round_, key, consents_to_be_named=key in NAMED)
    with clock.at(-39):
        close_round(round_, by=table.host)
    with clock.at(-38):
        adopt(version, by=table.host, reason="All sixteen organisations that were asked endorse it.")


def _publish(clock: Clock, table: Table, document: Document) -> None:
    with clock.at(-36):
        publish_dialogue(table.dialogue, by=table.host)
        version = document.versions.get(number=2)
        publish_version(version, by=table.host, told=named_beyond_their_wish(version))
        reason = "The first figures of the statistics institute’s new module are expected."
        reopen_text(document, by=table.host, reason=reason)


def _third_version(clock: Clock, table: Table, document: Document) -> None:
    with clock.at(-12):
        write(document, by=table.people["university"], folder="domestic_v3")
    with clock.at(-9):
        note = "Baselines from the statistics institute’s first module on domestic work; nothing else is changed."
        version = freeze_now(document, by=table.host, change_note=note)
    with clock.at(-8):
        round_ = ask(table, version, due_at=clock.end_of(9), note=note)
    waiting = ("workers", "employers", "women", "opposition", "finance")
    for number, key in enumerate(key for key in table.signing if key not in waiting):
        with clock.at(-7 + number % 6, 9 + number % 7):
            answer(table, round_, key)
    with clock.at(-1, 15):
        announce_answer(
            round_,
            by=table.host,
            seat=table.seats["employers"],
            said=domestic_comments.announced(),
            channel=Channel.PHONE,
        )
        remind(round_, by=table.host)


def _latest_invitations(clock: Clock, table: Table) -> None:
    host, dialogue = table.host, table.dialogue
    with clock.at(-20):
        agencies = add_seat(
            dialogue, by=host, category=Category.SOCIAL_AGENTS, name="Association of Placement Agencies"
        )
        sent = invite(agencies, by=host, email="agencies@example.org", function="President", language="en")
    with clock.at(-17):
        decline(
            sent, by=None, generation=1, note="We follow the dialogue, but our members have not given us a mandate."
        )
    with clock.at(-5):
        gender = add_seat(dialogue, by=host, category=Category.ADMINISTRATION, name="Institute for Gender Equality")
        invite(
            gender, by=host, email="gender@example.org", may_sign=True, function="Director of programmes", language="en"
        )
        migrants = add_seat(
            dialogue,
            by=host,
            category=Category.CIVIL_SOCIETY,
            name="Migrants’ Mutual Aid Federation",
            speaks_for=list(dialogue.affected_groups.filter(name=GROUPS[2])),
        )
        invite(migrants, by=host, email="migrants@example.org", may_sign=True, function="Coordinator", language="en")
