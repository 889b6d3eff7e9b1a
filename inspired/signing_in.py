"""Our forms for signing in, in place of those that allauth brings; read by the settings."""

ACCOUNT_FORMS = {
    "login": "inspired.core.forms.SignInForm",
    "request_login_code": "inspired.core.forms.RequestCodeForm",
    "confirm_login_code": "inspired.core.forms.EnterCodeForm",
    "reset_password": "inspired.core.forms.ForgottenPasswordForm",  # nosec B105
    "reset_password_from_key": "inspired.core.forms.NewPasswordForm",  # nosec B105
    "change_password": "inspired.core.forms.ChangePasswordForm",  # nosec B105
    "set_password": "inspired.core.forms.FirstPasswordForm",  # nosec B105
    "reauthenticate": "inspired.core.forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "inspired.core.forms.SecondFactorForm",
    "reauthenticate": "inspired.core.forms.ConfirmSecondFactorForm",
    "activate_totp": "inspired.core.forms.AddAppForm",
}
