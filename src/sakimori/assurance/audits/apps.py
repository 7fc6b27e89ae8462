from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "sakimori.assurance.audits"
    label = "audits"
