"""A Zotero on this machine that keeps the documented rules of its API, for the two ways in which one is spoken to.

Sources: zotero.org/support/dev/web_api/v3 ("Basics", "Write Requests": versions, keys, write tokens, statuses, Backoff);
the head of ``server_localAPI.js`` and the notes of those who tried it (docs/decisions/0030) for ``Zotero-Server-ID`` and
``/api/local/authorize``. It knows nothing of refexport: only its own items count when a test judges.
"""

import json
import re
from collections.abc import Callable
from typing import Self
from urllib.parse import parse_qs, urlsplit

from refexport.formats.zotero.schema import ITEM_TYPES, base_of, fields_of, own_names, roles_of
from tests.loopback import Loopback, Say, Seen

KEY = re.compile(r"[23456789ABCDEFGHIJKLMNPQRSTUVWXYZ]{8}")
OTHER = {
    "note": {"note"},
    "attachment": {"linkMode", "title", "url", "path", "contentType", "accessDate", "charset", "filename", "note"},
}
ALWAYS = {"key", "version", "itemType", "creators", "tags", "collections", "relations", "parentItem", "deleted", "dateAdded", "dateModified"}  # fmt: skip


class RefusedError(Exception):
    """One object of a request is refused."""

    def __init__(self, status: int, why: str = "") -> None:
        super().__init__(why)
        self.status, self.why = status, why


