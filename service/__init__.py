"""Many Hands: a move becomes tasks that friends claim from a link, and ends in thanks."""

import warnings

from pydantic import BaseModel, ConfigDict
from pydantic.warnings import UnsupportedFieldAttributeWarning

# Models are made at their first use: those of the framework's OpenAPI, and ours of calls that nobody has made yet, take
# an eighth of a start.
BaseModel.model_config = ConfigDict(defer_build=True)
# The framework's own way of naming fields, of which it takes this warning back where models are made at once.
warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
