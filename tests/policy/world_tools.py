"""Records of tools, notes of bilateral meetings and papers in the world. Words in capitals are secrets: see canaries."""

from __future__ import annotations

from datetime import date
from typing import Any

from dialogues.activities.models import Activity, Invited, MeetingPrint
from dialogues.activities.services import activities as verbs
from dialogues.activities.services import bilaterals as notes
from dialogues.activities.services import papers, records, releases
from dialogues.activities.states.activities import Tool
from inspired.core.models.audit import Tier
from tests.core.files import PDF

DAY = date(2026, 3, 2)


def records_of_tools(world: Any) -> None:
    """Record a coaching, a mission, grants and parties; write notes, show a summary; print a paper, say needs."""
    host = world.people["host"]

    def plan(title: str, tool: int, **more: Any) -> Activity:
        said = {"tool": tool, "title": title, "purpose": "To show who reads what", "asks_all": True}
        return verbs.plan_activity(world.dialogue, by=host, **said, **more)

    _coaching(world, plan("A coaching", Tool.COACHING))
    _mission(world, plan("A mission", Tool.MISSIONS))
    _grants(world, plan("A grant scheme", Tool.GRANTS))
    _parties(world, plan("A workshop of parties", Tool.MULTI_PARTY))
    _training(world, plan("A training", Tool.TRAINING))
    _notes(world, plan("Talks with each party", Tool.BILATERAL))
    _before_the_meeting(world)
    _event(world, plan("An event", Tool.PUBLIC_EVENTS), "HELD", tells_media=False)
    _event(world, plan("An event for all", Tool.PUBLIC_EVENTS, tier=Tier.PUBLIC), "TOLD", tells_media=True)


def _event(world: Any, activity: Activity, word: str, *, tells_media: bool) -> None:
    host, day = world.people["host"], date(2090, 6, 3)
    records.write_record(activity, by=host, revision=0, messages=f"{word}-MESSAGES", risks="RISKS-OF-EVENT")
    for held in ("release", "now"):
        said = {"title": f"{word}-MATERIAL-{held.upper()}", "held": held}
        records.add_row(activity, "materials", by=host, **said)
    releases.set_release(activity, by=host, revision=0, opens_on=day, tells_media=tells_media, seats=[world.seat])
    world.objects.setdefault("event", activity)


def _coaching(world: Any, activity: Activity) -> None:
    host = world.people["host"]
    records.write_record(activity, by=host, revision=0, coach="COACH-FROM-HERE", strategy="STRATEGY-OF-HOST")
    said = {"seat": world.seat, "goal": "GOAL-OF-OWN", "state": "agreed", "words": "PROGRESS-OF-OWN"}
    world.objects |= {"coaching": activity, "goal": records.add_row(activity, "goals", by=host, **said)}
    records.add_row(activity, "sessions", by=host, seat=world.neighbour_seat, on=DAY, words="SESSION-OF-NEIGHBOUR")


def _mission(world: Any, activity: Activity) -> None:
    host = world.people["host"]
    briefing = {"context": "BRIEFING-A", "stakeholders": "BRIEFING-B", "purpose_of_meetings": "BRIEFING-C"}
    records.write_record(
        activity, by=host, revision=0, obtained="OBTAINED-BY-MISSION", price="PRICE-OF-MISSION", **briefing
    )
    said = {"whom": "RECEIVED-BY", "message": "MESSAGE-OF-MISSION", "obtained": "OBTAINED-IN-MEETING"}
    records.add_row(activity, "audiences", by=host, on=DAY, **said)


def _grants(world: Any, activity: Activity) -> None:
    host = world.people["host"]
    records.write_record(activity, by=host, revision=0, call="CALL-FOR-GRANTS", weighing="HOW-WE-WEIGH")
    applied = {
        "project": "PROJECT-APPLIED",
        "recommendation": "RECOMMENDATION-APPLIED",
        "reason": "REASON-TO-APPLICANT",
    }
    records.add_row(activity, "grants", by=host, seat=world.neighbour_seat, state="applied", **applied)
    awarded = {"project": "PROJECT-AWARDED", "state": "awarded", "decided_on": DAY, "amount": 900, "currency": "EUR"}
    grant = records.add_row(activity, "grants", by=host, seat=world.seat, **awarded)
    records.add_row(activity, "instalments", by=host, grant=grant, amount=450, due_on=DAY, report="REPORT-ON-GRANT")


def _parties(world: Any, activity: Activity) -> None:
    host = world.people["host"]
    records.write_record(activity, by=host, revision=0, approach="APPROACH-TO-PARTIES")
    before = {"party": "PARTY-BEFORE", "before": "against", "after": "open", "words": "WHY-IT-MOVED"}
    records.add_row(activity, "positions", by=host, **before)
    given = {"party": "PARTY-THAT-PLEDGES", "pledge": "no_boycott", "on": DAY, "words": "WORDS-OF-PLEDGE"}
    records.add_row(activity, "undertakings", by=host, **given)


def _training(world: Any, activity: Activity) -> None:
    said = {"seat": world.seat, "who": "WHO-WAS-TRAINED", "before": 1, "after": 4, "words": "SAID-OF-TRAINING"}
    records.add_row(activity, "trainees", by=world.people["host"], **said)


def _notes(world: Any, activity: Activity) -> None:
    host = world.people["host"]
    said = {
        "who": "WHO-WAS-MET",
        "position": "POSITION-IN-NOTE",
        "red_lines": "RED-LINES-IN-NOTE",
        "contention": "CONTENTION-IN-NOTE",
        "commitments": "COMMITMENTS-IN-NOTE",
    }
    note = notes.write_note(activity, by=host, seat=world.seat, on=DAY, **said)
    summary = notes.write_summary(note, by=host, text="SUMMARY-SHOWN", revision=0)
    notes.show_summary(summary, by=host)
    hidden = notes.write_note(activity, by=host, seat=world.neighbour_seat, on=DAY, party="PARTY-IN-NOTE")
    notes.write_summary(hidden, by=host, text="SUMMARY-NOT-SHOWN", revision=0)
    forgotten = notes.write_note(activity, by=host, party="PARTY-WITHOUT-SEAT", on=DAY)
    world.objects |= {"bilateral": activity, "note": note, "summary": summary, "note_to_forget": forgotten}


def _before_the_meeting(world: Any) -> None:
    host, meeting = world.people["host"], world.objects["meeting"]
    invited = Invited.objects.get(meeting=meeting, seat=world.seat)
    needs = {"access": "ACCESS-OF-OWN", "diet": "DIET-OF-OWN", "childcare": "CHILDCARE-OF-OWN"}
    papers.say_needs(invited, by=world.people["head"], interpretation="INTO-LANGUAGE", **needs)
    rates = {"currency": "EUR", "per_day": 40, "per_km": 1}
    papers.set_allowances(meeting, by=host, revision=0, rates=rates, rows={invited.pk: (2, 742913)})
    paper = MeetingPrint.objects.create(meeting=meeting, kind="agenda", reader=host)
    papers.store_paper(paper, by=host, pdf=PDF + b"PRINTED-PAPER", pages=1)
    world.objects["paper"] = paper
