"""A notice about an option leads to the options of its challenge: addresses in notices are made of numbers alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dialogues.consensus.services import options
from dialogues.models import Notice
from dialogues.noticeboard import found_for
from tests import make
from tests.consensus import make_appraisal

pytestmark = pytest.mark.django_db


def test_the_notice_of_a_proposed_option_leads_to_the_options() -> None:
    challenge = make_appraisal.challenge()
    seat = make.seat(challenge.dialogue)
    by = make.delegate(seat)
    options.propose_option(challenge, by=by, seat=seat, title="A voucher by the hour", text="Paid by the hour.")
    host = make.host_of(challenge.dialogue)
    told = Notice.objects.filter(user=host, kind="consensus.option_proposed").select_related("dialogue").get()
    found = found_for(host, [told])[told.pk]
    assert found.title == "A voucher by the hour"
    assert found.url == reverse("options", args=[challenge.dialogue.slug, challenge.number])
