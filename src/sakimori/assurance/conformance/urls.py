"""Addresses of the board."""

from django.urls import path

from sakimori.assurance.conformance import views, views_checks

app_name = "conformance"
urlpatterns = [
    path("", views.board_page, name="board"),
    path("chair.pdf", views.board_paper, name="paper"),
    path("gaps/", views.gaps_page, name="gaps"),
    path("duties/", views.duties_page, name="duties"),
    path("duties/<str:key>/", views.duty_page, name="duty"),
    path("checks/", views_checks.checks_page, name="checks"),
    path("rehearsal/<uuid:version_id>/", views_checks.rehearsal_page, name="rehearsal"),
    path("clauses/<uuid:clause_id>/", views.clause_page, name="clause"),
]
