"""Every route under nonsense, without a form token, and with its headers: nothing breaks and nothing opens."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test.client import ClientHandler, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.test_headers import check
from tests.policy.reading import OBJECT_ARGUMENTS, ROUTES, url_of
from tests.policy.table import ROWS

NAMES = ("q", "sort", "page", "format", "entry", "paragraph", "section", "old", "new", "check", "next", "category")
NAMES += ("seat", "call", "disposition", "step", "revision", "text", "number", "whose", "name", "reason", "email")
NASTY = ("", "\x00", "-1", "9" * 30, "1e9", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "x" * 5000)
NASTY += ("' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "{{7*7}}", "null", "[]", "٣")


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_nonsense_breaks_nothing(name, world, ask):
    url = url_of(name, ROWS[name], world)
    for place, word in enumerate(NASTY):
        said = {key: NASTY[(place + step) % len(NASTY)] for step, key in enumerate(NAMES)}
        if place % 5 == 0:
            assert ask("host", "GET", url, said).status_code < 500, ("GET", word)
        if place % 4 == 0:
            assert ask("host", "POST", url, said).status_code < 500, ("POST", word)
    names = [argument for argument in ROUTES[name][1] if argument in OBJECT_ARGUMENTS]
    if names:
        huge = url_of(name, ROWS[name], world, **dict.fromkeys(names, 10**40))
        allowed = {404, 405, 302} if name.startswith("mfa_") else {404, 405}
        assert ask("host", "GET", huge).status_code in allowed
        assert ask("head", "POST", huge).status_code in allowed


@pytest.mark.parametrize("name", ["inputs", "participants", "comments", "document_compare", "dialogues", "verify"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40).filter(lambda text: text.isprintable())))
def test_any_question_gets_an_answer(name, world, ask, said):
    assert ask("head", "GET", url_of(name, ROWS[name], world), said).status_code < 500


@pytest.mark.parametrize("body", [b"", b"{", b'{"a": 1}', b"[" * 5000, b"\x00\xff" * 300])
def test_bodies_that_no_form_sends_break_nothing(body, world, handler, cookies):
    for name in ("seat_add", "section_edit", "answer_edit", "verify", "invitation_send", "account_login"):
        url = url_of(name, ROWS[name], world)
        for kind in ("application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
            request = RequestFactory().generic("POST", url, body, content_type=kind)
            request.COOKIES.update({key: one.value for key, one in cookies["host"].items()})
            request._dont_enforce_csrf_checks = True
            assert handler.get_response(request).status_code < 500, (name, kind)


@pytest.mark.parametrize("actor", ["anonymous", "host"])
def test_every_post_needs_its_token(actor, world, cookies):
    strict = ClientHandler(enforce_csrf_checks=True)
    strict.load_middleware()
    factory = RequestFactory()
    factory.cookies = cookies[actor]
    passed = []
    for name in sorted(ROUTES):
        answer = strict.get_response(factory.post(url_of(name, ROWS[name], world)))
        passed += [name] if answer.status_code != 403 else []
    assert not passed


@pytest.mark.parametrize("actor", ["anonymous", "host", "head"])
def test_headers_stand_on_every_route(actor, world, ask):
    for name in sorted(ROUTES):
        check(ask(actor, "GET", url_of(name, ROWS[name], world)))


@pytest.mark.parametrize("goal", ["https://evil.example", "//evil.example", "\\\\evil.example", "javascript:alert(1)"])
def test_no_route_leads_elsewhere(goal, ask, world):
    for actor in ("anonymous", "host"):
        for path in ("/accounts/login/", "/accounts/language/", "/accounts/logout/", "/accounts/reauthenticate/"):
            for method in ("GET", "POST"):
                answer = ask(actor, method, f"{path}?next={goal}", {"next": goal, "language": "fr"})
                place = urlsplit(answer.headers.get("Location", "/"))
                assert place.path.startswith("/"), (actor, path, method)
                assert (place.scheme, place.netloc) == ("", ""), (actor, path, method)


def test_unknown_hosts_and_overridden_methods_are_refused(world, ask):
    assert ask("host", "GET", "/", HTTP_HOST="evil.example").status_code == 400
    url = url_of("seat", ROWS["seat"], world)
    assert ask("host", "POST", url, HTTP_X_HTTP_METHOD_OVERRIDE="GET").status_code == 405
    for path in ("/%00/", "/dialogues/%00/", "/invitations/%00/", "/dialogues/" + "a" * 5000 + "/"):
        assert ask("host", "GET", path).status_code in {400, 404, 302}, path
