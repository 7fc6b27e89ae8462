"""Addresses of stock-taking."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.stocktaking.views import phone, takes, tasks

app_name = "stocktaking"

urlpatterns = [
    path("", takes.takes, name="takes"),
    path("new/", takes.take_new, name="take-new"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<uuid:task_id>/", tasks.settle, name="settle"),
    path("tasks/<uuid:task_id>/assign/", tasks.assign, name="assign"),
    path("tasks/<uuid:task_id>/move/", tasks.move, name="move"),
    path("notes/<uuid:note_id>/", tasks.note, name="note"),
    path("sightings/<uuid:sighting_id>/photo/", tasks.photo, name="photo"),
    path("media/", tasks.media, name="media"),
    path("labels/", tasks.labels, name="labels"),
    path("<uuid:take_id>/", takes.take, name="take"),
    path("<uuid:take_id>/room/", takes.room, name="room"),
    path("<uuid:take_id>/phone/<uuid:place_id>/", phone.phone, name="phone"),
    path("<uuid:take_id>/phone/<uuid:place_id>/sync/", phone.sync, name="sync"),
    path("<uuid:take_id>/list.pdf", takes.list_pdf, name="list-pdf"),
    path("<uuid:take_id>/holders/", takes.holders, name="holders"),
    path("<uuid:take_id>/letters/", takes.letters_pdf, name="letters"),
    path("<uuid:take_id>/close/", takes.close, name="close"),
]
