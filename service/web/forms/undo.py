"""Undoing what one change did."""

from service.web.forms.fields import Number
from service.web.forms.shape import Shape


class Undone(Shape):
    """The version that the change led to."""

    version: Number
