import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { CODE_MINUTES, generateCode, hashCode } from '../invitations/verification-code.ts';
import { type Clock, MINUTE } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import { type Invitation, statusAt } from '../records/invitation.ts';
import { invitationKey, readInvitation, toTimelineItems } from '../records/invitation-item.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { CodeMessage } from './mail-queue.ts';
import { MailRefusedError, type MailSender, MailSuppressedError } from './mail-sender.ts';
import { MailPostponedError } from './send-invitation.ts';
import { codeMail } from './templates/code-mail.ts';

/** Stores the requested codes for the mailer. */
interface CodeStore {
  get(invitationId: string): Promise<Invitation | undefined>;
  /** Stores `hash` as the code of this request until `until`. Returns `false` if there is a newer request. */
  arm(message: CodeMessage, hash: string, until: Date): Promise<boolean>;
  /** Records only the first code in the timeline, because otherwise someone who has the link could fill it. */
  noted(message: CodeMessage, at: Date): Promise<void>;
}

export class DynamoCodeStore implements CodeStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  get(invitationId: string): Promise<Invitation | undefined> {
    return readInvitation(this.#client, this.#tableName, invitationId);
  }

  async arm({ invitationId, code }: CodeMessage, hash: string, until: Date): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'SET verification.#hash = :hash, verification.#until = :until',
          ConditionExpression: 'verification.round = :code',
          ExpressionAttributeNames: { '#hash': 'hash', '#until': 'until' },
          ExpressionAttributeValues: {
            ':code': code,
            ':hash': hash,
            ':until': until.toISOString(),
          },
        }),
      ),
    );
    return written.done;
  }

  async noted({ invitationId, code }: CodeMessage, at: Date): Promise<void> {
    if (code !== 1) return;
    const now = at.toISOString();
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'SET timeline = list_append(timeline, :entries)',
          ConditionExpression: 'verification.round = :code',
          ExpressionAttributeValues: {
            ':code': code,
            ':entries': toTimelineItems([{ at: now, type: 'code_sent' }]),
          },
        }),
      ),
    );
  }
}

export interface SendCodeDeps {
  readonly codes: CodeStore;
  readonly tenants: TenantReader;
  readonly sender: MailSender;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Generates a code, stores its slow hash, and then sends it, so that every code that arrives is valid. If a message is
 * delivered twice, a second code is sent and only that one is valid. A code that cannot be sent in time is dropped,
 * because the invitee is no longer waiting for it.
 *
 * @throws {MailPostponedError} if a retry can succeed.
 */
export async function sendCode(
  deps: SendCodeDeps,
  message: CodeMessage,
): Promise<'sent' | 'dropped'> {
  const invitation = await deps.codes.get(message.invitationId);
  const now = deps.clock.now();
  const address = addressFor(invitation, message, now);
  if (invitation === undefined || address === undefined) return 'dropped';

  const code = generateCode(deps.random);
  const hash = await hashCode(code, {
    invitationId: message.invitationId,
    address,
    request: message.code,
  });
  const until = new Date(now.getTime() + CODE_MINUTES * MINUTE);
  if (!(await deps.codes.arm(message, hash, until))) return 'dropped';
  try {
    await deps.sender.send(await compose(deps, invitation, address, code));
  } catch (error) {
    if (error instanceof MailRefusedError || error instanceof MailSuppressedError) return 'dropped';
    throw new MailPostponedError(`Code ${message.code} of ${message.invitationId} is postponed.`, {
      cause: error,
    });
  }
  await deps.codes.noted(message, deps.clock.now());
  return 'sent';
}

/** Returns the address for the code, or `undefined` if the request was superseded or is too old. */
function addressFor(
  invitation: Invitation | undefined,
  message: CodeMessage,
  now: Date,
): string | undefined {
  const verification = invitation?.verification;
  if (invitation === undefined || verification?.round !== message.code) return undefined;
  if (statusAt(invitation, now) !== 'pending') return undefined;
  const age = now.getTime() - Date.parse(verification.asked.at(-1) ?? '');
  return age <= CODE_MINUTES * MINUTE ? verification.address : undefined;
}

async function compose(deps: SendCodeDeps, invitation: Invitation, address: string, code: string) {
  const tenant = await deps.tenants.get(invitation.tenantId);
  if (tenant === undefined)
    throw new Error(`Tenant ${invitation.tenantId} of ${invitation.id} does not exist.`);
  if (tenant.status === 'suspended') throw new MailRefusedError('The company is suspended.');
  const content = codeMail({
    tenantName: tenant.name,
    branding: tenant.branding,
    email: address,
    code,
    minutes: CODE_MINUTES,
    locale: invitation.locale,
  });
  return {
    ...content,
    senderName: tenant.branding.senderName,
    replyTo: tenant.branding.replyTo,
    to: address,
    tenantId: invitation.tenantId,
    invitationId: invitation.id,
  };
}
