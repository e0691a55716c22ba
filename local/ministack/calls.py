"""Intercepts every request that a function sends to AWS, before it reaches the service.

If FOYER_CALLS_FILE names a file, each distinct request is written to it once, as a line of JSON: the role, the service,
the operation, and the input. Tests evaluate the requests against the policies of the template. Two requests are considered
the same if they differ only in IDs, addresses, and other values that no policy compares.
"""

import json
import os
import re

ROLE_TOKEN = "foyer-role/"
_CALLS_FILE = os.environ.pop("FOYER_CALLS_FILE", None)
_SCOPE = re.compile(r"Credential=[^/,]+/\d+/[^/]+/([^/]+)/aws4_request")
# The values of these members are code or configuration, so requests with different values are distinct.
_EXACT = re.compile(r"^(role|service|operation)$|Expression$|Name$|Names$|^#|Arn$|Url$|Id$|Select|^Return|^FromEmailAddress$|^Source$|^DetailType$")
_WORD = re.compile(r"[a-z-]{1,20}(_|$)")
_seen = set()


class Call:
    """A request from a function: `function` is the name of its role, and `attempt` counts the SDK's attempts from 1."""

    def __init__(self, headers, method, path, body):
        self.function = headers["x-amz-security-token"].removeprefix(ROLE_TOKEN)
        found = _SCOPE.search(headers.get("authorization", ""))
        self.service = found[1] if found else "unsigned"
        self.operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1] or f"{method} {path}"
        self.input = json.loads(body) if body.startswith(b"{") else {}
        self.invocation = headers.get("amz-sdk-invocation-id", "")
        attempt = re.search(r"attempt=(\d+)", headers.get("amz-sdk-request", ""))
        self.attempt = int(attempt[1]) if attempt else 1

    def record(self):
        if _CALLS_FILE is None:
            return
        line = {"role": self.function, "service": self.service, "operation": self.operation,
                "input": _trimmed(self.input)}
        kind = json.dumps(_kind(line))
        if kind in _seen:
            return
        _seen.add(kind)
        with open(_CALLS_FILE, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _trimmed(value):
    """Omits what no policy compares: the rest of long texts, and the contents of item attributes."""
    if isinstance(value, str):
        return value[:300]
    if isinstance(value, list):
        return [_trimmed(each) for each in value]
    if isinstance(value, dict):
        return {key: type(each)() if key in ("L", "M") else _trimmed(each) for key, each in value.items()}
    return value


def _kind(value, exact=False):
    """Returns a key that is the same for requests that differ only in values that no policy compares."""
    if isinstance(value, dict):
        return {key: _kind(each, exact or bool(_EXACT.search(key))) for key, each in sorted(value.items())}
    if isinstance(value, list):
        kinds = [_kind(each, exact) for each in value]
        return [kind for n, kind in enumerate(kinds) if kind not in kinds[:n]]
    if exact or not isinstance(value, str):
        return value if exact else type(value).__name__
    # In a key such as `tenant#acme`, words are the type, and everything else is an ID. Other text is a
    # value.
    parts = value.split("#")
    return "text" if len(parts) == 1 else "#".join((_WORD.match(part) or ["~"])[0] for part in parts)


async def seen(scope, receive):
    """Returns the request as a call, and a `receive` to pass on. The call is `None` if the sender is not a function."""
    headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
    if not headers.get("x-amz-security-token", "").startswith(ROLE_TOKEN):
        return None, receive
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def again():
        return messages.pop() if messages else await receive()

    call = Call(headers, scope["method"], scope["path"], body)
    call.record()
    return call, again
