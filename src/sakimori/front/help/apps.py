from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "sakimori.front.help"
    label = "help"
