from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "sakimori.measures.risks"
    label = "risks"
