from django.apps import AppConfig


class ExceptionsConfig(AppConfig):
    name = "sakimori.measures.exceptions"
    label = "exceptions"
