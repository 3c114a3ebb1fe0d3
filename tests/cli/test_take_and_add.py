"""`resolve --take` and `add`, whatever an entry or a person writes an identifier like."""

import io

import pytest

START = "[refexport]\nversion = 1\n\n"


@pytest.fixture
def project(folder):
    return folder / "entries.toml"


@pytest.mark.parametrize(
    ("fields", "identifier", "after"),
    [
        ('DOI = "10.1000/old"', "doi:10.1000/new", 'doi = "10.1000/new"'),
        (
            'eprint = "1703.03401"\narchiveprefix = "arXiv"\nprimaryclass = "cs.LG"',
            "arxiv:1805.00001",
            'arxiv = "1805.00001"',
        ),
        ('eprint = "x-1"\neprinttype = "hal"', "arxiv:1805.00001", 'arxiv = "1805.00001"'),
        ('arxiv = "1703.03401"', "arxiv:1805.00001", 'arxiv = "1805.00001"'),
        (
            'eprint = "x-1"\neprinttype = "hal"',
            "doi:10.1000/new",
            'eprint = "x-1"\neprinttype = "hal"\ndoi = "10.1000/new"',
        ),
    ],
)
def test_take_replaces_the_identifier_under_whatever_name_it_stands(refexport, project, fields, identifier, after):
    project.write_text(f'{START}[k]\ntitle = "T"\n{fields}\n')
    ran = refexport("resolve", "k", "--take", identifier)
    assert (ran.code, project.read_text()) == (0, f'{START}[k]\ntitle = "T"\n{after}\n'), ran.err


def test_take_names_a_key_that_is_not_there_with_the_file_and_the_nearest(refexport, project):
    project.write_text(f'{START}[finn2017model]\ntitle = "T"\n')
    ran = refexport("resolve", "finn2017modle", "--take", "doi:10.1000/x")
    assert ran.code == 2
    assert "entries.toml has no entry finn2017modle" in ran.err
    assert "did you mean finn2017model" in ran.err


def test_take_says_which_other_entry_has_the_identifier(refexport, project):
    project.write_text(f'{START}[a]\ntitle = "A"\ndoi = "10.1000/x"\n\n[b]\ntitle = "B"\n')
    ran = refexport("resolve", "b", "--take", "doi:10.1000/X")
    assert ran.code == 0
    assert "[a] has doi:10.1000/x too" in ran.err


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("isbn:978-0-306-40615-8", "check digit"),
        ("9780306406158", "check digit"),
        ("0-306-40615-3", "check digit"),
        ("pmid:0", "PubMed"),
        ("pmid:99999999999", "PubMed"),
    ],
)
def test_add_says_what_is_wrong_with_an_identifier(refexport, project, typed, why):
    project.write_text(START)
    ran = refexport("add", typed)
    assert ran.code == 2
    assert why in ran.err


def test_years_before_the_thousandth_are_imported(refexport, project, folder):
    """`date = 800` would be no year in entries.toml; one odd entry keeps none of the others out."""
    project.write_text(START)
    (folder / "a.bib").write_text(
        "@book{x, title={T}, year={0800}, author={A, B}}\n@book{y, title={U}, year=2001, author={C, D}}\n"
    )
    ran = refexport("import", "a.bib", "--write")
    assert ran.code == 0, ran.err
    assert 'date = "0800"' in project.read_text()
    assert "date = 2001" in project.read_text()
    assert refexport("check").code in (0, 1)


# --- add, as people use it


def test_add_fetches_and_shows_the_work(refexport, registry, project, folder):
    project.write_text(START)
    ran = refexport("add", "1703.05175")
    assert ran.code == 0
    assert "Snell, Swersky and Zemel, “Prototypical Networks for Few-shot Learning”, 2017" in ran.err
    assert refexport("enrich", "--check").code == 0  # nothing is left to fetch
    assert refexport("export", "a.bib").code == 0
    assert "Prototypical" in (folder / "a.bib").read_text()


@pytest.mark.parametrize(
    "text",
    [
        "Prototypical Networks for Few-shot Learning",
        "Snell, J., Swersky, K., & Zemel, R. S. (2017). Prototypical Networks for Few-shot Learning. NIPS.",
    ],
)
def test_add_finds_works_by_a_title_or_a_whole_reference(refexport, registry, project, text):
    project.write_text(START)
    ran = refexport("add", text)
    assert ran.code == 0, ran.err
    assert 'arxiv = "1703.05175"' in project.read_text()
    assert refexport("enrich", "--check").code == 0
    assert "already" in refexport("add", text).err
    assert project.read_text().count("1703.05175") == 1


def test_add_adds_nothing_that_is_only_like_a_title(refexport, registry, project):
    project.write_text(START)
    ran = refexport("add", "Prototypical Networks")
    assert ran.code == 3
    assert '"Prototypical Networks" is not added' in ran.err
    assert project.read_text() == START


def test_add_reads_lines_from_standard_input(refexport, registry, project, monkeypatch):
    project.write_text(START)
    monkeypatch.setattr("sys.stdin", io.StringIO("1703.03400\n\n  https://arxiv.org/abs/1902.08438\n"))
    assert refexport("add", "-").code == 0
    assert project.read_text().count("arxiv =") == 2


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("https://aclanthology.org/N19-1423/", "doi:10.18653/v1/n19-1423"),
        ("https://arxiv.org/pdf/1703.03400v2.pdf", "arxiv:1703.03400v2"),
        ("https://pubmed.ncbi.nlm.nih.gov/26017442/", "pmid:26017442"),
    ],
)
def test_add_asks_for_what_an_address_stands_for(refexport, registry, project, address, identifier):
    project.write_text(START)
    refexport("add", address)
    value = identifier.partition(":")[2]
    assert any(value in seen.target.replace("%2F", "/") or value in seen.form for seen in registry.server.seen)


def test_what_is_no_identifier_stops_no_other(refexport, project, registry):
    project.write_text(START)
    ran = refexport("add", "nonsense", "arxiv:1703.03400", "030640615-3", "--file", str(project))
    assert ran.code == 2
    assert '"nonsense" is no identifier; "030640615-3" is no identifier: not an ISBN' in ran.err
    assert "hint: give a DOI" in ran.err
    assert "compare it, digit by digit" in ran.err
    assert 'arxiv = "1703.03400"' in project.read_text()
