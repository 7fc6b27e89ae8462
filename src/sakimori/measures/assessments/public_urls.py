"""Addresses without an account: the contractor's pages behind a link."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.assessments.views import contractor

app_name = "contractor"
DOOR = "q/<slug:assembly>/<str:token>/"

urlpatterns = [
    path(DOOR, contractor.start, name="start"),
    path(f"{DOOR}questions/<int:number>/", contractor.question, name="question"),
    path(f"{DOOR}questions/<int:number>/same/", contractor.same, name="same"),
    path(f"{DOOR}same/", contractor.all_same, name="all-same"),
    path(f"{DOOR}files/<uuid:answer_file_id>/remove/", contractor.remove_file, name="remove-file"),
    path(f"{DOOR}more/<uuid:follow_up_id>/", contractor.reply, name="reply"),
    path(f"{DOOR}corrections/<uuid:correction_id>/", contractor.correction, name="correction"),
    path(f"{DOOR}submit/", contractor.submit, name="submit"),
    path(f"{DOOR}receipt.pdf", contractor.receipt, name="receipt"),
    path(f"{DOOR}form.xlsx", contractor.form_xlsx, name="form-xlsx"),
    path(f"{DOOR}form.docx", contractor.form_docx, name="form-docx"),
    path(f"{DOOR}table/", contractor.table, name="table"),
    path(f"{DOOR}people/", contractor.people, name="people"),
    path(f"{DOOR}people/<uuid:check_link_id>/stop/", contractor.stop, name="stop"),
]
