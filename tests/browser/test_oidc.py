"""Sign-in with the house's own OIDC, driven end to end: a provider on loopback, `st.login`, and roles by lists."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

Visitor = Any  # the class lives in conftest.py, which nobody can import
KEY = RSAKey.generate_key(2048, {"kid": "one"})
CLIENT = "duibiao"


class Provider(BaseHTTPRequestHandler):
    """As little of an OIDC provider as there can be: it lets `person` in without asking."""

    person = "zhang@edu.example"
    nonces: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        asked, query = urlsplit(self.path), parse_qs(urlsplit(self.path).query)
        here = f"http://{self.headers['Host']}"
        if asked.path == "/.well-known/openid-configuration":
            ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self.answer({"issuer": here} | {name: f"{here}/{way}" for name, way in ways.items()})
        elif asked.path == "/keys":
            self.answer({"keys": [KEY.as_dict(private=False)]})
        else:
            self.nonces["code"] = query.get("nonce", [""])[0]
            self.send_response(302)
            back = {"code": "code", "state": query["state"][0]}
            self.send_header("Location", f"{query['redirect_uri'][0]}?{urlencode(back)}")
            self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        said = {"iss": f"http://{self.headers['Host']}", "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 600}
        said |= {"email": self.person, "name": "张老师", "nonce": self.nonces["code"]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, said, KEY)
        self.answer({"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    def answer(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        return


@pytest.fixture
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def house_server(provider: str, tmp_path: Path, start_server: Any) -> Any:
    """A server that knows the provider; one address is staff, nobody else is anything."""

    def options(port: int) -> list[str]:
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"x" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "secret"\n'
            f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
            '[access]\nstaff = ["zhang@edu.example"]\n',
            encoding="utf-8",
        )
        return ["--secrets.files", str(secrets)]

    return start_server(tmp_path, options)


@pytest.mark.parametrize(("person", "may"), [("zhang@edu.example", True), ("li@elsewhere.example", False)])
def test_the_house_signs_in_and_lists_give_the_role(
    house_server: Any, visit_server: Any, monkeypatch: pytest.MonkeyPatch, person: str, may: bool
) -> None:
    monkeypatch.setattr(Provider, "person", person)
    visit = visit_server(house_server)
    visit.open("upload")
    visit.page.get_by_role("button", name="用统一身份认证登录").click()
    # The framework leads back to the first page
    visit.page.locator(".card").first.wait_for()
    visit.open("upload")
    if may:
        visit.page.locator(".who", has_text="张老师").wait_for()
    else:
        assert visit.page.locator(".who").count() == 0
    assert visit.page.get_by_role("button", name="用统一身份认证登录").count() == (0 if may else 1)
