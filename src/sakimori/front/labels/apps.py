from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "sakimori.front.labels"
    label = "labels"
