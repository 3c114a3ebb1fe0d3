"""`enrich` in the networks that people have: behind a proxy, a company's certificates, resolvers that invent addresses.

Each run is a process of its own with an environment of its own; services are asked under their true names.
"""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from refexport.registries.network import shown_proxy
from tests.conftest import ROOT
from tests.loopback import Loopback
from tests.proxy import HOSTS, MISBEHAVIOUR, Authority, NamedRegistry, Project, Proxy

SECRET = "s3cr3t-canary"
SIGN_OF_LIFE = re.compile(r"enrich: \d+ of \d+ identifiers?, \d+ s")
"""What a run says of itself every few seconds (docs/reference/terminal.md)."""
DOI, PAPER = "10.1000/182", "1703.03400"
ENTRIES = f'\n[work]\ndoi = "{DOI}"\n\n[paper]\narxiv = "{PAPER}"\n'
ARTICLE = '\n[article]\npmid = "26017442"\n'
SETTINGS = '[refexport]\nversion = 1\nmailto = "tests@refexport.example"\n'
BOTH = {f"doi:{DOI}": "crossref", f"arxiv:{PAPER}": "arxiv"}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "entries.toml").write_text(SETTINGS + ENTRIES)
    return Project(tmp_path / "project")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def holding(registry):
    registry.crossref, registry.arxiv = {DOI}, {PAPER}
    return registry


@pytest.fixture
def secure(authority):
    """The registry with a certificate of the private authority for all services' names."""
    made = holding(NamedRegistry(tls=authority.certificate(*HOSTS)))
    with made.server:
        yield made


@pytest.fixture
def plain():
    """The registry without TLS."""
    made = holding(NamedRegistry())
    with made.server:
        yield made


