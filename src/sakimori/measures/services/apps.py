from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "sakimori.measures.services"
    label = "services"
