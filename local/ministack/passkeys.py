"""Adds passkeys, which MiniStack does not support: registration, the list, removal, and their use as an MFA factor.

passkey_pages.py adds them to managed login. The fido2 library checks everything that an authenticator signs. Locally, the
relying party is always `localhost`, the host of managed login, because browsers accept no IP address as a relying party.

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html
"""

import os
import time

from fido2.server import Fido2Server, to_descriptor
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticationResponse, RegistrationResponse
from ministack.core.responses import error_response_json, json_response
from ministack.services import cognito
from ministack.services.cloudformation import provisioners

RELYING_PARTY = "localhost"
ORIGIN = f"http://{RELYING_PARTY}:{os.environ['GATEWAY_PORT']}"
FACTOR = "WEB_AUTHN_MFA"
OTHER_FACTOR = "SOFTWARE_TOKEN_MFA"
LIMIT = 20
PAGE_SIZE = 20
PROMPT_SECONDS = 60
# As long as an authentication session (AuthSessionValidity of an app client).
CHALLENGE_SECONDS = 180
# ES256 and RS256.
ALGORITHMS = (-7, -257)

_provision = provisioners._RESOURCE_HANDLERS["AWS::Cognito::UserPool"]
_create_pool, _update_pool = _provision["create"], _provision["update"]
_apply_preference = cognito._apply_mfa_preference


class Refused(Exception):
    """An error of the API: its name and its message."""


def _server():
    server = Fido2Server({"id": RELYING_PARTY, "name": RELYING_PARTY}, verify_origin=lambda origin: origin == ORIGIN)
    server.allowed_algorithms = [each for each in server.allowed_algorithms if each.alg in ALGORITHMS]
    server.timeout = PROMPT_SECONDS * 1000
    return server


def passkeys_of(user):
    return user.setdefault("_passkeys", {})


def _configuration(pool):
    return pool.get("WebAuthnConfiguration") or {}


def _descriptors(user):
    return [to_descriptor(_key_of(each)) for each in passkeys_of(user).values()]


def _key_of(passkey):
    return AttestedCredentialData(websafe_decode(passkey["key"]))


def _attribute(user, name):
    return cognito._attr_list_to_dict(user.get("Attributes", [])).get(name, user["Username"])


def _handle_of(user):
    return _attribute(user, "sub").encode()


def require_enabled(pool):
    policy = (pool.get("Policies") or {}).get("SignInPolicy") or {}
    if "WEB_AUTHN" not in policy.get("AllowedFirstAuthFactors", []):
        raise Refused("WebAuthnNotEnabledException", "Passkeys are not enabled for this user pool.")
    if not (_configuration(pool).get("RelyingPartyId") or pool.get("Domain") or pool.get("CustomDomain")):
        raise Refused("WebAuthnConfigurationMissingException", "The user pool has no relying party ID or domain.")


def start_registration(pool, user, client_id):
    """Returns PublicKeyCredentialCreationOptionsJSON. A later start replaces an earlier one."""
    require_enabled(pool)
    if len(passkeys_of(user)) >= LIMIT:
        raise Refused("LimitExceededException", f"A user can register up to {LIMIT} passkeys.")
    name = _attribute(user, "email")
    options, state = _server().register_begin(
        {"id": _handle_of(user), "name": name, "displayName": name},
        credentials=_descriptors(user),
        resident_key_requirement="required",
        user_verification=_configuration(pool).get("UserVerification", "preferred"),
    )
    user["_passkey_registration"] = (time.time() + CHALLENGE_SECONDS, client_id, state)
    return dict(options.public_key)


