from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "sakimori.front.handover"
    label = "handover"
