from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sakimori.foundation.files"
    label = "files"
