from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "sakimori.front.api"
    label = "api"
