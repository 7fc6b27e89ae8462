"""Addresses of help."""

from django.urls import path

from sakimori.front.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.contents, name="contents"),
    path("help/<slug:topic>/", views.topic_page, name="topic"),
]
