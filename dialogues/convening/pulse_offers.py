"""What trust pulses offer to the ports: a tab, and a question that waits for my answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.convening.models import PulseBox
from dialogues.convening.pulse_counting import marks_of
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Tab, Todo


@ports.tabs.provide
def pulse_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team and the participants."""
    if may(user, "convening.see_pulses", dialogue):
        yield Tab("pulses", _("Trust"), reverse("pulses", args=[dialogue.slug]), 87)


@ports.todo.provide
def open_pulses(user: Anyone) -> Iterator[Todo]:
    """Ask delegates for their answer; whoever answered is asked no more, which only their own page knows. One query."""
    if not reach_of(user).seated:
        return
    seated = PulseBox.objects.answerable_by(user).select_related("pulse__dialogue")
    for box in seated:
        pulse = box.pulse
        if not may(user, "convening.answer_pulse", pulse) or set(marks_of(pulse.pk, user.person_key)) & set(box.marks):  # type: ignore[union-attr]
            continue
        yield Todo(
            title=_("One question about trust, answered without your name"),
            url=reverse("pulse", args=[pulse.dialogue.slug, pulse.pk]),
            action=_("Answer"),
            dialogue_id=pulse.dialogue_id,
            context=pulse.dialogue.title,
            due=pulse.closes_at,
            rank=4,
        )
