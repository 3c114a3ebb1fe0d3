"""zotero push: what the server has afterwards, whatever it answered; judged by its items alone."""

import json
import os
import stat
import subprocess
import sys
import time

import pytest

from refexport.store.synced import Link, Sending, Synced, parse_synced, print_synced
from refexport.sync.keys import store_key
from tests.conftest import ROOT


def tags(item):
    return {one["tag"] for one in item.get("tags", ())}


def test_a_push_brings_every_part_into_its_place(zotero, run, folder):
    assert run("push", "--write").code == 0
    smith = zotero.item_of("smith2020")
    assert smith["itemType"] == "journalArticle"
    assert smith["title"] == "On Parsing Things: In Linear Time"
    assert smith["publicationTitle"] == "Journal of Things"
    assert smith["creators"][:2] == [
        {"creatorType": "author", "lastName": "Smith", "firstName": "Ada"},
        {"creatorType": "author", "lastName": "van der Berg", "firstName": "Jan"},
    ]
    assert (smith["volume"], smith["DOI"], tags(smith)) == ("7", "10.1000/things", {"parsing", "things"})
    assert "see the erratum" in smith["extra"].split("\n")
    (collection,) = (zotero.collections[key] for key in smith["collections"])
    assert (collection["name"], zotero.collections[collection["parentCollection"]]["name"]) == ("Chapter 1", "Thesis")
    (note,) = zotero.children(smith["key"], "note")
    assert note["note"] == "<p>read <i>twice</i></p>"
    (file,) = zotero.children(smith["key"], "attachment")
    assert (file["linkMode"], file["path"]) == ("linked_file", str(folder / "papers" / "smith.pdf"))
    doe, tool = zotero.item_of("doe2019"), zotero.item_of("tool")
    assert (doe["university"], "arXiv: 1703.03400 [cs.LG]" in doe["extra"]) == ("University", True)
    assert tool["itemType"] == "computerProgram"
    assert tool["creators"] == [{"creatorType": "programmer", "name": "The Tool Team"}]
    assert (tool["versionNumber"], len(zotero.works())) == ("1.2", 3)


def test_a_second_push_writes_nothing(zotero, run, folder):
    run("push", "--write")
    before, memory = zotero.writes, (folder / "entries.zotero.jsonl").read_bytes()
    assert run("push", "--write").err.startswith("3 unchanged\n")
    assert (zotero.writes, (folder / "entries.zotero.jsonl").read_bytes()) == (before, memory)


def test_without_write_nothing_is_sent_and_nobody_is_asked(zotero, run, folder):
    assert run("push").err.startswith("[smith2020] new\n[doe2019] new\n[tool] new\n3 new\n")
    assert run("push").err.endswith("  hint: --write sends it\n")
    assert run("push", "--write", "--dry-run").code == 0
    assert (zotero.writes, zotero.asked, (folder / "entries.zotero.jsonl").exists()) == (0, 0, False)


def test_only_what_changed_here_is_sent_and_the_rest_of_the_item_stays(zotero, run, edit):
    run("push", "--write")
    key = zotero.item_of("smith2020")["key"]
    own = zotero.add_collection("My own")
    smith = zotero.items[key]
    zotero.edit(
        key,
        tags=[*smith["tags"], {"tag": "mine", "type": 1}],
        collections=[*smith["collections"], own],
        extra=f"Cited by 12\n{smith['extra']}",
        rights="CC BY",
        relations={"dc:relation": ["x"]},
    )
    edit('volume = "7"', 'volume = "8"')
    edit('["parsing", "things"]', '["parsing", "more"]')
    edit("see the erratum", "see the other erratum")
    ran = run("push", "--write")
    smith = zotero.items[key]
    assert (ran.code, smith["volume"], smith["rights"], smith["relations"]) == (0, "8", "CC BY", {"dc:relation": ["x"]})
    assert (tags(smith), {"tag": "mine", "type": 1} in smith["tags"]) == ({"parsing", "more", "mine"}, True)
    assert own in smith["collections"]
    assert smith["extra"].split("\n")[0] == "Cited by 12"
    assert "see the other erratum" in smith["extra"]
    assert "see the erratum" not in smith["extra"]


