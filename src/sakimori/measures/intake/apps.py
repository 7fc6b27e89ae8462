from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "sakimori.measures.intake"
    label = "intake"
