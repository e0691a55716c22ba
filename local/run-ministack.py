"""Runs MiniStack for `npm start`, with some things added.

It ends when the process that started it is gone, however that died: standard input is a pipe that only that process
holds open. And it refuses web pages from elsewhere: MiniStack answers every origin and every host name, and whoever
can call its Lambda API can run programs on this machine. Whoever asks for another instance, which wanted the same
port, is refused too. What SES says about mails comes with ministack_ses.py, how people come in from a company login
with ministack_federation.py, further secrets of programs with ministack_clients.py, what roles allow with
ministack_iam.py, alarms on calculated metrics with ministack_alarms.py.
"""

import json
import os
import signal
import sys
import threading
from urllib.parse import parse_qs

import ministack.app

import ministack_alarms  # noqa: F401
import ministack_clients  # noqa: F401
import ministack_federation  # noqa: F401
import ministack_iam  # noqa: F401
import ministack_ses

PORT = os.environ["GATEWAY_PORT"]
HOSTS = {f"127.0.0.1:{PORT}", f"localhost:{PORT}"}
INSTANCE = os.environ.pop("FOYER_INSTANCE")
ORIGINS = set(os.environ.pop("FOYER_ALLOWED_ORIGINS").split(",")) | {f"http://{host}" for host in HOSTS}


def end_with_parent():
    # Nothing is ever written to the pipe: this returns when it breaks.
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGTERM)
    threading.Event().wait(3)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def header(scope, name):
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def is_foreign(scope):
    origin = header(scope, b"origin")
    host = header(scope, b"host") or ""
    name = host.rsplit(":", 1)[0]
    local = host in HOSTS or name == "localhost" or name.endswith((".localhost", ".127.0.0.1"))
    wanted = header(scope, b"x-foyer-instance") or INSTANCE
    return not local or wanted != INSTANCE or (origin is not None and origin not in ORIGINS)


async def answer_sent(scope, send):
    after = int(parse_qs(scope["query_string"].decode())["after"][0])
    body = json.dumps(await ministack_ses.sent_after(after)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})


def guarded(app):
    async def guard(scope, receive, send):
        if scope["type"] == "http" and is_foreign(scope):
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"Only programs and pages of this machine may call.\n"})
        elif scope["type"] == "websocket" and is_foreign(scope):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and scope["path"] == "/_foyer/ses/sent":
            await answer_sent(scope, send)
        else:
            as_aws = scope["type"] == "http" and header(scope, b"x-foyer-as-aws") == INSTANCE
            ministack_ses.speaking_as_aws.set(as_aws)
            await app(scope, receive, send)

    return guard


threading.Thread(target=end_with_parent, daemon=True).start()
ministack.app.app = guarded(ministack.app.app)
sys.argv = ["ministack"]
ministack.app.main()
