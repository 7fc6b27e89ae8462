from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "sakimori.measures.learning"
    label = "learning"
