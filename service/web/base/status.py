"""The HTTP status of each expected "no": stated here and nowhere else."""

from service.domain.core.refusals import Refusal

STATUS = {
    "malformed": 400,
    "wrong_origin": 403,
    "not_found": 404,
    "not_allowed": 405,
    "task_full": 409,
    "task_cancelled": 409,
    "move_closed": 409,
    "unsafe_crew": 409,
    "clash": 409,
    "changed_since": 409,
    "last_organizer": 409,
    "too_late": 409,
    "too_large": 413,
    "invalid": 422,
    "key_reused": 422,
    "too_many": 429,
    "broken": 500,
    "unavailable": 503,
}


def status_of(no: Refusal) -> int:
    return STATUS[no.code]
