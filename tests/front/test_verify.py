"""The public check of a document: byte for byte, and silent about what is not published."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.documents.states import VersionStatus
from dialogues.states import Appearance, Role
from inspired.core.canonical import fingerprint
from tests import make
from tests.front import publishing

pytestmark = pytest.mark.django_db
UNKNOWN = "We do not know this one."


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def check_file(pdf: bytes, client: Client | None = None) -> str:
    file = BytesIO(pdf)
    file.name = "paper.pdf"
    return (client or Client()).post("/verify/", {"file": file}).content.decode()


def check_hash(digest: str, client: Client | None = None) -> str:
    return (client or Client()).post("/verify/", {"fingerprint": digest}).content.decode()


def without_tokens(page: str) -> str:
    """Leave out the token of the language menu, which is drawn anew on every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_an_issued_file_is_known_to_the_last_byte() -> None:
    publishing.rendition(publishing.version(publishing.public_dialogue()))
    page = check_file(publishing.PDF)
    assert "unchanged to the last byte" in page
    assert "Analysis" in page
    assert "version 1" in page
    assert "Endorsed and adopted" in page
    assert UNKNOWN in check_file(publishing.PDF[:-1] + b" ")
    assert UNKNOWN in check_file(publishing.PDF + b"\n")


def test_a_pasted_hash_says_that_it_proves_nothing() -> None:
    version = publishing.version(publishing.public_dialogue())
    publishing.rendition(version)
    for digest in (fingerprint(publishing.PDF), version.sha256, " ".join(re.findall("....", version.sha256.upper()))):
        page = check_hash(digest)
        assert "That proves nothing about a file" in page
        assert "unchanged to the last byte" not in page
    assert UNKNOWN in check_hash("0" * 64)


def test_a_file_does_not_match_by_the_text_s_fingerprint() -> None:
    version = publishing.version(publishing.public_dialogue())
    assert UNKNOWN in check_file(version.content.encode())


@pytest.mark.parametrize("hidden", ["version", "dialogue", "tomorrow", "draft"])
def test_unpublished_answers_exactly_like_unknown(hidden: str, django_assert_num_queries: Any) -> None:
    dialogue = make.dialogue() if hidden == "dialogue" else publishing.public_dialogue()
    fields: dict[str, Any] = {}
    if hidden == "tomorrow":
        fields["published_at"] = timezone.now() + timedelta(days=1)
    if hidden == "draft":
        fields = {"status": VersionStatus.FINAL_DRAFT, "endorsed_at": None, "endorsement_reason": ""}
    publishing.rendition(publishing.version(dialogue, published=hidden not in {"version", "draft"}, **fields))
    digest = fingerprint(publishing.PDF)
    assert without_tokens(check_file(publishing.PDF)) == without_tokens(check_file(b"%PDF-1.7 never issued"))
    assert without_tokens(check_hash(digest)) == without_tokens(check_hash("ab" * 32))
    stranger = Client()
    stranger.force_login(make.user())
    assert without_tokens(check_hash(digest, stranger)) == without_tokens(check_hash("ab" * 32, stranger))


def test_unknown_and_unpublished_cost_the_same(django_assert_num_queries: Any) -> None:
    publishing.rendition(publishing.version(make.dialogue()))
    check_hash("cd" * 32)
    for digest in (fingerprint(publishing.PDF), "ab" * 32):
        with django_assert_num_queries(QUERIES_OF_UNKNOWN):
            check_hash(digest)


QUERIES_OF_UNKNOWN = 8


def test_a_member_learns_of_what_is_not_published() -> None:
    dialogue = make.dialogue()
    publishing.rendition(publishing.version(dialogue, published=False))
    member = Client()
    member.force_login(make.delegate(make.seat(dialogue)))
    assert "unchanged to the last byte" in check_file(publishing.PDF, member)


def test_a_superseded_version_says_so() -> None:
    publishing.rendition(publishing.version(publishing.public_dialogue(), status=VersionStatus.SUPERSEDED))
    assert "replaced by a later version" in check_file(publishing.PDF)