def complete_registration(pool, user, client_id, credential):
    """Verifies a RegistrationResponseJSON and stores the passkey. Each challenge works once, even if this fails."""
    require_enabled(pool)
    expires, started_by, state = user.pop("_passkey_registration", (0, None, None))
    if expires < time.time():
        raise Refused("WebAuthnChallengeNotFoundException", "The challenge has expired.")
    if started_by != client_id:
        raise Refused("WebAuthnClientMismatchException", "Another client started the registration.")
    response = _parsed(RegistrationResponse, credential)
    client_data, data = response.response.client_data, response.response.attestation_object.auth_data
    server = _server()
    if client_data.challenge != websafe_decode(state["challenge"]):
        raise Refused("WebAuthnChallengeNotFoundException", "The challenge is not known.")
    if client_data.origin != ORIGIN:
        raise Refused("WebAuthnOriginNotAllowedException", f"The origin {client_data.origin} is not allowed.")
    if data.rp_id_hash != server.rp.id_hash:
        raise Refused("WebAuthnRelyingPartyMismatchException", "The passkey belongs to another relying party.")
    try:
        key = server.register_complete(state, response).credential_data
    except (AssertionError, ValueError) as error:
        raise Refused("WebAuthnCredentialNotSupportedException", str(error)) from error
    if key.public_key.get(3) not in ALGORITHMS:
        raise Refused("WebAuthnCredentialNotSupportedException", "The algorithm of the key is not supported.")
    _store(pool, user, key, data.counter, credential)


def _store(pool, user, key, counter, credential):
    credential_id = websafe_encode(key.credential_id)
    if any(credential_id in passkeys_of(each) for each in pool["_users"].values()):
        raise Refused("InvalidParameterException", "The passkey is already registered.")
    attachment = credential.get("authenticatorAttachment")
    passkeys_of(user)[credential_id] = {
        "key": websafe_encode(key),
        "counter": counter,
        "shown": {
            "CredentialId": credential_id,
            "FriendlyCredentialName": "Roaming passkey" if attachment == "cross-platform" else "Passkey",
            "RelyingPartyId": RELYING_PARTY,
            **({"AuthenticatorAttachment": attachment} if attachment else {}),
            "AuthenticatorTransports": (credential.get("response") or {}).get("transports") or [],
            "CreatedAt": round(time.time(), 3),
        },
    }


def _parsed(kind, credential):
    try:
        return kind.from_dict(credential)
    # The library raises errors of many types for data that is not CBOR, too short, or of another type.
    except Exception as error:
        raise Refused("InvalidParameterException", "The credential is invalid.") from error


def can_sign_in(pool, user):
    """Tells whether the user can choose a passkey.

    Users with another MFA factor must have turned on passkeys as a factor, which satisfy MFA:
    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnMfaSettingsType.html
    """
    try:
        require_enabled(pool)
    except Refused:
        return False
    factors = user.get("_mfa_enabled", [])
    needs_factor = pool.get("MfaConfiguration") == "ON" or (pool.get("MfaConfiguration") == "OPTIONAL" and factors)
    return bool(passkeys_of(user)) and (not needs_factor or FACTOR in factors)


def start_sign_in(pool, user):
    """Returns PublicKeyCredentialRequestOptionsJSON, and the state for `complete_sign_in`."""
    configured = _configuration(pool).get("UserVerification", "preferred")
    verification = "required" if FACTOR in user.get("_mfa_enabled", []) else configured
    options, state = _server().authenticate_begin(_descriptors(user), user_verification=verification)
    return dict(options.public_key), (time.time() + CHALLENGE_SECONDS, state)


def complete_sign_in(pool, user, started, credential):
    """Verifies an AuthenticationResponseJSON. The caller must forget `started`, because a challenge works once."""
    expires, state = started
    if expires < time.time() or not can_sign_in(pool, user):
        raise Refused("NotAuthorizedException", "The session has expired.")
    response = _parsed(AuthenticationResponse, credential)
    keys = [_key_of(each) for each in passkeys_of(user).values()]
    try:
        key = _server().authenticate_complete(state, keys, response)
    except ValueError as error:
        raise Refused("NotAuthorizedException", str(error)) from error
    passkey = passkeys_of(user)[websafe_encode(key.credential_id)]
    counter = response.response.authenticator_data.counter
    handle = response.response.user_handle
    if handle is not None and handle != _handle_of(user):
        raise Refused("NotAuthorizedException", "The passkey belongs to another user.")
    # A counter that does not increase means that the passkey was copied (Web Authentication, section 7.2).
    if (counter or passkey["counter"]) and counter <= passkey["counter"]:
        raise Refused("NotAuthorizedException", "The signature counter did not increase.")
    passkey["counter"] = counter


