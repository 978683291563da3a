"""The doors that open for a keeper, who may only suggest. Every other route is a 404 for them.

A route is looked up by the template of its address: one that is new stays closed until it is named here.
"""

from fastapi import Request

from service.domain.models import May

DOORS = frozenset(
    {
        "GET /o/{link}",
        "GET /o/{link}/mail",
        "POST /o/{link}/mail",
        "GET /l/{link}",
        "POST /l/{link}",
        "GET /m/{m}",
        "GET /m/{m}/live",
        "POST /m/{m}/settings/sign-out",
        "GET /m/{m}/tasks/new",
        "POST /m/{m}/tasks",
        "POST /m/{m}/tasks/lines",
        "GET /m/{m}/tasks/{n}",
        "POST /m/{m}/tasks/{n}",
        "POST /m/{m}/tasks/{n}/remove",
        "GET /m/{m}/paste",
        "POST /m/{m}/paste",
        "POST /m/{m}/paste/home",
        "POST /m/{m}/paste/tasks",
        "GET /api/v1/moves/{m}/board",
        "POST /api/v1/moves/{m}/tasks",
        "POST /api/v1/moves/{m}/tasks/paste",
        "PATCH /api/v1/moves/{m}/tasks/{n:int}",
        "DELETE /api/v1/moves/{m}/tasks/{n:int}",
    }
)


def needed_at(request: Request) -> May:
    """Return what an organizer's link has to allow for this request: to organize, but for the doors named above."""
    route = request.scope.get("route")
    door = f"{'GET' if request.method == 'HEAD' else request.method} {getattr(route, 'path', '')}"
    return May.SUGGEST if door in DOORS else May.ORGANIZE
