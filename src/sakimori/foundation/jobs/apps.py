from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sakimori.foundation.jobs"
    label = "jobs"