def test_only_those_who_agree_or_consent_are_named() -> None:
    dialogue = publishing.public_dialogue()
    version = publishing.version(dialogue)
    publishing.rendition(version)
    shown = {"appear_in_public": Appearance.ORGANISATION}
    publishing.answer(version, make.seat(dialogue, "Union of carers", **shown), "endorse")
    publishing.answer(version, make.seat(dialogue, "Ministry of coins", **shown), "reserve")
    publishing.answer(version, make.seat(dialogue, "Quiet association"), "endorse")
    publishing.answer(version, make.seat(dialogue, "Reluctant party", **shown), "not_yet")
    publishing.answer(version, make.seat(dialogue, "Open refuser", **shown), "decline", consents_to_be_named=True)
    page = check_file(publishing.PDF)
    assert "3 of 5 organisations asked" in page
    for name in ("Union of carers", "Ministry of coins", "Open refuser"):
        assert name in page
    assert "Quiet association" not in page
    assert "Reluctant party" not in page
    assert "1 organisation that endorsed it does not wish" in page
    member = Client()
    member.force_login(make.delegate(make.seat(dialogue)))
    inside = check_file(publishing.PDF, member)
    assert "Quiet association" in inside
    assert "Reluctant party" not in inside


def test_a_form_without_anything_or_with_nonsense_says_so() -> None:
    assert "Choose a PDF, or paste a fingerprint." in Client().post("/verify/", {}).content.decode()
    answer = Client().post("/verify/", {"fingerprint": "not a hash"}).content.decode()
    assert "A fingerprint has 64 characters" in answer
    assert "not a hash" in answer


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspired.front.forms.LARGEST", 10)
    assert "larger than 40 MB" in check_file(publishing.PDF)


def test_repeated_checks_are_slowed_down() -> None:
    statuses = {Client().post("/verify/", {"fingerprint": f"{number:064x}"}).status_code for number in range(62)}
    assert statuses == {200, 429}


def test_nothing_is_stored(tmp_path: Any) -> None:
    check_file(b"x" * 3_000_000)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_library_obeys_the_dates() -> None:
    dialogue = publishing.public_dialogue()
    version = publishing.version(dialogue)
    publishing.rendition(version)
    later = publishing.version(dialogue, 2, published_at=timezone.now() + timedelta(days=1))
    publishing.rendition(later, b"%PDF-1.7 later")
    place = f"/library/{dialogue.slug}/{version.document_id}"
    assert f"{place}/1/" in Client().get("/library/").content.decode()
    page = Client().get(f"{place}/1/")
    assert "Paragraph of version 1." in page.content.decode()
    assert b"".join(Client().get(f"{place}/1.pdf").streaming_content) == publishing.PDF  # type: ignore[arg-type]
    for hidden in (f"{place}/2/", f"{place}/2.pdf"):
        unknown = hidden.replace(f"/{version.document_id}/2", "/999999/2")
        assert Client().get(hidden).status_code == 404
        assert Client().get(hidden).content == Client().get(unknown).content
    assert f"{place}/2/" not in Client().get("/library/").content.decode()


def test_the_public_page_of_a_dialogue_leads_to_what_is_published_and_to_nothing_else() -> None:
    dialogue = publishing.public_dialogue()
    version = publishing.version(dialogue)
    publishing.version(dialogue, 2, published_at=timezone.now() + timedelta(days=1))
    place = f"/library/{dialogue.slug}/{version.document_id}"
    page = Client().get(dialogue.get_absolute_url()).content.decode()
    assert f'href="{place}/1/"' in page and f"{place}/2/" not in page
    inside = Client()
    inside.force_login(make.host_of(dialogue))
    assert f"{place}/1/" not in inside.get(dialogue.get_absolute_url()).content.decode()


def test_the_library_costs_the_same_with_one_text_and_with_thirty(django_assert_max_num_queries: Any) -> None:
    counts = []
    publishing.version(publishing.public_dialogue())
    Client().get("/library/")  # the guide in short is remembered from the first page on
    for extra in (0, 29):
        for _number in range(extra):
            publishing.version(publishing.public_dialogue())
        with django_assert_max_num_queries(12) as captured:
            assert Client().get("/library/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_donors_learn_what_they_may_read() -> None:
    dialogue = make.dialogue()
    publishing.rendition(publishing.version(dialogue, published=False))
    donor = Client()
    donor.force_login(make.user())
    assert UNKNOWN in check_file(publishing.PDF, donor)
    holder = make.user()
    make.role(dialogue, holder, Role.DONOR)
    donor.force_login(holder)
    assert UNKNOWN not in check_file(publishing.PDF, donor)
