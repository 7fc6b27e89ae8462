from django.apps import AppConfig


class WitnessConfig(AppConfig):
    name = "sakimori.foundation.witness"
    label = "witness"
