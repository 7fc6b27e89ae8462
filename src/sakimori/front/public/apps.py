from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "sakimori.front.public"
    label = "public"
