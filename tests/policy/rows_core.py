"""Who gets what from the routes of accounts, sessions and health (see ``reading`` for how a row is read)."""

OPEN = "page/405 all"
SIGNED_IN = "page everybody"
GUESTS = "page anonymous | redirect everybody"  # pages for whoever is not signed in
ROWS = {
    "health": f" | {OPEN}",
    "profile": f" | {SIGNED_IN}",
    "set_language": " | 405/redirect all",
    "session_list": " | page/405 everybody",
    "session_end_others": " | 405/redirect everybody",
    "session_end": "handle=00000000-0000-4000-8000-000000000000 | 404 everybody",
    "account_login": f" | {GUESTS}",
    "account_request_login_code": f" | {GUESTS}",
    "account_confirm_login_code": " | redirect all",
    "account_logout": " | redirect anonymous | page/redirect everybody",
    "account_inactive": f" | {OPEN}",
    "account_signup": f" | {GUESTS}",
    "account_reauthenticate": " | page everybody",
    "account_change_password": " | page everybody",
    "account_set_password": " | redirect everybody",
    "account_reset_password": " | page all",
    "account_reset_password_done": f" | {OPEN}",
    "account_reset_password_from_key": "uidb36=1 key=set-password | page all",
    "account_reset_password_from_key_done": f" | {OPEN}",
    "mfa_index": " | page/405 everybody",
    "mfa_authenticate": " | redirect all",
    "mfa_reauthenticate": " | redirect everybody",
    "mfa_view_recovery_codes": " | 404/405 everybody",
    "mfa_generate_recovery_codes": " | redirect everybody",
    "mfa_download_recovery_codes": " | 404 everybody",
    "mfa_activate_totp": " | redirect everybody",
    "mfa_deactivate_totp": " | 404 everybody",
    "mfa_list_webauthn": " | page/405 everybody",
    "mfa_add_webauthn": " | redirect everybody",
    "mfa_reauthenticate_webauthn": " | redirect everybody",
    "mfa_remove_webauthn": "pk=1 | redirect everybody",
    "mfa_edit_webauthn": "pk=1 | redirect everybody",
}
