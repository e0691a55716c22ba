"""Adds a second secret to app clients, which MiniStack does not support, so that secrets can be rotated as on AWS.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html
"""

import time

from ministack.core.responses import error_response_json, json_response
from ministack.services import cognito

_authenticate = cognito._authenticate_client
_dispatch = cognito._dispatch_idp


def _secrets(client):
    """Returns the secrets of a client, oldest first. The first one was created with the client."""
    if "_Secrets" not in client:
        client["_Secrets"] = [{"id": f"{client['ClientId']}--0", "at": client["CreationDate"],
                               "value": client["ClientSecret"]}]
    return client["_Secrets"]


def _client_of(data):
    pool, err = cognito._resolve_pool(data.get("UserPoolId"))
    client = None if err else pool["_clients"].get(data.get("ClientId"))
    if client is None:
        return None, err or error_response_json("ResourceNotFoundException", "Client not found.", 400)
    return client, None


def _descriptor(secret, *, with_value=False):
    descriptor = {"ClientSecretId": secret["id"], "ClientSecretCreateDate": secret["at"]}
    return {**descriptor, "ClientSecretValue": secret["value"]} if with_value else descriptor


def _add(data):
    client, err = _client_of(data)
    if err:
        return err
    secrets = _secrets(client)
    if len(secrets) >= 2:
        return error_response_json("LimitExceededException", "A client can have at most two secrets.", 400)
    now = time.time()
    secret = {"id": f"{client['ClientId']}--{int(now * 1000)}", "at": now, "value": cognito._client_secret()}
    secrets.append(secret)
    return json_response({"ClientSecretDescriptor": _descriptor(secret, with_value=True)})


def _list(data):
    client, err = _client_of(data)
    return err or json_response({"ClientSecrets": [_descriptor(secret) for secret in _secrets(client)]})


def _delete(data):
    client, err = _client_of(data)
    if err:
        return err
    remaining = [secret for secret in _secrets(client) if secret["id"] != data.get("ClientSecretId")]
    if not remaining:
        return error_response_json("InvalidParameterException", "The last secret of a client cannot be deleted.", 400)
    if len(remaining) == len(client["_Secrets"]):
        return error_response_json("ResourceNotFoundException", "The secret does not exist.", 400)
    client["_Secrets"] = remaining
    client["ClientSecret"] = remaining[0]["value"]
    return json_response({})


def _authenticate_with_any(headers, form):
    """Accepts any secret of the client: replaces it with the one that MiniStack compares with."""
    client_id, secret = _authenticate(headers, form)
    _, _, client = cognito._find_pool_by_client_id(client_id)
    if client and any(secret == known["value"] for known in client.get("_Secrets", [])):
        return client_id, client["ClientSecret"]
    return client_id, secret


async def _dispatch_with_secrets(action, data):
    handler = ACTIONS.get(action)
    return handler(data) if handler else await _dispatch(action, data)


ACTIONS = {
    "AddUserPoolClientSecret": _add,
    "ListUserPoolClientSecrets": _list,
    "DeleteUserPoolClientSecret": _delete,
}
cognito._dispatch_idp = _dispatch_with_secrets
cognito._authenticate_client = _authenticate_with_any
