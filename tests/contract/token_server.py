"""A small token server over HTTPS that plays Microsoft and Google, with an authority of its own."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import json
import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = "7b1c-application"
CLIENT_SECRET = "S3cret~of-the-application"  # noqa: S105 - invented
CODE = "code-from-the-browser"
TENANT = "ministry-of-examples"
USER = "adhesion@city.example"
NOW = dt.datetime.now(dt.UTC)


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: rsa.RSAPrivateKey, passphrase: bytes | None = None) -> bytes:
    closed: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        closed = serialization.BestAvailableEncryption(passphrase)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, closed)


def certificate(
    key: rsa.RSAPrivateKey,
    name: str,
    *,
    issuer: x509.Name | None = None,
    signer: rsa.RSAPrivateKey | None = None,
    authority: bool = False,
    ends: dt.datetime = NOW + dt.timedelta(days=400),
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(NOW, ends) - dt.timedelta(days=30))
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(signer or key, hashes.SHA256())
    )


def as_pem(found: x509.Certificate) -> bytes:
    return found.public_bytes(serialization.Encoding.PEM)


def private_file(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    file.chmod(0o600)
    return file


@dataclass(frozen=True, slots=True)
class Trust:
    """An authority, a server certificate of it, and the certificate of the application. Files with mode 0600."""

    ca: Path
    server: Path
    application: Path
    application_key: rsa.RSAPrivateKey
    thumbprint: str

    @classmethod
    def make(cls, folder: Path) -> Trust:
        """New ones, in that folder."""
        ca_key, server_key, app_key = new_key(), new_key(), new_key()
        ca = certificate(ca_key, "Authority of the tests", authority=True)
        server = certificate(server_key, "server", issuer=ca.subject, signer=ca_key)
        app = certificate(app_key, "application")
        return cls(
            private_file(folder / "ca.pem", as_pem(ca)),
            private_file(folder / "server.pem", pem(server_key) + as_pem(server)),
            private_file(folder / "application.pem", as_pem(ca) + as_pem(app) + pem(app_key)),
            app_key,
            app.fingerprint(hashes.SHA256()).hex(),
        )


@dataclass
class TokenServer:
    """What the server does next, and what it was asked. `trouble` names a way to fail."""

    trust: Trust
    url: str = ""
    trouble: str = ""
    lifetime: object = 3600
    refresh: str = "refresh-0-secret"
    rotates: bool = True
    pending: int = 0  # times that a device is told to wait
    granted: str = "https://mail.google.com/"
    challenge: str = ""
    more: dict[str, object] = field(default_factory=dict)  # what else stands in answers
    wanted: str = ""  # the scope that a device asked for
    given: list[str] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def secrets(self) -> list[str]:
        """Everything that must never be seen."""
        return [CLIENT_SECRET, CODE, *self.given, *(f"refresh-{number}-secret" for number in range(9))]

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, object]:
        """Status and JSON for a request."""
        with self.lock:
            self.asked.append((path, form))
            if path.endswith("/.well-known/openid-configuration"):
                return self._addresses(path.split("/")[1])
            if form["client_id"] != CLIENT:
                return 400, {"error": "unauthorized_client", "error_description": "AADSTS700016: not for your eyes"}
            if path.endswith("/devicecode"):
                self.wanted = form["scope"]
                return 200, self._device()
            return self._token(form, google=path == "/token")

    def _addresses(self, tenant: str) -> tuple[int, object]:
        if tenant != TENANT:
            return 400, {"error": "invalid_tenant", "error_description": "AADSTS90002: not for your eyes"}
        base = f"{self.url}/{tenant}"
        return 200, {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
        }

    def _device(self) -> dict[str, object]:
        return {
            "user_code": "ABCD-1234",
            "device_code": CODE,
            "verification_uri": "https://login.example/device",
            "expires_in": 60,
            "interval": 1,
        }

    def _token(self, form: dict[str, str], *, google: bool) -> tuple[int, object]:
        if self.trouble.startswith(("invalid", "temporarily")):
            return 400, {"error": self.trouble, "error_description": f"AADSTS7000215: {CLIENT_SECRET} for {USER}"}
        kind = form["grant_type"].rpartition(":")[2]
        if (google or kind == "client_credentials") and not self._client_is_right(form):
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: not for your eyes"}
        if kind == "device_code" and self.pending:
            self.pending -= 1
            return 400, {"error": "authorization_pending"}
        if kind == "refresh_token" and form["refresh_token"] != self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "AADSTS700082: not for your eyes"}
        if kind == "authorization_code" and not self._proven(form):
            return 400, {"error": "invalid_grant"}
        return 200, self._tokens(kind, self.granted if google else self.wanted)

    def _client_is_right(self, form: dict[str, str]) -> bool:
        if "client_assertion" not in form:
            return form.get("client_secret") == CLIENT_SECRET
        key = self.trust.application_key.public_key()
        jwt.decode(
            form["client_assertion"], key, algorithms=["PS256"], audience=f"{self.url}/{TENANT}/oauth2/v2.0/token"
        )
        print_ = base64.urlsafe_b64decode(jwt.get_unverified_header(form["client_assertion"])["x5t#S256"] + "==")
        return print_.hex() == self.trust.thumbprint

    def _proven(self, form: dict[str, str]) -> bool:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(form["code_verifier"].encode())
        return (
            form["code"] == CODE and base64.urlsafe_b64encode(digest.finalize()).rstrip(b"=").decode() == self.challenge
        )

    def _tokens(self, kind: str, scope: str) -> dict[str, object]:
        self.given.append(f"access-{len(self.given)}-token")
        answer: dict[str, object] = {
            "access_token": self.given[-1],
            "expires_in": self.lifetime,
            "token_type": "Bearer",
        }
        if kind == "client_credentials":
            return answer
        if kind == "refresh_token" and self.rotates:
            self.refresh = f"refresh-{int(self.refresh.split('-')[1]) + 1}-secret"
        who = {"uid": "person", "utid": "tenant"}
        now = int(time.time())
        claims = {"iss": "x", "sub": "s", "aud": CLIENT, "iat": now, "exp": now + 600, "preferred_username": USER}
        return (
            answer
            | self.more
            | {
                "refresh_token": self.refresh,
                "scope": scope,
                "client_info": base64.urlsafe_b64encode(json.dumps(who).encode()).decode(),
                "id_token": jwt.encode(claims, "of no matter, but thirty-two bytes long", algorithm="HS256"),
            }
        )


def _handler(server: TokenServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*server.answer(self.path, {}))

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            trouble = TROUBLES.get(server.trouble)
            if trouble is None:
                self._say(*server.answer(self.path, form))
            else:
                server.asked.append((self.path, form))
                trouble(self)

        def _say(self, status: int, found: object) -> None:
            raw(self, status, json.dumps(found).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    return Handler


def raw(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _drops(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then: no single wait is too long, all of them together are."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b" " * 20_000)
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        return


def _nothing(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.settimeout(30)
    try:
        handler.rfile.read(1)  # until the other side gives up
    except OSError:
        return


TROUBLES: dict[str, Any] = {
    "503": lambda handler: raw(handler, 503, b'{"error": "server_error"}'),
    "429": lambda handler: raw(handler, 429, b'{"error": "busy"}'),
    "no JSON": lambda handler: raw(handler, 200, b"<html>Please sign in at our network</html>"),
    "no object": lambda handler: raw(handler, 200, b'["access_token"]'),
    "no text": lambda handler: raw(handler, 200, b"\xff\xfe\x00"),
    "no token": lambda handler: raw(handler, 200, b'{"hello": 1}'),
    "odd token": lambda handler: raw(handler, 200, b'{"access_token": "a\\u0001b c", "expires_in": "x"}'),
    "odd types": lambda handler: raw(handler, 200, b'{"access_token": [1], "expires_in": {"a": 1}, "scope": 4}'),
    "odd error": lambda handler: raw(handler, 400, b'{"error": {"code": 4}}'),
    "deep": lambda handler: raw(handler, 200, b"[" * 100_000),
    "huge": lambda handler: raw(handler, 200, b'{"a": "' + b"x" * 2_000_000 + b'"}'),
    "elsewhere": lambda handler: raw(handler, 307, b"{}", Location="https://127.0.0.1:9/token"),
    "silent": _nothing,
    "by drops": _drops,
}
"""Ways to fail that may be better later."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Nothing: clients that give up are what is tried here."""


@contextmanager
def token_server(trust: Trust) -> Iterator[TokenServer]:
    """The server at a free port, ended afterwards."""
    playing = TokenServer(trust)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trust.server)
    httpd = _Quiet(("127.0.0.1", 0), _handler(playing))
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    playing.url = f"https://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield playing
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
