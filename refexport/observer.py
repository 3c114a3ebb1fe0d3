"""Observer: what a run tells of its requests while they last; who shows it is for the caller to say."""


class Observer:
    """Sees nothing; a subclass shows what it wants. Several threads call it."""

    def begins(self, noun: str, total: int) -> None:
        """The run deals with so many of these from now on; calls may be nested, the first counts."""

    def settles(self, number: int) -> None:
        """So many of them are dealt with, in all."""

    def ends(self) -> None:
        """What `begins` said last is over."""

    def expects(self, service: str, number: int) -> None:
        """The service is to be asked for so many more."""

    def answers(self, service: str, number: int) -> None:
        """The service was asked for so many of these, whatever it said."""

    def asks(self, service: str) -> None:
        """A request is on its way."""

    def rests(self, service: str) -> None:
        """The request is over, whatever came of it."""

    def waits(self, service: str, seconds: float, why: str) -> None:
        """Nothing is sent to the service for so long."""
