"""What Schemathesis cannot know: a token that is fresh, and values that lead further than a 404.

Requests that are meant to be good are changed; of those that are meant to be refused, only texts that are too long by
characters that the API takes out before it measures them.
"""

import json
import os
import random
import unicodedata
import uuid

import schemathesis

KNOWN = os.environ["FOYER_KNOWN"]
ANOTHER_TRY = 0.7


def known():
    with open(KNOWN, encoding="utf-8") as file:
        return json.load(file)


def whose(case, context):
    """The routes under /v1/me are for people of a customer, all others for administrators."""
    return "member" if case.operation.path.startswith("/v1/me") else "administrator"


@schemathesis.auth(refresh_interval=60, cache_by_key=whose)
class AccessToken:
    def get(self, case, context):
        return known()["accessTokens"][whose(case, context)]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None:
        return
    if case.meta.generation.mode.value != "positive":
        case.body = as_long_as_it_looks(case.body)
        return
    values = known()
    choose_ids(case, values["ids"])
    choose_fields(case, values["fields"])
    if case.headers and "Idempotency-Key" in case.headers and likely():
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    # A version by chance is never the one that is there.
    if case.headers and "If-Match" in case.headers and likely():
        del case.headers["If-Match"]


SHORT = 100


def as_long_as_it_looks(value):
    """Long texts without controls and invisible characters, which count for the schema and not for the API."""
    if isinstance(value, dict):
        return {name: as_long_as_it_looks(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_long_as_it_looks(one) for one in value]
    if isinstance(value, str) and len(value) > SHORT:
        return "".join(one for one in value if unicodedata.category(one) not in ("Cc", "Cf"))
    return value


def choose_ids(case, ids):
    """Ids of what is there, in place of made-up ones: /v1/invitations/{id} takes one of ids["/v1/invitations"]."""
    path = ""
    for segment in case.operation.path.split("/")[1:]:
        name = segment.strip("{}")
        if segment.startswith("{"):
            if ids.get(path) and likely():
                case.path_parameters[name] = random.choice(ids[path])
            segment = str(case.path_parameters.get(name))
        path = f"{path}/{segment}"


def choose_fields(case, fields):
    """Values that the rules of the tenant allow; None leaves the field out."""
    if not isinstance(case.body, dict):
        return
    for name, choices in fields.items():
        if name not in case.body or not choices or not likely():
            continue
        choice = random.choice(choices)
        if choice is None:
            del case.body[name]
        else:
            case.body[name] = choice


def likely():
    return random.random() < ANOTHER_TRY
