"""The page before freezing tells what a host should know, and nothing of it blocks."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.documents.freezing import SUMMARY_LENGTH
from dialogues.documents.models import Version
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db
SAYS_SO = "The summary is longer than two pages"


@pytest.mark.parametrize(("length", "is_told"), [(0, False), (SUMMARY_LENGTH, False), (SUMMARY_LENGTH + 1, True)])
def test_a_summary_longer_than_two_pages_is_told_and_still_frozen(length, is_told) -> None:
    document = doc.ppa()
    document.summary = "a" * length
    document.save(update_fields=["summary"])
    browser = Client()
    browser.force_login(make.host_of(document.dialogue))
    address = reverse("version_freeze", args=[document.dialogue.slug, document.pk])
    answer = browser.get(address)
    assert (SAYS_SO in answer.content.decode()) is is_told
    browser.post(address, {"stamp": answer.context["draft"].stamp})
    assert Version.objects.count() == 1
