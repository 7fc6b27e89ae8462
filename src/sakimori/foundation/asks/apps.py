from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "sakimori.foundation.asks"
    label = "asks"
