"""Regular expressions that are compiled when they are first used: a command uses few of the package's seven hundred."""

import re
from typing import Any, AnyStr, cast

USES = ("finditer", "findall", "fullmatch", "match", "scanner", "search", "split", "sub", "subn")


class _Deferred:
    """Stands for a pattern; takes on its methods when the first of them is asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever re.Pattern has
        if name.startswith("__"):  # of copying and pickling, which look for more than a pattern has
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({use: getattr(compiled, use) for use in USES})
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, which is called at the first use; an invalid pattern raises ``re.PatternError`` only then."""
    return cast("re.Pattern[AnyStr]", _Deferred(pattern, flags))
