"""XML: what is well-formed is read with its lines, what is broken named at its line, nothing outside is touched."""

import pytest

from refexport.formats.xmltext import child_of, children, line_of, parse_xml, print_xml, text_of


def test_elements_know_their_lines():
    root = parse_xml('<?xml version="1.0"?>\n<a>\n  <b>one</b>\n  <b>two  <i>three</i></b>\n</a>', "f.xml").root
    assert [line_of(element) for element in children(root, "b")] == [3, 4]
    assert [text_of(element) for element in children(root)] == ["one", "two three"]


def test_a_path_of_names_is_followed_whatever_their_namespaces():
    root = parse_xml('<x:a xmlns:x="urn:x"><x:b><c>deep</c></x:b></x:a>', "f.xml").root
    assert text_of(child_of(root, "b", "c")) == "deep"
    assert child_of(root, "b", "d") is None


def test_what_is_well_formed_before_a_fault_is_taken_and_the_fault_named_at_its_line():
    parsed = parse_xml("<a>\n<b>one</b>\n<b>A & B</b>\n</a>", "f.xml")
    assert next(map(text_of, children(parsed.root, "b"))) == "one"
    assert parsed.problems[0].line == 3


@pytest.mark.parametrize("text", ["", "   ", "no XML", "\ufeff"])
def test_a_file_without_xml_is_an_error(text):
    parsed = parse_xml(text, "f.xml")
    assert parsed.root is None
    assert parsed.problems


def test_a_file_of_this_machine_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("treasure")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'
    root = parse_xml(text, "f.xml").root
    assert "treasure" not in (text_of(root) + print_xml(root))


def test_entities_of_entities_are_not_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    parsed = parse_xml(f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>', "f.xml")
    assert parsed.root is None or len(text_of(parsed.root)) < 100


def test_what_is_printed_is_read_again():
    root = parse_xml("<a><b>&lt;A&amp;B&gt;</b></a>", "f.xml").root
    assert text_of(parse_xml(print_xml(root), "f.xml").root) == "<A&B>"
