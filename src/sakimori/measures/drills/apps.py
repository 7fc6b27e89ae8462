from django.apps import AppConfig


class DrillsConfig(AppConfig):
    name = "sakimori.measures.drills"
    label = "drills"
