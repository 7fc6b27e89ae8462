"""Addresses of social media."""

from __future__ import annotations

from django.urls import path

from sakimori.measures.social.views import accounts, posts, watch

app_name = "social"

urlpatterns = [
    path("", accounts.accounts, name="accounts"),
    path("new/", accounts.new, name="new"),
    path("range/", posts.range_page, name="range"),
    path("range/adopt/", posts.range_adopt, name="range-adopt"),
    path("range/card.pdf", posts.card, name="card"),
    path("draft/", posts.draft, name="draft"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<uuid:post_id>/", posts.post, name="post"),
    path("posts/<uuid:post_id>/posted/", posts.posted, name="posted"),
    path("posts/<uuid:post_id>/mend/", posts.mend, name="mend"),
    path("posts/<uuid:post_id>/picture/", posts.picture, name="picture"),
    path("records/<uuid:record_id>/archive/", posts.archive, name="archive"),
    path("fakes/", watch.fakes, name="fakes"),
    path("fakes/new/", watch.fake_new, name="fake-new"),
    path("fakes/<uuid:look_id>/", watch.fake_follow, name="fake-follow"),
    path("parts/<uuid:part_id>/handover/", accounts.handover_new, name="handover-new"),
    path("handovers/<uuid:handover_id>/", accounts.handover, name="handover"),
    path("handovers/<uuid:handover_id>/sheet.pdf", accounts.handover_pdf, name="handover-pdf"),
    path("<uuid:account_id>/", accounts.account, name="account"),
    path("<uuid:account_id>/edit/", accounts.edit, name="edit"),
    path("<uuid:account_id>/publish/", accounts.publish, name="publish"),
    path("<uuid:account_id>/parts/new/", accounts.part_new, name="part-new"),
    path("<uuid:account_id>/looks/new/", accounts.look_new, name="look-new"),
    path("<uuid:account_id>/close/", accounts.close, name="close"),
]
