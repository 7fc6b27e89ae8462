"""Addresses of safety checks."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.safety.views import checks, entering, papers, settings, tree

app_name = "safety"

CHECK = "<uuid:safety_check_id>/"

urlpatterns = [
    path("", checks.checks, name="checks"),
    path("new/", checks.new, name="new"),
    path("mine/", entering.mine, name="mine"),
    path("settings/", settings.settings, name="settings"),
    path("tree/", tree.tree, name="tree"),
    path("tree/make/", tree.make, name="tree-make"),
    path("tree/tree.pdf", tree.tree_pdf, name="tree-pdf"),
    path("tree/calls/", tree.calls, name="calls"),
    path("tree/<uuid:person_id>/", tree.line, name="line"),
    path("tree/<uuid:person_id>/call/", tree.call, name="call"),
    path("tree/<uuid:person_id>/leave/", tree.leave, name="leave"),
    path(CHECK, checks.check, name="check"),
    path(f"{CHECK}result/", checks.result, name="result"),
    path(f"{CHECK}chase/", checks.chase, name="chase"),
    path(f"{CHECK}close/", checks.close, name="close"),
    path(f"{CHECK}erase/", checks.erase, name="erase"),
    path(f"{CHECK}phone/", entering.phone, name="phone"),
    path(f"{CHECK}result.pdf", papers.result_pdf, name="result-pdf"),
    path(f"{CHECK}wall.pdf", papers.wall_pdf, name="wall-pdf"),
    path(f"{CHECK}phone.pdf", papers.phone_pdf, name="phone-pdf"),
    path(f"{CHECK}tally.pdf", papers.tally_pdf, name="tally-pdf"),
    path(f"{CHECK}slips/", papers.slips_pdf, name="slips-pdf"),
    path("asked/<uuid:asked_id>/", entering.enter, name="enter"),
    path("asked/<uuid:asked_id>/quick/", entering.quick, name="quick"),
]
