"""Adds passkeys to managed login: the sign-in page, and `/passkeys/add`, where people register one.

As on AWS, the sign-in page asks for the user name first, and offers a passkey if the user has one. `/passkeys/add` is
open to people whose browser has the session cookie of managed login, which is valid for an hour. AWS does not document
what it does with other people. This page refuses them.

https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
"""

import html
import json
import secrets
import time
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from ministack.services import cognito

import passkeys
from passkeys import Refused

COOKIE = "cognito"
SESSION_SECONDS = 3600
MAX_BODY = 100_000

_issue_code = cognito._issue_auth_code_redirect
_submit = cognito.handle_login_submit
_password_page = cognito._password_page_html
_authorize = cognito.handle_oauth2_authorize
_logout = cognito.handle_logout
_sessions = {}

TEXTS = {
    "en": {
        "signIn": "Sign in with a passkey",
        "create": "Create a passkey",
        "lead": "Use your fingerprint, your face, or a screen lock to sign in.",
        "cancel": "Cancel",
        "canceled": "The passkey was not used, because the request was canceled or timed out. Try again.",
        "known": "This device already has a passkey for your account.",
        "failed": "The passkey didn’t work. Try again, or sign in with your password.",
        "unsupported": "This browser doesn’t support passkeys.",
        "limit": "You already have 20 passkeys. Remove one first.",
        "closed": "Sign in again to create a passkey.",
    },
    "de": {
        "signIn": "Mit Passkey anmelden",
        "create": "Passkey erstellen",
        "lead": "Melden Sie sich mit Fingerabdruck, Gesicht oder Displaysperre an.",
        "cancel": "Abbrechen",
        "canceled": "Der Passkey wurde nicht verwendet, weil der Vorgang abgebrochen wurde oder zu lange dauerte. "
                    "Versuchen Sie es noch einmal.",
        "known": "Auf diesem Gerät gibt es bereits einen Passkey für Ihr Konto.",
        "failed": "Der Passkey hat nicht funktioniert. Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem "
                  "Passwort an.",
        "unsupported": "Dieser Browser unterstützt keine Passkeys.",
        "limit": "Sie haben bereits 20 Passkeys. Entfernen Sie zuerst einen.",
        "closed": "Melden Sie sich erneut an, um einen Passkey zu erstellen.",
    },
    "fr": {
        "signIn": "Se connecter avec une clé d’accès",
        "create": "Créer une clé d’accès",
        "lead": "Connectez-vous avec votre empreinte digitale, votre visage ou le verrouillage de l’écran.",
        "cancel": "Annuler",
        "canceled": "La clé d’accès n’a pas été utilisée, car l’opération a été annulée ou a expiré. Réessayez.",
        "known": "Cet appareil possède déjà une clé d’accès pour votre compte.",
        "failed": "La clé d’accès n’a pas fonctionné. Réessayez ou connectez-vous avec votre mot de passe.",
        "unsupported": "Ce navigateur ne prend pas en charge les clés d’accès.",
        "limit": "Vous avez déjà 20 clés d’accès. Supprimez-en une d’abord.",
        "closed": "Reconnectez-vous pour créer une clé d’accès.",
    },
    "es": {
        "signIn": "Iniciar sesión con una clave de acceso",
        "create": "Crear una clave de acceso",
        "lead": "Inicie sesión con su huella digital, su rostro o el bloqueo de pantalla.",
        "cancel": "Cancelar",
        "canceled": "No se usó la clave de acceso porque la operación se canceló o caducó. Inténtelo de nuevo.",
        "known": "Este dispositivo ya tiene una clave de acceso para su cuenta.",
        "failed": "La clave de acceso no funcionó. Inténtelo de nuevo o inicie sesión con su contraseña.",
        "unsupported": "Este navegador no admite claves de acceso.",
        "limit": "Ya tiene 20 claves de acceso. Elimine una primero.",
        "closed": "Vuelva a iniciar sesión para crear una clave de acceso.",
    },
    "ja": {
        "signIn": "パスキーでサインイン",
        "create": "パスキーを作成",
        "lead": "指紋、顔、または画面ロックでサインインできます。",
        "cancel": "キャンセル",
        "canceled": "操作がキャンセルされたか時間切れになったため、パスキーは使用されませんでした。もう一度お試しください。",
        "known": "このデバイスには、お使いのアカウントのパスキーがすでにあります。",
        "failed": "パスキーを使用できませんでした。もう一度試すか、パスワードでサインインしてください。",
        "unsupported": "このブラウザはパスキーに対応していません。",
        "limit": "パスキーはすでに 20 個あります。先に 1 つ削除してください。",
        "closed": "パスキーを作成するには、もう一度サインインしてください。",
    },
}

