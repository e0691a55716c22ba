"""Refuses functions what their roles do not allow them with the table, which MiniStack allows everybody.

A function gets a session token that names its role, and each of its calls of DynamoDB is held against the policies of that
role as they were deployed, with the condition keys that Foyer uses. Whoever calls without such a token may do everything.

AWS says that each part of a transaction needs the permission of its own action, but not whether the keys of the other
parts count for it: here they do, so that what passes here passes either way.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import json
import re

from ministack.core import iam_evaluator, lambda_runtime
from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import dynamodb, lambda_svc

_TOKEN = "foyer-role/"
_handle = dynamodb.handle_request
_credentials = lambda_runtime.execution_credentials


def _credentials_of_role(config):
    return {**_credentials(config), "AWS_SESSION_TOKEN": _TOKEN + config["Role"].rsplit("/", 1)[-1]}


def _queried(data):
    """The partition that a query is about: its key condition begins with it."""
    value = re.match(r"\s*[#\w]+\s*=\s*(:\w+)", data["KeyConditionExpression"])[1]
    return [data["ExpressionAttributeValues"][value]["S"]]


def _partitions(action, data):
    if action == "Query":
        return _queried(data)
    if action == "PutItem":
        return [data["Item"]["pk"]["S"]]
    return [data["Key"]["pk"]["S"]]


def _asked(operation, data):
    """What has to be allowed: an action, a table, an index if any, the partitions and what is to be returned."""
    if operation == "BatchGetItem":
        return [(operation, table, None, [key["pk"]["S"] for key in part["Keys"]], None)
                for table, part in data["RequestItems"].items()]
    if operation == "BatchWriteItem":
        return [(operation, table, None,
                 [next(iter(one.values())).get("Item", next(iter(one.values())).get("Key"))["pk"]["S"] for one in part],
                 None)
                for table, part in data["RequestItems"].items()]
    if operation == "TransactWriteItems":
        parts = [(f"{kind}Item", part) for item in data["TransactItems"] for kind, part in item.items()]
        together = [pk for action, part in parts for pk in _partitions(action, part)]
        return [(action, part["TableName"], None, together, None) for action, part in parts]
    if operation in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"):
        return [(operation, data["TableName"], data.get("IndexName"), _partitions(operation, data),
                 data.get("ReturnValues"))]
    # Whatever else there is names no partition, which no pattern allows.
    return [(operation, data.get("TableName", ""), data.get("IndexName"), [""], None)]


def _refusal(role, action, table, index, partitions, returned):
    account, region = get_account_id(), get_region()
    resource = f"arn:aws:dynamodb:{region}:{account}:table/{table}" + (f"/index/{index}" if index else "")
    context = {"dynamodb:leadingkeys": partitions}
    if returned is not None:
        context["dynamodb:returnvalues"] = returned
    asked = iam_evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{role}", principal_type="AssumedRole",
        principal_account=account, action=f"dynamodb:{action}", resource_arn=resource, region=region,
        service_context=context)
    policies = iam_evaluator._gather_role_policies(role, account)
    if iam_evaluator.evaluate(asked, policies).decision == "Allow":
        return None
    kinds = ", ".join(sorted({pk.split("#", 1)[0] for pk in partitions}))
    return f"{asked.principal_arn} is not authorized to perform {asked.action} on {resource}, partitions: {kinds}"


async def _handle_as_allowed(method, path, headers, body, query_params):
    token = headers.get("x-amz-security-token", "")
    if token.startswith(_TOKEN):
        role = token.removeprefix(_TOKEN)
        for asked in _asked(headers["x-amz-target"].rsplit(".", 1)[-1], json.loads(body)):
            refusal = _refusal(role, *asked)
            if refusal:
                print(f"ACCESS DENIED: {refusal}", flush=True)
                return error_response_json("AccessDeniedException", refusal, 400)
    return await _handle(method, path, headers, body, query_params)


lambda_runtime.execution_credentials = _credentials_of_role
lambda_svc.execution_credentials = _credentials_of_role
dynamodb.handle_request = _handle_as_allowed
