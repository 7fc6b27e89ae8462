"""Addresses of answering."""

from django.urls import path

from sakimori.front.links import views

app_name = "links"
urlpatterns = [
    path("l/<slug:assembly>/<str:token>/", views.answer, name="answer"),
    path("a/<slug:assembly>/asks/", views.asks, name="asks"),
    path("a/<slug:assembly>/asks/<uuid:ask_id>/", views.ask, name="ask"),
    path("a/<slug:assembly>/asks/<uuid:ask_id>/paper/", views.paper, name="paper"),
    path("a/<slug:assembly>/notices/", views.notices, name="notices"),
    path("a/<slug:assembly>/notices/<uuid:notice_id>/handed/", views.hand_over, name="hand-over"),
]
