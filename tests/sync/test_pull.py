"""zotero pull: what somebody changed in Zotero, in entries.toml; judged by the file, read by the ordinary reader."""

import json

import pytest

from refexport.__main__ import main
from refexport.store.entries import load_entries


def entry(folder, key):
    return next(hand.entry for hand in load_entries(folder / "entries.toml").hands if hand.entry.key == key)


@pytest.fixture
def pushed(local, run, folder):
    """The entries, which Zotero has already."""
    (folder / "papers").mkdir()
    assert run("push", "--write").code == 0
    return local


def test_nothing_new_is_nothing_to_do(pushed, run, folder):
    before = (folder / "entries.toml").read_bytes()
    ran = run("pull", "--write")
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing new in Zotero\n")
    assert (folder / "entries.toml").read_bytes() == before


def test_what_was_changed_in_zotero_is_shown_as_a_diff_and_taken(pushed, run, folder):
    key = pushed.item_of("smith2020")["key"]
    smith = pushed.items[key]
    inbox = pushed.add_collection("Inbox")
    pushed.edit(
        key,
        volume="9",
        abstractNote="Things are parsed.",
        journalAbbreviation="J. Things",
        tags=[{"tag": "parsing"}, {"tag": "to read"}],
        collections=[*smith["collections"], inbox],
        creators=[
            smith["creators"][1],
            *smith["creators"][2:],
            {"creatorType": "author", "lastName": "Roe", "firstName": "R."},
        ],
    )
    pushed.edit(
        pushed.children(key, "note")[0]["key"], note='<div data-schema-version="9"><p>read three times</p></div>'
    )
    pushed.add(itemType="attachment", parentItem=key, linkMode="linked_file", path=str(folder / "papers" / "more.pdf"))
    before = (folder / "entries.toml").read_bytes()
    shown = run("pull")
    assert (folder / "entries.toml").read_bytes() == before
    assert '-volume = "7"\n+volume = "9"\n' in shown.out
    assert shown.err.splitlines()[-1] == "  hint: --write does it"
    ran = run("pull", "--write")
    assert (ran.code, ran.out) == (0, shown.out)
    text = (folder / "entries.toml").read_text()
    assert (
        'author = ["van der Berg, Jan", { family = "周", given = "志华", latin = "Zhou, Zhihua" }, "Roe, R."]' in text
    )
    now = entry(folder, "smith2020")
    assert (now.plain("volume"), now.plain("abstract"), now.plain("shortjournal")) == (
        "9",
        "Things are parsed.",
        "J. Things",
    )
    assert now.words("keywords") == ("parsing", "to read")
    assert now.words("groups") == ("Thesis > Chapter 1", "Inbox")
    assert (now.plain("annotation"), now.plain("file")) == ("read three times", "papers/smith.pdf;papers/more.pdf")
    assert run("pull", "--write").err == "nothing new in Zotero\n"
    before = pushed.writes
    assert (run("push", "--write").err[:11], pushed.writes) == ("3 unchanged", before)


def test_files_that_zotero_keeps_are_told_by_their_paths(pushed, run, folder):
    """The running Zotero gives the place of a stored file as a link of the attachment ("enclosure")."""
    key = pushed.item_of("doe2019")["key"]
    pushed.add(itemType="attachment", parentItem=key, linkMode="imported_file", filename="a b.pdf", href="file:///zotero/storage/ABCD2345/a%20b.pdf")  # fmt: skip
    pushed.add(
        itemType="attachment", parentItem=key, linkMode="linked_url", url="https://example.org/doe", title="page"
    )
    run("pull", "--write")
    assert entry(folder, "doe2019").plain("file") == "/zotero/storage/ABCD2345/a b.pdf;https://example.org/doe"
    before = len(pushed.items)
    assert (run("push", "--write").err[:11], len(pushed.items)) == ("3 unchanged", before)


def test_a_title_is_taken_though_a_line_of_extra_says_more(pushed, run, folder):
    key = pushed.item_of("smith2020")["key"]
    assert "tex.title" in pushed.items[key]["extra"]
    pushed.edit(key, title="On Parsing All Things: In Linear Time")
    run("pull", "--write")
    assert entry(folder, "smith2020").plain("title") == "On Parsing All Things"
    assert entry(folder, "smith2020").plain("subtitle") == "In Linear Time"
    pushed.edit(key, title="Quite Another Title")
    run("pull", "--write")
    assert entry(folder, "smith2020").plain("title") == "Quite Another Title"
    assert not entry(folder, "smith2020").has("subtitle")
    run("push", "--write")
    assert run("pull", "--write").err == "nothing new in Zotero\n"