def test_a_value_that_is_gone_here_goes_there(zotero, run, edit):
    run("push", "--write")
    edit('volume = "7"\n', "")
    assert "[smith2020] changed: volume\n" in run("push", "--write").err
    assert zotero.item_of("smith2020")["volume"] == ""


def test_another_type_brings_its_fields_along(zotero, run, edit):
    run("push", "--write")
    edit('type = "article"', 'type = "inproceedings"')
    edit('journaltitle = "Journal of Things"', 'booktitle = "Proceedings of Things"')
    assert run("push", "--write").code == 0
    smith = zotero.item_of("smith2020")
    assert (smith["itemType"], smith["proceedingsTitle"]) == ("conferencePaper", "Proceedings of Things")
    assert (smith["volume"], len(smith["creators"]), "publicationTitle" in smith) == ("7", 3, False)
    assert run("push", "--write").err.startswith("3 unchanged\n")


def test_what_both_changed_stays_and_is_said_once(zotero, run, edit):
    run("push", "--write")
    key = zotero.item_of("smith2020")["key"]
    zotero.edit(key, date="1999", title="Edited in Zotero: In Linear Time")
    edit("2020-05-03", "2021")
    edit("On Parsing Things", "Edited here")
    edit('volume = "7"', 'volume = "8"')
    for _ in range(2):
        ran = run("push", "--write")
        assert (ran.code, ran.err.count("] date: kept"), ran.err.count("] title: kept")) == (1, 1, 1)
        assert (zotero.items[key]["date"], zotero.items[key]["volume"]) == ("1999", "8")
        assert zotero.items[key]["title"].startswith("Edited in Zotero")
    assert run("push", "--write", "--take", "smith2020.date").code == 1
    assert zotero.items[key]["date"] == "2021"
    assert run("push", "--write", "--take", "theirs").code == 0
    assert run("push", "--write").code == 0
    assert zotero.items[key]["title"].startswith("Edited in Zotero")


def test_items_that_are_there_are_found_and_not_doubled(zotero, run, folder):
    by_key = zotero.add(itemType="book", title="On Parsing Things: In Linear Time", citationKey="smith2020", creators=[{"creatorType": "author", "lastName": "Smith", "firstName": "Ada"}])  # fmt: skip
    by_id = zotero.add(itemType="preprint", title="Something older", archiveID="arXiv:1703.03400", creators=[{"creatorType": "author", "lastName": "Doe", "firstName": "J."}])  # fmt: skip
    by_title = zotero.add(itemType="computerProgram", title="A Tool", creators=[{"creatorType": "programmer", "name": "The Tool Team"}], date="2021")  # fmt: skip
    zotero.add(itemType="computerProgram", title="A Tool", creators=[{"creatorType": "programmer", "name": "The Tool Team"}], date="2021")  # fmt: skip
    run("push", "--write")
    assert len(zotero.works()) == 4
    lines = parse_synced((folder / "entries.zotero.jsonl").read_bytes())
    assert {link.key: one.item for link, one in lines.items()} == {
        "smith2020": by_key,
        "doe2019": by_id,
        "tool": by_title,
    }
    assert zotero.items[by_key]["itemType"] == "book"  # both say what it is, and nobody knows who is right
    assert zotero.items[by_key]["DOI"] == "10.1000/things"


def test_a_cite_key_that_is_another_work_s_makes_no_item(zotero, run):
    zotero.add(itemType="book", title="Cooking for Two Hundred", citationKey="smith2020", date="1950", creators=[{"creatorType": "author", "lastName": "Cook", "firstName": "C."}])  # fmt: skip
    ran = run("push", "--write")
    assert ran.code == 1
    assert "[smith2020] kept: Zotero's item" in ran.err
    assert len(zotero.works()) == 3


