"""Goes through every verb of every app and finds the rules it asks, itself or through the verbs it calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from inspired.core.access import RULES
from tests.architecture import Module, modules

SERVICES = {module.name: module for module in modules() if module.room == "services"}
BY_A_JOB = "called by jobs and commands alone; the verb that enqueued the job asked"
BY_A_TOKEN = "what a link and a code open stands for the person; there is no account yet to ask a rule about"
OWN_ROWS = "touches nothing but rows of the person who calls"
A_PART = "a part of other verbs, which ask"
A_LOOK = "writes nothing; begins at visible_to"
A_NOTE = "notes in the trail what a view behind the door has handed out"
A_FILE = "stores a checked file to which nothing points; the verb that points to it asks"

ASKS_NOBODY = {
    "dialogues.activities.services.changing.cancel_coming": A_PART,
    "dialogues.activities.services.meetings.ask_to_confirm": A_PART,
    "dialogues.activities.services.meetings.locked_meeting": A_PART,
    "dialogues.activities.services.releases.move_clock": A_PART,
    "dialogues.activities.services.papers.store_paper": BY_A_JOB,
    "dialogues.consensus.services.ballots.store_ballots": BY_A_JOB,
    "dialogues.consensus.services.holding.held_appraisal": A_PART,
    "dialogues.consensus.services.holding.held_challenge": A_PART,
    "dialogues.consensus.services.holding.held_check": A_PART,
    "dialogues.consensus.services.holding.held_ranking": A_PART,
    "dialogues.consensus.services.holding.unfrozen_dialogue": A_PART,
    "dialogues.consensus.services.weighings.held_set": A_PART,
    "dialogues.consensus.services.weighings.tell_table": A_PART,
    "dialogues.convening.services.briefs.store_brief": BY_A_JOB,
    "dialogues.convening.services.contact_cards.drop_card": A_PART,
    "dialogues.convening.services.contact_cards.forget_expired_cards": BY_A_JOB,
    "dialogues.convening.services.contacts.save_listed": A_PART,
    "dialogues.convening.services.letter_runs.finish_run": BY_A_JOB,
    "dialogues.convening.services.letter_runs.recipients": A_LOOK,
    "dialogues.convening.services.letter_texts.store_logo": A_PART,
    "dialogues.convening.services.letters.store_pdf": BY_A_JOB,
    "dialogues.convening.services.pulse.answer_by_link": BY_A_TOKEN,
    "dialogues.convening.services.shelf.add_version": A_PART,
    "dialogues.convening.services.slips.try_code": BY_A_TOKEN,
    "dialogues.convening.services.slips.use_slip": BY_A_TOKEN,
    "dialogues.convening.services.strangers.ask_in": BY_A_TOKEN,
    "dialogues.convening.services.strangers.forget_requests": BY_A_JOB,
    "dialogues.documents.services.comments.begin_comments": A_PART,
    "dialogues.documents.services.drafting.discard_draft": OWN_ROWS,
    "dialogues.documents.services.versions.freeze_now": A_PART,
    "dialogues.documents.services.versions.lock_version": A_PART,
    "dialogues.documents.services.versions.withdraw_drafts": A_PART,
    "dialogues.documents.services.ways.end_submission": A_PART,
    "dialogues.documents.services.ways.group_of": A_PART,
    "dialogues.documents.services.ways.last_number": A_PART,
    "dialogues.documents.services.ways.locked_text": A_PART,
    "dialogues.documents.services.ways.whole_of": A_PART,
    "dialogues.documents.services.versions.store_rendition": BY_A_JOB,
    "dialogues.ledger.services.add_entry": A_PART,
    "dialogues.ledger.services.move_entries": A_PART,
    "dialogues.services.deletions.begin_deletion": BY_A_JOB,
    "dialogues.services.deletions.delete_part": BY_A_JOB,
    "dialogues.services.deletions.finish_deletion": BY_A_JOB,
    "dialogues.services.dialogue.locked_dialogue": A_PART,
    "dialogues.services.dialogue.held_dialogue": A_PART,
    "dialogues.services.exports.note_export": A_NOTE,
    "dialogues.services.invitations.accept": BY_A_TOKEN,
    "dialogues.services.invitations.accept_as_new": BY_A_TOKEN,
    "dialogues.services.invitations.decline": BY_A_TOKEN,
    "dialogues.services.lists.finish_list": BY_A_JOB,
    "dialogues.services.mandates.follow": A_PART,
    "dialogues.services.mandates.take_mandate": A_PART,
    "dialogues.services.notices.announce": A_PART,
    "dialogues.services.notices.mark_read": OWN_ROWS,
    "dialogues.services.notices.remind": BY_A_JOB,
    "dialogues.services.notices.set_aside": BY_A_JOB,
    "dialogues.services.notices.tell": BY_A_JOB,
    "dialogues.services.notices.tell_no_more": A_PART,
    "dialogues.services.notices.wake": BY_A_JOB,
    "dialogues.services.reasons.record_with_reason": A_PART,
    "dialogues.services.seats.add_organisation": A_PART,
    "dialogues.services.seats.find_or_add_organisation": A_PART,
    "dialogues.services.seats.revoke_all": A_PART,
    "dialogues.services.seats.take_place": A_PART,
    "inspired.core.services.request_password_link": "anybody may ask for the mail that lets them in again",
    "inspired.core.services.store_upload": A_FILE,
    "inspired.core.services.take_in": A_FILE,
    "inspired.front.services.open_to_visitors": BY_A_JOB,
    "toolkit.services.make_keeper": BY_A_JOB,
    "toolkit.services.take_in_shipped": BY_A_JOB,
    "workinggroups.services.prints.store_print": BY_A_JOB,
    "workinggroups.services.work.locked_group": A_PART,
}


@cache
def functions(module: Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}


def called(node: ast.AST) -> Iterator[ast.Call]:
    return (found for found in ast.walk(node) if isinstance(found, ast.Call))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def rules_in(call: ast.Call) -> set[str]:
    """Rules named in a call: of the door itself, or handed on to a part that asks it."""
    words = {
        word.value for word in [*call.args, *(named.value for named in call.keywords)] if isinstance(word, ast.Constant)
    }
    return words & set(RULES)


@cache
def origins(module: Module) -> dict[str, str]:
    """Where the names of other apps' verbs come from."""
    return {found.target.rsplit(".", 1)[-1]: found.target for found in module.imports()}


