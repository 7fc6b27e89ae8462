from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "sakimori.measures.cards"
    label = "cards"