def test_a_field_that_was_emptied_goes(pushed, run, folder):
    pushed.edit(pushed.item_of("smith2020")["key"], volume="")
    run("pull", "--write")
    assert not entry(folder, "smith2020").has("volume")


def test_another_type_is_taken(pushed, run, folder):
    pushed.edit(pushed.item_of("tool")["key"], itemType="document", creators=[])
    run("pull", "--write")
    assert entry(folder, "tool").type == "misc"


def test_lines_of_extra_of_other_programs_are_left_alone(pushed, run, folder):
    key = pushed.item_of("smith2020")["key"]
    pushed.edit(key, extra=f"Cited by 12\ntldr: short\n{pushed.items[key]['extra']}")
    assert run("pull", "--write").err == "nothing new in Zotero\n"
    pushed.edit(key, extra=pushed.items[key]["extra"].replace("see the erratum", "see both errata"))
    run("pull", "--write")
    assert entry(folder, "smith2020").plain("note") == "see both errata"
    assert run("push", "--write").err.startswith("3 unchanged\n")
    pushed.edit(key, extra=pushed.items[key]["extra"].replace("see both errata", "see all errata\nCited by 13 now"))
    run("pull", "--write")
    assert entry(folder, "smith2020").plain("note") == "see all errata"


def test_a_date_that_is_spelled_otherwise_is_no_news_and_hides_no_edit_of_ours(pushed, run, edit):
    key = pushed.item_of("smith2020")["key"]
    pushed.edit(key, date="May 3, 2020")
    edit("2020-05-03", "2020-05-04")
    assert run("pull", "--write").err == "nothing new in Zotero\n"
    assert run("push", "--write").code == 0
    assert pushed.items[key]["date"] == "2020-05-04"


def test_what_both_changed_stays_until_somebody_says_what_to_take(pushed, run, edit, folder):
    key = pushed.item_of("smith2020")["key"]
    pushed.edit(key, volume="9", date="2021", tags=[{"tag": "theirs"}])
    edit('volume = "7"', 'volume = "8"')
    edit('["parsing", "things"]', '["parsing", "things", "ours"]')
    ran = run("pull", "--write")
    assert (ran.code, ran.err.count("volume: kept, both changed it")) == (1, 1)
    now = entry(folder, "smith2020")
    assert (now.plain("volume"), now.year, now.words("keywords")) == ("8", 2021, ("ours", "theirs"))
    assert run("push", "--write").code == 1
    assert {one["tag"] for one in pushed.items[key]["tags"]} == {"ours", "theirs"}
    assert run("pull", "--write", "--take", "smith2020.volume").code == 0
    assert entry(folder, "smith2020").plain("volume") == "9"
    assert run("push", "--write").err.startswith("3 unchanged\n")


def test_what_stands_here_can_be_kept_for_good(pushed, run, edit, folder):
    key = pushed.item_of("smith2020")["key"]
    pushed.edit(key, volume="9")
    edit('volume = "7"', 'volume = "8"')
    assert run("pull", "--write", "--take", "ours").code == 0
    assert (run("pull").code, run("push", "--write").code) == (0, 0)
    assert (entry(folder, "smith2020").plain("volume"), pushed.items[key]["volume"]) == ("8", "9")
    pushed.edit(key, volume="10")
    run("pull", "--write")
    assert entry(folder, "smith2020").plain("volume") == "10"


def test_take_that_names_nothing_is_an_error(pushed, run):
    ran = run("pull", "--take", "smith2020.volume")
    assert (ran.code, "no such thing" in ran.err) == (2, True)
    assert run("push", "--take", "nobody").code == 2


def test_without_an_agreement_nothing_that_stands_here_is_replaced(local, run, folder):
    key = local.add(itemType="journalArticle", title="On Parsing Things: In Linear Time", citationKey="smith2020", date="1999", language="en", DOI="10.1000/things")  # fmt: skip
    ran = run("pull", "--write")
    assert (ran.code, ran.err.count("date: kept, the two differ")) == (1, 1)
    assert (entry(folder, "smith2020").year, entry(folder, "smith2020").plain("language")) == (2020, "en")
    run("push", "--write")
    assert (local.items[key]["date"], local.items[key]["volume"]) == ("1999", "7")


