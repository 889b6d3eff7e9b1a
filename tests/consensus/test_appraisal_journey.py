"""The whole way in the browser's terms: options, appraisal opened, judged on a telephone, read, concluded, accepted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dialogues.consensus.appraising import sheet_of
from dialogues.consensus.models import Acceptance, Appraisal, Opinion, Option
from dialogues.states import Category
from tests import make
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch

pytestmark = pytest.mark.django_db


def test_from_options_to_an_accepted_conclusion(client):
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    ap.rules(dialogue)
    (seat, delegate), *_others = ch.table(dialogue, 3, category=Category.SOCIAL_AGENTS)
    challenge = ch.challenge(dialogue)
    ap.criteria(dialogue)
    client.force_login(host)
    at = [dialogue.slug, challenge.number]
    assert client.get(reverse("options", args=at)).status_code == 200
    typed = {
        "title": "A single monthly flat contribution",
        "text": "One amount",
        "form_key": "6f0c2f9c-7d1e-4b7a-9f3e-0a6d5b0d2a11",
    }
    assert client.post(reverse("option_add", args=at), typed).status_code == 302
    assert list(Option.objects.values_list("letter", "is_status_quo")) == [("0", True), ("A", False)]
    assert client.post(reverse("appraisal_open", args=at), {"depth": "scores"}).status_code == 302
    appraisal = Appraisal.objects.select_related("challenge__dialogue", "criteria_set").get()
    here = [*at, appraisal.number]
    assert client.get(appraisal.get_absolute_url()).status_code == 200

    client.force_login(delegate)
    page = client.get(appraisal.get_absolute_url()).content.decode()
    begin = reverse("appraisal_judge", args=[*here, seat.pk, "0"])
    assert begin in page
    sheet, revision, url = sheet_of(appraisal), 0, begin
    for option in sheet.options:
        assert client.get(url).status_code == 200
        typed = {f"s{option.pk}_{one.pk}": "3" for one in sheet.criteria} | {"revision": revision}
        answer = client.post(url, typed)
        assert answer.status_code == 302, answer.context["form"].errors
        url, revision = answer["Location"], Opinion.objects.get().revision
    assert url == reverse("appraisal_check", args=[*here, seat.pk])
    assert "is not shown yet" in client.get(reverse("appraisal_results", args=here)).content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {"revision": revision}).status_code == 302
    assert Opinion.objects.get().submitted_at is not None
    assert "is not shown yet" not in client.get(reverse("appraisal_results", args=here)).content.decode()
    assert client.get(reverse("appraisal_weights", args=here)).status_code == 200

    client.force_login(host)
    assert client.get(reverse("appraisal_close", args=here)).status_code == 200
    assert client.post(reverse("appraisal_close", args=here)).status_code == 302
    assert client.get(reverse("conclusion", args=here)).status_code == 200
    said = {"text": "We try it on two islands", "option": sheet.options[1].pk, "revision": 0}
    assert client.post(reverse("conclusion_write", args=here), said).status_code == 302

    client.force_login(delegate)
    assert client.get(reverse("conclusion", args=here)).status_code == 200
    answer = {"seat": seat.pk, "accepts": "yes", "revision": 1}
    assert client.post(reverse("conclusion_accept", args=here), answer).status_code == 302
    assert Acceptance.objects.get().accepts
    assert "We try it on two islands" in client.get(reverse("appraisal_results", args=here)).content.decode()
