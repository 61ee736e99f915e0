from typing import Any, Generic, TypeVar

_T = TypeVar("_T", bound=Any)

class NDArray(Generic[_T]): ...
