from django.apps import AppConfig


class SocialConfig(AppConfig):
    name = "sakimori.measures.social"
    label = "social"
