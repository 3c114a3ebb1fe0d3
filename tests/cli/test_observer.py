"""What an observer is told of a run: who is asked for how many, what is settled, under the services' own names."""

from collections import Counter

from refexport.observer import Observer
from refexport.registries import SERVICES
from refexport.registries.client import Client
from refexport.registries.fetch import fetch


class Told(Observer):
    def __init__(self):
        self.names, self.expected, self.answered, self.settled = set(), Counter(), Counter(), []
        self.running = Counter()
        self.total = 0

    def begins(self, noun, total):
        self.noun, self.total = noun, total

    def settles(self, number):
        self.settled.append(number)

    def expects(self, service, number):
        self.expected[service] += number

    def answers(self, service, number):
        self.answered[service] += number

    def asks(self, service):
        self.names.add(service)
        self.running[service] += 1

    def rests(self, service):
        self.running[service] -= 1

    def waits(self, service, seconds, why):
        self.names.add(service)
        assert seconds > 0
        assert why


IDS = [
    "arxiv:1703.03400",
    "arxiv:1912.99991",
    "doi:10.1109/cvpr.2018.00131",
    "doi:10.1000/none",
    "dblp:conf/icml/FinnAL17",
    "doi:10.1000/none2",
]


def test_everything_is_told_and_comes_to_an_end(registry):
    told = Told()
    fetch(IDS, Client(observer=told))
    assert told.names <= {
        one for service in SERVICES.values() for one in (service.name, *(also.name for also in service.also))
    }
    assert {"arxiv", "crossref", "dblp", "doi.org"} <= told.names
    assert (told.noun, told.total) == ("identifier", len(IDS))
    assert told.settled == sorted(told.settled)
    assert told.settled[-1] == len(IDS)
    assert told.expected == told.answered
    assert set(told.running.values()) == {0}