def enrich(project, **environment):
    """(exit code, lines) of `refexport enrich` in a process of its own; nowhere a password."""
    ran = subprocess.run(
        project.command("enrich"), env=project.environment(**environment), capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in ran.stderr
    files = [file for file in project.folder.rglob("*") if file.is_file()]
    assert not any(SECRET in text for text in (ran.stdout, ran.stderr, *(file.read_text() for file in files)))
    return ran.returncode, [line for line in ran.stderr.splitlines() if not SIGN_OF_LIFE.match(line)]


def stored(project):
    """Identifier -> service of the records in the lock."""
    lock = project.folder / "entries.lock.json"
    entries = json.loads(lock.read_text())["entries"] if lock.exists() else {}
    return {record["id"]: record["service"] for of_entry in entries.values() for record in of_entry}


def named(lines, *words):
    """The lines that have one of the words, but for those about waiting."""
    return [line for line in lines if any(word in line for word in words) and "; waiting " not in line]


# --- proxies ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("password", ["", SECRET])
def test_enrich_works_through_a_proxy(project, secure, authority, variable, password):
    routes = dict.fromkeys(HOSTS, secure.address)
    with Proxy(routes, password) as proxy:
        address = f"http://user:{password}@{proxy.host}" if password else f"http://{proxy.host}"
        code, lines = enrich(project, **{variable: address, "SSL_CERT_FILE": str(authority.file)})
    assert (code, stored(project)) == (0, BOTH), lines
    assert sorted(set(proxy.forwarded)) == ["CONNECT api.crossref.org", "CONNECT export.arxiv.org"]
    assert all("proxy-authorization" not in seen.headers for seen in secure.server.seen)


@pytest.mark.parametrize("password", ["", SECRET])
def test_a_service_without_tls_is_asked_through_a_proxy(project, plain, password):
    with Proxy({"registry.example": plain.address}, password) as proxy:
        own = f"user:{password}@" if password else ""
        urls = {f"REFEXPORT_{name}_URL": f"http://registry.example/{name.lower()}" for name in ("CROSSREF", "ARXIV")}
        code, lines = enrich(
            project, HTTP_PROXY=f"http://{own}{proxy.host}", http_proxy=f"http://{own}{proxy.host}", **urls
        )
    assert (code, stored(project)) == (0, BOTH), lines
    assert set(proxy.forwarded) == {"GET registry.example"}
    assert all("proxy-authorization" not in seen.headers for seen in plain.server.seen)


@pytest.mark.parametrize("value", ["127.0.0.1", "localhost,127.0.0.1,::1", "*"])
def test_no_proxy_is_honoured(project, plain, value):
    urls = {f"REFEXPORT_{name}_URL": f"{plain.server.url}/{name.lower()}" for name in ("CROSSREF", "ARXIV")}
    with Proxy({}) as proxy:
        everywhere = dict.fromkeys(("http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), f"http://{proxy.host}")
        code, lines = enrich(project, NO_PROXY=value, **everywhere, **urls)
    assert (code, stored(project), proxy.forwarded) == (0, BOTH, []), lines


@pytest.mark.parametrize("password", ["pässwörd", "p%E2%82%ACss", "п@р"])
def test_a_password_may_have_any_characters(project, plain, password):
    """In UTF-8 (RFC 7617, 2.1), typed as they are or percent-encoded (RFC 3986, 3.2.1)."""
    urls = {f"REFEXPORT_{name}_URL": f"http://registry.example/{name.lower()}" for name in ("CROSSREF", "ARXIV")}
    with Proxy({"registry.example": plain.address}, unquote(password)) as proxy:
        address = f"http://user:{password.replace('@', '%40')}@{proxy.host}"
        code, lines = enrich(project, HTTP_PROXY=address, http_proxy=address, **urls)
    assert (code, stored(project), proxy.refused) == (0, BOTH, 0), lines


@pytest.mark.parametrize(
    ("proxy", "shown"),
    [("http://", "of the environment"), ("http://user:s@:80", "of the environment"), ("http://u:s@[::1]:1", "[::1]:1")],
)
def test_a_proxy_is_named_by_host_and_port_if_it_has_any(proxy, shown):
    """An IPv6 address stands in brackets (RFC 3986, 3.2.2)."""
    assert shown_proxy(proxy) == shown


def test_a_proxy_of_the_settings_is_used(project, secure, authority):
    with Proxy(dict.fromkeys(HOSTS, secure.address)) as proxy, Proxy({}) as other:
        setting = f'proxy = "http://{proxy.host}"\n'
        (project.folder / "entries.toml").write_text(SETTINGS + setting + ENTRIES)
        code, lines = enrich(project, HTTPS_PROXY=f"http://{other.host}", SSL_CERT_FILE=str(authority.file))
    assert (code, stored(project)) == (0, BOTH), lines
    assert proxy.forwarded
    assert other.forwarded == []


def test_a_password_in_the_settings_is_refused_and_not_shown(project):
    text = f'{SETTINGS}proxy = "http://user:{SECRET}@127.0.0.1:9"\n{ENTRIES}'
    (project.folder / "entries.toml").write_text(text)
    ran = subprocess.run(project.command("enrich"), env=project.environment(), capture_output=True, text=True)
    assert ran.returncode == 2
    assert "password" in ran.stderr
    assert SECRET not in ran.stdout + ran.stderr


@pytest.mark.parametrize("own", ["", f"user:not-{SECRET}@"])
def test_a_proxy_that_wants_another_password_is_named(project, secure, authority, own):
    with Proxy(dict.fromkeys(HOSTS, secure.address), "right") as proxy:
        code, lines = enrich(project, HTTPS_PROXY=f"http://{own}{proxy.host}", SSL_CERT_FILE=str(authority.file))
    assert (code, stored(project), secure.server.seen) == (3, {}, [])
    told = named(lines, proxy.host)
    assert told, lines
    assert len(told) == len(set(told))
    assert all("password" in line and "proxy" in line for line in told)
    assert proxy.refused <= 4, "a refusal is not asked for again"


@pytest.mark.parametrize(
    "instead", [pytest.param(one, marks=pytest.mark.slow) if one != "403" else one for one in MISBEHAVIOUR]
)
def test_a_proxy_that_misbehaves_is_named(project, authority, instead):
    (project.folder / "entries.toml").write_text(SETTINGS + ARTICLE)
    with Proxy({}, instead=instead) as proxy:
        code, lines = enrich(
            project, HTTPS_PROXY=f"http://user:{SECRET}@{proxy.host}", SSL_CERT_FILE=str(authority.file)
        )
    assert (code, stored(project)) == (3, {})
    (line,) = named(lines, "pubmed")
    assert proxy.host in line


def test_a_proxy_that_is_down_is_named(project):
    with Proxy({}) as proxy:
        host = proxy.host
    code, lines = enrich(project, HTTPS_PROXY=f"http://user:{SECRET}@{host}")
    assert (code, stored(project)) == (3, {})
    told = named(lines, host)
    assert told, lines
    assert len(told) == len(set(told))
    assert all("proxy" in line for line in told)


def test_a_proxy_that_has_no_address_is_named(project):
    code, lines = enrich(project, HTTPS_PROXY=f"http://user:{SECRET}@proxy.invalid:3128")
    assert (code, stored(project)) == (3, {})
    assert all("proxy" in line for line in named(lines, "proxy.invalid:3128"))
    assert named(lines, "proxy.invalid:3128"), lines


def test_a_proxy_that_is_no_address_is_named_and_not_tried_again(project):
    (project.folder / "entries.toml").write_text(SETTINGS + ARTICLE)
    code, lines = enrich(project, HTTPS_PROXY=f"http://user:{SECRET}@127.0.0.1:port")
    assert (code, stored(project)) == (3, {})
    assert not any("; waiting " in line for line in lines), lines
    assert len(named(lines, "the proxy ")) == 1, lines


def test_no_network_at_all_is_one_line_for_each_service(project):
    code, lines = enrich(project)
    assert (code, stored(project)) == (3, {})
    for service in ("crossref", "arxiv"):
        assert len(named(lines, f"{service} ")) == 1, lines


# --- certificates -------------------------------------------------------------------------------------------------


def at_localhost(server):
    """The environment in which Crossref and arXiv stand at a server of this machine, by its name."""
    base = server.url.replace("127.0.0.1", "localhost")
    return {"REFEXPORT_CROSSREF_URL": f"{base}/crossref", "REFEXPORT_ARXIV_URL": f"{base}/arxiv"}


@pytest.fixture
def certified(authority):
    """The registry at localhost, with a certificate for that name."""
    made = holding(NamedRegistry(tls=authority.certificate("localhost")))
    with made.server:
        yield made


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_private_authority_is_trusted_where_the_environment_names_it(project, certified, authority, variable):
    code, lines = enrich(project, **{variable: str(authority.file)}, **at_localhost(certified.server))
    assert (code, stored(project)) == (0, BOTH), lines


@pytest.mark.program("openssl")
@pytest.mark.parametrize("variable", ["SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
def test_a_folder_of_certificates_is_trusted(project, certified, authority, variable, tmp_path):
    hashed = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", authority.file], capture_output=True, text=True
    )
    folder = tmp_path / "certificates"
    folder.mkdir()
    (folder / f"{hashed.stdout.strip()}.0").write_bytes(authority.file.read_bytes())
    code, lines = enrich(project, **{variable: str(folder)}, **at_localhost(certified.server))
    assert (code, stored(project)) == (0, BOTH), lines


def test_a_private_authority_that_nobody_named_is_refused_once(project, certified):
    code, lines = enrich(project, **at_localhost(certified.server))
    assert (code, stored(project), certified.server.seen) == (3, {}, [])
    for service in ("crossref", "arxiv"):
        (line,) = named(lines, f"{service} ")
        assert "certificate" in line
    assert certified.server.connections == 2, "a certificate is not asked for again"


@pytest.mark.parametrize("kind", ["expired", "self-signed", "wrong host"])
def test_a_certificate_that_does_not_fit_is_refused_once(project, authority, kind):
    tls = {
        "expired": lambda: authority.expired("localhost"),
        "self-signed": authority.self_signed,
        "wrong host": lambda: authority.certificate("other.example"),
    }[kind]()
    with Loopback(tls=tls) as server:
        code, lines = enrich(project, SSL_CERT_FILE=str(authority.file), **at_localhost(server))
    assert (code, stored(project), server.seen) == (3, {}, [])
    for service in ("crossref", "arxiv"):
        (line,) = named(lines, f"{service} ")
        assert "certificate" in line.lower() or "hostname" in line.lower()
    assert server.connections == 2


def test_a_bundle_that_is_none_is_named(project, certified, tmp_path):
    (tmp_path / "bundle.pem").write_text("no certificate")
    code, lines = enrich(project, SSL_CERT_FILE=str(tmp_path / "bundle.pem"), **at_localhost(certified.server))
    assert (code, stored(project)) == (3, {})
    assert named(lines, "SSL_CERT_FILE"), lines


# --- addresses ----------------------------------------------------------------------------------------------------


def test_a_service_of_the_users_own_may_stand_at_an_ipv6_address(project):
    made = holding(NamedRegistry(at=("::1", 0)))
    with made.server as server:
        urls = {f"REFEXPORT_{name}_URL": f"{server.url}/{name.lower()}" for name in ("CROSSREF", "ARXIV")}
        code, lines = enrich(project, **urls)
    assert (code, stored(project)) == (0, BOTH), lines


def may_unshare():
    return subprocess.run(["unshare", "-n", "-m", "ip", "link", "set", "lo", "up"], capture_output=True).returncode == 0


@pytest.mark.program("unshare", "ip")
@pytest.mark.parametrize("address", ["198.18.0.5", "198.19.255.254", "100.64.0.5"])
def test_a_resolver_that_invents_addresses_is_no_hindrance(project, authority, address, tmp_path):
    if not may_unshare():
        pytest.skip("a network of its own needs rights that are not given here")
    hosts = tmp_path / "hosts"
    hosts.write_text("".join(f"{address} {host}\n" for host in HOSTS) + "127.0.0.1 localhost\n")
    script = (
        f"ip link set lo up && ip addr add {address}/15 dev lo && mount --bind {hosts} /etc/hosts"
        f" && exec {project.command('x')[0]} -m tests.fake_ip {address} {authority.certificate(*HOSTS)[0]}"
        f" {project.folder}"
    )
    environment = project.environment(SSL_CERT_FILE=str(authority.file))
    ran = subprocess.run(
        ["unshare", "-n", "-m", "sh", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stderr
    assert stored(project) == BOTH
    assert Path("/etc/hosts").read_text() != hosts.read_text()
