"""Reports on commitments: given by the owner, by others, on behalf; confirmed; asked for; the file that proves one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.models import Dialogue
from dialogues.monitoring.forms.commitments import AskReportsForm, ReportForm
from dialogues.monitoring.models import Commitment, Report
from dialogues.monitoring.services import reports as verbs
from dialogues.monitoring.views.framing import OF_DIALOGUE, ONE, RELATED, WRITING, page
from dialogues.monitoring.voices import voices_of
from dialogues.views.submitting import done, submitted
from inspired.core.access import may, requires
from inspired.core.keeping import as_typed, keeps_typed
from inspired.core.uploads import serve

OF_COMMITMENT: dict[str, Any] = {"commitment__dialogue__slug": "slug", "commitment": "pk", "pk": "report_id"}
USUAL = timedelta(days=21)


@keeps_typed
@requires("monitoring.report", Commitment, related=RELATED, **ONE)
@require_http_methods(WRITING)
def report_new(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Report on a commitment for one's seat or group, or enter a report on behalf of a seat; or correct an earlier one."""
    is_team = may(request.user, "monitoring.enter_report", commitment)
    corrects = _corrected(request, commitment)
    form = ReportForm(
        voices_of(request.user, commitment),
        as_typed(request),
        request.FILES or None,
        is_team=is_team,
        initial=_before(corrects),
    )
    said = _("Noted. It counts once the organisation confirms it.") if is_team else _("Your report stands here now.")

    def give(typed: dict[str, Any]) -> Report:
        return verbs.report(commitment, by=request.user, corrects=corrects, **typed)

    if submitted(request, form, give, said):
        return redirect("commitment", commitment.dialogue.slug, commitment.pk)
    return page(request, "report_new", commitment.dialogue, form=form, commitment=commitment, corrects=corrects)


def _corrected(request: HttpRequest, commitment: Commitment) -> Report | None:
    number = request.GET.get("corrects", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return Report.objects.visible_to(request.user).filter(commitment=commitment, pk=number).first()


def _before(corrects: Report | None) -> dict[str, Any]:
    if corrects is None:
        return {}
    voice = f"{corrects.seat_id}-{corrects.group_id}" if corrects.group_id else f"{corrects.seat_id}"
    said = {name: getattr(corrects, name) for name in ("status", "on", "note", "evidence", "link")}
    return {"voice": voice, **said}


@requires("monitoring.confirm_report", Report, related=("commitment__dialogue",), **OF_COMMITMENT)
@require_POST
def report_confirm(request: HttpRequest, report: Report) -> HttpResponse:
    """Confirm, for the seat, a report entered on its behalf."""
    done(request, lambda: verbs.confirm_report(report, by=request.user), _("Confirmed: the report counts now."))
    return redirect("commitment", report.commitment.dialogue.slug, report.commitment_id)


@requires("monitoring.read_report", Report, related=("file",), **OF_COMMITMENT)
@require_safe
def report_file(request: HttpRequest, report: Report) -> HttpResponse:
    """Hand the file of a report out for saving."""
    if report.file is None:
        raise Http404
    return serve(report.file)


@keeps_typed
@requires("monitoring.ask_commitments", Dialogue, **OF_DIALOGUE)
@require_http_methods(WRITING)
def reports_ask(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Ask everybody who has taken something on for a report until a day."""
    form = AskReportsForm(dialogue, as_typed(request), initial={"due_on": timezone.localdate() + USUAL})
    said = _("The organisations are asked and told. Whoever does not report is reminded when the day is near.")
    if submitted(request, form, lambda _typed: verbs.ask_for_reports(dialogue, by=request.user, **form.moment()), said):
        return redirect("monitoring", dialogue.slug)
    open_ones = Commitment.objects.visible_to(request.user).filter(dialogue=dialogue).open()
    return page(request, "reports_ask", dialogue, form=form, organisations=open_ones.values("seat").distinct().count())
