from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "sakimori.foundation.access"
    label = "access"
