"""What the local company login needs beyond MiniStack, so that Foyer meets what it meets on AWS.

MiniStack signs people in at an OpenID Connect provider. Its CloudFormation does not know
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-useridentityprovider.html,
the provider sends people back to the address that the pool's domain would have on AWS, every claim becomes an
attribute, whether it is mapped or not, the groups that a trigger sets are looked for in another place than AWS documents,
the tokens come as another type than JSON, and who is refused sees an answer instead of the app's page. On AWS an error
goes to the app, in error_description:
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
"""

import json
import os
import re
from urllib.parse import urlencode

from ministack.services import cognito
from ministack.services.cloudformation import provisioners

_authorize = cognito._oauth2_authorize_federation
_idp_response = cognito._oauth2_idp_response
_token = cognito._oauth2_token
_renew = cognito._oauth2_refresh_api_issued_token
_trigger_response = cognito._extract_trigger_response


def _done(answer):
    if answer[0] >= 400:
        raise ValueError(f"AWS::Cognito::UserPoolIdentityProvider: {answer[2]!r}")


def _create(logical_id, props, stack_name):
    _done(cognito._create_identity_provider(props))
    return props["ProviderName"], {}


def _update(name, old_props, new_props, stack_name):
    _done(cognito._update_identity_provider(new_props))
    return name, {}


def _delete(name, props):
    cognito._delete_identity_provider({"UserPoolId": props["UserPoolId"], "ProviderName": name})


def _authorize_with_hint(query):
    """https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html hands the hint on."""
    status, headers, body = _authorize(query)
    hint = cognito._qp(query, "login_hint")
    if status == 302 and hint:
        headers["Location"] += "&" + urlencode({"login_hint": hint})
    return status, headers, body


def _mapped_claims(pool_id, client_id, username, provider_name, provider_type, said):
    """Only what the provider's mapping names reaches the user, as text: JSON's true, not Python's."""
    mapping = cognito._user_pools[pool_id]["_identity_providers"][provider_name]["AttributeMapping"]
    claims = {name: said["idToken"].get(name) for name in mapping.values()}
    return {name: value if isinstance(value, str) else json.dumps(value)
            for name, value in claims.items() if value is not None}


def _groups_where_looked_for(payload):
    """https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html"""
    response = _trigger_response(payload)
    details = (response or {}).get("claimsAndScopeOverrideDetails") or {}
    if "groupOverrideDetails" in details:
        for token in ("accessTokenGeneration", "idTokenGeneration"):
            details.setdefault(token, {})["groupOverrideDetails"] = details["groupOverrideDetails"]
    return response


def _error_message(said):
    """What the trigger threw, out of what Lambda says of it."""
    found = re.search(r"""errorMessage\\?['"]: \\?(['"])(.*?)\\?\1""", said)
    return found.group(2) if found else said


def _idp_response_to_app(method, body, query):
    came_back = cognito._auth_codes.get(cognito._qp(query, "state"), {})
    refused = cognito._qp(query, "error")
    if refused and came_back:
        cognito._auth_codes.pop(cognito._qp(query, "state"), None)
        return _to_app(came_back, refused, cognito._qp(query, "error_description"))
    answer = _idp_response(method, body, query)
    if answer[0] != 400 or not came_back:
        return answer
    said = json.loads(answer[2])
    if said.get("__type") != "UserLambdaValidationException":
        return _to_app(came_back, "invalid_request", said.get("message", ""))
    return _to_app(came_back, "invalid_request", f"PreSignUp failed with error {_error_message(said['message'])}. ")


def _to_app(came_back, error, description):
    told = {"error_description": description, "state": came_back["state"], "error": error}
    return 302, {"Location": f"{came_back['redirect_uri']}?{urlencode(told)}"}, b""


def _token_or_error(*args, **more):
    # What MiniStack keeps of a refresh token makes tokens of somebody without attributes and groups. Without it, it reads the
    # token itself, as those of InitiateAuth.
    cognito._refresh_tokens.clear()
    try:
        status, headers, body = _token(*args, **more)
        # RFC 6749, 5.1. Without it, the pages' library takes the tokens for something else.
        return status, {**headers, "Content-Type": "application/json"}, body
    except RuntimeError as error:
        said = f"PreTokenGeneration failed with error {_error_message(str(error))}. "
        return cognito._oauth2_error("invalid_grant", said)


def _renewed(refresh_token, client_id, secret):
    """With the validity that the client has, instead of an hour. Without an ID token, as OpenID Connect Core 1.0 (12.2) allows:
    MiniStack's has another auth_time than the first one, which clients must refuse."""
    status, headers, body = _renew(refresh_token, client_id, secret)
    if status != 200:
        return status, headers, body
    pool_id = cognito._find_pool_by_client_id(client_id)[0]
    answer = {**json.loads(body), "expires_in": cognito._token_validity(pool_id, client_id, "access")}
    del answer["id_token"]
    return status, headers, json.dumps(answer).encode()


provisioners._RESOURCE_HANDLERS["AWS::Cognito::UserPoolIdentityProvider"] = {
    "create": _create,
    "update": _update,
    "delete": _delete,
}
cognito._oidc_callback_url = lambda pool: f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}/oauth2/idpresponse"
cognito._oauth2_authorize_federation = _authorize_with_hint
cognito._apply_inbound_federation_trigger = _mapped_claims
cognito._extract_trigger_response = _groups_where_looked_for
cognito._oauth2_idp_response = _idp_response_to_app
cognito._oauth2_token = _token_or_error
cognito._oauth2_refresh_api_issued_token = _renewed