def _owner(data):
    user, pool = cognito._user_pool_for_access_token(data.get("AccessToken"))
    if user is None:
        raise Refused("NotAuthorizedException", "Invalid Access Token")
    return pool, user, cognito._token_claims(data["AccessToken"]).get("client_id")


def _start(data):
    return {"CredentialCreationOptions": start_registration(*_owner(data))}


def _complete(data):
    owner = _owner(data)
    if not isinstance(data.get("Credential"), dict):
        raise Refused("InvalidParameterException", "Credential is required.")
    complete_registration(*owner, data["Credential"])
    return {}


def _list(data):
    _, user, _ = _owner(data)
    size, first = data.get("MaxResults", PAGE_SIZE), data.get("NextToken", "0")
    if not isinstance(size, int) or not 0 <= size <= PAGE_SIZE or not str(first).isdigit():
        raise Refused("InvalidParameterException", f"MaxResults must be between 0 and {PAGE_SIZE}.")
    shown = [each["shown"] for each in passkeys_of(user).values()]
    end = int(first) + (size or PAGE_SIZE)
    return {"Credentials": shown[int(first):end], **({"NextToken": str(end)} if end < len(shown) else {})}


def _delete(data):
    _, user, _ = _owner(data)
    if passkeys_of(user).pop(data.get("CredentialId"), None) is None:
        raise Refused("ResourceNotFoundException", "The passkey does not exist.")
    return {}


def _answering(operation):
    def answer(data):
        if not data.get("AccessToken"):
            return error_response_json("InvalidParameterException", "AccessToken is required.", 400)
        try:
            return json_response(operation(data))
        except Refused as error:
            return error_response_json(*error.args, 400)

    return answer


ACTIONS = {
    "CompleteWebAuthnRegistration": _answering(_complete),
    "DeleteWebAuthnCredential": _answering(_delete),
    "ListWebAuthnCredentials": _answering(_list),
    "StartWebAuthnRegistration": _answering(_start),
}


def refused_preference(pool, user, data):
    """Checks that passkeys can be a factor, and that the user keeps another one, which prevents lockouts."""
    wants = (data.get("WebAuthnMfaSettings") or {}).get("Enabled")
    app = (data.get("SoftwareTokenMfaSettings") or {}).get("Enabled")
    factors = user.get("_mfa_enabled", [])
    if wants and _configuration(pool).get("FactorConfiguration") != "MULTI_FACTOR_WITH_USER_VERIFICATION":
        return error_response_json("InvalidParameterException", "Passkeys are not an MFA factor of this pool.", 400)
    has_passkeys = FACTOR in factors if wants is None else wants
    has_app = OTHER_FACTOR in factors if app is None else app
    if has_passkeys and not has_app:
        message = "Passkeys as an MFA factor require another MFA factor."
        return error_response_json("InvalidParameterException", message, 400)
    return None


def _apply_with_passkeys(user, data):
    _apply_preference(user, data)
    wants = (data.get("WebAuthnMfaSettings") or {}).get("Enabled")
    if wants is not None:
        others = [each for each in user.get("_mfa_enabled", []) if each != FACTOR]
        user["_mfa_enabled"] = [*others, FACTOR] if wants else others


def _configure(pool_id, props):
    names = {"RelyingPartyID": "RelyingPartyId", "UserVerification": "UserVerification",
             "FactorConfiguration": "FactorConfiguration"}
    configuration = {name: props[f"WebAuthn{key}"] for key, name in names.items() if f"WebAuthn{key}" in props}
    cognito._user_pools[pool_id]["WebAuthnConfiguration"] = configuration


def _create_with_passkeys(logical_id, props, stack_name):
    pool_id, attributes = _create_pool(logical_id, props, stack_name)
    _configure(pool_id, props)
    return pool_id, attributes


def _update_with_passkeys(pool_id, old_props, new_props, *more, **named):
    result = _update_pool(pool_id, old_props, new_props, *more, **named)
    _configure(pool_id, new_props)
    return result


_provision.update(create=_create_with_passkeys, update=_update_with_passkeys)
cognito._apply_mfa_preference = _apply_with_passkeys
