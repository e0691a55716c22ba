"""Enforces the IAM policies of functions for DynamoDB, which MiniStack does not.

The session token of a function names its role. Each of its DynamoDB calls is evaluated against the deployed policies of
that role, with the condition keys that Foyer uses. Callers without such a token can make any call.

AWS documents that each part of a transaction requires the permission for its own action, but not whether the leading
keys of the other parts count for it. Here they do, which is stricter: a call that is allowed here is allowed on AWS
either way.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import json
import re

from ministack.core import iam_evaluator, lambda_runtime
from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import dynamodb, lambda_svc

from calls import ROLE_TOKEN

_handle = dynamodb.handle_request
_credentials = lambda_runtime.execution_credentials


def _credentials_of_role(config):
    return {**_credentials(config), "AWS_SESSION_TOKEN": ROLE_TOKEN + config["Role"].rsplit("/", 1)[-1]}


def _queried_partitions(data):
    """Returns the partition key value of a query, which its key condition starts with."""
    value = re.match(r"\s*[#\w]+\s*=\s*(:\w+)", data["KeyConditionExpression"])[1]
    return [data["ExpressionAttributeValues"][value]["S"]]


def _partitions(action, data):
    if action == "Query":
        return _queried_partitions(data)
    if action == "PutItem":
        return [data["Item"]["pk"]["S"]]
    return [data["Key"]["pk"]["S"]]


def _required_permissions(operation, data):
    """Lists the permissions that a call requires: action, table, index if any, partitions, and ReturnValues."""
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
    # Other operations name no partition, and no policy allows an empty one.
    return [(operation, data.get("TableName", ""), data.get("IndexName"), [""], None)]


def _denial(role, action, table, index, partitions, returned):
    account, region = get_account_id(), get_region()
    resource = f"arn:aws:dynamodb:{region}:{account}:table/{table}" + (f"/index/{index}" if index else "")
    context = {"dynamodb:leadingkeys": partitions}
    if returned is not None:
        context["dynamodb:returnvalues"] = returned
    request = iam_evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{role}", principal_type="AssumedRole",
        principal_account=account, action=f"dynamodb:{action}", resource_arn=resource, region=region,
        service_context=context)
    policies = iam_evaluator._gather_role_policies(role, account)
    if iam_evaluator.evaluate(request, policies).decision == "Allow":
        return None
    kinds = ", ".join(sorted({pk.split("#", 1)[0] for pk in partitions}))
    return f"{request.principal_arn} is not authorized to perform {request.action} on {resource}, partitions: {kinds}"


async def _handle_if_allowed(method, path, headers, body, query_params):
    token = headers.get("x-amz-security-token", "")
    if token.startswith(ROLE_TOKEN):
        role = token.removeprefix(ROLE_TOKEN)
        for permission in _required_permissions(headers["x-amz-target"].rsplit(".", 1)[-1], json.loads(body)):
            denial = _denial(role, *permission)
            if denial:
                print(f"ACCESS DENIED: {denial}", flush=True)
                return error_response_json("AccessDeniedException", denial, 400)
    return await _handle(method, path, headers, body, query_params)


lambda_runtime.execution_credentials = _credentials_of_role
lambda_svc.execution_credentials = _credentials_of_role
dynamodb.handle_request = _handle_if_allowed
