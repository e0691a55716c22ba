import { randomUUID } from 'node:crypto';

import { type AccessDeps, DynamoContactReader } from '../../../lambdas/modules/access/access.ts';
import type { TokenClaims } from '../../../lambdas/modules/access/token-claims.ts';
import { DynamoContactStore } from '../../../lambdas/modules/contacts/contact-store.ts';
import {
  type AdmitDeps,
  admitPerson,
} from '../../../lambdas/modules/external-sign-in/admit-person.ts';
import { DynamoExternalClaimStore } from '../../../lambdas/modules/external-sign-in/external-claim-store.ts';
import { externalClaims } from '../../../lambdas/modules/external-sign-in/external-claims.ts';
import { readPerson } from '../../../lambdas/modules/external-sign-in/external-person.ts';
import type { FinishDeps } from '../../../lambdas/modules/external-sign-in/finish-acceptance.ts';
import { DynamoVisitFinder } from '../../../lambdas/modules/external-sign-in/visits.ts';
import { DynamoContactFinder } from '../../../lambdas/modules/identity/accounts.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  DynamoExternalUserRegistry,
  fullRemover,
} from '../../../lambdas/modules/identity/external-users.ts';
import type { Provider } from '../../../lambdas/modules/identity/provider.ts';
import type { Clock } from '../../../lambdas/modules/platform/clock.ts';
import { DynamoCustomerFinder } from '../../../lambdas/modules/records/customer-item.ts';
import { DynamoAcceptanceStore } from '../../../lambdas/modules/sign-up/acceptance-store.ts';
import { MortalProcess } from '../engine/dying.ts';
import type { TestTable } from '../engine/engine-table.ts';
import { asFunction } from '../functions/as-function.ts';
import { testRules, testTenants } from '../modules/tenants.ts';
import { accountsIn, type FakeUserPool } from './fake-user-pool.ts';

/** The attributes of a person that an identity provider has signed in. */
export interface Assertion {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
}

export const COMPANY: Provider = {
  name: 'company-login',
  label: 'Company login',
  trustEmails: false,
};
export const PARTNER: Provider = {
  name: 'partner-login',
  label: 'Partner login',
  trustEmails: true,
  domains: ['example.com'],
};

/** Returns the dependencies of the two triggers, with a real table and a fake user pool. */
export function federationOn(
  table: TestTable,
  clock: Clock,
  pool: FakeUserPool,
  process = new MortalProcess(),
): { readonly admitting: AdmitDeps; readonly finishing: FinishDeps & AccessDeps } {
  const mortalPool = process.calling<FakeUserPool>(pool);
  const before = asFunction(table, 'admission');
  const later = asFunction(table, 'externalAccess');
  const on = <T extends object>(
    { client, tableName }: TestTable,
    store: new (client: TestTable['client'], tableName: string) => T,
  ): T => process.calling(new store(client, tableName));
  const shared = (own: TestTable) => {
    const externals = on(own, DynamoExternalUserFinder);
    const eraser = on(own, DynamoExternalUserEraser);
    return {
      invitations: on(own, DynamoAcceptanceStore),
      claims: on(own, DynamoExternalClaimStore),
      remover: fullRemover(mortalPool, externals, eraser),
      externals,
      eraser,
      clock,
    };
  };
  return {
    admitting: {
      ...shared(before),
      visits: on(before, DynamoVisitFinder),
      contactStore: on(before, DynamoContactStore),
      accounts: process.calling(accountsIn(before, pool)),
      users: mortalPool,
      contacts: on(before, DynamoContactFinder),
      registry: on(before, DynamoExternalUserRegistry),
      rules: testRules(),
    },
    finishing: {
      ...shared(later),
      contacts: on(later, DynamoContactReader),
      customers: on(later, DynamoCustomerFinder),
      tenants: testTenants(),
      groups: mortalPool,
    },
  };
}

/**
 * A sign-in with an identity provider, as Cognito performs it: a user name of the provider's name and ID in lowercase;
 * the trigger before a sign-up, only for people without a profile; attributes that every sign-in overwrites, except
 * those that the provider no longer sends; and then the trigger before a token
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html).
 */
export class FakeFederation {
  readonly #pool: FakeUserPool;
  readonly #providers: readonly Provider[];

  constructor(pool: FakeUserPool, providers: readonly Provider[] = [COMPANY, PARTNER]) {
    this.#pool = pool;
    this.#providers = providers;
  }

  /** Performs the first half: the browser has returned from the provider. Returns the user name. */
  async arrive(
    { admitting }: Pick<ReturnType<typeof federationOn>, 'admitting'>,
    provider: string,
    { sub, ...said }: Assertion,
  ): Promise<string> {
    const userName = `${provider}_${sub}`.toLowerCase();
    const attributes = attributesOf(said);
    const known = this.#pool.external.get(userName);
    if (known !== undefined) {
      known.attributes = { ...known.attributes, ...attributes };
      return userName;
    }
    await admitPerson(
      admitting,
      // By default, an address from a provider is not verified.
      readPerson(this.#providers, {
        userName,
        attributes: { email_verified: 'false', ...attributes },
      }),
    );
    // Of two concurrent sign-ins, one creates the user and the other one fails.
    if (this.#pool.external.has(userName)) throw new Error('invalid_request');
    this.#pool.external.set(userName, {
      attributes: { email_verified: 'false', ...attributes, sub: randomUUID() },
      groups: new Set([`pool-1_${provider}`]),
    });
    return userName;
  }

  /** Performs the second half: the page requests tokens. */
  async token(
    { finishing }: Pick<ReturnType<typeof federationOn>, 'finishing'>,
    userName: string,
  ): Promise<TokenClaims> {
    const user = this.#pool.external.get(userName);
    if (user === undefined) throw new Error('invalid_grant');
    return externalClaims(finishing, { userName, groups: [...user.groups] });
  }

  /** Performs both halves. */
  async signIn(
    deps: ReturnType<typeof federationOn>,
    provider: string,
    assertion: Assertion,
  ): Promise<TokenClaims> {
    return this.token(deps, await this.arrive(deps, provider, assertion));
  }
}

function attributesOf(said: Omit<Assertion, 'sub'>): Record<string, string> {
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value)]));
}