def test_new_works_come_when_they_are_asked_for(pushed, run, folder):
    outer = pushed.add_collection("Reading")
    inner = pushed.add_collection("Now", outer)
    pushed.add(itemType="book", title="A Book of Its Own", date="1999", collections=[inner], tags=[{"tag": "new"}], citationKey="roe1999", creators=[{"creatorType": "author", "lastName": "Roe", "firstName": "Al"}])  # fmt: skip
    pushed.add(itemType="webpage", title="Some page", url="https://example.org/page", date="2020")
    book = next(key for key, one in pushed.works().items() if one["title"] == "A Book of Its Own")
    pushed.add(itemType="attachment", parentItem=book, linkMode="imported_file", filename="kept by Zotero.pdf")
    pushed.add(itemType="attachment", parentItem=book, linkMode="linked_file", path=str(folder / "papers" / "book.pdf"))
    pushed.add(itemType="note", parentItem=book, note="<p>one</p>")
    pushed.add(itemType="note", parentItem=book, note="<p>two</p>")
    assert "2 works in Zotero that entries.toml lacks; --new adds them" in run("pull").err
    run("pull", "--write", "--collection", "Reading")
    assert [hand.entry.key for hand in load_entries(folder / "entries.toml").hands] == [
        "smith2020",
        "doe2019",
        "tool",
        "roe1999",
    ]
    assert entry(folder, "roe1999").words("groups") == ("Reading > Now",)
    assert entry(folder, "roe1999").plain("file") == "papers/book.pdf"
    assert not entry(folder, "roe1999").has("annotation")
    run("pull", "--write", "--new")
    assert len(load_entries(folder / "entries.toml").hands) == 5
    before = len(pushed.works()), len(pushed.items)
    assert run("push", "--write").code == 0
    assert (len(pushed.works()), len(pushed.items)) == before
    assert run("push", "--write").err.startswith("5 unchanged\n")


def test_what_was_deleted_or_renamed_there_is_said(pushed, run):
    pushed.edit(pushed.item_of("tool")["key"], deleted=1)
    pushed.edit(pushed.item_of("smith2020")["key"], citationKey="smithParsing")
    ran = run("pull", "--write")
    assert (ran.code, "[tool] kept: deleted in Zotero" in ran.err) == (1, True)
    assert '[smith2020] kept: its cite key in Zotero is "smithParsing" now' in ran.err


def test_a_person_at_a_terminal_is_asked(pushed, run, folder, monkeypatch):
    pushed.edit(pushed.item_of("smith2020")["key"], volume="9")
    monkeypatch.setattr("refexport.cli.zotero.agreed", lambda question, **_: "entries.toml" in question)
    run("pull", "--dry-run")
    assert entry(folder, "smith2020").plain("volume") == "7"
    run("pull")
    assert entry(folder, "smith2020").plain("volume") == "9"


def test_text_of_zotero_cannot_steer_the_terminal(pushed, run):
    pushed.edit(pushed.item_of("smith2020")["key"], volume="9\x1b[31m", title="evil\u202e")
    ran = run("pull")
    assert "\x1b" not in ran.out + ran.err
    assert "\u202e" not in ran.out + ran.err


def test_better_bibtex_s_kept_file_does_the_same_without_network(folder, capfdbinary):
    """A library as Better BibTeX exports it, and again after edits in Zotero (translator "BetterBibTeX JSON")."""
    (folder / "entries.toml").write_text("")
    item = {"itemID": 1, "itemType": "book", "title": "A Book", "date": "1999", "publisher": "P", "citationKey": "roe1999",
            "creators": [{"creatorType": "author", "lastName": "Roe", "firstName": "Al"}], "tags": [{"tag": "old"}],
            "attachments": [{"itemType": "attachment", "title": "PDF", "path": "/x/a.pdf"}]}  # fmt: skip
    table = {"C1": {"key": "C1", "name": "Reading", "parent": False, "collections": ["C2"], "items": []},
             "C2": {"key": "C2", "name": "Now", "parent": "C1", "collections": [], "items": [1]}}  # fmt: skip
    config = {"id": "36a3b0b5-bad0-4a04-b79b-441c7cef77db", "label": "BetterBibTeX JSON", "options": {}}

    def bring(*options):
        (folder / "library.json").write_text(json.dumps({"config": config, "collections": table, "items": [item]}))
        return main(["import", "library.json", *options])

    assert bring("--write") == 0
    item |= {"date": "2001", "tags": [{"tag": "old"}, {"tag": "new"}]}
    table["C1"]["items"] = [1]
    assert bring("--update", "--write") == 0
    now = entry(folder, "roe1999")
    assert (now.year, now.words("keywords")) == (2001, ("old", "new"))
    assert set(now.words("groups")) == {"Reading > Now", "Reading"}
    assert "/x/a.pdf" in now.plain("file")
