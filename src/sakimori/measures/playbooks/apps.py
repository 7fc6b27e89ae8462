from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "sakimori.measures.playbooks"
    label = "playbooks"
