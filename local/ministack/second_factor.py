"""Adds authenticator apps as second factors, which MiniStack supports only in its API.

MiniStack differs in these ways, which this module corrects:
- Managed login does not ask for the code.
- Verifying an app turns it on. On AWS, this requires SetUserMFAPreference, which requires a verified app.
- A code works more than once.
- GetUser and other operations accept access tokens without the scope aws.cognito.signin.user.admin.
- AdminDeleteSoftwareToken is missing.

https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
"""

import html
import secrets
import time
from urllib.parse import parse_qs

from ministack.core.responses import error_response_json, json_response
from ministack.services import cognito

import passkeys

FACTOR = "SOFTWARE_TOKEN_MFA"
SESSION_SECONDS = 180

_dispatch = cognito._dispatch_idp
_issue_code = cognito._issue_auth_code_redirect
_submit = cognito.handle_login_submit
_matches = cognito._totp_matches
_verify = cognito._verify_software_token
_pending = {}
_used = {}


def _matches_once(secret, code):
    """Accepts each code once, as AWS does."""
    now = time.time()
    for old in [key for key, at in _used.items() if now - at > 120]:
        del _used[old]
    if (secret, code) in _used or not _matches(secret, code):
        return False
    _used[secret, code] = now
    return True


def _verify_only(data):
    """Leaves the factor unchanged: off, or on with the previous app."""
    user = cognito._user_for_access_token(data.get("AccessToken"))
    before = (list(user.get("_mfa_enabled", [])), user.get("_preferred_mfa", "")) if user else None
    response = _verify(data)
    if user:
        user["_mfa_enabled"], user["_preferred_mfa"] = before
    return response


def _refused_preference(pool, user, data):
    wants = (data.get("SoftwareTokenMfaSettings") or {}).get("Enabled")
    if wants and not user.get("_totp_secret"):
        return error_response_json("InvalidParameterException", "User has not verified software token mfa", 400)
    return passkeys.refused_preference(pool, user, data)


def _set_preference(data):
    user, pool = cognito._user_pool_for_access_token(data.get("AccessToken"))
    refused = _refused_preference(pool, user, data) if user else None
    return refused or cognito._set_user_mfa_preference(data)


def _admin_set_preference(data):
    pool, err = cognito._resolve_pool(data.get("UserPoolId"))
    user, err = (None, err) if err else cognito._resolve_user(pool, data.get("Username"))
    return err or _refused_preference(pool, user, data) or cognito._admin_set_user_mfa_preference(data)


def _delete_token(data):
    pool, err = cognito._resolve_pool(data.get("UserPoolId"))
    user, err = (None, err) if err else cognito._resolve_user(pool, data.get("Username"))
    if err:
        return err
    user.pop("_totp_secret", None)
    user.pop("_totp_pending_secret", None)
    user["_mfa_enabled"] = [name for name in user.get("_mfa_enabled", []) if name != FACTOR]
    return json_response({})


ACTIONS = {
    **passkeys.ACTIONS,
    "AdminDeleteSoftwareToken": _delete_token,
    "AdminSetUserMFAPreference": _admin_set_preference,
    "SetUserMFAPreference": _set_preference,
    "VerifySoftwareToken": _verify_only,
}


async def _dispatch_with_factors(action, data):
    err = cognito._access_token_error(data) if data.get("AccessToken") else None
    if err:
        return err
    handler = ACTIONS.get(action)
    return handler(data) if handler else await _dispatch(action, data)


def _code_page(token, error=""):
    block = f'<div class="error">{html.escape(error)}</div>' if error else ""
    body = f"""{block}
<form method="POST" action="/login">
<input type="hidden" name="mfa_token" value="{html.escape(token)}">
<label for="code">Code from your authenticator app</label>
<input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus>
<button type="submit">Sign in</button>
</form>"""
    page = cognito._page_shell("Sign in", "Enter the code", body)
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


def _issue_after_code(client_id, pool_id, redirect_uri, scope, username, *rest):
    """Asks for the code before the client gets an authorization code."""
    user = cognito._get_pool_unscoped(pool_id)["_users"].get(username) or {}
    if FACTOR not in user.get("_mfa_enabled", []):
        return _issue_code(client_id, pool_id, redirect_uri, scope, username, *rest)
    token = secrets.token_urlsafe(24)
    _pending[token] = (time.time() + SESSION_SECONDS, user, (client_id, pool_id, redirect_uri, scope, username, *rest))
    return _code_page(token)


def _submit_with_code(method, path, headers, body, query_params):
    form = {key: values[0] for key, values in parse_qs((body or b"").decode("utf-8", "replace")).items()}
    token = form.get("mfa_token")
    if token is None:
        return _submit(method, path, headers, body, query_params)
    expires, user, grant = _pending.get(token, (0, {}, ()))
    if expires < time.time():
        _pending.pop(token, None)
        return cognito._oauth2_error("invalid_request", "Session has expired. Please sign in again.")
    if not cognito._totp_matches(user.get("_totp_secret", ""), form.get("code", "")):
        return _code_page(token, "Invalid code. Try again.")
    del _pending[token]
    return _issue_code(*grant)


cognito._dispatch_idp = _dispatch_with_factors
cognito._issue_auth_code_redirect = _issue_after_code
cognito._totp_matches = _matches_once
cognito.handle_login_submit = _submit_with_code
