"""Library: a Zotero library as its API gives it: the running Zotero's on this machine, or zotero.org's.

Sources: Zotero web API v3 (zotero.org/support/dev/web_api/v3: "Basics", "Write Requests"); for the local one the head
of ``server_localAPI.js`` of Zotero 10, which speaks the same and adds ``Zotero-Server-ID`` and ``/local/authorize``.
"""

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from refexport.errors import RefusedError, UnavailableError
from refexport.registries.client import Client, DeniedError
from refexport.registries.service import Answer, Request, Service, read_json
from refexport.registries.wire import TransientError
from refexport.sync.keys import store_key, stored_key
from refexport.sync.values import collection_paths, is_work, values_of_data

AT_ONCE = 50
"""Objects in one request to write."""
PAGE = 100
"""Objects in one answer."""
RESTARTS = 5
"""How often a library is read anew because it changed while it was read."""
KEY_LETTERS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
"""Of which the keys of objects are made."""
DIALOGUE = 300.0
"""Seconds in which the user at the running Zotero may answer."""
APP_NAME = "refexport"
API_KEY = "ZOTERO_API_KEY"
AGAIN = 412
TOO_MUCH = 413


def _service(name: str, base: str, env: str, domain: str = "") -> Service:
    return Service(name, "", base, env, AT_ONCE, 0.0, lambda _v: Request(""), lambda _a, _v: {}, domain=domain)


LOCAL = _service("zotero", "http://127.0.0.1:23119/api", "REFEXPORT_ZOTERO_LOCAL_URL")
WEB = _service("zotero.org", "https://api.zotero.org", "REFEXPORT_ZOTERO_URL", "zotero.org")


class Written(NamedTuple):
    """What became of one object: what Zotero has now (None if it does not say), or a status and its words."""

    data: Mapping[str, Any] | None = None
    status: int = 0
    why: str = ""


