"""Addresses of the hand-over book."""

from django.urls import path

from sakimori.front.handover import views

app_name = "handover"
urlpatterns = [
    path("", views.book, name="book"),
    path("book.pdf", views.book_pdf, name="book-pdf"),
]
