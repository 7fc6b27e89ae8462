from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sakimori.foundation.notices"
    label = "notices"
