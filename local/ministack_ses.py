"""What Foyer's local SES needs beyond MiniStack: local/ses/ builds SES's feedback from it.

MiniStack keeps neither tags, configuration set nor Reply-To of a mail, has no suppression list, and refuses events in
the name of AWS, as AWS does. Here each mail's are kept, the list answers as
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetSuppressedDestination.html says, and whoever knows this
instance's name may speak as SES.
"""

import asyncio
import contextvars
import json
import time
from urllib.parse import unquote

from ministack.services import eventbridge, ses_v2

SUPPRESSION = "/suppression/addresses"
PATIENCE_SECONDS = 20

speaking_as_aws = contextvars.ContextVar("speaking_as_aws", default=False)
_answer = ses_v2.handle_request
_put_events = eventbridge._put_events
_sent = []
_more = asyncio.Event()
_suppressed = {}


async def sent_after(number):
    """The mails after the first `number` ones; waits a while for one when there is none."""
    if len(_sent) <= number:
        _more.clear()
        try:
            await asyncio.wait_for(_more.wait(), PATIENCE_SECONDS)
        except asyncio.TimeoutError:
            pass
    return _sent[number:]


async def _answer_fully(method, path, headers, body, query):
    sub = path.rstrip("/").removeprefix("/v2/email")
    if sub.startswith(SUPPRESSION):
        return _suppression(method, unquote(sub[len(SUPPRESSION) + 1 :]), json.loads(body or "{}"))
    answer = await _answer(method, path, headers, body, query)
    if (method, sub) == ("POST", "/outbound-emails") and answer[0] == 200:
        _remember(json.loads(answer[2])["MessageId"], json.loads(body))
    return answer


def _remember(message_id, asked):
    _sent.append(
        {
            "messageId": message_id,
            "source": asked["FromEmailAddress"],
            "destination": asked["Destination"]["ToAddresses"],
            "replyTo": asked.get("ReplyToAddresses", []),
            "subject": asked["Content"].get("Simple", {}).get("Subject", {}).get("Data", ""),
            "configurationSet": asked.get("ConfigurationSetName"),
            "tags": {tag["Name"]: [tag["Value"]] for tag in asked.get("EmailTags", [])},
            "timestamp": time.time(),
        }
    )
    _more.set()


def _suppression(method, address, asked):
    if method == "PUT" and not address:
        _suppressed[asked["EmailAddress"].lower()] = {**asked, "LastUpdateTime": int(time.time())}
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


def _json(answer):
    return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()


def _put_events_as_aws(data, allow_aws_source=False):
    return _put_events(data, allow_aws_source or speaking_as_aws.get())


ses_v2.handle_request = _answer_fully
eventbridge._put_events = _put_events_as_aws
