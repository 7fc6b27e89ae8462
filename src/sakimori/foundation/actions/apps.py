from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "sakimori.foundation.actions"
    label = "actions"
