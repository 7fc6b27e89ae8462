from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sakimori.foundation.people"
    label = "people"