def asked(module: Module, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return the rules that a verb asks, itself or through what it calls in any ``services``."""
    place = f"{module.name}.{name}"
    if place in seen:
        return set()
    found: set[str] = set()
    here, elsewhere = functions(module), origins(module)
    for call in called(here[name]):
        target = name_of(call)
        if target in here:
            found |= asked(module, target, seen | {place}) | rules_in(call)
        elif target in ("require", "may"):
            found |= rules_in(call)
        elif (origin := elsewhere.get(target, "")) and (other := SERVICES.get(origin.rsplit(".", 1)[0])):
            found |= asked(other, target, seen | {place}) if target in functions(other) else set()
    return found


VERBS = [
    (f"{module.name}.{name}", frozenset(asked(module, name)))
    for module in SERVICES.values()
    for name, function in functions(module).items()
    if not name.startswith("_") and "by" in {argument.arg for argument in function.args.kwonlyargs}
]


@pytest.mark.parametrize(
    ("verb", "rules"), VERBS, ids=[f"{verb} asks {' '.join(sorted(rules)) or 'nobody'}" for verb, rules in VERBS]
)
def test_every_verb_asks_a_rule_or_says_why_not(verb: str, rules: frozenset[str]) -> None:
    if verb in ASKS_NOBODY:
        assert not rules, f"{verb} asks {sorted(rules)}: take it off the list of those that ask nobody"
    else:
        assert rules, f"{verb} lets anybody do it"


def test_the_list_of_those_that_ask_nobody_names_verbs_only() -> None:
    assert set(ASKS_NOBODY) <= {verb for verb, _rules in VERBS}


def test_what_asks_nobody_is_out_of_reach_of_pages() -> None:
    """Parts of verbs and what jobs do are not called by views or forms, which stand behind another rule than theirs."""
    hidden = {place for place, reason in ASKS_NOBODY.items() if reason in (BY_A_JOB, A_PART)}
    reached = set()
    for module in modules():
        if module.room in {"views", "forms", "admin"} and "management" not in module.path.parts:
            names = origins(module)
            for call in called(module.tree):
                function = call.func
                owner = names.get(getattr(function.value, "id", ""), "") if isinstance(function, ast.Attribute) else ""
                target = f"{owner}.{name_of(call)}" if owner else names.get(name_of(call), "")
                reached |= {(module.place, target)} if target in hidden else set()
    assert not reached
