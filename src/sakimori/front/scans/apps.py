from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "sakimori.front.scans"
    label = "scans"
