"""Addresses about accounts."""

from django.urls import path

from sakimori.front.accounts.views import entry, manage, operator, operators, sessions

app_name = "accounts"
urlpatterns = [
    path("setup/", entry.setup, name="setup"),
    path("welcome/<str:key>/<str:token>/", entry.welcome, name="welcome"),
    # The same address as allauth's own list, and before it: the links of its pages lead here.
    path("accounts/sessions/", sessions.sessions, name="sessions"),
    path("accounts/sessions/<int:session_id>/end/", sessions.end_session, name="end-session"),
    path("operator/", operator.operator, name="operator"),
    path("operator/operators/", operators.operators, name="operators"),
    path("operator/operators/<int:account_id>/", operators.operator_account, name="operator-account"),
    path("operator/operators/<int:account_id>/reset/", operators.reset, name="operator-reset"),
    path("operator/operators/<int:account_id>/active/", operators.set_active, name="operator-active"),
    path("operator/register/", operator.register, name="register"),
    path("a/<slug:assembly>/accounts/", manage.accounts, name="accounts"),
    path("a/<slug:assembly>/accounts/<uuid:link_id>/", manage.account, name="account"),
    path("a/<slug:assembly>/accounts/<uuid:link_id>/renew/", manage.renew, name="renew"),
    path("a/<slug:assembly>/accounts/<uuid:link_id>/reset-mfa/", manage.reset_mfa, name="reset-mfa"),
    path("a/<slug:assembly>/accounts/<uuid:link_id>/active/", manage.set_active, name="set-active"),
    path("a/<slug:assembly>/permissions/", manage.permissions, name="permissions"),
    path("a/<slug:assembly>/tokens/", manage.api_tokens, name="tokens"),
    path("a/<slug:assembly>/tokens/<uuid:token_id>/revoke/", manage.revoke_token, name="revoke-token"),
]
