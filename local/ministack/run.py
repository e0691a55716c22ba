"""Runs MiniStack for `npm start`, with additions.

- It stops when the process that started it ends for any reason: standard input is a pipe that only that process holds
  open.
- It rejects requests from other sites' web pages. MiniStack accepts any origin and host name, and callers of its Lambda
  API can run programs on this machine.
- It rejects requests for another instance that wanted the same port.
- The other modules in this folder add AWS features that MiniStack lacks.
"""

import json
import os
import signal
import sys
import threading
from urllib.parse import parse_qs

import ministack.app

import account_mail  # noqa: F401
import calls
import client_secrets  # noqa: F401
import cloudformation  # noqa: F401
import faults
import federation  # noqa: F401
import iam  # noqa: F401
import passkey_pages
import second_factor  # noqa: F401
import ses

PORT = os.environ["GATEWAY_PORT"]
HOSTS = {f"127.0.0.1:{PORT}", f"localhost:{PORT}"}
INSTANCE = os.environ.pop("FOYER_INSTANCE")
ORIGINS = set(os.environ.pop("FOYER_ALLOWED_ORIGINS").split(",")) | {f"http://{host}" for host in HOSTS}


def end_with_parent():
    # Nothing is ever written to the pipe, so this returns when it closes.
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
    instance = header(scope, b"x-foyer-instance") or INSTANCE
    return not local or instance != INSTANCE or (origin is not None and origin not in ORIGINS)


async def respond(send, status, headers, body):
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


def after(scope):
    return int(parse_qs(scope["query_string"].decode())["after"][0])


async def send_json(send, content):
    await respond(send, 200, {"content-type": "application/json"}, json.dumps(content).encode())


def guarded(app):
    async def guard(scope, receive, send):
        if scope["type"] == "http" and is_foreign(scope):
            reason = b"Only programs and pages of this machine may call this server.\n"
            await respond(send, 403, {"content-type": "text/plain"}, reason)
        elif scope["type"] == "websocket" and is_foreign(scope):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and scope["path"] == "/_foyer/ses/sent":
            await send_json(send, await ses.sent_after(after(scope)))
        elif scope["type"] == "http" and scope["path"] == "/_foyer/ses/messages":
            await send_json(send, ses.messages_after(after(scope)))
        elif scope["type"] == "http" and scope["path"] == "/passkeys/add":
            await respond(send, *await passkey_pages.respond_to(scope, receive))
        elif scope["type"] == "http" and scope["path"] == "/_foyer/faults":
            faults.switch_on()
            await respond(send, 204, {}, b"")
        else:
            as_aws = scope["type"] == "http" and header(scope, b"x-foyer-as-aws") == INSTANCE
            ses.publishing_as_aws.set(as_aws)
            call = None
            if scope["type"] == "http":
                call, receive = await calls.seen(scope, receive)
            fault = faults.reply_to(call) if call else None
            await (respond(send, *fault) if fault else app(scope, receive, send))

    return guard


threading.Thread(target=end_with_parent, daemon=True).start()
ministack.app.app = guarded(ministack.app.app)
sys.argv = ["ministack"]
ministack.app.main()
