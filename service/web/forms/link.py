"""A link that got lost, and is sent again."""

from service.web.forms.fields import GivenEmail
from service.web.forms.shape import Shape


class LostLink(Shape):
    """The address to which somebody's links are sent again."""

    email: GivenEmail
