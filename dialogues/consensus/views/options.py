"""Pages of policy options: compared side by side, one by one, proposed, changed, withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.consensus.forms import appraisal as forms
from dialogues.consensus.grounding import read_grounds
from dialogues.consensus.models import Challenge, Option
from dialogues.consensus.naming import Names
from dialogues.consensus.services import options as verbs
from dialogues.consensus.states.appraisal import OptionStatus
from dialogues.services.exports import note_export
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.listing import Column, Listing
from inspired.core.states import StaleError

from .appraisal_pages import CHALLENGE, OPTION, WRITING, page

FRAMED = ("dialogue__host_organisation",)
WITHIN = ("challenge__dialogue__host_organisation", "seat__organisation")
AT_ONCE = 100
LINES: list[tuple[str, Any]] = [
    ("text", gettext_lazy("What would be done")),
    ("implications", gettext_lazy("What it implies")),
    ("gains", gettext_lazy("What is gained, and for whom")),
    ("losses", gettext_lazy("What is lost, and for whom")),
    ("evidence", gettext_lazy("What we know about it")),
    ("get_measure_display", gettext_lazy("Type of measure")),
    ("get_stage_display", gettext_lazy("Stage of the policy cycle")),
]


@requires("consensus.see_options", Challenge, related=FRAMED, **CHALLENGE)
@require_safe
def options(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Compare the options of a challenge side by side, with proposals to answer and what was withdrawn below."""
    dialogue = challenge.dialogue
    listing = Listing(
        request,
        Option.objects.visible_to(request.user).filter(challenge=challenge).select_related("seat__organisation"),
        sorts={"letter": (_("By letter"), "letter")},
        columns=_columns(),
        per_page=AT_ONCE,
        is_short=True,
        name=f"options-{challenge.number}",
        on_export=lambda kind, rows: note_export(dialogue, by=request.user, what="options", kind=kind, rows=rows),
    )
    if (file := listing.download()) is not None:
        return file
    return page(request, "options", challenge, listing=listing, **_sorted(request, challenge, list(listing.rows)))


def _sorted(request: HttpRequest, challenge: Challenge, rows: list[Option]) -> dict[str, Any]:
    """Part the options by where they stand; those on the table are laid out to compare."""
    for row in rows:
        row.challenge = challenge
    names = Names(request.user, challenge.dialogue)
    on_table = [row for row in rows if row.status == OptionStatus.ON_TABLE]
    proposed = [row for row in rows if row.status == OptionStatus.PROPOSED]
    return {
        "on_table": on_table,
        "lines": _compared(on_table),
        "proposed": [{"option": row, "name": names.of(row.seat) if row.seat else ""} for row in proposed],
        "withdrawn": [row for row in rows if row.status == OptionStatus.WITHDRAWN],
    }


def _columns() -> list[Column]:
    return [
        Column(_("Letter"), "letter"),
        Column(_("Option"), "title"),
        *(Column(label, lambda row, name=name: _value(row, name)) for name, label in LINES),
        Column(_("Status"), lambda row: row.get_status_display()),
        Column(_("Reason"), "reason"),
    ]


def _value(option: Option, name: str) -> str:
    value = getattr(option, name)
    return str(value() if callable(value) else value)


def _compared(rows: list[Option]) -> list[dict[str, Any]]:
    """Lay out what the options say line by line; lines to which no option says anything are left out."""
    lines = [{"label": label, "cells": [(row, _value(row, name)) for row in rows]} for name, label in LINES]
    return [line for line in lines if any(value for _row, value in line["cells"])]


@requires("consensus.see_option", Option, related=WITHIN, **OPTION)
@require_safe
def option(request: HttpRequest, option: Option) -> HttpResponse:
    """Show one option: what it says, what it rests on, who proposed it, why it was withdrawn."""
    names, proposer = Names(request.user, option.challenge.dialogue), ""
    if option.seat and may(request.user, "consensus.see_parts", option.challenge.dialogue):
        proposer = names.of(option.seat)
    facts = [(label, _value(option, name)) for name, label in LINES]
    return page(
        request,
        "option",
        option.challenge,
        option=option,
        facts=[(label, value) for label, value in facts if value],
        resting=read_grounds(request.user, option.grounds.all()),
        proposer=proposer,
    )


@keeps_typed
@requires("consensus.add_option", Challenge, related=FRAMED, **CHALLENGE)
@require_http_methods(WRITING)
def option_add(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Put an option on the table."""
    form = forms.OptionForm(challenge, as_typed(request))
    said = _("The option is on the table.")
    if submitted(request, form, lambda typed: verbs.add_option(challenge, by=request.user, **typed), said):
        return redirect("options", challenge.dialogue.slug, challenge.number)
    return page(request, "option_add", challenge, form=form)


@keeps_typed
@requires("consensus.propose_option", Challenge, related=FRAMED, **CHALLENGE)
@require_http_methods(WRITING)
def option_propose(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    """Propose an option for one's seat."""
    form = forms.ProposeOptionForm(challenge, request.user, as_typed(request))
    said = _("The host team has your proposal. You will read the answer here.")
    if submitted(request, form, lambda typed: verbs.propose_option(challenge, by=request.user, **typed), said):
        return redirect("options", challenge.dialogue.slug, challenge.number)
    return page(request, "option_propose", challenge, form=form)


@keeps_typed
@requires("consensus.edit_option", Option, related=WITHIN, **OPTION)
@require_http_methods(WRITING)
def option_edit(request: HttpRequest, option: Option) -> HttpResponse:
    """Change what an option says; what somebody else saved meanwhile is shown beside what was typed."""
    form, current = forms.EditOptionForm(option, as_typed(request)), None
    try:
        if submitted(request, form, lambda typed: verbs.edit_option(option, by=request.user, **typed), _("Saved.")):
            return redirect(option)
    except StaleError as conflict:
        current = conflict.current
        form.data = form.data.copy()
        form.data["revision"] = str(current.revision)  # type: ignore[attr-defined]
    return page(request, "option_edit", option.challenge, option=option, form=form, current=current)


@requires("consensus.answer_option", Option, related=WITHIN, **OPTION)
@require_POST
def option_take_up(request: HttpRequest, option: Option) -> HttpResponse:
    """Put a proposal, or an option that was withdrawn, on the table."""
    done(request, lambda: verbs.put_option_on_table(option, by=request.user), _("The option is on the table."))
    return redirect("options", option.challenge.dialogue.slug, option.challenge.number)


@keeps_typed
@requires("consensus.withdraw_option", Option, related=WITHIN, **OPTION)
@require_http_methods(WRITING)
def option_withdraw(request: HttpRequest, option: Option) -> HttpResponse:
    """Take an option off the table, or decline a proposal, with a reason."""
    form = forms.WithdrawOptionForm(as_typed(request))
    said = _("Done. Whoever saw the option reads your reason.")
    if submitted(request, form, lambda typed: verbs.withdraw_option(option, by=request.user, **typed), said):
        return redirect("options", option.challenge.dialogue.slug, option.challenge.number)
    return page(request, "option_withdraw", option.challenge, option=option, form=form)