def test_what_was_deleted_in_zotero_is_not_sent_again_unasked(zotero, run, edit):
    run("push", "--write")
    key = zotero.item_of("tool")["key"]
    zotero.edit(key, deleted=1)
    edit('version = "1.2"', 'version = "1.3"')
    ran = run("push", "--write")
    assert (ran.code, ran.err.count("[tool] kept: deleted in Zotero"), len(zotero.works())) == (1, 1, 2)
    assert run("push", "--write", "--take", "tool").code == 0
    assert zotero.item_of("tool")["versionNumber"] == "1.3"
    assert run("push", "--write").err.startswith("3 unchanged\n")


def test_nothing_is_deleted_unasked_and_what_was_changed_there_not_at_all(zotero, run, folder):
    run("push", "--write")
    tool, doe = zotero.item_of("tool")["key"], zotero.item_of("doe2019")["key"]
    zotero.edit(doe, title="A Thesis, Edited")
    text = (folder / "entries.toml").read_text()
    (folder / "entries.toml").write_text(
        text[: text.index("[doe2019]")].replace('annotation = "read <i>twice</i>"\n', "")
    )
    run("push", "--write")
    assert len(zotero.works()) == 3
    assert "[tool] to the trash" in run("push", "--delete").err
    run("push", "--write", "--delete")
    assert (zotero.items[tool].get("deleted"), zotero.items[doe].get("deleted")) == (1, None)
    assert (
        "[doe2019] kept: no entry of entries.toml any more, but changed in Zotero since" in run("push", "--delete").err
    )
    assert zotero.children(zotero.item_of("smith2020")["key"], "note") == []


def test_an_entries_toml_that_lost_its_entries_empties_no_library(local, run, folder):
    text = "".join(f'[w{n}]\ntype = "book"\ntitle = "Work number {n}"\nauthor = ["Doe, J."]\n' for n in range(8))
    (folder / "entries.toml").write_text(text)
    run("push", "--write")
    (folder / "entries.toml").write_text(text[: text.index("[w2]")])
    ran = run("push", "--write", "--delete")
    assert (ran.code, "has lost 6 of 8 entries" in ran.err, len(local.works())) == (2, True, 8)
    (folder / "entries.toml").write_text(text[: text.index("[w5]")])
    assert run("push", "--write", "--delete").code == 0
    assert len(local.works()) == 5


def test_identifiers_that_were_not_asked_for_are_told(local, run):
    assert "2 entries with identifiers that are not in the lock; first: refexport enrich\n" in run("push").err


def test_a_renamed_entry_keeps_its_item(zotero, run, edit, folder):
    run("push", "--write")
    edit("[smith2020]", "[smith2020b]")
    assert run("push", "--write").code == 0
    assert (zotero.item_of("smith2020b")["volume"], len(zotero.works())) == ("7", 3)
    keys = [link.key for link in parse_synced((folder / "entries.zotero.jsonl").read_bytes())]
    assert sorted(keys) == ["doe2019", "smith2020b", "tool"]


def test_more_than_fifty_items_go_in_several_requests(zotero, run, folder):
    text = "".join(f'[w{n}]\ntype = "book"\ntitle = "Work number {n} of many"\nauthor = ["Doe, J."]\ndate = {1900 + n}\n' for n in range(120))  # fmt: skip
    (folder / "entries.toml").write_text(text)
    run("push", "--write")
    assert (len(zotero.works()), zotero.writes) == (120, 3)
    zotero.most = 20
    (folder / "entries.toml").write_text(text.replace("of many", "of a great many"))
    assert run("push", "--write").code == 0
    assert all("great" in one["title"] for one in zotero.works().values())


@pytest.mark.parametrize(
    "fault",
    [
        "answer lost",
        "never arrives",
        "half an answer",
        "status 429 7",
        "status 503",
        "status 500",
        "status 409",
        "status 412",
    ],
)
def test_one_failing_answer_makes_no_double_and_loses_nothing(zotero, run, fault, slept):
    zotero.faults = ["", fault, fault]
    assert run("push", "--write").code == 0
    assert sorted(map(zotero.cite_key, zotero.works().values())) == ["doe2019", "smith2020", "tool"]
    assert len([one for one in zotero.items.values() if one["itemType"] == "note"]) == 1
    assert len(zotero.collections) == 2
    before = zotero.writes
    assert run("push", "--write").err.startswith("3 unchanged\n")
    assert zotero.writes == before
    assert fault != "status 429 7" or sum(slept) >= 14


