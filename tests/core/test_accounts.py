"""Signing in by password and by code, forgotten passwords, second factors, commands: what people meet at the door."""

from __future__ import annotations

import re
import statistics
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from inspired.core import services
from inspired.core.adapters import slow_down_mail
from inspired.core.models import Event, OutboxMail, User
from inspired.core.ports import second_factor
from inspired.core.signing_in import find_account, needs_second_factor
from tests import make
from tests.core.post import delivered

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
RESET = "/accounts/password/reset/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, address: str, password: str = make.PASSWORD):
    return client.post(LOGIN, {"login": address, "password": password})


def test_sign_in_page_offers_password_and_code(client):
    page = client.get(LOGIN).content.decode()
    assert 'name="login"' in page
    assert 'name="password"' in page
    assert f'formaction="{CODE}"' in page


def test_password_signs_in_whatever_the_letters_case(client):
    make.user("ines@example.org")
    answer = sign_in(client, " INES@Example.org ")
    assert answer.status_code == 302
    assert signed_in(client)


def test_wrong_password_and_unknown_address_get_the_same_bytes(client):
    make.user("known@example.org")
    pages = []
    for address in ("known@example.org", "other@example.org"):
        page = sign_in(Client(), address, "not the password").content.decode()
        page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page)
        pages.append(page.replace(address, ""))
    assert pages[0] == pages[1]
    assert "do not belong together" in pages[0]


def test_address_of_a_lookalike_letter_opens_nothing(client):
    make.user("mike@example.org")
    assert find_account("mıke@example.org") is None


def test_account_that_is_switched_off_cannot_sign_in(client):
    make.user("off@example.org", is_active=False)
    sign_in(client, "off@example.org")
    assert not signed_in(client)


def test_nobody_signs_up(client):
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": make.PASSWORD})
    assert not User.objects.exists()
    assert "invitation" in client.get("/accounts/signup/").content.decode()


