from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "sakimori.measures.continuity"
    label = "continuity"
