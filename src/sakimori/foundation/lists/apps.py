from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "sakimori.foundation.lists"
    label = "lists"
