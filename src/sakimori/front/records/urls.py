"""Addresses of the ledger's pages."""

from django.urls import path

from sakimori.front.records import views

app_name = "records"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("<int:sequence>/", views.entry, name="entry"),
    path("checkpoints/", views.checkpoint_list, name="checkpoints"),
    path("checkpoints/now/", views.checkpoint_now, name="checkpoint-now"),
    path("checkpoints/<uuid:checkpoint_id>.txt", views.checkpoint_note, name="checkpoint-note"),
    path("checkpoints/<uuid:checkpoint_id>.pdf", views.checkpoint_pdf, name="checkpoint-pdf"),
    path("export/", views.export, name="export"),
    path("erase/<uuid:detail_id>/", views.erase, name="erase"),
]
