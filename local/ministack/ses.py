"""Adds the parts of SES that the feedback in local/ses/ requires.

MiniStack discards the tags, configuration set, and Reply-To addresses of an email, has no suppression list, and rejects
events on behalf of AWS, as AWS does. This module records them, adds the list
(https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetSuppressedDestination.html), and accepts such events from
callers that know the name of this instance. It also lets the mailbox read each message only once.
"""

import asyncio
import contextvars
import json
import time
from urllib.parse import unquote

from ministack.services import eventbridge, ses as ses_v1, ses_v2

SUPPRESSION = "/suppression/addresses"
WAIT_SECONDS = 20

publishing_as_aws = contextvars.ContextVar("publishing_as_aws", default=False)
_handle = ses_v2.handle_request
_put_events = eventbridge._put_events
_sent = []
_more = asyncio.Event()
_loop = None
_suppressed = {}


async def sent_after(count):
    """Returns the emails after the first `count` ones. Waits a while for one if there is none."""
    global _loop
    _loop = asyncio.get_running_loop()
    if len(_sent) <= count:
        _more.clear()
        try:
            await asyncio.wait_for(_more.wait(), WAIT_SECONDS)
        except asyncio.TimeoutError:
            pass
    return _sent[count:]


def messages_after(count):
    """Returns the messages after the first `count` ones, oldest first. MiniStack's own endpoint returns all of them each time."""
    scopes = list(ses_v1._sent_emails._data.items())
    messages = [message for (*_, key), entries in scopes if key == "entries" for message in entries]
    return [
        {
            "id": message["MessageId"],
            "from": message["Source"],
            "to": message["To"],
            "subject": message["Subject"],
            "text": message["BodyText"] or "",
            "html": message["BodyHtml"] or "",
            "timestamp": message["Timestamp"],
        }
        for message in messages[count:]
    ]


async def _handle_fully(method, path, headers, body, query):
    sub = path.rstrip("/").removeprefix("/v2/email")
    if sub.startswith(SUPPRESSION):
        return _suppression(method, unquote(sub[len(SUPPRESSION) + 1 :]), json.loads(body or "{}"))
    response = await _handle(method, path, headers, body, query)
    if (method, sub) == ("POST", "/outbound-emails") and response[0] == 200:
        record(json.loads(response[2])["MessageId"], json.loads(body))
    return response


def record(message_id, request):
    """Records an email, from any thread."""
    _sent.append(
        {
            "messageId": message_id,
            "source": request["FromEmailAddress"],
            "destination": request["Destination"]["ToAddresses"],
            "replyTo": request.get("ReplyToAddresses", []),
            "subject": request["Content"].get("Simple", {}).get("Subject", {}).get("Data", ""),
            "configurationSet": request.get("ConfigurationSetName"),
            "tags": {tag["Name"]: [tag["Value"]] for tag in request.get("EmailTags", [])},
            "timestamp": time.time(),
        }
    )
    if _loop:
        _loop.call_soon_threadsafe(_more.set)


def _suppression(method, address, request):
    if method == "PUT" and not address:
        _suppressed[request["EmailAddress"].lower()] = {**request, "LastUpdateTime": int(time.time())}
        return _json({})
    if method == "GET" and not address:
        return _json({"SuppressedDestinationSummaries": list(_suppressed.values())})
    found = _suppressed.get(address.lower())
    if found is None:
        return ses_v2._json_err("NotFoundException", f"{address} does not exist on your suppression list.", 404)
    if method == "DELETE":
        del _suppressed[address.lower()]
        return _json({})
    return _json({"SuppressedDestination": found})


def _json(content):
    return 200, {"Content-Type": "application/json"}, json.dumps(content).encode()


def _put_events_as_aws(data, allow_aws_source=False):
    return _put_events(data, allow_aws_source or publishing_as_aws.get())


ses_v2.handle_request = _handle_fully
eventbridge._put_events = _put_events_as_aws
