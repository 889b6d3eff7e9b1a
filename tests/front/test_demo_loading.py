"""Loading the demonstration: whole or not at all, never into a real installation, and the clock is put back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dialogues.models import Dialogue
from inspired.core.models import User
from inspired.front.demo import domestic
from inspired.front.demo.clock import then
from tests.front.telling import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration(settings: Any, tmp_path: Any) -> None:
    settings.DEMONSTRATION = True
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path


def test_a_load_that_breaks_off_leaves_no_half_and_can_be_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(domestic, "_third_version", fall)
        with pytest.raises(KeyboardInterrupt):
            load()
    assert Dialogue.objects.count() == 0
    load()
    assert Dialogue.objects.count() == 3


def test_a_real_installation_is_never_touched(settings: Any) -> None:
    settings.DEMONSTRATION = False
    for command in ("load_demo", "demo_signins"):
        with pytest.raises(CommandError):
            call_command(command)
    assert User.objects.count() == 0


def test_time_is_put_back() -> None:
    def fall() -> None:
        with then(timezone.now().replace(year=2001)):
            assert timezone.now().year == 2001
            raise LookupError

    with pytest.raises(LookupError):
        fall()
    assert timezone.now().year > 2001
