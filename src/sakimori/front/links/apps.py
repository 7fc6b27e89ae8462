from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "sakimori.front.links"
    label = "links"
