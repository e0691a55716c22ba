import type { JsonSchema } from './document.ts';
import type { OperationId } from './routes.ts';

/**
 * Optional fields that an object has only after a later step or a failure, such as the time of acceptance, which a
 * pending invitation does not have. They are omitted from examples of the whole object.
 */
const ONLY_LATER: ReadonlySet<string> = new Set([
  'acceptedAt',
  'acceptedEmail',
  'acceptedUserId',
  'canceledAt',
  'canceledBy',
  'completedAt',
  'declinedAt',
  'disabled',
  'failingSince',
  'failure',
  'field',
  'lastTest',
  'message',
  'previousSecretUntil',
  'reason',
  'removedAt',
  'revokedAt',
  'revokedBy',
  'rotatedAt',
]);

/** Examples of request bodies whose optional fields cannot all be combined, or are rarely used. */
const BODIES: Partial<Record<OperationId, unknown>> = {
  createInvitation: {
    email: 'ada@example.com',
    company: 'Analytical Engines Ltd',
    profile: { firstName: 'Ada', lastName: 'Lovelace' },
    groups: ['customers'],
    locale: 'en',
    message: 'We look forward to working with you.',
    metadata: { dealId: 'D-1842' },
  },
  createCustomer: {
    name: 'Analytical Engines Ltd',
    email: 'ada@example.com',
    contact: { firstName: 'Ada', lastName: 'Lovelace' },
    rank: 'gold',
    services: ['support'],
    sendInvite: true,
  },
  createContact: {
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    role: 'member',
    sendInvite: true,
  },
  createColleague: { email: 'grace@example.com', firstName: 'Grace', sendInvite: true },
  acceptInvitation: {
    token: 'inv_0j4n8q2v6x0c4h8m2r6w0b4f8k.m5Yw8dE0Jx3v6oBq1hTgA2nKcVfSzRpLuXi9eW4sD7k',
    password: 'correct horse battery 9 Staple',
    profile: { firstName: 'Ada', lastName: 'Lovelace' },
    company: 'Analytical Engines Ltd',
  },
  updateCustomer: { phone: '+44 20 7946 0123', rank: null, services: ['support'] },
  updateContact: { jobTitle: 'Buyer', role: 'owner' },
  updateColleague: { role: 'owner' },
  updateMe: { jobTitle: 'Head of Purchasing', phone: null },
  updateTenant: {
    branding: { color: '#0b5fff', senderName: 'Acme Partner Team' },
    settings: { expiryDays: 14, reminderDaysBefore: [3, 1] },
  },
  updateApplication: { redirectUrl: 'https://portal.acme.example/welcome' },
  updatePreset: { expiresInDays: 14, message: null },
  updateWebhook: { events: ['invitation.accepted'], enabled: true },
};

/** Composes examples of complete bodies from the examples of their fields, following references. */
export class ExampleBook {
  readonly #schemas: Readonly<Record<string, JsonSchema>>;

  constructor(schemas: Readonly<Record<string, JsonSchema>>) {
    this.#schemas = schemas;
  }

  ofRequest(id: OperationId, schema: JsonSchema): unknown {
    return BODIES[id] ?? this.#of(schema, () => true);
  }

  ofAnswer(schema: JsonSchema): unknown {
    return this.#of(schema, (name) => !ONLY_LATER.has(name));
  }

  #of(schema: JsonSchema, isShown: (name: string) => boolean): unknown {
    const { $ref, examples, items, properties, required = [], anyOf = [], oneOf = [] } = schema;
    if (examples !== undefined) return examples[0];
    if (schema.const !== undefined) return schema.const;
    if ($ref !== undefined) return this.#of(this.#resolved($ref), isShown);
    if (schema.enum !== undefined) return schema.enum[0];
    if (items !== undefined) return [this.#of(items, isShown)];
    if (properties !== undefined)
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => required.includes(name) || isShown(name))
          .map(([name, field]) => [name, this.#of(field, isShown)]),
      );
    const [choice] = [...anyOf, ...oneOf];
    if (choice !== undefined) return this.#of(choice, isShown);
    throw new Error(`The schema has no example: ${JSON.stringify(schema)}.`);
  }

  #resolved(reference: string): JsonSchema {
    const schema = this.#schemas[reference.split('/').at(-1) ?? ''];
    if (schema === undefined) throw new Error(`The reference ${reference} cannot be resolved.`);
    return schema;
  }
}