def test_a_pause_that_zotero_asks_for_is_kept(zotero, run, slept):
    zotero.headers = {"Backoff": "5"}
    run("push", "--write")
    assert slept.count(5.0) >= 3


def test_an_edit_between_reading_and_writing_is_not_overwritten(zotero, run, edit):
    run("push", "--write")
    key = zotero.item_of("smith2020")["key"]
    edit('volume = "7"', 'volume = "8"')
    reads = 3 if zotero.is_local else 2
    zotero.before = [lambda: None] * reads + [lambda: zotero.edit(key, title="Edited meanwhile", volume="7")]
    assert run("push", "--write").code == 0
    assert (zotero.items[key]["title"], zotero.items[key]["volume"]) == ("Edited meanwhile", "8")


def test_a_refused_item_stops_no_other(zotero, run, monkeypatch):
    checked = zotero._checked

    def picky(new, *more):
        if new.get("title") == "A Thesis":
            from tests.zotero_server import RefusedError

            raise RefusedError(400, "theses are not welcome")
        return checked(new, *more)

    monkeypatch.setattr(zotero, "_checked", picky)
    ran = run("push", "--write")
    assert (ran.code, "[doe2019] not sent: theses are not welcome" in ran.err, len(zotero.works())) == (1, True, 2)
    monkeypatch.setattr(zotero, "_checked", checked)
    assert run("push", "--write").code == 0
    assert len(zotero.works()) == 3


def posts(server):
    return [target for method, target, _ in server.seen if method == "POST" and target.endswith("/items")]


@pytest.mark.parametrize("number", [1, 2])
def test_a_killed_push_is_finished_by_the_next_one(zotero, run, folder, number):
    """The process dies by SIGKILL when Zotero has taken a request and not answered; nothing in it runs any more."""
    if zotero.is_local:
        zotero.keys["given"] = False
        store_key(zotero.server_id, "given")
    zotero.faults = ["", *[""] * (number - 1), "answer hangs"]
    command = [sys.executable, "-m", "refexport", "zotero", "push", "--write", *(() if zotero.is_local else ("--web",))]
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    while len(posts(zotero)) < number:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert run("push", "--write").code == 0
    assert sorted(map(zotero.cite_key, zotero.works().values())) == ["doe2019", "smith2020", "tool"]
    assert len([one for one in zotero.items.values() if one["itemType"] in ("note", "attachment")]) == 2
    before = zotero.writes
    assert (run("push", "--write").err[:11], zotero.writes) == ("3 unchanged", before)


# --- the running Zotero


def test_the_user_at_zotero_is_asked_once_and_the_key_is_the_user_s_alone(local, run, tmp_path):
    run("push", "--write")
    run("push", "--write")
    kept = tmp_path / "config" / "refexport" / "zotero-keys.json"
    assert (local.asked, stat.S_IMODE(kept.stat().st_mode)) == (1, 0o600)
    assert json.loads(kept.read_text()) == {"SERVERone1": "local-1"}


def test_a_key_for_one_request_is_asked_for_at_each(local, run, tmp_path):
    local.remember = False
    assert run("push", "--write").code == 0
    assert len(local.works()) == 3
    assert local.asked == local.writes
    assert not (tmp_path / "config" / "refexport" / "zotero-keys.json").exists()


def test_a_key_that_was_cleared_is_asked_for_anew(local, run, edit):
    run("push", "--write")
    local.keys.clear()
    edit('volume = "7"', 'volume = "8"')
    assert run("push", "--write").code == 0
    assert (local.asked, local.item_of("smith2020")["volume"]) == (2, "8")


def test_who_says_no_is_not_asked_again_and_nothing_is_written(local, run):
    local.denies = True
    ran = run("push", "--write")
    assert (ran.code, ran.err.splitlines()[-1]) == (3, "error: Zotero's user did not allow it")
    assert (local.works(), local.asked) == ({}, 1)


