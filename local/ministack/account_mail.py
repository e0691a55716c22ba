"""Makes Cognito's own emails behave as on AWS, and adds "Forgot your password?" to managed login.

MiniStack differs in these ways, which this module corrects:
- It invokes the custom message trigger only for temporary passwords, and barely checks the response:
  https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
- Every password reset code is the same, and any other code is also accepted.
- Managed login has no password reset page.
- SES publishes no events for these emails.
"""

import html
import json
import secrets
import unicodedata
from urllib.parse import parse_qs

import ministack.app
from ministack.core.concurrency import run_reentrant
from ministack.services import cognito

import ses

CODE, USER_NAME = "{####}", "{username}"
OAUTH_FIELDS = ("client_id", "redirect_uri", "scope", "state", "response_type", "code_challenge",
                "code_challenge_method", "nonce")
FORGOT = ('<button type="submit" name="forgot_password" value="true" formnovalidate style="background:none;'
          'color:#0073bb;font-size:14px">Forgot your password?</button>\n</form>')

_apply_trigger = cognito._apply_custom_message_trigger
_deliver = cognito._deliver_cognito_email
_run = cognito._run_idp_handler
_login_page = cognito._login_page_html
_username_page = cognito._username_page_html
_handle_body = ministack.app._handle_cognito_body_request


def _is_allowed(text):
    """Returns true for the characters that messages can contain: letters, marks, symbols, numbers, punctuation, white space.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerificationMessageTemplateType.html
    """
    return all(character.isspace() or unicodedata.category(character)[0] in "LMSNP" for character in text)


def _problem(pool, source, message, subject):
    sender = (pool.get("EmailConfiguration") or {}).get("EmailSendingAccount")
    if sender != "DEVELOPER":
        return "emailMessage and emailSubject are allowed only if EmailSendingAccount is DEVELOPER."
    if CODE not in message:
        return "emailMessage must contain the code parameter."
    if source == "CustomMessage_AdminCreateUser" and USER_NAME not in message:
        return "emailMessage must contain the user name parameter."
    if not 6 <= len(message.encode()) <= 20_000:
        return "emailMessage must have 6 to 20,000 characters."
    if not 1 <= len(subject) <= 140:
        return "emailSubject must have 1 to 140 characters."
    if not _is_allowed(message + subject):
        return "emailMessage or emailSubject contains a character that is not allowed."
    return None


def _checked_trigger(pool, source, username, attributes, client_metadata=None, username_parameter=USER_NAME):
    response = _apply_trigger(pool, source, username, attributes, client_metadata, username_parameter)
    if response.get("emailMessage") or response.get("emailSubject"):
        problem = _problem(pool, source, response.get("emailMessage") or "", response.get("emailSubject") or "")
        if problem:
            raise cognito._CustomMessageInvalid(problem)
    return response


def _send_with_trigger(pool, username, attributes, code, attribute_name="email"):
    """Sends a new code, with the trigger's message instead of the pool's template."""
    is_reset = attribute_name == "password"
    source = "CustomMessage_ForgotPassword" if is_reset else "CustomMessage_ResendCode"
    code = f"{secrets.randbelow(1_000_000):06}"
    user = cognito._resolve_user(pool, username)[0]
    user["_reset_code" if is_reset else "_confirmation_code"] = code
    # The user name is null except for temporary passwords.
    custom = _checked_trigger(pool, source, user["Username"], attributes, None, None)
    subject, message = cognito._resolve_verification_template(pool)
    return cognito._deliver_cognito_email(
        pool, attributes["email"], custom.get("emailSubject") or subject,
        (custom.get("emailMessage") or message).replace(CODE, code), type_name="CognitoVerificationMessage")


def _deliver_with_events(pool, to_email, subject, body, type_name, extra=None):
    message_id = _deliver(pool, to_email, subject, body, type_name, extra)
    sender, _, configuration_set = cognito._resolve_email_sender(pool)
    if message_id and configuration_set:
        ses.record(message_id.split("@")[0], {
            "FromEmailAddress": sender,
            "Destination": {"ToAddresses": [to_email]},
            "Content": {"Simple": {"Subject": {"Data": subject}}},
            "ConfigurationSetName": configuration_set,
        })
    return message_id


def _run_strictly(handler, action, data):
    """Checks codes, which MiniStack does only if it also checks signatures, and reports errors from the trigger."""
    error = cognito._confirmation_code_error(action, data)
    if error:
        return error
    try:
        return _run(handler, action, data)
    except (cognito._CustomMessageRejected, cognito._CustomMessageInvalid) as problem:
        return cognito._custom_message_error(problem)


def _with_forgot_link(page):
    return lambda *args, **more: page(*args, **more).replace("</form>", FORGOT, 1)


def _reset_page(form, message=""):
    hidden = "\n".join(f'<input type="hidden" name="{name}" value="{html.escape(form.get(name, ""))}">'
                       for name in (*OAUTH_FIELDS, "username"))
    note = f'<div class="error">{html.escape(message)}</div>' if message else ""
    return cognito._page_shell("Reset your password", "Reset your password", f"""{note}
<form method="POST" action="/login">
{hidden}
<input type="hidden" name="reset_password" value="true">
<label for="code">Enter the code we emailed you</label>
<input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus>
<label for="new_password">New password</label>
<input type="password" id="new_password" name="new_password" autocomplete="new-password" required>
<button type="submit">Change password</button>
</form>""")


def _sign_in_page(form, message=""):
    client = cognito._find_pool_by_client_id(form.get("client_id", ""))[2] or {}
    page = cognito._username_page_html if cognito._use_choice_based_ui(client) else cognito._login_page_html
    return page(*(form.get(name, "") for name in OAUTH_FIELDS), error_message=message)


def _call(action, handler, form, **more):
    """Calls an operation of the user pool API. Returns its error message, or an empty string."""
    data = {"ClientId": form.get("client_id"), "Username": form.get("username"), **more}
    status, _, body = _run_strictly(handler, action, data)
    return "" if status == 200 else json.loads(body)["message"]


def _handle_reset(form):
    if "reset_password" in form:
        problem = _call("ConfirmForgotPassword", cognito._confirm_forgot_password, form,
                        ConfirmationCode=form.get("code", "").strip(), Password=form.get("new_password", ""))
        page = _reset_page(form, problem) if problem else _sign_in_page(form)
    elif not form.get("username"):
        page = _sign_in_page(form, "Enter your user name.")
    else:
        problem = _call("ForgotPassword", cognito._forgot_password, form)
        page = _sign_in_page(form, problem) if problem else _reset_page(form)
    return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()


async def _handle_body_or_reset(method, path, headers, body, query_params):
    if method == "POST" and path == "/login":
        form = {name: values[0] for name, values in parse_qs((body or b"").decode(errors="replace")).items()}
        if "forgot_password" in form or "reset_password" in form:
            # Runs in a thread, because the trigger calls this server.
            return await run_reentrant(_handle_reset, form, thread_name="ministack-cognito-trigger")
    return await _handle_body(method, path, headers, body, query_params)


cognito._apply_custom_message_trigger = _checked_trigger
cognito._send_verification_email = _send_with_trigger
cognito._deliver_cognito_email = _deliver_with_events
cognito._run_idp_handler = _run_strictly
cognito._login_page_html = _with_forgot_link(_login_page)
cognito._username_page_html = _with_forgot_link(_username_page)
ministack.app._handle_cognito_body_request = _handle_body_or_reset