# The language is that of the latest `lang` parameter, which managed login keeps in a cookie, or else the browser's.
SCRIPT = """
const { texts, options, method, problem } = JSON.parse(document.getElementById('passkey-data').textContent);
const asked = new URLSearchParams(location.search).get('lang');
const kept = /(?:^|; )lang=([a-z]{2})/.exec(document.cookie)?.[1];
const own = navigator.languages.map((each) => each.slice(0, 2));
const language = [asked, kept, ...own].find((each) => texts[each]) ?? 'en';
const form = document.getElementById('passkey-form');
document.documentElement.lang = language;
for (const part of document.querySelectorAll('[data-text]')) part.textContent = texts[language][part.dataset.text];
const show = (name) => {
  const alert = document.getElementById('passkey-problem');
  alert.textContent = texts[language][name];
  alert.hidden = false;
};
if (problem) show(problem);
const kind = globalThis.PublicKeyCredential;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    if (!kind?.parseRequestOptionsFromJSON) return show('unsupported');
    const publicKey =
      method === 'create' ? kind.parseCreationOptionsFromJSON(options) : kind.parseRequestOptionsFromJSON(options);
    const credential = await navigator.credentials[method]({ publicKey });
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch ({ name }) {
    show({ NotAllowedError: 'canceled', AbortError: 'canceled', InvalidStateError: 'known' }[name] ?? 'failed');
  }
});
"""


def _data(**values):
    return json.dumps({"texts": TEXTS, **values}, ensure_ascii=False).replace("<", "\\u003c")


def _parts(method, options, hidden, before="", after="", problem=""):
    """Returns the form that sends the browser's answer, and its script."""
    data = _data(options=options, method=method, problem=problem)
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in hidden.items()
    )
    text = "create" if method == "create" else "signIn"
    action = "/passkeys/add" if method == "create" else "/login"
    return f"""<div class="error" id="passkey-problem" role="alert" hidden></div>
{before}<form method="POST" action="{action}" id="passkey-form">
{fields}<input type="hidden" name="credential">
<button type="submit" data-text="{text}">{TEXTS["en"][text]}</button>
</form>{after}
<script type="application/json" id="passkey-data">{data}</script>
<script>{SCRIPT}</script>"""


def _page(body, status=200):
    page = cognito._page_shell("Passkey", '<span data-text="create">Create a passkey</span>', body)
    return status, {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}, page.encode()


def _password_or_passkey(token, username, error_message=""):
    """Offers a passkey below the password. Each page has its own challenge."""
    page = _password_page(token, username, error_message)
    session = cognito._pending_user_auth[token]
    pool, client = cognito._find_pool_by_client_id(session["client_id"])[1:]
    user, _ = cognito._resolve_user(pool, username)
    if user is None or not cognito._use_choice_based_ui(client) or not passkeys.can_sign_in(pool, user):
        return page
    options, session["passkey"] = passkeys.start_sign_in(pool, user)
    problem = session.pop("passkey_problem", "")
    parts = _parts("get", options, {"ua_token": token}, problem=problem)
    return page.replace('<div class="footer">', parts + '\n<div class="footer">')


def _submit_with_passkey(method, path, headers, body, query):
    form = {key: values[0] for key, values in parse_qs((body or b"").decode("utf-8", "replace")).items()}
    if "credential" not in form:
        return _submit(method, path, headers, body, query)
    token = form.get("ua_token", "")
    session = cognito._pending_user_auth.get(token, {})
    started = session.pop("passkey", None)
    if started is None or session["expires_at"] < time.time():
        return cognito._oauth2_error("invalid_request", "Session has expired. Please sign in again.")
    pool = cognito._get_pool_unscoped(session["pool_id"])
    user, _ = cognito._resolve_user(pool, session["username"])
    try:
        if user is None or cognito._hosted_ui_user_status_error(user):
            raise Refused("NotAuthorizedException", "User is disabled.")
        passkeys.complete_sign_in(pool, user, started, _credential(form))
    except Refused:
        session["passkey_problem"] = "failed"
        page = cognito._password_page_html(token, session["username"])
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()
    del cognito._pending_user_auth[token]
    # With user verification, a passkey satisfies MFA, so no code is asked for.
    names = ("client_id", "pool_id", "redirect_uri", "scope")
    more = ("nonce", "code_challenge", "code_challenge_method", "state")
    return _issue_with_session(*(session[each] for each in names), user["Username"], *(session[each] for each in more))


