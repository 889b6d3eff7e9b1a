"""Ground rules: what is in force, what is proposed, what each seat said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogues.agreement import answers_by_seat, last_rules, own_seats, rules_of, seats_to_enter
from dialogues.forms.rules import AgreedForm, ProposalForm, RulesAnswerForm, RulesEnterForm
from dialogues.frame import frame
from dialogues.models import Dialogue, GroundRules
from dialogues.services.rules import agree_rules, answer_rules, enter_rules_answer, propose_rules
from dialogues.states import Status
from dialogues.views.submitting import submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed


@requires("dialogues.see_members_area", Dialogue, slug="slug")
@require_safe
def ground_rules(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Show the rules in force, the proposal with the seats' answers, and earlier versions."""
    context = frame(request.user, dialogue, "rules") | rules_of(request.user, dialogue)
    proposal = context["proposal"]
    context["can_answer"] = proposal and may(request.user, "dialogues.answer_rules", proposal)
    context["can_agree"] = proposal and may(request.user, "dialogues.agree_rules", proposal)
    return TemplateResponse(request, "dialogues/ground_rules.html", context)


@keeps_typed
@requires("dialogues.propose_rules", Dialogue, slug="slug")
def ground_rules_propose(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Write the next version, starting from the last one or from a suggested text."""
    last = last_rules(request.user, dialogue)
    form = ProposalForm(as_typed(request), last=last)
    said = _("The ground rules are proposed. Every seat is asked for its answer.")
    if dialogue.status == Status.DRAFT:
        said = _("The ground rules are kept as your proposal. The seats are asked once the dialogue is open.")
    if submitted(request, form, lambda data: propose_rules(dialogue, by=request.user, **data), said):
        return redirect("ground_rules", dialogue.slug)
    context = frame(request.user, dialogue, "rules") | {"form": form, "last": last}
    return TemplateResponse(request, "dialogues/ground_rules_propose.html", context)


@keeps_typed
@requires("dialogues.answer_rules", GroundRules, related=("dialogue",), dialogue__slug="slug", number="number")
def ground_rules_answer(request: HttpRequest, rules: GroundRules) -> HttpResponse:
    """Take a seat's answer to proposed rules."""
    dialogue = rules.dialogue
    form = RulesAnswerForm(as_typed(request), seats=own_seats(request.user, dialogue))
    said = _("Thank you. Your seat’s answer is noted; you can change it while the rules are a proposal.")
    if submitted(request, form, lambda data: answer_rules(rules, by=request.user, **data), said):
        return redirect("ground_rules", dialogue.slug)
    context = frame(request.user, dialogue, "rules") | {"form": form, "rules": rules}
    return TemplateResponse(request, "dialogues/ground_rules_answer.html", context)


@keeps_typed
@requires("dialogues.enter_rules_answer", GroundRules, related=("dialogue",), dialogue__slug="slug", number="number")
def ground_rules_enter(request: HttpRequest, rules: GroundRules) -> HttpResponse:
    """Enter what a seat said about proposed rules by telephone, by mail, on paper or in person."""
    dialogue = rules.dialogue
    form = RulesEnterForm(as_typed(request), seats=seats_to_enter(request.user, rules))
    said = _("Entered. The organisation’s delegates are told and can change it.")
    if submitted(request, form, lambda data: enter_rules_answer(rules, by=request.user, **data), said):
        return redirect("ground_rules", dialogue.slug)
    context = frame(request.user, dialogue, "rules") | {"form": form, "rules": rules}
    return TemplateResponse(request, "dialogues/ground_rules_enter.html", context)


@keeps_typed
@requires("dialogues.agree_rules", GroundRules, related=("dialogue",), dialogue__slug="slug", number="number")
def ground_rules_agree(request: HttpRequest, rules: GroundRules) -> HttpResponse:
    """Show who agreed and state that the rules are agreed."""
    dialogue = rules.dialogue
    answers = answers_by_seat(request.user, rules)
    missing = [line for line in answers if not line.agrees]
    form = AgreedForm(as_typed(request), missing=len(missing))
    said = _("The ground rules are in force.")
    if submitted(request, form, lambda data: agree_rules(rules, by=request.user, **data), said):
        return redirect("ground_rules", dialogue.slug)
    context = frame(request.user, dialogue, "rules")
    context |= {"form": form, "rules": rules, "answers": answers, "agreeing": len(answers) - len(missing)}
    return TemplateResponse(request, "dialogues/ground_rules_agree.html", context)
