import type { Page, Request, Route } from 'playwright-core';

import { PASSWORD_RULES } from '../../lambdas/modules/platform/sign-up-form.ts';

/** A response of the API, a lost connection, or no response. */
export type FakeAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | 'disconnect'
  | 'never';

export const TOKEN = 'inv_01jd.q8Zr3vYyS0T-secret_token-Kd9wXa1';

export const INVITATION = {
  tenant: { name: 'Acme Instruments', branding: { color: '#1f4fd8' } },
  kind: 'customer',
  email: 'anna.keller@northwind.example',
  company: 'Northwind Traders',
  profile: { firstName: 'Anna', lastName: 'Keller' },
  editableFields: ['firstName', 'lastName', 'jobTitle', 'phone', 'company'],
  passwordRules: PASSWORD_RULES,
  expiresAt: '2026-11-28T13:00:00.000Z',
};

export const ACCOUNT = {
  email: INVITATION.email,
  customerId: 'cus_1',
  signInUrl: 'https://portal.example.com/sign-in',
};

export function found(changes: object = {}): FakeAnswer {
  return { status: 200, body: { ...INVITATION, ...changes } };
}

export const created: FakeAnswer = { status: 201, body: ACCOUNT };

export function problem(
  status: number,
  code: string,
  more: {
    readonly errors?: unknown;
    readonly retryAfter?: number;
    readonly locale?: string;
    readonly account?: string;
    readonly tenant?: object;
  } = {},
): FakeAnswer {
  return {
    status,
    body: { type: 'about:blank', title: code, status, code, requestId: 'req-1', ...more },
    headers: {
      'Content-Type': 'application/problem+json',
      ...(more.retryAfter !== undefined && { 'Retry-After': String(more.retryAfter) }),
    },
  };
}

export const accepted202: FakeAnswer = { status: 202, body: undefined };
export const noContent: FakeAnswer = { status: 204, body: undefined };

/** The body that the page sent. */
export interface SentBody {
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Fakes the public endpoints with scripted responses. The last response of a list repeats. */
export class FakeApi {
  readonly lookups: Request[] = [];
  readonly accepts: SentBody[] = [];
  readonly codes: SentBody[] = [];
  readonly declines: SentBody[] = [];
  readonly renewals: SentBody[] = [];
  readonly providers: SentBody[] = [];
  lookup: FakeAnswer[] = [found()];
  accept: FakeAnswer[] = [created];
  code: FakeAnswer[] = [accepted202];
  decline: FakeAnswer[] = [noContent];
  requestNew: FakeAnswer[] = [accepted202];
  provider: FakeAnswer[] = [problem(404, 'not_found')];

  async attach(page: Page): Promise<void> {
    await page.route('**/v1/sign-up/lookup', (route) => {
      this.lookups.push(route.request());
      return give(route, next(this.lookup));
    });
    const endpoints = [
      ['accept', this.accepts, this.accept],
      ['code', this.codes, this.code],
      ['decline', this.declines, this.decline],
      ['request-new', this.renewals, this.requestNew],
      ['provider', this.providers, this.provider],
    ] as const;
    for (const [path, sent, answers] of endpoints)
      await page.route(`**/v1/sign-up/${path}`, (route) => {
        sent.push(bodyOf(route.request()));
        return give(route, next(answers));
      });
  }
}

function bodyOf(request: Request): SentBody {
  return {
    key: request.headers()['idempotency-key'],
    body: request.postDataJSON() as Record<string, unknown>,
  };
}

function next(answers: FakeAnswer[]): FakeAnswer {
  const [first, ...rest] = answers;
  if (first === undefined) throw new Error('The fake API has no answer left.');
  if (rest.length > 0) answers.shift();
  return first;
}

async function give(route: Route, answer: FakeAnswer): Promise<void> {
  if (answer === 'never') return;
  if (answer === 'disconnect') return route.abort('connectionreset');
  return route.fulfill({
    status: answer.status,
    headers: { 'Content-Type': 'application/json', ...answer.headers },
    body: answer.body === undefined ? '' : JSON.stringify(answer.body),
  });
}
