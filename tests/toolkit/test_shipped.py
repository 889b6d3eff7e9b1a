"""What is shipped: complete in English and French, loaded once, merged on the next version, chosen by an admin."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from inspired.core.models import Event
from inspired.core.text import clean_source
from tests.toolkit import make
from toolkit.models import KEPT, Edit, GuidePage, Reading, SitePage, Tool
from toolkit.services import StaleError, edit_item, settle_differences, take_in_shipped
from toolkit.shipping import FOLDER, shipped
from toolkit.states import Place, Readership, Theme

pytestmark = pytest.mark.django_db
WHYS = {
    "nine-categories",
    "a-culture-of-evidence",
    "participatory-policy-analysis",
    "from-comment-to-endorsement",
    "three-phases",
    "ground-rules",
    "building-trust",
    "sharing-knowledge",
    "choosing-tools",
}


@pytest.fixture
def loaded():
    return take_in_shipped(by=None)


@pytest.fixture
def next_version(tmp_path: Path):
    """A copy of what is shipped in which words can be replaced."""
    folder = tmp_path / "seed"
    shutil.copytree(FOLDER, folder)

    def rewritten(place: str, before: str, after: str) -> Path:
        path = folder / place
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))
        return folder

    return rewritten


def test_nothing_shipped_is_empty_in_english_or_french(loaded):
    assert [tool.number for tool in Tool.objects.order_by("number")] == list(range(1, 20))
    assert loaded["added"] == sum(model.objects.count() for model in KEPT)
    for model in KEPT:
        for item in model.objects.all():
            assert not item.empty_texts("en"), item
            assert not item.empty_texts("fr"), item
            assert item.is_published
    assert {page.slug for page in GuidePage.objects.all() if page.text("why")} >= WHYS
    assert {page.slug for page in SitePage.objects.all()} == {"contact", "legal", "privacy"}


def test_what_is_shipped_names_only_what_exists(loaded):
    assert {reading.theme for reading in Reading.objects.all()} == set(Theme.values)
    assert {page.readership for page in GuidePage.objects.all()} == set(Readership.values)
    for page in GuidePage.objects.all():
        assert set(page.places) <= set(Place.values), page
        assert set(page.tools) <= set(range(1, 20)), page
        assert page.parent is None or page.parent.parent is None, page
    for tool in Tool.objects.all():
        assert set(tool.main_phases) <= set(tool.phases), tool
    positions = list(GuidePage.objects.values_list("position", flat=True))
    assert len(positions) == len(set(positions))


def test_what_is_shipped_is_within_the_safe_subset():
    for _model, _key, _fixed, values in shipped():
        for key, words in values.items():
            if isinstance(words, str) and key.rpartition(".")[2] in {"en", "fr"}:
                assert clean_source(words).strip() == words, key


def test_guide_and_legal_notice_say_whose_method_it_is(loaded):
    for code in ("en", "fr"):
        assert "https://epd.eu/" in str(SitePage.objects.get(slug="legal").text("body", code))


def test_loading_again_changes_nothing(loaded):
    events = Event.objects.count()
    assert take_in_shipped(by=None) == {"added": 0, "updated": 0, "differing": 0}
    assert Event.objects.count() == events


def test_a_new_version_reaches_what_nobody_changed(loaded, next_version):
    folder = next_version("tools/09-bilateral-meetings.toml", "An hour each,", "Two hours each,")
    assert take_in_shipped(by=None, folder=folder) == {"added": 0, "updated": 1, "differing": 0}
    tool = Tool.objects.get(number=9)
    assert str(tool.text("effort", "en")).startswith("Two hours each")
    assert Edit.objects.get().changes["effort.en"][1] == str(tool.text("effort", "en"))


def test_a_new_version_never_overwrites_an_admin_and_lets_them_choose(loaded, next_version):
    keeper, tool = make.keeper(), Tool.objects.get(number=9)
    ours = {"effort.en": "A morning each."}
    edit_item(tool, by=keeper, values=ours, revision=tool.revision)
    folder = next_version("tools/09-bilateral-meetings.toml", "An hour each,", "Two hours each,")
    for _time in range(2):
        assert take_in_shipped(by=None, folder=folder) == {"added": 0, "updated": 0, "differing": 1}
    tool.refresh_from_db()
    assert tool.value_of("effort.en") == "A morning each."
    assert list(tool.offered) == ["effort.en"]
    tool = settle_differences(tool, by=keeper, take={"effort.en": False}, revision=tool.revision)
    assert (tool.value_of("effort.en"), tool.offered) == ("A morning each.", {})
    assert take_in_shipped(by=None, folder=folder) == {"added": 0, "updated": 0, "differing": 0}


def test_taking_the_new_words_lets_them_follow_from_then_on(loaded, next_version):
    keeper, tool = make.keeper(), Tool.objects.get(number=9)
    edit_item(tool, by=keeper, values={"effort.en": "A morning each."}, revision=tool.revision)
    place = "tools/09-bilateral-meetings.toml"
    take_in_shipped(by=None, folder=next_version(place, "An hour each,", "Two hours each,"))
    tool.refresh_from_db()
    settle_differences(tool, by=keeper, take={"effort.en": True}, revision=tool.revision)
    take_in_shipped(by=None, folder=next_version(place, "Two hours each,", "Three hours each,"))
    tool.refresh_from_db()
    assert str(tool.value_of("effort.en")).startswith("Three hours each")
    assert not tool.offered


def test_what_an_admin_took_back_to_draft_stays_a_draft(loaded, next_version):
    keeper, tool = make.keeper(), Tool.objects.get(number=9)
    edit_item(tool, by=keeper, values={"is_published": False}, revision=tool.revision)
    take_in_shipped(by=None, folder=next_version("tools/09-bilateral-meetings.toml", "An hour each,", "Two hours,"))
    tool.refresh_from_db()
    assert not tool.is_published
    assert str(tool.value_of("effort.en")).startswith("Two hours")


def test_a_choice_on_an_older_state_is_refused(loaded, next_version):
    keeper, tool = make.keeper(), Tool.objects.get(number=9)
    edit_item(tool, by=keeper, values={"effort.en": "A morning each."}, revision=tool.revision)
    take_in_shipped(by=None, folder=next_version("tools/09-bilateral-meetings.toml", "An hour each,", "Two hours,"))
    tool.refresh_from_db()
    edit_item(tool, by=keeper, values={"effort.en": "A day each."}, revision=tool.revision)
    with pytest.raises(StaleError):
        settle_differences(tool, by=keeper, take={"effort.en": True}, revision=tool.revision)
    tool.refresh_from_db()
    assert tool.value_of("effort.en") == "A day each."


def test_the_command_says_what_it_did(capsys):
    call_command("load_toolkit")
    assert f"{sum(model.objects.count() for model in KEPT)} added" in capsys.readouterr().out
    call_command("load_toolkit", verbosity=0)
    assert not capsys.readouterr().out
