import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { CODE_MINUTES, hashCode, mintCode } from '../invitations/verification-code.ts';
import { type Clock, MINUTE } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import { type Invitation, statusAt } from '../records/invitation.ts';
import { invitationKey, readInvitation, toTimelineItems } from '../records/invitation-item.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import type { CodeMessage } from './mail-queue.ts';
import { MailRefusedError, type MailSender, MailSuppressedError } from './mail-sender.ts';
import { MailPostponedError } from './send-invitation.ts';
import { codeMail } from './templates/code-mail.ts';

/** Codes that were asked for, as the mailer mints them. */
interface CodeStore {
  get(invitationId: string): Promise<Invitation | undefined>;
  /** Makes `hash` the code of that request until `until`; `false` when another request has followed. */
  arm(message: CodeMessage, hash: string, until: Date): Promise<boolean>;
  /** Notes the first code in the timeline: who holds a link could fill it with them. */
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
 * Mints a code, writes down its slow hash, then sends it: what arrives is good. A message that comes twice mails a
 * second code, and only that one counts. Nobody waits for an old code, so one that could not be sent in time is dropped.
 *
 * @throws {MailPostponedError} when it is worth trying again.
 */
export async function sendCode(
  deps: SendCodeDeps,
  message: CodeMessage,
): Promise<'sent' | 'dropped'> {
  const invitation = await deps.codes.get(message.invitationId);
  const now = deps.clock.now();
  const address = addressFor(invitation, message, now);
  if (invitation === undefined || address === undefined) return 'dropped';

  const code = mintCode(deps.random);
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

/** Where the code goes, while this request is the latest one, and not old. */
function addressFor(
  invitation: Invitation | undefined,
  message: CodeMessage,
  now: Date,
): string | undefined {
  const asked = invitation?.verification;
  if (invitation === undefined || asked?.round !== message.code) return undefined;
  if (statusAt(invitation, now) !== 'pending') return undefined;
  const age = now.getTime() - Date.parse(asked.asked.at(-1) ?? '');
  return age <= CODE_MINUTES * MINUTE ? asked.address : undefined;
}

async function compose(deps: SendCodeDeps, invitation: Invitation, address: string, code: string) {
  const tenant = await deps.tenants.get(invitation.tenantId);
  if (tenant === undefined)
    throw new Error(`Tenant ${invitation.tenantId} of ${invitation.id} is missing.`);
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
