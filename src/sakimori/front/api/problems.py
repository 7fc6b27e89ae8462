"""Errors as `application/problem+json` (RFC 9457): what is wrong with which field, in the caller's language."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Malformed
from ninja.openapi.schema import OpenAPISchema

from sakimori.front.api.schemas import Problem

MEDIA_TYPE = "application/problem+json"
PROBLEMS = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
WRITING = {**PROBLEMS, 400: Problem, 409: Problem}

# Kinds of pydantic's errors, by the beginning of their name.
MESSAGES = (
    ("missing", _("この項目は必須です。")),
    ("extra_forbidden", _("この名前の項目はありません。つづりを確かめてください。")),
    ("date", _("日付は 2026-04-01 の形で送ってください。")),
    ("uuid", _("識別子（UUID）を送ってください。")),
    ("string", _("文字列を送ってください。")),
    ("int", _("整数を送ってください。")),
    ("enum", _("決められた値のどれかを送ってください。")),
    ("json", _("JSON として読めません。")),
)


def answer_with_problems(api: NinjaAPI) -> None:
    """Every error of the API in one form."""
    # The library's types would have handlers take classes too.
    handlers: dict[type[Exception], Any] = {
        HttpError: lambda request, error: problem(error.status_code, str(error)),
        AuthenticationError: lambda request, error: problem(401, _t("この鍵は使えません。")),
        Http404: lambda request, error: problem(404, _t("見つかりません。")),
        PermissionDenied: lambda request, error: problem(403, _t("許されていません。")),
        Malformed: _malformed,
        ValidationError: _refused,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def problem(status: int, detail: str, errors: list[dict[str, str | None]] | None = None) -> HttpResponse:
    """The answer."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _malformed(request: HttpRequest, error: Malformed) -> HttpResponse:
    """The request has not the form that the description asks for."""
    found = [{"field": _field(item["loc"]), "message": _message(item)} for item in error.errors]
    return problem(422, _t("送られた内容に誤りがあります。"), found)


def _field(place: tuple[str | int, ...]) -> str | None:
    """The name of the field: the place without where it was sent (body, query) and the name of the argument."""
    names = [str(part) for part in place[1:]]
    names = names[1:] if place and place[0] == "body" else names
    return ".".join(names) or None


def _message(item: dict[str, Any]) -> str:
    kind = str(item["type"])
    return str(next((text for start, text in MESSAGES if kind.startswith(start)), _("値を確かめてください。")))


def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The action says why not; the same sentences as on the pages."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    found = [
        {"field": None if name == NON_FIELD_ERRORS else name, "message": text}
        for name, texts in by_field.items()
        for text in texts
    ]
    return problem(422, _t("送られた内容に誤りがあります。"), found)


def with_problem_type(schema: OpenAPISchema) -> OpenAPISchema:
    """The description names the media type of errors."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {})
                if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in content:
                    content[MEDIA_TYPE] = content.pop("application/json")
    return schema
