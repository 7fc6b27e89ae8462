from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "sakimori.foundation.charts"
    label = "charts"
