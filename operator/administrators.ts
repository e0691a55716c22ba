import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { administratorDirectory } from '../lambdas/modules/administrators/administrator-directory.ts';
import {
  type Administrator,
  type AdministratorList,
  DynamoAdministratorList,
  DynamoAdministratorReader,
  OPERATOR,
} from '../lambdas/modules/administrators/administrator.ts';
import { DynamoAdministratorStore } from '../lambdas/modules/administrators/administrator-store.ts';
import {
  createAdministrator,
  resendSetupMail,
  updateAdministrator,
  type ManageAdministratorsDeps,
  type Manager,
} from '../lambdas/modules/administrators/manage-administrators.ts';
import { setUp, type SetupDeps } from '../lambdas/modules/administrators/set-up-administrator.ts';
import { DynamoSetupStore } from '../lambdas/modules/administrators/setup-store.ts';
import { accountsOf, DynamoContactFinder } from '../lambdas/modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../lambdas/modules/identity/external-users.ts';
import type { AdministratorRole } from '../lambdas/modules/platform/scopes.ts';
import { CognitoUserFinder, CognitoUserRemover } from '../lambdas/modules/identity/user-pool.ts';
import { systemClock } from '../lambdas/modules/platform/clock.ts';
import { FoyerError } from '../lambdas/modules/platform/errors.ts';
import { systemRandom } from '../lambdas/modules/platform/ids.ts';
import { COUNTED_BEFORE } from '../lambdas/modules/invitations/rate-limits.ts';
import { CognitoUserDirectory } from '../lambdas/modules/sign-up/user-directory.ts';
import { DynamoSuppressionReader } from '../lambdas/modules/suppressions/suppression-store.ts';
import { DEFAULT_LIMITS, DEFAULT_LOCALE } from '../lambdas/modules/records/tenant-settings.ts';
import { tableOf, tenantsOf, type Deployment } from './deployment.ts';
import { Refused } from './errors.ts';

/** Dependencies of the operator's commands: the use cases of the API, and the setup without a link. */
export interface AdministratorWork {
  readonly manage: ManageAdministratorsDeps;
  readonly list: AdministratorList;
  readonly setup: SetupDeps;
}

/** The administrators of a deployment. */
export function administratorsOf(deployment: Deployment): AdministratorWork {
  const { config, outputs } = deployment;
  const table = [tableOf(deployment), outputs.TableName] as const;
  const cognito = new CognitoIdentityProviderClient(config);
  const tenants = tenantsOf(deployment);
  const accounts = accountsOf(
    new CognitoUserFinder(cognito, outputs.UserPoolId),
    new DynamoContactFinder(...table),
    new DynamoExternalUserFinder(...table),
  );
  const passwords = new CognitoUserDirectory(cognito, outputs.UserPoolId);
  return {
    list: new DynamoAdministratorList(...table),
    manage: {
      administrators: new DynamoAdministratorReader(...table),
      administratorChanges: new DynamoAdministratorStore(...table),
      accounts,
      suppressions: new DynamoSuppressionReader(...table),
      rules: {
        async rulesFor(tenantId) {
          const tenant = await tenants.get(tenantId);
          const defaultLocale = tenant?.settings.defaultLocale ?? DEFAULT_LOCALE;
          return { defaultLocale, limits: DEFAULT_LIMITS };
        },
      },
      quotas: COUNTED_BEFORE,
      clock: systemClock,
      random: systemRandom,
    },
    setup: {
      setups: new DynamoSetupStore(...table),
      tenants,
      accounts,
      directory: administratorDirectory(cognito, outputs.UserPoolId, passwords),
      remover: new CognitoUserRemover(cognito, outputs.UserPoolId),
      clock: systemClock,
      random: systemRandom,
    },
  };
}

/** The operator, as records name whoever added or removed an administrator. */
export function operatorOf(tenantId: string): Manager {
  return { ...OPERATOR, tenantId };
}

/** An administrator that is to be there. */
export interface WantedAdministrator {
  readonly tenantId: string;
  /** As its owner signs in: see `emailSchema`. */
  readonly email: string;
  readonly name?: string | undefined;
  /** The role to have; one who is there keeps theirs unless it is given. */
  readonly role?: AdministratorRole | undefined;
  /** A password that is set at once, instead of a link by mail: for a local AWS only. */
  readonly password?: string | undefined;
  /** Mails a new link to one who has not set up the account. */
  readonly resend?: boolean;
}

/** Finds an administrator of a tenant by address, by the id of the record, or by that of the account. */
export async function findAdministrator(
  { list }: Pick<AdministratorWork, 'list'>,
  tenantId: string,
  who: { readonly email: string } | { readonly id: string },
): Promise<Administrator | undefined> {
  return (await list.list(tenantId)).find((one) =>
    'email' in who ? one.address === who.email : one.id === who.id || one.userId === who.id,
  );
}

/**
 * Adds an administrator, or does what is missing of one: it may be repeated after any failure.
 *
 * @returns what was done, in sentences.
 * @throws {Refused} when the address belongs to somebody else; nothing is changed then.
 */
export async function ensureAdministrator(
  work: AdministratorWork,
  wanted: WantedAdministrator,
): Promise<string[]> {
  return refusing(async () => {
    const { tenantId, email } = wanted;
    const known = await findAdministrator(work, tenantId, { email });
    return known === undefined ? add(work, wanted) : adapt(work, known, wanted);
  });
}

async function add(work: AdministratorWork, wanted: WantedAdministrator): Promise<string[]> {
  const { tenantId, email, name, role = 'administrators', password } = wanted;
  const made = await createAdministrator(
    work.manage,
    operatorOf(tenantId),
    { email, name, role },
    { quietly: password !== undefined },
  );
  if (password !== undefined) await finish(work, made, password);
  return [
    `Added ${email} to ${tenantId} as one of its ${role}.`,
    ...(password === undefined ? ['A link to set up the account is on its way by mail.'] : []),
  ];
}

async function adapt(
  work: AdministratorWork,
  known: Administrator,
  { tenantId, email, role, password, resend }: WantedAdministrator,
): Promise<string[]> {
  const by = operatorOf(tenantId);
  const moves = role !== undefined && role !== known.role;
  const current = moves
    ? await updateAdministrator(work.manage, by, { id: known.id }, { role })
    : known;
  const stands = `${email} is one of the ${current.role} of ${tenantId}`;
  if (current.status === 'active') return [`${stands}.`];
  if (password !== undefined) {
    await finish(work, current, password);
    return [`${stands}.`];
  }
  if (resend !== true)
    return [`${stands}, and has not set up the account yet. --resend mails a new link.`];
  await resendSetupMail(work.manage, by, current.id);
  return [`${stands}. A new link to set up the account is on its way by mail.`];
}

/** Sets the account up in the place of its owner. */
async function finish(
  { setup }: AdministratorWork,
  administrator: Administrator,
  password: string,
): Promise<void> {
  const claimId = systemRandom(16).toString('base64url');
  const { name = administrator.email } = administrator;
  await setUp(setup, administrator, { name, password, claimId });
}

/** Does `work`; what it refuses for good is the operator's to read. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable')
      throw new Refused(error.message, { cause: error });
    throw error;
  }
}
