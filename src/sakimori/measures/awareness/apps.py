from django.apps import AppConfig


class AwarenessConfig(AppConfig):
    name = "sakimori.measures.awareness"
    label = "awareness"
