"""Makes MiniStack as unreliable for functions as AWS can be.

If FOYER_FAULTS_SEED is set, starting with a POST request to /_foyer/faults:
- Services throttle some calls: only the SDK's first attempt, or all attempts. Transactions and batches fail partially.
- Queues deliver some batches twice, the second time with a higher receive count.
- The stream delivers some batches late, and some twice, before any later change. AWS preserves the order of an item's changes:
  https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
- Some invocations start in a new execution environment.
- Ten functions can run at the same time, as in a new AWS account (LAMBDA_ACCOUNT_CONCURRENCY).

The seed, the function, the operation, and the number of such calls so far determine the faults. Each fault is written to
FOYER_FAULTS_FILE as a line of JSON.

At all times:
- Cognito rejects user names of more than 128 characters, which MiniStack accepts:
  https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
- The stream redelivers changes that a function returned as failed, and event sources wait for a throttled function.
"""

import contextvars
import copy
import hashlib
import json
import os
import threading
import time

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_SEED = os.environ.pop("FOYER_FAULTS_SEED", None)
_FILE = os.environ.pop("FOYER_FAULTS_FILE", None)

# The percentages of the calls to a service that fail at the first attempt, and at all attempts.
_RATES = {
    "dynamodb": (20, 5),
    "cognito-idp": (30, 5),
    "sqs": (30, 5),
    "events": (30, 5),
    "secretsmanager": (50, 0),
    # The mailer disables the SDK's retries and waits longer each time, so only the first email to an address
    # fails.
    "ses": (40, 0),
}
# These, and ChangeMessageVisibility, are never throttled at all attempts. API Gateway and Cognito would return their own
# errors, regardless of what the function does, and queues would wait three minutes.
_SPARED = ("Authorizer", "TokenClaims", "Admission", "MailFeedback")
_USER_NAME_MAX = 128
_LATE_SECONDS = 1.5
_TRIES_WHILE_BUSY = 40
# The same number as in lib/data.ts.
_STREAM_RETRIES = 10

_active = False
_counts = {}
_decisions = {}
_injecting = contextvars.ContextVar("injecting", default=False)
_execute = lambda_svc._execute_function
_release = lambda_svc.release_worker
_to_own_response = lambda_svc.lambda_execute_result_to_api_proxy_response


def switch_on():
    global _active
    _active = _SEED is not None


def _percent(*what):
    """Returns a number from 0 to 99 that depends on the seed, `what`, and how often it has happened."""
    _counts[what] = _counts.get(what, 0) + 1
    text = "/".join([_SEED, *what, str(_counts[what])])
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100


def _log(fault, function, operation):
    if _FILE is None:
        return
    with open(_FILE, "a", encoding="utf-8") as file:
        file.write(json.dumps({"fault": fault, "function": function, "operation": operation}) + "\n")


def _decide(call):
    """Decides once per SDK call. All attempts of a call have the same invocation ID."""
    if call.invocation not in _decisions:
        first, every = _RATES.get(call.service, (0, 0))
        to = [] if call.service != "ses" else call.input["Destination"]["ToAddresses"]
        what = (call.function, call.service, call.operation, *to)
        percent = 100 if to and what in _counts else _percent(*what)
        spared = call.operation == "ChangeMessageVisibility" or any(name in call.function for name in _SPARED)
        _decisions[call.invocation] = (
            "every" if percent < every and not spared else "first" if percent < first + every else "none")
    return _decisions[call.invocation]


def reply_to(call):
    """Returns a response that replaces the service's: status, headers, and body. `None` if the service should respond."""
    if call.service == "cognito-idp" and len(call.input.get("Username", "")) > _USER_NAME_MAX:
        return _error(400, "InvalidParameterException", "Value at 'username' failed to satisfy constraint: "
                      f"Member must have length less than or equal to {_USER_NAME_MAX}")
    if not _active:
        return None
    decision = _decide(call)
    if decision == "none" or (decision == "first" and call.attempt > 1):
        return None
    _log(f"{call.service} throttles{' every attempt' if decision == 'every' else ''}", call.function, call.operation)
    return _throttled(call)


def _error(status, name, message, **more):
    headers = {"content-type": "application/x-amz-json-1.1", "x-amzn-errortype": name}
    return status, headers, json.dumps({"__type": name, "message": message, "Message": message, **more}).encode()


def _ok(content):
    return 200, {"content-type": "application/x-amz-json-1.0"}, json.dumps(content).encode()


