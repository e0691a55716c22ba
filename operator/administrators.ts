import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import {
  type Administrator,
  type AdministratorList,
  DynamoAdministratorList,
  DynamoAdministratorReader,
  OPERATOR,
} from '../lambdas/modules/administrators/administrator.ts';
import { administratorDirectory } from '../lambdas/modules/administrators/administrator-directory.ts';
import { DynamoAdministratorStore } from '../lambdas/modules/administrators/administrator-store.ts';
import {
  createAdministrator,
  type ManageAdministratorsDeps,
  type Manager,
  resendSetupMail,
  updateAdministrator,
} from '../lambdas/modules/administrators/manage-administrators.ts';
import { setUp, type SetupDeps } from '../lambdas/modules/administrators/set-up-administrator.ts';
import { DynamoSetupStore } from '../lambdas/modules/administrators/setup-store.ts';
import { accountsOf, DynamoContactFinder } from '../lambdas/modules/identity/accounts.ts';
import { DynamoExternalUserFinder } from '../lambdas/modules/identity/external-users.ts';
import { CognitoUserFinder, CognitoUserRemover } from '../lambdas/modules/identity/user-pool.ts';
import { COUNTED_EARLIER } from '../lambdas/modules/invitations/rate-limits.ts';
import { systemClock } from '../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../lambdas/modules/platform/ids.ts';
import type { AdministratorRole } from '../lambdas/modules/platform/scopes.ts';
import { DEFAULT_LIMITS, DEFAULT_LOCALE } from '../lambdas/modules/records/tenant-settings.ts';
import { CognitoUserDirectory } from '../lambdas/modules/sign-up/register-user.ts';
import { DynamoSuppressionReader } from '../lambdas/modules/suppressions/suppression-store.ts';
import { rejectExpectedErrors } from './command.ts';
import { type Deployment, tableOf, tenantsOf } from './deployment.ts';

/** Dependencies for managing administrators: the use cases of the API, and account setup without a link. */
export interface AdministratorDeps {
  readonly manage: ManageAdministratorsDeps;
  readonly list: AdministratorList;
  readonly setup: SetupDeps;
}

/** Connects the administrators of a deployment. */
export function connectAdministrators(deployment: Deployment): AdministratorDeps {
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
      quotas: COUNTED_EARLIER,
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

/** Identifies the operator in the records of added, changed, and removed administrators. */
export function operatorActor(tenantId: string): Manager {
  return { ...OPERATOR, tenantId };
}

/** The desired state of an administrator. */
export interface AdministratorSpec {
  readonly tenantId: string;
  /** The address that its owner signs in with: see `emailSchema`. */
  readonly email: string;
  readonly name?: string | undefined;
  /** An existing administrator without it keeps the current role. */
  readonly role?: AdministratorRole | undefined;
  /** Sets the account up immediately, without an emailed link. For a local AWS emulator only. */
  readonly password?: string | undefined;
  /** Sends a new link if the account has not been set up. */
  readonly resend?: boolean;
}

/** Finds an administrator of a tenant by address, by the ID of the record, or by the ID of the account. */
export async function findAdministrator(
  { list }: Pick<AdministratorDeps, 'list'>,
  tenantId: string,
  by: { readonly email: string } | { readonly id: string },
): Promise<Administrator | undefined> {
  return (await list.list(tenantId)).find((one) =>
    'email' in by ? one.address === by.email : one.id === by.id || one.userId === by.id,
  );
}

/**
 * Adds an administrator, or completes and updates an existing one. Safe to repeat after any failure.
 *
 * @returns sentences about the changes.
 * @throws {RejectedError} if the address belongs to another account. In that case, nothing is changed.
 */
export async function ensureAdministrator(
  deps: AdministratorDeps,
  spec: AdministratorSpec,
): Promise<string[]> {
  return rejectExpectedErrors(async () => {
    const { tenantId, email } = spec;
    const existing = await findAdministrator(deps, tenantId, { email });
    return existing === undefined ? add(deps, spec) : update(deps, existing, spec);
  });
}

async function add(deps: AdministratorDeps, spec: AdministratorSpec): Promise<string[]> {
  const { tenantId, email, name, role = 'administrators', password } = spec;
  const created = await createAdministrator(
    deps.manage,
    operatorActor(tenantId),
    { email, name, role },
    { quietly: password !== undefined },
  );
  if (password !== undefined) await finishSetup(deps, created, password);
  return [
    `Added ${email} to ${tenantId} with the ${role} role.`,
    ...(password === undefined ? ['A link to set up the account is on its way by email.'] : []),
  ];
}

async function update(
  deps: AdministratorDeps,
  existing: Administrator,
  { tenantId, email, role, password, resend }: AdministratorSpec,
): Promise<string[]> {
  const by = operatorActor(tenantId);
  const changesRole = role !== undefined && role !== existing.role;
  const current = changesRole
    ? await updateAdministrator(deps.manage, by, { id: existing.id }, { role })
    : existing;
  const state = `${email} has the ${current.role} role in ${tenantId}.`;
  if (current.status === 'active') return [state];
  if (password !== undefined) {
    await finishSetup(deps, current, password);
    return [state];
  }
  if (resend !== true)
    return [`${state} The account is not set up yet. Use --resend to send a new link.`];
  await resendSetupMail(deps.manage, by, current.id);
  return [`${state} A new link to set up the account is on its way by email.`];
}

/** Sets up the account in place of its owner. */
async function finishSetup(
  { setup }: AdministratorDeps,
  administrator: Administrator,
  password: string,
): Promise<void> {
  const claimId = systemRandom(16).toString('base64url');
  const { name = administrator.email } = administrator;
  await setUp(setup, administrator, { name, password, claimId });
}
