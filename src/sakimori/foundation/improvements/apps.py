from django.apps import AppConfig


class ImprovementsConfig(AppConfig):
    name = "sakimori.foundation.improvements"
    label = "improvements"
