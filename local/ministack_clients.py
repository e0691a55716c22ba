"""Several secrets of one app client, which MiniStack does not know, so that a secret can be replaced as on AWS.

https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html
"""

import time

from ministack.core.responses import error_response_json, json_response
from ministack.services import cognito

_authenticate = cognito._authenticate_client
_dispatch = cognito._dispatch_idp


def _secrets(client):
    """The secrets of a client, the oldest first. The first one came with it."""
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


def _described(secret, *, shown=False):
    said = {"ClientSecretId": secret["id"], "ClientSecretCreateDate": secret["at"]}
    return {**said, "ClientSecretValue": secret["value"]} if shown else said


def _add(data):
    client, err = _client_of(data)
    if err:
        return err
    secrets = _secrets(client)
    if len(secrets) >= 2:
        return error_response_json("LimitExceededException", "A client has at most two secrets.", 400)
    now = time.time()
    secret = {"id": f"{client['ClientId']}--{int(now * 1000)}", "at": now, "value": cognito._client_secret()}
    secrets.append(secret)
    return json_response({"ClientSecretDescriptor": _described(secret, shown=True)})


def _list(data):
    client, err = _client_of(data)
    return err or json_response({"ClientSecrets": [_described(secret) for secret in _secrets(client)]})


def _delete(data):
    client, err = _client_of(data)
    if err:
        return err
    left = [secret for secret in _secrets(client) if secret["id"] != data.get("ClientSecretId")]
    if not left:
        return error_response_json("InvalidParameterException", "The last secret of a client stays.", 400)
    if len(left) == len(client["_Secrets"]):
        return error_response_json("ResourceNotFoundException", "There is no such secret.", 400)
    client["_Secrets"] = left
    client["ClientSecret"] = left[0]["value"]
    return json_response({})


def _authenticate_with_any(headers, form):
    """Any of its secrets is as good as the one that MiniStack compares with."""
    client_id, secret = _authenticate(headers, form)
    _, _, client = cognito._find_pool_by_client_id(client_id)
    if client and any(secret == known["value"] for known in client.get("_Secrets", [])):
        return client_id, client["ClientSecret"]
    return client_id, secret


async def _dispatch_with_secrets(action, data):
    own = ACTIONS.get(action)
    return own(data) if own else await _dispatch(action, data)


ACTIONS = {
    "AddUserPoolClientSecret": _add,
    "ListUserPoolClientSecrets": _list,
    "DeleteUserPoolClientSecret": _delete,
}
cognito._dispatch_idp = _dispatch_with_secrets
cognito._authenticate_client = _authenticate_with_any