def test_an_older_zotero_can_be_pulled_from_but_not_pushed_to(local, run):
    local.server_id = ""
    assert run("push").code == 3
    assert run("pull").code == 0


def test_another_zotero_on_the_machine_is_another_library(local, run):
    run("push", "--write")
    local.server_id, local.items, local.collections = "SERVERtwo2", {}, {}
    run("push", "--write")
    assert len(local.works()) == 3


def test_no_zotero_is_an_error_in_one_line(run, monkeypatch, local):
    monkeypatch.setenv("REFEXPORT_ZOTERO_LOCAL_URL", "http://127.0.0.1:9/api")
    ran = run("push")
    assert (ran.code, ran.err.splitlines()[-1]) == (3, "error: zotero cannot be reached")


def test_a_zotero_without_a_field_for_cite_keys_keeps_them_in_extra(local, run):
    local.has_cite_keys = False
    assert run("push", "--write").code == 0
    assert "Citation Key: smith2020" in local.item_of("smith2020")["extra"].split("\n")
    assert run("push", "--write").err.startswith("3 unchanged\n")


def test_groups_get_no_paths_of_one_machine(monkeypatch, run, local):
    local.prefix = "groups/42"
    assert run("push", "--write", "--library", "groups/42").code == 0
    assert local.children(local.item_of("smith2020")["key"], "attachment") == []
    assert run("push", "--write", "--library", "groups/42").err.startswith("3 unchanged\n")


def test_a_key_that_may_not_write_is_said(monkeypatch, run, zotero):
    if not zotero.is_local:
        monkeypatch.setenv("ZOTERO_API_KEY", "wrong-key")
        ran = run("push", "--library", "users/7")
        assert (ran.code, "ZOTERO_API_KEY" in ran.err, "wrong-key" in ran.err) == (3, True, False)


# --- the memory


def test_the_memory_reads_back_and_a_merge_by_git_harms_nothing():
    one = Synced("ABCD2345", {"title": "A"}, {"title": "A.", "date": "2020"}, sending=Sending(3, {"title": "B"}), children={"note": "N"})  # fmt: skip
    lines = {Link("users/7", "a"): one, Link("users/7", "b"): Synced("EFGH2345", is_new=True)}
    data = print_synced(lines)
    assert parse_synced(data) == lines
    assert print_synced(parse_synced(data)) == data
    both = b"<<<<<<< ours\n" + data + b"=======\n" + data.replace(b'"A"', b'"Z"') + b">>>>>>> theirs\n"
    assert parse_synced(both) == {
        Link("users/7", "a"): Synced("ABCD2345"),
        Link("users/7", "b"): Synced("EFGH2345", is_new=True),
    }
    assert parse_synced(data + data.replace(b"ABCD2345", b"ABCD2346"))[Link("users/7", "b")].item == "EFGH2345"
    assert Link("users/7", "a") not in parse_synced(data + data.replace(b"ABCD2345", b"ABCD2346"))


@pytest.mark.parametrize("line", [
    "nonsense", "[]", '["users/7", "a", {}]', '["users/7", "a", {"item": 1, "sent": {}}]', '["users/7", "a", {"item": "X", "sent": {"tags": [{}]}}]',
    '["users/7", "a", {"item": "X", "sent": {}, "held": 3}]', '["users/7", "a", {"item": "X", "sent": {"title": 3}}]', '[["users/7"], "a", {"item": "X", "sent": {}}]',
])  # fmt: skip
def test_a_line_that_is_none_is_passed_over(line):
    good = print_synced({Link("users/7", "b"): Synced("EFGH2345")})
    assert list(parse_synced(line.encode() + b"\n" + good)) == [Link("users/7", "b")]


def test_without_the_memory_items_are_found_and_nothing_is_sent(zotero, run, folder):
    run("push", "--write")
    (folder / "entries.zotero.jsonl").unlink()
    before = zotero.writes
    assert (run("push", "--write").err[:11], zotero.writes) == ("3 unchanged", before)
