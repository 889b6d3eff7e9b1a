"""Links to a trust pulse for people without an account: drawn, shown once, replaced. Using one is in ``services.pulse``."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.convening.models import Pulse, PulseLink
from dialogues.convening.models.pulse_links import who_may_answer
from dialogues.models import Delegate
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.states import StateError
from inspired.core.tokens import draw, fingerprint

PURPOSE = "pulse"


@transaction.atomic
def make_links(pulse: Pulse, *, by: User, delegates: Collection[int]) -> list[tuple[Delegate, str]]:
    """Draw a link for each of these delegates and return it, this once; an earlier one of theirs is void from now on.

    A new link does not let anybody answer again. Raises StateError for nobody, and for people who may not answer.
    """
    pulse = Pulse.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=pulse.pk)
    require(by, "convening.keep_pulse", pulse)
    chosen = set(delegates)
    people = who_may_answer(pulse.dialogue).filter(pk__in=chosen).select_related("person", "seat__organisation")
    found = list(people.order_by("seat__organisation__name", "person__name", "pk"))
    if not found or len(found) != len(chosen):
        raise StateError(_("Choose people who hold a mandate today."))
    made = [(one, draw()) for one in found]
    PulseLink.objects.filter(pulse=pulse, delegate__in=chosen).delete()
    PulseLink.objects.bulk_create(
        PulseLink(pulse=pulse, delegate=one, digest=fingerprint(token, PURPOSE)) for one, token in made
    )
    record(by, "pulse.links_made", pulse, number=len(made))
    return made
