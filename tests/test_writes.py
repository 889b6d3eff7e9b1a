"""Enforces docs/architecture.md: only verbs write, all or nothing, in the name of somebody, and no more than they change."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture import Module, is_write, modules

MODULES = modules()
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def faults(found: Iterator[str]) -> str:
    """Join what was found, for one assertion that names everything at once."""
    return "\n".join(found)


def each(*rooms: str) -> list[Module]:
    return [module for module in MODULES if module.room in rooms]


def test_views_and_forms_never_write() -> None:
    def writing() -> Iterator[str]:
        for module in each("states", "permissions", "forms", "views", "admin", "urls", "apps"):
            if "management" in module.path.parts:
                continue
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                    yield f"{module.place}:{node.lineno} .{node.func.attr}()"

    assert not faults(writing())


ASKED_BY_A_PORT = "erases, forgets, hands over, marks what is frozen or lets dates stand still, inside the transaction of the verb or the job that asks its port"
WRITING_WORKERS = dict.fromkeys(
    (
        "dialogues/activities/handing.py",
        "dialogues/activities/personal.py",
        "dialogues/activities/tasks.py",
        "dialogues/consensus/tasks.py",
        "dialogues/activities/tool_personal.py",
        "dialogues/announcing.py",
        "dialogues/consensus/recommendations_offers.py",
        "dialogues/consensus/standing_still.py",
        "dialogues/convening/handing.py",
        "dialogues/convening/handover_offers.py",
        "dialogues/convening/letter_forgetting.py",
        "dialogues/convening/personal.py",
        "dialogues/convening/taking_on.py",
        "dialogues/convening/talk_forgetting.py",
        "dialogues/convening/tasks/shelf.py",
        "dialogues/documents/handing.py",
        "dialogues/documents/personal.py",
        "dialogues/inputs/handing.py",
        "dialogues/inputs/personal.py",
        "dialogues/ledger/personal.py",
        "dialogues/monitoring/personal.py",
        "dialogues/personal.py",
        "dialogues/removing.py",
        "dialogues/retaining.py",
        "workinggroups/handing.py",
        "workinggroups/offers.py",
        "workinggroups/personal.py",
    ),
    ASKED_BY_A_PORT,
)


def writes_in(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and is_write(node))


def test_workers_and_tasks_leave_writing_to_verbs() -> None:
    """The shared floor is left out: its workers are the machinery that verbs stand on (trail, jobs, outbox, limits)."""
    writing = {
        module.place
        for module in each("worker", "tasks")
        if module.floor not in {"inspired.core", "inspired"} and any(writes_in(module))
    }
    assert writing == set(WRITING_WORKERS)


WITHIN_A_VERB = {  # read, check or write inside the transaction of the verb that calls them
    "dialogues.activities.services.changing.cancel_coming",
    "dialogues.activities.services.meetings.ask_to_confirm",
    "dialogues.activities.services.meetings.locked_meeting",
    "dialogues.activities.services.releases.move_clock",
    "dialogues.consensus.services.holding.held_appraisal",
    "dialogues.consensus.services.holding.held_challenge",
    "dialogues.consensus.services.holding.held_check",
    "dialogues.consensus.services.holding.held_ranking",
    "dialogues.consensus.services.holding.unfrozen_dialogue",
    "dialogues.consensus.services.weighings.held_set",
    "dialogues.consensus.services.weighings.tell_table",
    "dialogues.convening.services.contact_cards.drop_card",
    "dialogues.convening.services.contacts.locked_card",
    "dialogues.convening.services.contacts.locked_listed",
    "dialogues.convening.services.contacts.save_listed",
    "dialogues.convening.services.letter_runs.recipients",
    "dialogues.convening.services.letter_texts.store_logo",
    "dialogues.convening.services.letters.locked_letter",
    "dialogues.convening.services.shelf.add_version",
    "dialogues.documents.services.comments.begin_comments",
    "dialogues.documents.services.versions.freeze_now",
    "dialogues.documents.services.versions.lock_version",
    "dialogues.documents.services.versions.withdraw_drafts",
    "dialogues.documents.services.ways.end_submission",
    "dialogues.documents.services.ways.group_of",
    "dialogues.documents.services.ways.last_number",
    "dialogues.documents.services.ways.locked_text",
    "dialogues.documents.services.ways.whole_of",
    "dialogues.inputs.services.questions.draft_call",
    "dialogues.services.dialogue.held_dialogue",
    "dialogues.services.dialogue.locked_dialogue",
    "dialogues.services.reasons.record_with_reason",
    "dialogues.services.seats.find_or_add_organisation",
    "workinggroups.services.work.locked_group",
}


def test_verbs_write_all_or_nothing() -> None:
    loose = {
        f"{module.name}.{function.name}"
        for module in each("services")
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if "transaction.atomic" not in {ast.unparse(one) for one in function.decorator_list}
    }
    assert loose == WITHIN_A_VERB


def test_verbs_write_no_column_they_did_not_change() -> None:
    """A row that is saved whole undoes what somebody else has changed meanwhile."""
    safe = {"update_fields", "force_insert"}
    assert not faults(
        f"{module.place}:{call.lineno} {ast.unparse(call)}"
        for module in each("services")
        for call in writes_in(module)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "save"
        if not safe & {named.arg for named in call.keywords} and ast.unparse(call.func) != "image.save"
    )


def test_verbs_name_who_acts() -> None:
    def nameless() -> Iterator[str]:
        for module in each("services"):
            for function in module.tree.body:
                if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                    continue
                if "by" not in {argument.arg for argument in function.args.kwonlyargs}:
                    yield f"{module.place}:{function.lineno} {function.name} has no keyword-only by"

    assert not faults(nameless())