class ZoteroServer:
    """Items and collections by key; ``faults`` happen in turn, one to a request, before or after it is worked on."""

    def __init__(self, *, is_local: bool = True, has_cite_keys: bool = True, prefix: str = "") -> None:
        self.is_local, self.has_cite_keys = is_local, has_cite_keys
        self.prefix = prefix or ("users/0" if is_local else "users/7")
        self.server_id = "SERVERone1"
        self.items: dict[str, dict] = {}
        self.collections: dict[str, dict] = {}
        self.version = 1
        self.keys = {"web-key": False}
        self.remember, self.denies = True, False
        self.tokens: set[str] = set()
        self.faults: list[str] = []
        self.before: list[Callable[[], None]] = []
        self.headers: dict[str, str] = {}
        self.writes = 0
        self.asked = 0
        self.most = 50
        self.seen: list[tuple[str, str, int]] = []
        self.loopback = Loopback(say=self._say)

    def __enter__(self) -> Self:
        self.loopback.__enter__()
        return self

    def __exit__(self, *stop: object) -> None:
        self.loopback.__exit__(*stop)

    @property
    def url(self) -> str:
        return self.loopback.url + ("/api" if self.is_local else "")

    # --- what a person does in Zotero

    def edit(self, key: str, **fields: object) -> None:
        """Changes an item as its user does: the version rises."""
        self.version += 1
        self.items[key] |= fields | {"version": self.version}

    def add(self, **fields: object) -> str:
        """A new item of the user's own."""
        key = self._free_key()
        self.version += 1
        self.items[key] = {
            "key": key,
            "version": self.version,
            "dateAdded": f"2020-01-01T00:00:{len(self.items):04}",
            **fields,
        }
        return key

    def add_collection(self, name: str, parent: str = "") -> str:
        key = self._free_key()
        self.version += 1
        self.collections[key] = {"key": key, "version": self.version, "name": name, "parentCollection": parent or False}
        return key

    def works(self) -> dict[str, dict]:
        """The items that are works and not in the trash."""
        return {
            key: one
            for key, one in self.items.items()
            if one["itemType"] not in (*OTHER, "annotation") and not one.get("deleted")
        }

    def children(self, key: str, kind: str) -> list[dict]:
        return [
            one
            for one in self.items.values()
            if one.get("parentItem") == key and one["itemType"] == kind and not one.get("deleted")
        ]

    def item_of(self, cite_key: str) -> dict:
        """The one item with a cite key."""
        (found,) = [one for one in self.works().values() if self.cite_key(one) == cite_key]
        return found

    @staticmethod
    def cite_key(one: dict) -> str:
        found = re.search(r"^Citation Key: (.*)$", one.get("extra", ""), re.MULTILINE)
        return one.get("citationKey") or (found[1] if found else "")

    def _free_key(self) -> str:
        letters = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
        number, key = len(self.items) + 31 * len(self.collections) + self.version * 977, ""
        for _ in range(8):
            number, digit = divmod(number, len(letters))
            key = letters[digit] + key
        return key

    # --- answers

    def _say(self, seen: Seen) -> Say:
        if self.before:
            self.before.pop(0)()
        fault = self.faults.pop(0) if self.faults and seen.method == "POST" and "authorize" not in seen.target else ""
        if fault.startswith("status "):
            _, status, *wait = fault.split()
            return Say(int(status), b"later", {"Retry-After": wait[0]} if wait else {})
        if fault == "never arrives":
            return Say(then="reset at once")
        said = self._answer(seen)
        self.seen.append((seen.method, seen.target, said.status))
        if fault == "answer lost":
            return Say(then="reset at once")
        if fault == "answer hangs":
            return Say(then="hang at once")
        if fault == "half an answer":
            return said._replace(body=said.body[: len(said.body) // 2], length=False)
        return said

    def _answer(self, seen: Seen) -> Say:  # noqa: PLR0911 - one for each kind of request
        url = urlsplit(seen.target)
        path = url.path.removeprefix("/api") if self.is_local else url.path
        head = {"Zotero-API-Version": "3", "Last-Modified-Version": str(self.version), **self.headers}
        if self.is_local:
            head["Zotero-Server-ID"] = self.server_id
            if path != "/" and seen.headers.get("zotero-server-id", self.server_id) != self.server_id:
                return Say(412, b"other server", head)
        elif seen.headers.get("zotero-api-key") not in self.keys:
            return Say(403, b"Forbidden", head)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if path == "/":
            return Say(200, b"Nothing to see here.", head)
        if path == "/keys/current":
            return _json({"userID": 7, "access": {}}, head)
        if path == "/itemTypeFields":
            names = fields_of(query["itemType"]) - (set() if self.has_cite_keys else {"citationKey"})
            return _json([{"field": own_names(query["itemType"]).get(name, name)} for name in sorted(names)], head)
        if path == "/local/authorize":
            return self._authorize(seen, head)
        if not path.startswith(f"/{self.prefix}/"):
            return Say(404, b"Not found", head)
        kind = path.rpartition("/")[2]
        table = self.items if kind == "items" else self.collections
        return self._write(seen, kind, table, head) if seen.method == "POST" else self._list(table, kind, query, head)

    def _authorize(self, seen: Seen, head: dict) -> Say:
        self.asked += 1
        if self.denies:
            return Say(403, b'{"denied": true}', head)
        key = f"local-{self.asked}"
        self.keys[key] = not self.remember
        return _json({"key": key, "remember": self.remember}, head)

    def _list(self, table: dict, kind: str, query: dict, head: dict) -> Say:
        found = [one for one in table.values() if query.get("includeTrashed") or not one.get("deleted")]
        if query.get("sort") == "dateAdded":
            found.sort(key=lambda one: one.get("dateAdded", ""))
        start, limit = int(query.get("start", 0)), min(int(query.get("limit", 25)), 100)
        page = [self._wrapped(one, kind) for one in found[start : start + limit]]
        return _json(page, {**head, "Total-Results": str(len(found))})

    def _wrapped(self, one: dict, kind: str) -> dict:
        data = dict(one)
        if kind == "items" and one["itemType"] in ITEM_TYPES:
            own = own_names(one["itemType"])
            names = fields_of(one["itemType"]) - (set() if self.has_cite_keys else {"citationKey"})
            data = (
                {own.get(name, name): "" for name in names}
                | {"creators": [], "tags": [], "collections": [], "relations": {}}
                | data
            )
        links = {"enclosure": {"href": data.pop("href")}} if "href" in data else {}
        return {"key": one["key"], "version": one["version"], "library": {}, "links": links, "data": data}

    # --- writing

    def _write(self, seen: Seen, kind: str, table: dict, head: dict) -> Say:
        if self.is_local and "zotero-server-id" not in seen.headers:
            return Say(428, b"Zotero-Server-ID is missing", head)
        key = seen.headers.get("zotero-api-key", "")
        if self.is_local and key not in self.keys:
            return Say(401, b"POST /api/local/authorize to obtain one", head)
        if self.keys[key]:
            del self.keys[key]
        self.writes += 1
        objects = json.loads(seen.form.encode("latin-1"))
        if len(objects) > self.most:
            return Say(413, b"too many", head)
        token = seen.headers.get("zotero-write-token", "")
        if token in self.tokens:
            return Say(412, b"write token", head)
        said = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
        rises = self.version + 1
        for number, one in enumerate(objects):
            try:
                self._write_one(one, kind, table, rises, said, str(number))
            except RefusedError as refused:
                said["failed"][str(number)] = {"key": one.get("key"), "code": refused.status, "message": refused.why}
        if said["successful"]:
            self.version = rises
            self.tokens.add(token)
        return _json(said, {**head, "Last-Modified-Version": str(self.version)})

    def _write_one(self, one: dict, kind: str, table: dict, version: int, said: dict, number: str) -> None:
        key = one.get("key") or self._free_key()
        if not KEY.fullmatch(key):
            raise RefusedError(400, "not a key")
        old = table.get(key)
        if old and "version" not in one:
            raise RefusedError(428, "no version")
        if old and one["version"] != old["version"]:
            raise RefusedError(412, "changed since")
        if not old and one.get("version"):
            raise RefusedError(404, "no such object")
        new = self._checked(
            {**(old or {}), **{name: _trimmed(value) for name, value in one.items()}, "key": key}, old, kind, one
        )
        if old and {**new, "version": 0} == {**old, "version": 0}:
            said["unchanged"][number] = key
            return
        new["version"] = version
        new.setdefault("dateAdded", f"2026-01-01T00:00:{len(self.items):06}")
        table[key] = new
        said["successful"][number] = self._wrapped(new, kind)
        said["success"][number] = key

    def _checked(self, new: dict, old: dict | None, kind: str, sent: dict) -> dict:  # noqa: C901 - a rule a line
        if kind == "collections":
            if not new.get("name"):
                raise RefusedError(400, "a collection has a name")
            if new.get("parentCollection") and new["parentCollection"] not in self.collections:
                raise RefusedError(409, "no such parent")
            return new
        type_ = new.get("itemType")
        if type_ not in (*ITEM_TYPES, *OTHER):
            raise RefusedError(400, f"no such type {type_}")
        if old and type_ != old["itemType"]:
            new = _retyped(new, old, sent)
        own = {own_names(type_).get(name, name) for name in fields_of(type_)} if type_ in ITEM_TYPES else OTHER[type_]
        own -= set() if self.has_cite_keys else {"citationKey"}
        if wrong := [name for name in new if name not in own | ALWAYS]:
            raise RefusedError(400, f"'{wrong[0]}' is not a valid field for type '{type_}'")
        if wrong := [one for one in new.get("creators", ()) if one["creatorType"] not in roles_of(type_)]:
            raise RefusedError(400, f"'{wrong[0]['creatorType']}' is not a valid creator type for type '{type_}'")
        if any(one not in self.collections for one in new.get("collections", ())):
            raise RefusedError(409, "no such collection")
        if new.get("parentItem") and new["parentItem"] not in self.items:
            raise RefusedError(409, "no such parent")
        if self.prefix.startswith("groups") and new.get("linkMode") == "linked_file":
            raise RefusedError(400, "no linked files in groups")
        return new


def _retyped(new: dict, old: dict, sent: dict) -> dict:
    """An item of another type: fields keep their base, what has no place goes, people become the main creator."""
    bases = {name: base_of(old["itemType"], name) for name in old}
    own, fits = own_names(new["itemType"]), fields_of(new["itemType"])
    made = {name: value for name, value in new.items() if name in ALWAYS or name in sent}
    for name, base in bases.items():
        if name not in ALWAYS and base in fits:
            made.setdefault(own.get(base, base), old[name])
    main = roles_of(new["itemType"])[0]
    if "creators" not in sent:
        made["creators"] = [
            one if one["creatorType"] in roles_of(new["itemType"]) else {**one, "creatorType": main}
            for one in old.get("creators", ())
        ]
    return made


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _json(value: object, head: dict) -> Say:
    return Say(200, json.dumps(value).encode(), {**head, "Content-Type": "application/json"})
