"""The two shapes everything here is made of: JSON as it goes over the wire, and the clock."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
#: `state.values`: block id, then action id, then the value object Slack sends.
Values = dict[str, dict[str, Json]]
#: Seconds since 1970, as `time.time`.
Clock = Callable[[], float]
