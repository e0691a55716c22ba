import { createHash, randomBytes } from 'node:crypto';

import { localLoginUrl } from '../../../local/configuration.ts';
import type { PageConfig } from '../../../web/page-config.ts';
import { Browser } from './company-login.ts';
import { foyer } from './foyer-client.ts';
import { PASSWORD } from './life-of-an-invitation.ts';
import type { Claims, Options, SoftwarePasskey } from './software-passkey.ts';

/** The URL of managed login, and the origin of passkeys. */
export const loginUrl = () => localLoginUrl(foyer().awsEndpoint);

/** A person in a browser, at managed login. */
export class Person {
  readonly email: string;
  readonly browser = new Browser();
  readonly #verifier = randomBytes(32).toString('base64url');

  constructor(email: string) {
    this.email = email;
  }

  /** Opens the page that asks for the password, for the client that can change sign-in methods. */
  async open(): Promise<{ readonly form: URLSearchParams; readonly options: Options | undefined }> {
    const { securityClientId } = await pageConfig();
    const url = new URL(`${loginUrl()}/oauth2/authorize`);
    url.search = new URLSearchParams({
      ...{ response_type: 'code', state: 'state', code_challenge_method: 'S256' },
      client_id: securityClientId ?? '',
      redirect_uri: returnUrl(),
      scope: 'openid aws.cognito.signin.user.admin foyer/sign-in:write',
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
    }).toString();
    const form = fieldsOf(await (await this.browser.follow(url)).text());
    form.set('username', this.email);
    return pageOf(await this.#submit(form));
  }

  /** Sends the form. @returns the page, or an empty string if the person is back at Foyer with a code. */
  async #submit(form: URLSearchParams): Promise<string> {
    const page = await this.browser.follow(new URL(`${loginUrl()}/login`), form);
    return this.browser.address.searchParams.has('code') ? '' : page.text();
  }

  /** @returns an access token, or `undefined` if managed login refused. */
  async finish(form: URLSearchParams): Promise<string | undefined> {
    const page = await this.#submit(form);
    if (page !== '') return undefined;
    const response = await fetch(`${foyer().awsEndpoint}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: form.get('client_id') ?? (await pageConfig()).securityClientId ?? '',
        code: this.browser.address.searchParams.get('code') ?? '',
        redirect_uri: returnUrl(),
        code_verifier: this.#verifier,
      }),
    });
    const { access_token } = (await response.json()) as { access_token?: string };
    return access_token;
  }

  async withPassword(): Promise<string> {
    const { form } = await this.open();
    form.set('password', PASSWORD);
    const token = await this.finish(form);
    if (token === undefined) throw new Error('Managed login refused the password.');
    return token;
  }

  async withPasskey(passkey: SoftwarePasskey, claims?: Claims): Promise<string | undefined> {
    const { form, options } = await this.open();
    if (options === undefined) return undefined;
    form.set('credential', JSON.stringify(passkey.signIn(options, claims)));
    return this.finish(form);
  }
}

/** Returns the configuration of the pages. */
export async function pageConfig(): Promise<PageConfig> {
  return (await (await fetch(`${foyer().siteUrl}/config.json`)).json()) as PageConfig;
}

/** The page that managed login returns to. */
export function returnUrl(): string {
  return `${foyer().siteUrl}/account/security`;
}

function fieldsOf(html: string): URLSearchParams {
  const fields = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return new URLSearchParams([...fields].map(([, name = '', value = '']) => [name, value]));
}

/** Returns the hidden fields of a page of managed login, and its options for a passkey, if it offers one. */
export function pageOf(html: string) {
  const data = /id="passkey-data">(.*?)<\/script>/s.exec(html)?.[1];
  const { options } = JSON.parse(data ?? '{}') as { options?: Options };
  return { form: fieldsOf(html), options };
}
