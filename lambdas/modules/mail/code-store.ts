import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { invitationKey, toTimelineItems } from '../invitations/invitation-item.ts';
import type { Invitation } from '../invitations/invitation.ts';
import { readInvitation } from '../invitations/read-invitation.ts';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { CodeMessage } from './mail-message.ts';

/** Codes that were asked for, as the mailer mints them. */
export interface CodeStore {
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
