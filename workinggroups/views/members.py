"""Inviting members, answering an invitation, naming who takes part, leaving; what a seat knows most about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.frame import frame
from dialogues.models import Seat
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed
from workinggroups.fitting import candidates
from workinggroups.forms.members import AnswerForm, InviteForm, PeopleForm, SpecialismForm
from workinggroups.inclusion import lacking
from workinggroups.models import Group, Member, Specialism
from workinggroups.services import members as verbs
from workinggroups.views.framing import INSIDE, ONE, WRITING, page

PLACE = ("group__dialogue", "seat__organisation")


@keeps_typed
@requires("workinggroups.edit_group", Group, related=("dialogue",), **ONE)
@require_http_methods(WRITING)
def member_invite(request: HttpRequest, group: Group) -> HttpResponse:
    """Choose seats to invite, those first whose specialisation fits the mission."""
    found = candidates(request.user, group)
    form = InviteForm(as_typed(request), found=found)
    invited: list[Member] = []
    if request.method == "POST" and form.is_valid():
        asked = form.asked()
        if done(
            request,
            lambda: invited.extend(verbs.invite_members(group, by=request.user, seats=asked)),
            _said(len(asked)),
        ):
            return redirect(group)
    fitting = [one for one in found if one.shared][:8]
    return page(
        request, "member_invite", group, form=form, fitting=fitting, found=found, lacking=lacking(request.user, group)
    )


def _said(count: int) -> str:
    words = ngettext("%(n)d organisation is invited and told.", "%(n)d organisations are invited and told.", count)
    return words % {"n": count}


@keeps_typed
@requires("workinggroups.answer_invitation", Member, related=PLACE, **INSIDE)
@require_http_methods(WRITING)
def member_answer(request: HttpRequest, member: Member) -> HttpResponse:
    """Accept or decline for one's seat, naming who takes part and who stands in."""
    form = AnswerForm(member, request.user, as_typed(request))

    def answer(typed: dict[str, object]) -> object:
        said = {**typed}
        if said.pop("answer") == "decline":
            return verbs.decline_invitation(member, by=request.user, note=str(said["note"]))
        return verbs.accept_invitation(member, by=request.user, **said)  # type: ignore[arg-type]

    if submitted(request, form, answer, _("Your answer is recorded.")):
        return redirect("groups", member.group.dialogue.slug)
    return page(request, "member_answer", member.group, form=form, member=member)


@keeps_typed
@requires("workinggroups.name_people", Member, related=PLACE, **INSIDE)
@require_http_methods(WRITING)
def member_people(request: HttpRequest, member: Member) -> HttpResponse:
    """Say who takes part for the seat, who stands in, and what it brings."""
    form = PeopleForm(member, request.user, as_typed(request))
    if submitted(request, form, lambda typed: verbs.name_people(member, by=request.user, **typed), _("Saved.")):
        return redirect(member.group)
    return page(request, "member_people", member.group, form=form, member=member)


@requires("workinggroups.leave_group", Member, related=PLACE, **INSIDE)
@require_http_methods(WRITING)
def member_leave(request: HttpRequest, member: Member) -> HttpResponse:
    """Ask once, then leave the group, take an invitation back or end a membership."""
    if request.method == "POST":
        done(request, lambda: verbs.end_membership(member, by=request.user), _("The place in the group has ended."))
        return redirect("groups", member.group.dialogue.slug)
    return page(request, "member_leave", member.group, member=member)


@requires("workinggroups.appoint_member", Member, related=PLACE, **INSIDE)
@require_POST
def member_appoint(request: HttpRequest, member: Member) -> HttpResponse:
    """Let a member coordinate or keep the record, or no longer."""
    task, wished = request.POST.get("task"), request.POST.get("wished") == "yes"
    chosen = {task: wished} if task in {"coordinator", "rapporteur"} else {}
    done(request, lambda: verbs.appoint(member, by=request.user, **chosen), _("Saved."))
    return redirect(member.group)


@keeps_typed
@requires(
    "workinggroups.describe_seat",
    Seat,
    related=("dialogue__host_organisation", "organisation"),
    dialogue__slug="slug",
    pk="pk",
)
@require_http_methods(WRITING)
def specialism(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say what a seat knows most about."""
    known = Specialism.objects.visible_to(request.user).filter(seat=seat).first()
    form = SpecialismForm(as_typed(request), initial={"words": known.words if known else ""})
    if submitted(request, form, lambda typed: verbs.describe_seat(seat, by=request.user, **typed), _("Saved.")):
        return redirect("seat", seat.dialogue.slug, seat.pk)
    context = {**frame(request.user, seat.dialogue, "participants"), "seat": seat, "form": form}
    return TemplateResponse(request, "workinggroups/specialism.html", context)
