from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "sakimori.measures.safety"
    label = "safety"