class Snapshot:
    """A library as it was read at one moment: its items and collections by their keys, as the API gives them."""

    def __init__(
        self,
        items: Sequence[Mapping[str, Any]] = (),
        collections: Sequence[Mapping[str, Any]] = (),
        folder: Path = Path(),
    ) -> None:
        """Takes the answers' objects, with ``key``, ``version`` and ``data``; the folder is that of entries.toml."""
        self.items = {str(one["key"]): _flat(one) for one in items}
        self.paths = collection_paths([_flat(one) for one in collections])
        self.folder = folder

    @cached_property
    def works(self) -> dict[str, Mapping[str, Any]]:
        """The items that are works, the oldest first."""
        found = [(str(data.get("dateAdded", "")), key, data) for key, data in self.items.items() if is_work(data)]
        return {key: data for _, key, data in sorted(found, key=lambda one: one[:2])}

    @cached_property
    def _children(self) -> Mapping[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for data in self.items.values():
            if data.get("parentItem") and not data.get("deleted"):
                found.setdefault(str(data["parentItem"]), []).append(data)
        return found

    def children(self, item: str) -> Sequence[Mapping[str, Any]]:
        """The notes and attachments of an item."""
        return self._children.get(item, ())

    def values(self, item: str, note: str = "") -> dict[str, Any]:
        """What an item says; ``note`` is the key of the note that is the entry's."""
        return values_of_data(self.items[item], self.children(item), self.paths, note, self.folder)

    def version(self, item: str) -> int:
        """The version of an item that is there, else 0."""
        version = self.items.get(item, {}).get("version")
        return version if isinstance(version, int) else 0


def _flat(one: Mapping[str, Any]) -> dict[str, Any]:
    """The data of an object, with its key and version, and the place of its file if Zotero tells it."""
    data = one.get("data") if isinstance(one.get("data"), dict) else {}
    links = one.get("links") if isinstance(one.get("links"), dict) else {}
    enclosure = links.get("enclosure") if isinstance(links, dict) else None
    place = {"enclosure": enclosure["href"]} if isinstance(enclosure, dict) and enclosure.get("href") else {}
    return {**(data or {}), "key": str(one["key"]), "version": one.get("version", 0), **place}


def new_key() -> str:
    """A key for an object that Zotero has not got yet (Zotero web API v3, "Object Keys")."""
    return "".join(secrets.choice(KEY_LETTERS) for _ in range(8))


class Library:
    """One library, spoken to through the polite client; what is written is told apart by keys and versions."""

    def __init__(self, client: Client, service: Service, prefix: str, patient: Client | None = None) -> None:
        """``prefix`` is ``users/ID`` or ``groups/ID``; the running Zotero's own user is ``users/0``.

        ``patient`` waits for a person's answer.
        """
        self.client, self.service, self.prefix, self.patient = client, service, prefix, patient or client
        self.is_local, self.is_group = service is LOCAL, prefix.startswith("groups/")
        self.writes = 0

    @cached_property
    def server(self) -> str:
        """The running Zotero's own id; empty before Zotero 10, which can be read only."""
        return self._ask(Request("/")).headers.get("Zotero-Server-ID", "")

    @cached_property
    def name(self) -> str:
        """What the library is remembered by: with the id of the running Zotero, or as zotero.org calls it."""
        return f"{self.server or 'local'}/{self.prefix}" if self.is_local else self.prefix

    def require_writing(self) -> None:
        """RefusedError if this Zotero can only be read, or nobody gave a key."""
        if self.is_local and not self.server:
            raise RefusedError("this Zotero can only be read from outside: Zotero 10 can be written to, and --web")
        if not self.is_local and not os.environ.get(API_KEY, "").strip():
            raise RefusedError(f"set {API_KEY} to a key with write access (zotero.org/settings/keys)")

    @cached_property
    def has_cite_keys(self) -> bool:
        """Whether items have a field for the cite key; else it is a line of Extra."""
        found = self._json(Request("/itemTypeFields", (("itemType", "book"),)))
        return any(isinstance(one, dict) and one.get("field") == "citationKey" for one in found)

    def read(self, folder: Path) -> Snapshot:
        """All items, those in the trash too, and all collections; the folder is that of entries.toml."""
        items = self._all("items", (("includeTrashed", "1"), ("sort", "dateAdded"), ("direction", "asc")))
        return Snapshot(items, self._all("collections"), folder)

    def write(self, kind: str, objects: Sequence[Mapping[str, Any]]) -> list[Written]:
        """What became of each object; each has a key of its own, and the version that is to be changed, or 0.

        So nothing is written twice, whatever answer is lost: a second request for the same fails with status 412.
        """
        try:
            answer = self._post(kind, objects)
        except TransientError as error:
            return [Written(status=AGAIN, why=str(error)) for _ in objects]
        if answer.status == TOO_MUCH and len(objects) > 1:
            half = len(objects) // 2
            return [*self.write(kind, objects[:half]), *self.write(kind, objects[half:])]
        if answer.status != 200:
            why = answer.body.decode(errors="replace").strip() or f"status {answer.status}"
            return [Written(status=answer.status, why=why) for _ in objects]
        try:
            said = read_json(answer, self.service.name)
        except UnavailableError:
            said = None  # half an answer is none
        return [_written(said, str(number)) for number in range(len(objects))]

    def _post(self, kind: str, objects: Sequence[Mapping[str, Any]]) -> Answer:
        """The answer to a request to write; a key that Zotero no longer takes is asked for anew, once."""
        token = secrets.token_hex(16)
        body = json.dumps(list(objects)).encode()
        for is_last in (False, True):
            given = {"Zotero-API-Key": self._key(), "Zotero-Write-Token": token, "Content-Type": "application/json"}
            self.writes += 1
            try:
                return self._ask(Request(f"/{self.prefix}/{kind}", headers=tuple(given.items()), body=body))
            except DeniedError as error:
                if error.status != 401 or not self.is_local or is_last:
                    raise _denied(error, is_local=self.is_local) from error
                store_key(self.server, "")
        raise AssertionError("not reached")

    def _key(self) -> str:
        """The key to write with: zotero.org's from the environment, the running Zotero's from its user."""
        if not self.is_local:
            return os.environ.get(API_KEY, "").strip()
        return stored_key(self.server) or self._authorised()

    def _authorised(self) -> str:
        """A key that the user at the running Zotero gives; kept if it is meant for more than one request."""
        self.client.say(
            'Zotero asks whether refexport may change your library: choose "Always Allow", or be asked each time'
        )
        body = json.dumps({"appName": APP_NAME}).encode()
        headers = (("Content-Type", "application/json"),)
        try:
            answer = self._ask(Request("/local/authorize", headers=headers, body=body), self.patient)
        except DeniedError as error:
            raise RefusedError("Zotero's user did not allow it") from error
        said = read_json(answer, self.service.name)
        if not isinstance(said, dict) or not isinstance(said.get("key"), str):
            raise UnavailableError(f"{self.service.name} gave no key (status {answer.status})")
        if said.get("remember"):
            store_key(self.server, said["key"])
        return str(said["key"])

    def owner(self) -> int:
        """The user whose key it is, as zotero.org says; 0 without one."""
        answer = self._ask(Request("/keys/current"))
        found = read_json(answer, self.service.name) if answer.status == 200 else {}
        user = found.get("userID") if isinstance(found, dict) else 0
        return user if isinstance(user, int) else 0

    # --- reading

    def _all(self, kind: str, query: tuple[tuple[str, str], ...] = ()) -> list[Mapping[str, Any]]:
        """Every object, page by page; from the beginning if the library changed meanwhile."""
        for _ in range(RESTARTS):
            pages = list(self._pages(kind, query))
            if len({version for version, _ in pages}) == 1:
                found = {str(one["key"]): one for _, page in pages for one in page}
                return list(found.values())
        raise UnavailableError(f"{self.service.name}: the library changes all the time; try again later")

    def _pages(self, kind: str, query: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
        start, total = 0, 1
        while start < total:
            paged = (*query, ("limit", str(PAGE)), ("start", str(start)))
            answer = self._ask(Request(f"/{self.prefix}/{kind}", paged))
            page = _objects(answer, self.service.name)
            told = answer.headers.get("Total-Results", "")
            total = int(told) if told.isdecimal() else len(page)
            yield answer.headers.get("Last-Modified-Version", ""), page
            start += PAGE

    def _json(self, request: Request) -> list[Any]:
        answer = self._ask(request)
        found = read_json(answer, self.service.name) if answer.status == 200 else []
        return found if isinstance(found, list) else []

    def _ask(self, request: Request, patient: Client | None = None) -> Answer:
        """The answer to a request with the headers that every one has; a person is asked once only."""
        headers = {"Zotero-API-Version": "3", **dict(request.headers)}
        if self.is_local and request.path != "/" and self.server:
            headers["Zotero-Server-ID"] = self.server
        elif key := "" if self.is_local else os.environ.get(API_KEY, "").strip():
            headers["Zotero-API-Key"] = key
        try:
            request = request._replace(headers=tuple(headers.items()))
            return (patient or self.client).ask(self.service, request, _unlocked, tries=1 if patient else 0)
        except DeniedError as error:
            if request.body:
                raise
            raise _denied(error, is_local=self.is_local) from error


def own_prefix(client: Client) -> str:
    """``users/ID`` of whom the key for zotero.org belongs to; RefusedError if it is no key."""
    found = Library(client, WEB, "").owner()
    if not found:
        raise RefusedError(f"set {API_KEY} to a key of zotero.org/settings/keys, or name the library: --library")
    return f"users/{found}"


def _unlocked(answer: Answer) -> Answer:
    """The answer; TransientError while somebody else writes the library."""
    if answer.status == 409:
        raise TransientError("zotero: the library is locked by another writer")
    return answer


def _denied(error: DeniedError, *, is_local: bool) -> RefusedError:
    if not is_local:
        return RefusedError(f"zotero.org refuses (status {error.status}): {API_KEY} is to be a key that may do this")
    if error.status == 403:
        return RefusedError(
            "Zotero does not let other programs in: tick Settings > Advanced > Allow other applications on this "
            "computer to communicate with Zotero"
        )
    return RefusedError(f"Zotero refuses (status {error.status})")


def _objects(answer: Answer, who: str) -> list[Mapping[str, Any]]:
    if answer.status == 404:
        raise RefusedError(f"{who} has no such library")
    found = read_json(answer, who) if answer.status == 200 else None
    if not isinstance(found, list) or not all(isinstance(one, dict) and one.get("key") for one in found):
        raise UnavailableError(f"{who} gave no list (status {answer.status})")
    return found


def _written(said: object, number: str) -> Written:
    """What an answer to a request says of one of its objects."""
    parts = said if isinstance(said, dict) else {}
    for name in ("successful", "success", "unchanged", "failed"):
        table = parts.get(name)
        one = table.get(number) if isinstance(table, dict) else None
        if one is None:
            continue
        if name == "failed":
            code, why = (one.get("code"), str(one.get("message") or "")) if isinstance(one, dict) else (400, "")
            return Written(status=code if isinstance(code, int) else 400, why=why)
        return Written(_flat(one) if isinstance(one, dict) and isinstance(one.get("data"), dict) else None)
    return Written(status=AGAIN, why="the answer does not say what became of it")
