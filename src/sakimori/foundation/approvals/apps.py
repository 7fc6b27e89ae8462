from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "sakimori.foundation.approvals"
    label = "approvals"