def _throttled(call):
    """Returns the service's response when it throttles. For a batch, this is success without any parts."""
    data = call.input
    if call.operation == "TransactWriteItems":
        codes = ["ThrottlingError"] + ["None"] * (len(data["TransactItems"]) - 1)
        return _error(400, "TransactionCanceledException", f"Transaction cancelled [{', '.join(codes)}]",
                      CancellationReasons=[{"Code": code} for code in codes])
    if call.operation == "BatchGetItem":
        return _ok({"Responses": {}, "UnprocessedKeys": data["RequestItems"]})
    if call.operation == "BatchWriteItem":
        return _ok({"UnprocessedItems": data["RequestItems"]})
    if call.operation == "PutEvents":
        failed = [{"ErrorCode": "ThrottlingException", "ErrorMessage": "Rate exceeded"} for _ in data["Entries"]]
        return _ok({"FailedEntryCount": len(failed), "Entries": failed})
    if call.operation == "SendMessageBatch":
        return _ok({"Successful": [], "Failed": [
            {"Id": each["Id"], "SenderFault": False, "Code": "ServiceUnavailable"} for each in data["Entries"]]})
    if call.service == "sqs":
        return _error(403, "RequestThrottled", "Request is throttled.")
    if call.service == "ses":
        return _error(429, "TooManyRequestsException", "Maximum sending rate exceeded.")
    if call.service == "cognito-idp":
        return _error(400, "TooManyRequestsException", "Rate exceeded")
    return _error(400, "ThrottlingException", "Rate exceeded")


def _source(event):
    records = event.get("Records") if isinstance(event, dict) else None
    return records[0].get("eventSource") if records else None


def _execute_unreliably(func, event):
    source = _source(event)
    if _injecting.get() or source not in ("aws:sqs", "aws:dynamodb"):
        return _execute(func, event)
    token = _injecting.set(True)
    try:
        return _deliver(func, event, source, (func.get("config") or func)["FunctionName"])
    finally:
        _injecting.reset(token)


def _deliver(func, event, source, name):
    execute = _execute_from_first_failure if source == "aws:dynamodb" else _execute_when_possible
    if not _active:
        return execute(func, event)
    if source == "aws:dynamodb" and _percent(name, "late") < 30:
        _log("stream is late", name, "invoke")
        time.sleep(_LATE_SECONDS)
    result = execute(func, event)
    if result.get("error") or _percent(name, "again") >= 50:
        return result
    if source == "aws:sqs":
        _log("queue delivers again", name, "invoke")
        again = copy.deepcopy(event)
        for record in again["Records"]:
            count = int(record["attributes"]["ApproximateReceiveCount"])
            record["attributes"]["ApproximateReceiveCount"] = str(count + 1)
        # The result of the first delivery counts, because the queue has deleted the messages that
        # it processed.
        execute(func, again)
        return result
    _log("stream delivers again", name, "invoke")
    return execute(func, event)


def _failed_in(result):
    body = result.get("body")
    answer = json.loads(body or "{}") if isinstance(body, str) else body
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    return {failure["itemIdentifier"] for failure in failures or []}


def _execute_from_first_failure(func, event):
    """Redelivers a stream batch, starting with the first change that the function returned as failed.

    MiniStack does this only for queues: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
    """
    records = event["Records"]
    for _ in range(_STREAM_RETRIES + 1):
        result = _execute_when_possible(func, {**event, "Records": records})
        failed = _failed_in(result)
        first = next((n for n, each in enumerate(records) if each["dynamodb"]["SequenceNumber"] in failed), None)
        if result.get("error") or first is None:
            return result
        records = records[first:]
        time.sleep(0.3)
    return result


def _execute_when_possible(func, event):
    """Waits while too many functions are running, because event sources retry a throttled function after a pause.

    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
    """
    for _ in range(_TRIES_WHILE_BUSY):
        result = _execute(func, event)
        if not result.get("throttle"):
            return result
        _log("too many functions", (func.get("config") or func)["FunctionName"], "invoke")
        time.sleep(0.5)
    return result


def _to_response(result):
    """Returns 503 for a throttled function. Unlike MiniStack, API Gateway does not pass on the throttling error.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html
    """
    if not result.get("throttle"):
        return _to_own_response(result)
    _log("too many functions", "API Gateway", "invoke")
    body = json.dumps({"message": "Service Unavailable"})
    return {"statusCode": 503, "headers": {"content-type": "application/json"}, "body": body}, None


def _release_and_forget(worker):
    """Ends some execution environments after an invocation, so that the next one starts cold."""
    if worker is None or not _active or _percent(worker.func_name, "cold") >= 25:
        _release(worker)
        return
    _log("environment ends", worker.func_name, "invoke")
    with lambda_runtime._lock:
        for workers in lambda_runtime._workers.values():
            if worker in workers:
                workers.remove(worker)
    threading.Thread(target=lambda_runtime.kill_workers, args=([worker],), daemon=True).start()


lambda_svc._execute_function = _execute_unreliably
lambda_svc.release_worker = _release_and_forget
lambda_svc.lambda_execute_result_to_api_proxy_response = _to_response