def _credential(form):
    try:
        credential = json.loads(form.get("credential", ""))
    except ValueError as error:
        raise Refused("InvalidParameterException", "The credential is invalid.") from error
    if not isinstance(credential, dict):
        raise Refused("InvalidParameterException", "The credential is invalid.")
    return credential


def _issue_with_session(client_id, pool_id, redirect_uri, scope, username, *rest):
    """Starts a session of managed login in the browser that gets the code."""
    status, headers, body = _issue_code(client_id, pool_id, redirect_uri, scope, username, *rest)
    if status == 302 and "code=" in headers["Location"]:
        now = time.time()
        for old in [key for key, (expires, *_) in _sessions.items() if expires < now]:
            del _sessions[old]
        token = secrets.token_urlsafe(32)
        _sessions[token] = (now + SESSION_SECONDS, pool_id, username)
        headers["Set-Cookie"] = f"{COOKIE}={token}; Path=/; Max-Age={SESSION_SECONDS}; HttpOnly; SameSite=Lax"
    return status, headers, body


def _cookie(headers, name):
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _authorize_with_language(method, path, headers, query):
    status, answer, body = _authorize(method, path, headers, query)
    language = cognito._qp(query, "lang")[:2]
    if language in TEXTS:
        answer["Set-Cookie"] = f"lang={language}; Path=/; SameSite=Lax"
    return status, answer, body


def _logout_with_session(method, path, headers, query):
    status, answer, body = _logout(method, path, headers, query)
    if status == 302:
        _sessions.pop(_cookie(headers, COOKIE), None)
        answer["Set-Cookie"] = f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
    return status, answer, body


def add_passkey(method, headers, query, body):
    """GET and POST /passkeys/add."""
    values = query if method == "GET" else body
    form = {key: found[0] for key, found in parse_qs(values.decode("utf-8", "replace")[:MAX_BODY]).items()}
    request = {name: form.get(name, "") for name in ("client_id", "redirect_uri")}
    pool_id, pool, client = cognito._find_pool_by_client_id(request["client_id"])
    if not pool:
        return cognito._oauth2_error("invalid_client", "The client does not exist.")
    if request["redirect_uri"] not in client.get("CallbackURLs", []):
        return cognito._oauth2_error("invalid_request", "redirect_uri is not allowed.")
    expires, signed_in_to, username = _sessions.get(_cookie(headers, COOKIE), (0, "", ""))
    user = pool["_users"].get(username)
    if expires < time.time() or signed_in_to != pool_id or user is None or not user.get("Enabled", True):
        return _page(_closed("closed"), 401)
    return _register(pool, user, request, form if method == "POST" else None)


def _register(pool, user, request, form):
    problem = ""
    if form is not None:
        try:
            passkeys.complete_registration(pool, user, request["client_id"], _credential(form))
            return 302, {"Location": request["redirect_uri"], "Cache-Control": "no-store"}, b""
        except Refused:
            problem = "failed"
    try:
        options = passkeys.start_registration(pool, user, request["client_id"])
    except Refused as error:
        return _page(_closed("limit" if error.args[0] == "LimitExceededException" else "unsupported"), 400)
    lead = f'<p data-text="lead" style="margin-bottom:16px">{TEXTS["en"]["lead"]}</p>\n'
    cancel = f'<a href="{html.escape(request["redirect_uri"])}" data-text="cancel">Cancel</a>'
    return _page(_parts("create", options, request, lead, cancel, problem))


def _closed(problem):
    data = _data(problem=problem)
    return f"""<div class="error" id="passkey-problem" role="alert" hidden></div><form id="passkey-form" hidden></form>
<script type="application/json" id="passkey-data">{data}</script><script>{SCRIPT}</script>"""


async def respond_to(scope, receive):
    """Answers a request for /passkeys/add, which MiniStack does not know."""
    body = b""
    while scope["method"] == "POST" and len(body) < MAX_BODY:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
    return add_passkey(scope["method"], headers, scope["query_string"], body)


cognito._issue_auth_code_redirect = _issue_with_session
cognito._password_page_html = _password_or_passkey
cognito.handle_login_submit = _submit_with_passkey
cognito.handle_oauth2_authorize = _authorize_with_language
cognito.handle_logout = _logout_with_session
