"""The text of files in any encoding; the bytes are those that Python's codecs write."""

import bz2
import gzip
import lzma
import plistlib
import re
import sqlite3
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.encodings import BOMS, LABELS, LARGER
from refexport.errors import FileError
from refexport.imports.decoding import decode_text, encoding_of, near_encodings
from tests.conftest import examples

BIB = "@misc{a,\n  author = {Müller, Jörg},\n  title = {„Größe“ – naïve façade},\n}\n"
CHINESE = "@article{刘2016,\n  author = {刘, 知远},\n  title = {知识表示学习研究进展},\n}\n"
JAPANESE = "TY  - JOUR\r\nTI  - 機械学習の基礎\r\nAU  - 山田, 太郎\r\nER  - \r\n"
RUSSIAN = "@book{k, title = {Теория вероятностей}, author = {Колмогоров, А. Н.}}\n"
CZECH = "@book{k, title = {Žluťoučký kůň}, author = {Dvořák, Jiří}}\n"


def levels(decoded):
    return [one.level for one in decoded.problems]


@pytest.mark.parametrize("text", [BIB, CHINESE, JAPANESE, RUSSIAN, CZECH, "plain\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_and_plain_utf8_are_read_without_a_word(text, codec):
    assert decode_text(text.encode(codec), "f") == (text, ())


@pytest.mark.parametrize("text", [BIB, CHINESE, JAPANESE, RUSSIAN, CZECH, "plain\n"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf16_and_utf32_without_a_mark_are_told_by_their_zero_bytes(text, codec):
    decoded = decode_text(text.encode(codec), "f")
    assert decoded.text == text
    assert [(one.level, codec.upper() in one.message) for one in decoded.problems] == [("note", True)]


def test_what_is_no_utf8_is_windows_1252_and_that_is_a_warning_at_the_first_line():
    decoded = decode_text(BIB.encode("cp1252"), "f.bib")
    assert decoded.text == BIB
    (found,) = decoded.problems
    assert (found.path, found.line, found.level, found.value) == ("f.bib", 2, "warning", "Müller")
    assert "bytes FC" in found.message
    assert "Windows-1252" in found.message
    assert "--encoding" in found.hint


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_by_every_kind_of_line_end(end):
    text = end.join(["% a", "% b", "title = {Grün}", ""])
    assert decode_text(text.encode("latin-1"), "f").problems[0].line == 3


@pytest.mark.parametrize(
    ("text", "codec"),
    [(CHINESE, "gb18030"), (CHINESE, "gbk"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"), (JAPANESE, "iso2022_jp"),
     (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (CZECH, "cp1250"), (CZECH, "iso8859-2"), (BIB, "mac-roman"), (BIB, "utf-7"),
     (CHINESE, "utf-16-be")],
)  # fmt: skip
def test_any_encoding_is_read_on_request(text, codec):
    assert decode_text(text.encode(codec), "f", encoding_of(codec)) == (text, ())


@pytest.mark.parametrize(
    ("declaration", "codec"),
    [
        ("% Encoding: {}", "Cp1250"),
        ("% Encoding: {}", "ISO8859_2"),
        ("%Encoding: {}", "windows-1250"),
        ("This file was created with JabRef 2.9.2.\nEncoding: {}\n", "Cp1250"),
        ("% This file was created with JabRef 2.11.\n% Encoding: {}\n", "ISO-8859-2"),
        ("% !TeX encoding = {}", "windows-1250"),
        ("% !TEX encoding = {}", "ISO-8859-2"),
        ("%% -*- mode: bibtex; coding: {} -*-", "iso-8859-2-unix"),
        ("% -*- coding: {} -*-", "cp1250"),
        ("% vim: set fileencoding={} :", "cp1250"),
        ("@comment{{x-kbibtex-encoding={}}}", "iso-8859-2"),
        ("%% This BibTeX bibliography file was created using BibDesk.\n\n\n%% Saved with string encoding {} \n",
         "Central European (ISO Latin 2)"),
    ],
)  # fmt: skip
def test_what_a_file_says_of_its_encoding_is_obeyed(declaration, codec):
    text = f"{declaration.format(codec)}\n{CZECH}"
    assert decode_text(text.encode(encoding_of(codec)), "f.bib") == (text, ())


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("codec", ["ISO-8859-2", "windows-1250"])
def test_the_declaration_of_xml_is_obeyed(codec, quote):
    text = f"<?xml version={quote}1.0{quote} encoding={quote}{codec}{quote}?>\n<a>Dvořák</a>\n"
    assert decode_text(text.encode(codec), "f.xml") == (text, ())


def test_a_declaration_of_utf16_in_ascii_is_not_taken_at_its_word():
    text = '<?xml version="1.0" encoding="UTF-16"?>\n<a>Dvořák</a>\n'
    assert decode_text(text.encode(), "f.xml").text == text


def test_a_file_that_says_one_thing_and_is_utf8_is_utf8_and_that_is_a_warning():
    text = f"% Encoding: Cp1252\n{BIB}"
    decoded = decode_text(text.encode(), "f.bib")
    assert decoded.text == text
    assert levels(decoded) == ["warning"]
    assert "Cp1252" in decoded.problems[0].message


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gb18030"),
        ("- 機器學習的基礎\n", "big5"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "Shift_JIS"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_a_file_that_is_what_it_says_is_read_so(text, codec):
    text = f"% Encoding: {codec}\n{text}"
    assert decode_text(text.encode(codec), "f") == (text, ())


def test_a_file_with_a_mark_may_be_mixed_too():
    data = b"\xef\xbb\xbf" + "Müller\n".encode() + "Gómez\n".encode("cp1252")
    assert decode_text(data, "f").text == "Müller\nGómez\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_on_request_is_of_the_order_that_its_bytes_show(codec):
    assert decode_text(CHINESE.encode(codec), "f", encoding_of("UTF-16")) == (CHINESE, ())


@pytest.mark.parametrize("letter", ["é", "学"])
@pytest.mark.parametrize("shift", range(4))
def test_a_stray_zero_byte_in_a_long_text_is_no_utf16_wherever_it_is_cut(letter, shift):
    text = "a" * shift + f"x\0{letter}\n" + (letter + "abc ") * 30_000
    assert decode_text(text.encode(), "f") == (text, ())


def test_an_encoding_that_nobody_knows_is_a_warning_and_stops_nothing():
    text = f"% Encoding: klingon\n{BIB}"
    decoded = decode_text(text.encode(), "f.bib")
    assert decoded.text == text
    assert "'klingon'" in decoded.problems[0].message


def test_a_mark_is_stronger_than_what_is_said():
    decoded = decode_text(BIB.encode("utf-16"), "f", "cp1252")
    assert decoded.text == BIB
    assert levels(decoded) == ["warning"]


def test_the_lines_of_a_mixed_file_are_each_read_as_they_are():
    lines = ["Müller".encode(), "Gómez".encode("cp1252"), "Žižek".encode(), b"plain", "„groß“".encode("cp1252")]
    decoded = decode_text(b"\n".join(lines), "f")
    assert decoded.text == "Müller\nGómez\nŽižek\nplain\n„groß“"
    (found,) = decoded.problems
    assert (found.line, found.level, found.value) == (2, "warning", "Gómez")
    assert "2 in all" in found.message


def test_a_line_that_is_both_is_read_piece_by_piece():
    line = "{'a': 'Müller', 'b': '".encode() + "Gómez".encode("cp1252") + "', 'c': '刘'}".encode()
    assert decode_text(line, "f").text == "{'a': 'Müller', 'b': 'Gómez', 'c': '刘'}"


@pytest.mark.parametrize(
    "word", ["Ærø", "Ελλάδα", "Книга", "שלום", "كتاب", "पुस्तक", "หนังสือ", "책", "𝔸", "Việt", "Ɓa", "ʻŌlelo"]
)
def test_words_of_every_script_in_utf8_are_read_beside_windows_1252(word):
    data = f"{word}\n".encode() + "Gómez, À la façon\n".encode("cp1252")
    assert decode_text(data, "f").text == f"{word}\nGómez, À la façon\n"


def test_letters_of_windows_1252_that_are_utf8_by_chance_are_no_utf8():
    text = "title = {„groß“}, note = {«CAFÉ»}\n"
    assert decode_text(text.encode("cp1252"), "f").text == text


def test_bytes_that_are_no_characters_are_named_with_their_line_and_stop_nothing():
    decoded = decode_text("% a\nMüller".encode("latin-1") + b"\nplain\n", "f.bib", "utf-8")
    assert decoded.text == "% a\nM\N{REPLACEMENT CHARACTER}ller\nplain\n"
    (found,) = decoded.problems
    assert (found.path, found.line, found.level) == ("f.bib", 2, "error")
    assert "FC" in found.message


def test_bytes_that_windows_1252_has_no_character_for_are_named():
    decoded = decode_text(b"a\nGr\xfcn \x81\x8d\n", "f")
    assert decoded.text == "a\nGrün \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}\n"
    error = next(one for one in decoded.problems if one.level == "error")
    assert error.line == 2
    assert "81 8D" in error.message


def test_half_a_character_in_utf7_is_named():
    decoded = decode_text(b"a +2AA-\n", "f", "utf-7")
    assert decoded.text == "a \N{REPLACEMENT CHARACTER}\n"
    assert "U+D800" in decoded.problems[0].message


@pytest.mark.parametrize(
    "data",
    ["Müller ".encode() * 100_000 + b"\xfc", b"-*-" * 20_000 + b"\xfc", b"\xfc\n" * 50_000, b"% vim:" * 10_000 + b"\xfc",
     b"\xc3\xbc \xfc\n" * 50_000, b" " * 1_000_000 + b"\xfc"],
    ids=["one line", "emacs", "lines", "vim", "mixed", "blanks"],
)  # fmt: skip
def test_megabytes_are_read_in_no_time(data, seconds):
    with seconds(3):
        assert "ü" in decode_text(data, "f").text


def test_many_lines_of_wrong_bytes_are_all_counted():
    decoded = decode_text(b"\xfc\n" * 1000, "f", "utf-8")
    named = {one.line for one in decoded.problems}
    assert {1, 2, 3} <= named
    assert any(f"in {1000 - len(decoded.problems) + 1} more lines" in one.message for one in decoded.problems)


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "cp1252", "gb18030", "shift_jis", "utf-16-le", "ascii"]))
@examples(500)
def test_no_byte_goes_in_silence_and_the_text_is_always_unicode(data, encoding):
    try:
        decoded = decode_text(data, "f", encoding)
    except FileError:
        return  # no text
    assert decoded.text.encode().decode() == decoded.text
    written = {"\N{REPLACEMENT CHARACTER}".encode(codec) for codec in ("utf-8", "utf-16-le", "gb18030")}
    if "\N{REPLACEMENT CHARACTER}" in decoded.text and not any(one in data for one in written):
        assert "error" in levels(decoded)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0", exclude_categories=("Cc", "Cs"))),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
@examples(300)
def test_every_text_of_unicode_comes_back(text, codec):
    assert decode_text(f"{text}\n".encode(codec), "f").text.removeprefix("\ufeff") == f"{text}\n".removeprefix("\ufeff")


@given(st.text("abcdefgh ÄÖÜäöüßàâçéèêëîïôùûœŒæñÑåøØ€„“”‘’–—«»", min_size=1))
@examples(300)
def test_every_western_text_of_windows_1252_comes_back(text):
    data = f"{text}\n".encode("cp1252")
    assert decode_text(data, "f", "cp1252").text == f"{text}\n"


@pytest.mark.parametrize("name", sorted({"latin1", "utf8", "UTF-8", "GBK", "Shift-JIS", "big5", "EUC-KR", *LABELS}))
def test_encodings_are_known_by_their_usual_names(name):
    assert "plain".encode(encoding_of(name)).decode(encoding_of(name)) == "plain"


@pytest.mark.parametrize(
    "name", ["", "klingon", "rot13", "hex", "base64", "zip", "idna", "punycode", "undefined", "\0", "a/b", "ü"]
)
def test_what_is_no_encoding_of_files_is_refused(name):
    with pytest.raises(ValueError, match="there is no encoding"):
        encoding_of(name)
    assert near_encodings(name)


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one():
    assert "gb18030" in near_encodings("gb18003")
    assert "utf_16" in near_encodings("utff-16")


def test_the_marks_are_those_of_pythons_codecs():
    assert all(mark.decode(name) == "\ufeff" for mark, name in BOMS)


@pytest.mark.parametrize(("smaller", "larger"), LARGER.items())
def test_a_larger_encoding_has_the_same_characters_in_the_same_places(smaller, larger):
    """By Python's codecs, but for two signs of GB 2312, which WHATWG and GBK map as GB 18030 does."""
    differing = set()
    for lead in range(0x100):
        for data in (bytes([lead]), *(bytes([lead, trail]) for trail in range(0x40, 0x100))):
            try:
                text = data.decode(smaller)
            except UnicodeDecodeError:
                continue
            if text != data.decode(larger, "replace") and not re.search(r"[\x80-\x9f]", text):
                differing.add(text)
    assert differing <= ({"・", "―"} if smaller == "gb2312" else set())


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"%PDF-1.5\n", "PDF"), (b"\x1f\x8b\x08\x00", "gzip"), (b"PK\x03\x04\x14", "ZIP"), (b"SQLite format 3\0", "SQLite"),
     (b"{\\rtf1\\ansi", "RTF"), (b"\x89PNG\r\n\x1a\n", "image"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word")],
)  # fmt: skip
def test_a_file_that_is_no_text_is_named_as_what_it_is(start, what):
    with pytest.raises(FileError, match=f"f: .*{what}"):
        decode_text(start + bytes(range(256)), "f")


def packed(folder):
    """Files as Python's own modules write them, by what they are."""
    (folder / "a.bib").write_text(BIB, encoding="utf-8")
    sqlite3.connect(folder / "a.sqlite").execute("create table t (a)").connection.close()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive, tarfile.open(folder / "a.tar", "w") as tape:
        archive.write(folder / "a.bib")
        tape.add(folder / "a.bib", "a.bib")
    return {
        "gzip": gzip.compress(BIB.encode()),
        "bzip2": bz2.compress(BIB.encode()),
        "xz": lzma.compress(BIB.encode()),
        "property list": plistlib.dumps({"a": BIB}, fmt=plistlib.FMT_BINARY),
        "SQLite": (folder / "a.sqlite").read_bytes(),
        "ZIP": (folder / "a.zip").read_bytes(),
        "tar": (folder / "a.tar").read_bytes(),
    }


def test_archives_and_databases_as_they_are_written_are_named(tmp_path):
    for what, data in packed(tmp_path).items():
        with pytest.raises(FileError, match=f"f: this is an? .*{what}"):
            decode_text(data, "f")


def test_noise_is_no_text():
    noise = bytes((n * n * 7 + n // 3) % 256 for n in range(1, 4000))
    with pytest.raises(FileError, match="no text"):
        decode_text(noise, "f")


def test_a_stray_zero_byte_in_a_text_is_no_utf16():
    assert decode_text(b"@misc{k, title = {A\0 B}}\n", "f") == ("@misc{k, title = {A\0 B}}\n", ())