def test_guessing_is_delayed_and_never_locked_out(client):
    make.user("slow@example.org")
    for _try in range(5):
        sign_in(client, "slow@example.org", "wrong")
    page = sign_in(client, "slow@example.org").content.decode()
    assert "Please wait" in page
    assert "slow@example.org" in page
    assert not signed_in(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    sign_in(elsewhere, "slow@example.org")
    assert signed_in(elsewhere)


def test_forwarded_header_does_not_reset_the_delay(client):
    make.user("slow@example.org")
    for number in range(6):
        answer = client.post(
            LOGIN,
            {"login": "slow@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )
    assert "Please wait" in answer.content.decode()


def test_code_by_mail_signs_in(client):
    make.user("code@example.org")
    answer = client.post(CODE, {"login": "Code@example.org", "password": ""})
    assert answer.headers["Location"].startswith(CONFIRM)
    [letter] = delivered()
    assert letter.to == ["code@example.org"]
    assert letter.content_subtype == "plain"
    code = re.search(r"^ {4}(\S+)$", letter.body, re.MULTILINE)[1]
    assert code not in letter.subject
    assert client.post(CONFIRM, {"code": "wrong"}).status_code == 200
    client.post(CONFIRM, {"code": code})
    assert signed_in(client)
    assert OutboxMail.objects.get().secret is None


def test_code_works_only_in_the_browser_that_asked(client):
    make.user("code@example.org")
    client.post(CODE, {"email": "code@example.org"})
    code = re.search(r"^ {4}(\S+)$", delivered()[0].body, re.MULTILINE)[1]
    thief = Client()
    thief.post(CONFIRM, {"code": code})
    assert not signed_in(thief)


def test_code_is_given_up_after_five_wrong_tries(client):
    make.user("code@example.org")
    client.post(CODE, {"email": "code@example.org"})
    code = re.search(r"^ {4}(\S+)$", delivered()[0].body, re.MULTILINE)[1]
    for _try in range(5):
        client.post(CONFIRM, {"code": "WRONG"})
    client.post(CONFIRM, {"code": code})
    assert not signed_in(client)


def without_token(answer, address: str) -> bytes:
    page = re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", answer.content)
    return page.replace(address.encode(), b"").replace(address.replace("@", "%40").encode(), b"")


@pytest.mark.parametrize(("path", "after"), [(CODE, CONFIRM), (RESET, f"{RESET}done/")])
def test_known_and_unknown_addresses_get_the_same_answer(path, after):
    make.user("known@example.org")
    seen = []
    for address in ("known@example.org", "nobody@example.org"):
        client = Client()
        answer = client.post(path, {"email": address})
        page = client.get(after)
        names = sorted(name for name in answer.headers if name != "Set-Cookie")
        wrong = without_token(client.post(CONFIRM, {"code": "WRONG"}), address) if path == CODE else b""
        seen.append((answer.status_code, answer.headers["Location"], names, without_token(page, address), wrong))
    assert seen[0] == seen[1]
    assert OutboxMail.objects.count() == 2
    assert [letter.to for letter in delivered()] == [["known@example.org"], ["nobody@example.org"]]


def test_forgotten_password_takes_the_same_time_for_both(monkeypatch):
    make.user("known@example.org")
    monkeypatch.setattr("inspired.core.forms.slow_down_mail", lambda *_who: None)
    spent: dict[str, list[float]] = {"known@example.org": [], "nobody@example.org": []}
    for _round in range(15):
        for address, times in spent.items():
            start = time.perf_counter()
            Client().post(RESET, {"email": address})
            times.append(time.perf_counter() - start)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert abs(known - unknown) < 0.5 * max(known, unknown)


def test_link_sets_a_password_once(client):
    user = make.user("forgot@example.org")
    client.post(RESET, {"email": "forgot@example.org"})
    [letter] = delivered()
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    new = "quite another sentence"
    client.post(path, {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert "used already" in Client().get(link).content.decode()


def test_short_password_is_refused(client):
    user = make.user()
    client.force_login(user)
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": "short", "password2": "short"}
    )
    assert answer.status_code == 200
    user.refresh_from_db()
    assert user.check_password(make.PASSWORD)


def test_former_address_opens_nothing(client):
    admin = make.user(is_staff=True, is_superuser=True)
    user = make.user("before@example.org")
    client.force_login(user)
    services.change_account(user, by=admin, email="after@example.org")
    assert client.get("/accounts/").status_code == 302
    sign_in(client, "before@example.org")
    assert not signed_in(client)
    sign_in(client, "after@example.org")
    assert signed_in(client)


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_app(user: User) -> str:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    return secret


def test_second_factor_is_asked_after_password_and_after_code(client):
    user = make.user("two@example.org")
    secret = with_app(user)
    answer = sign_in(client, "two@example.org")
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert signed_in(client)

    other = Client()
    other.post(CODE, {"email": "two@example.org"})
    code = re.search(r"^ {4}(\S+)$", delivered()[0].body, re.MULTILINE)[1]
    answer = other.post(CONFIRM, {"code": code})
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(other)


def test_recovery_code_works_once():
    user = make.user("two@example.org")
    with_app(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    outcomes = []
    for _time in range(2):
        client = Client()
        sign_in(client, "two@example.org")
        client.post("/accounts/2fa/authenticate/", {"code": code})
        outcomes.append(signed_in(client))
    assert outcomes == [True, False]


def test_guessing_the_second_factor_is_delayed(client):
    with_app(make.user("two@example.org"))
    sign_in(client, "two@example.org")
    for _try in range(7):
        answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Please wait" in answer.content.decode()


def test_secrets_of_second_factors_are_sealed():
    user = make.user()
    secret = with_app(user)
    RecoveryCodes.activate(user)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored


def test_setting_up_the_app_shows_a_picture_without_data_urls(client, django_capture_on_commit_callbacks):
    user = make.user("app@example.org")
    sign_in(client, "app@example.org")
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "<svg" in page
    assert "data:" not in page
    secret = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    assert OutboxMail.objects.get().to == "app@example.org"
    assert Authenticator.objects.filter(user=user, type="totp").exists()


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_host": True}])
def test_hosts_and_admins_are_sent_to_set_up_a_second_factor(client, settings, fields):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make.user(**fields)
    client.force_login(user)
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    with_app(user)
    assert client.get("/admin/").headers.get("Location") != "/accounts/2fa/"


def test_apps_can_name_who_needs_a_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make.user()
    assert not needs_second_factor(user)

    def facilitators(person):
        return [person.pk == user.pk]

    second_factor.provide(facilitators)
    try:
        assert needs_second_factor(user)
    finally:
        second_factor.providers.pop(f"{facilitators.__module__}.{facilitators.__qualname__}")


def test_last_second_factor_of_an_admin_stays(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make.user("admin@example.org", is_staff=True)
    secret = with_app(user)
    sign_in(client, "admin@example.org")
    client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()


@pytest.mark.parametrize(("command", "right"), [("create_host", "is_host"), ("create_admin", "is_staff")])
def test_command_creates_an_account_with_a_one_time_link(client, command, right):
    out = StringIO()
    call_command(command, "First@Example.org", name="First Host", stdout=out)
    user = User.objects.get()
    assert user.email == "first@example.org"
    assert getattr(user, right)
    assert not user.has_usable_password()
    path = re.search(r"https?://[^/]+(/\S+)", out.getvalue())[1]
    page = client.get(path, follow=True)
    assert "At least 12 signs" in page.content.decode()


def test_command_gives_an_existing_account_its_right():
    user = make.user("there@example.org")
    call_command("create_host", "there@example.org", stdout=StringIO())
    user.refresh_from_db()
    assert user.is_host
    assert User.objects.count() == 1


def test_command_drops_a_lost_second_factor_and_ends_the_sessions(client):
    user = make.user("lost@example.org")
    with_app(user)
    client.force_login(user)
    call_command("drop_second_factor", "lost@example.org", stdout=StringIO())
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/accounts/").status_code == 302
    assert Event.objects.filter(verb="account.second_factor_dropped").count() == 1
    with pytest.raises(CommandError, match="no second factor"):
        call_command("drop_second_factor", "lost@example.org")


def test_profile_keeps_name_and_language(client):
    user = make.user()
    client.force_login(user)
    answer = client.post("/accounts/", {"name": "  Ana   Lima ", "language": "fr"})
    user = User.objects.get(pk=user.pk)
    assert (user.name, user.language) == ("Ana Lima", "fr")
    assert answer.cookies["language"].value == "fr"
    assert "Ana Lima" not in str(list(Event.objects.values("details")))


def test_language_of_the_account_comes_back_at_sign_in(client):
    make.user("fr@example.org", language="fr")
    answer = sign_in(client, "fr@example.org")
    assert answer.cookies["language"].value == "fr"


def test_language_choice_is_kept_and_does_not_lead_away(client):
    user = make.user()
    client.force_login(user)
    answer = client.post("/accounts/language/", {"language": "fr", "next": "https://elsewhere.example/"})
    user.refresh_from_db()
    assert user.language == "fr"
    assert "elsewhere" not in answer.headers["Location"]
    for unknown in ("xx", "ar", "\x00", ""):
        client.post("/accounts/language/", {"language": unknown, "next": "/"})
        user.refresh_from_db()
        assert user.language == "fr"


def test_only_admins_keep_accounts():
    with pytest.raises(PermissionDenied):
        services.create_account("x@example.org", by=make.user(is_host=True))
    admin = make.user(is_staff=True, is_superuser=True)
    with pytest.raises(ValidationError):
        services.change_account(admin, by=admin, is_active=False)
    with pytest.raises(ValidationError):
        services.create_account(admin.email.upper(), by=admin)


def test_sign_in_leads_nowhere_else(client):
    make.user("next@example.org")
    answer = client.post(
        f"{LOGIN}?next=https://elsewhere.example/", {"login": "next@example.org", "password": make.PASSWORD}
    )
    assert answer.headers["Location"] == "/"


def test_sign_out_needs_a_post(client):
    client.force_login(make.user())
    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def asks_for_a_code(place: str):
    """Ask for a code from a place, in a new browser each time."""
    return Client(REMOTE_ADDR=place).post(CODE, {"email": "ana@example.org"})


def test_whoever_asks_again_and_again_keeps_nobody_else_from_asking():
    answers = [asks_for_a_code("203.0.113.9") for _try in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 302, 200]
    assert "too often" in answers[-1].content.decode()
    assert asks_for_a_code("198.51.100.7").status_code == 302


def test_no_number_of_places_floods_one_mailbox(rf):
    def ask(number: int) -> None:
        slow_down_mail(rf.post(CODE, REMOTE_ADDR=f"198.51.100.{number}"), "ana@example.org")

    for number in range(24):
        ask(number)
    with pytest.raises(ValidationError):
        ask(24)
