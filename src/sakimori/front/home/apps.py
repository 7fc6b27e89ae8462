from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "sakimori.front.home"
    label = "home"
