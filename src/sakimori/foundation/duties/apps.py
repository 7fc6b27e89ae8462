from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "sakimori.foundation.duties"
    label = "duties"
