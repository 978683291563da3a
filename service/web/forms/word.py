"""A message to all who come."""

from service.web.forms.fields import FilledText, Flag
from service.web.forms.shape import Shape


class NewWord(Shape):
    text: FilledText
    standbys: Flag = False
