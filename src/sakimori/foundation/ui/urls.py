"""The catalogue of components; the project mounts this at `/_components`."""

from django.urls import path

from sakimori.foundation.ui import views

app_name = "ui"
urlpatterns = [path("_components", views.components, name="components")]
