"""Addresses of stock-taking."""

from __future__ import annotations

from django.urls import path

from sakimori.registers.stocktaking.views import scan, takes, tasks

app_name = "stocktaking"

urlpatterns = [
    path("t/<slug:assembly>/<str:code>/", scan.scan, name="scan"),
    path("a/<slug:assembly>/stocktaking/", takes.takes, name="takes"),
    path("a/<slug:assembly>/stocktaking/new/", takes.take_new, name="take-new"),
    path("a/<slug:assembly>/stocktaking/tasks/", tasks.tasks, name="tasks"),
    path("a/<slug:assembly>/stocktaking/tasks/<uuid:task_id>/", tasks.settle, name="settle"),
    path("a/<slug:assembly>/stocktaking/tasks/<uuid:task_id>/assign/", tasks.assign, name="assign"),
    path("a/<slug:assembly>/stocktaking/tasks/<uuid:task_id>/move/", tasks.move, name="move"),
    path("a/<slug:assembly>/stocktaking/notes/<uuid:note_id>/", tasks.note, name="note"),
    path("a/<slug:assembly>/stocktaking/media/", tasks.media, name="media"),
    path("a/<slug:assembly>/stocktaking/labels/", tasks.labels, name="labels"),
    path("a/<slug:assembly>/stocktaking/<uuid:take_id>/", takes.take, name="take"),
    path("a/<slug:assembly>/stocktaking/<uuid:take_id>/room/", takes.room, name="room"),
    path("a/<slug:assembly>/stocktaking/<uuid:take_id>/list.pdf", takes.list_pdf, name="list-pdf"),
    path("a/<slug:assembly>/stocktaking/<uuid:take_id>/holders/", takes.holders, name="holders"),
    path("a/<slug:assembly>/stocktaking/<uuid:take_id>/letters/", takes.letters_pdf, name="letters"),
    path("a/<slug:assembly>/stocktaking/<uuid:take_id>/close/", takes.close, name="close"),
]
