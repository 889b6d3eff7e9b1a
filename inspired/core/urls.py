"""URLs of the shared floor: signing in, one's own account, health. Of allauth only what we use is mounted."""

from allauth.account import views as account
from django.urls import include, path, re_path

from inspired.core import views
from inspired.core.views import my_data

urlpatterns = [
    path("health/", views.health, name="health"),
    path("accounts/", views.profile, name="profile"),
    path("accounts/language/", views.set_language, name="set_language"),
    path("accounts/data/", my_data.my_data, name="my_data"),
    path("accounts/data/download/", my_data.my_data_download, name="my_data_download"),
    path("accounts/data/erase/", my_data.my_data_erase, name="my_data_erase"),
    path("accounts/sessions/", views.session_list, name="session_list"),
    path("accounts/sessions/others/end/", views.session_end_others, name="session_end_others"),
    path("accounts/sessions/<uuid:handle>/end/", views.session_end, name="session_end"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/login/code/", account.request_login_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
