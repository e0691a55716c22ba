"""Makes MiniStack's sign-in at an OpenID Connect provider behave as on AWS.

MiniStack differs in these ways, which this module corrects:
- The provider redirects to the domain of the user pool, which does not resolve locally.
- Every claim becomes an attribute, mapped or not.
- It looks for the groups that a trigger sets in a place other than the one that AWS documents.
- The token endpoint responds with a content type other than JSON.
- An error is shown to the user. AWS redirects to the app with the error in error_description:
  https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
"""

import json
import os
import re
from urllib.parse import urlencode

from ministack.services import cognito

_authorize = cognito._oauth2_authorize_federation
_idp_response = cognito._oauth2_idp_response
_token = cognito._oauth2_token
_renew = cognito._oauth2_refresh_api_issued_token
_trigger_response = cognito._extract_trigger_response


def _authorize_with_hint(query):
    """Forwards the hint: https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html"""
    status, headers, body = _authorize(query)
    hint = cognito._qp(query, "login_hint")
    if status == 302 and hint:
        headers["Location"] += "&" + urlencode({"login_hint": hint})
    return status, headers, body


def _mapped_claims(pool_id, client_id, username, provider_name, provider_type, response):
    """Keeps only mapped claims, as text. Booleans are JSON's (true), not Python's (True)."""
    mapping = cognito._user_pools[pool_id]["_identity_providers"][provider_name]["AttributeMapping"]
    claims = {name: response["idToken"].get(name) for name in mapping.values()}
    return {name: value if isinstance(value, str) else json.dumps(value)
            for name, value in claims.items() if value is not None}


def _response_with_groups(payload):
    """Copies the groups from the documented place to those that MiniStack reads.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """
    response = _trigger_response(payload)
    details = (response or {}).get("claimsAndScopeOverrideDetails") or {}
    if "groupOverrideDetails" in details:
        for token in ("accessTokenGeneration", "idTokenGeneration"):
            details.setdefault(token, {})["groupOverrideDetails"] = details["groupOverrideDetails"]
    return response


def _error_message(text):
    """Extracts the message of a trigger's error from the response of Lambda."""
    found = re.search(r"""errorMessage\\?['"]: \\?(['"])(.*?)\\?\1""", text)
    return found.group(2) if found else text


def _idp_response_to_app(method, body, query):
    request = cognito._auth_codes.get(cognito._qp(query, "state"), {})
    error = cognito._qp(query, "error")
    if error and request:
        cognito._auth_codes.pop(cognito._qp(query, "state"), None)
        return _redirect_to_app(request, error, cognito._qp(query, "error_description"))
    response = _idp_response(method, body, query)
    if response[0] != 400 or not request:
        return response
    content = json.loads(response[2])
    if content.get("__type") != "UserLambdaValidationException":
        return _redirect_to_app(request, "invalid_request", content.get("message", ""))
    description = f"PreSignUp failed with error {_error_message(content['message'])}. "
    return _redirect_to_app(request, "invalid_request", description)


def _redirect_to_app(request, error, description):
    query = {"error_description": description, "state": request["state"], "error": error}
    return 302, {"Location": f"{request['redirect_uri']}?{urlencode(query)}"}, b""


def _token_or_error(*args, **more):
    # From its record of a refresh token, MiniStack issues tokens without attributes and groups. Without the record, it reads
    # the refresh token itself, as for InitiateAuth.
    cognito._refresh_tokens.clear()
    try:
        status, headers, body = _token(*args, **more)
        # Required by RFC 6749, section 5.1. The OpenID Connect client of the pages checks it.
        return status, {**headers, "Content-Type": "application/json"}, body
    except RuntimeError as error:
        description = f"PreTokenGeneration failed with error {_error_message(str(error))}. "
        return cognito._oauth2_error("invalid_grant", description)


def _renewed(refresh_token, client_id, secret):
    """Applies the client's token validity instead of one hour, and omits the ID token.

    OpenID Connect Core 1.0, section 12.2, allows the omission. MiniStack's has another auth_time than the first one, so
    clients must reject it.
    """
    status, headers, body = _renew(refresh_token, client_id, secret)
    if status != 200:
        return status, headers, body
    pool_id = cognito._find_pool_by_client_id(client_id)[0]
    tokens = {**json.loads(body), "expires_in": cognito._token_validity(pool_id, client_id, "access")}
    del tokens["id_token"]
    return status, headers, json.dumps(tokens).encode()


cognito._oidc_callback_url = lambda pool: f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}/oauth2/idpresponse"
cognito._oauth2_authorize_federation = _authorize_with_hint
cognito._apply_inbound_federation_trigger = _mapped_claims
cognito._extract_trigger_response = _response_with_groups
cognito._oauth2_idp_response = _idp_response_to_app
cognito._oauth2_token = _token_or_error
cognito._oauth2_refresh_api_issued_token = _renewed
