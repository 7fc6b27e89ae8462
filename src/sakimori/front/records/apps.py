from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "sakimori.front.records"
    label = "records"
