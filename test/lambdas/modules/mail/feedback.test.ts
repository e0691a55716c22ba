import { describe, expect, test } from 'vitest';

import { type Feedback, parseFeedback, RANK } from '../../../../lambdas/modules/mail/feedback.ts';
import { SES_EVENT_TYPES, sesEventSchema } from '../../../../lambdas/modules/mail/ses-event.ts';
import { documentedEvents } from '../../../support/fakes/ses-events.ts';

const ours = { invitationId: 'inv_1', send: 3, tenantId: 'acme' };
const events = documentedEvents(ours);

function read(event: object): Feedback {
  return parseFeedback(sesEventSchema.parse(event));
}

describe('every event type that SES documents is parsed', () => {
  test.each([
    ['Delivery', events.delivered(), 'delivered', undefined],
    ['DeliveryDelay', events.delayed(), 'delayed', undefined],
    ['Bounce: Permanent General', events.hardBounce(), 'bounced', 'hard_bounce'],
    ['Bounce: Permanent NoEmail', events.hardBounce('NoEmail'), 'bounced', 'hard_bounce'],
    [
      'Bounce: Permanent Suppressed',
      events.heldBack('Suppressed'),
      'suppressed',
      'suppression_list',
    ],
    [
      'Bounce: Permanent OnAccountSuppressionList',
      events.heldBack(),
      'suppressed',
      'suppression_list',
    ],
    [
      'Bounce: Permanent UnsubscribedRecipient',
      events.heldBack('UnsubscribedRecipient'),
      'suppressed',
      'suppression_list',
    ],
    ['Bounce: Transient General', events.softBounce('General'), 'bounced', undefined],
    ['Bounce: Transient MailboxFull', events.softBounce(), 'bounced', undefined],
    [
      'Bounce: Transient ContentRejected',
      events.softBounce('ContentRejected'),
      'bounced',
      undefined,
    ],
    [
      'Bounce: Transient MessageTooLarge',
      events.softBounce('MessageTooLarge'),
      'bounced',
      undefined,
    ],
    [
      'Bounce: Transient AttachmentRejected',
      events.softBounce('AttachmentRejected'),
      'bounced',
      undefined,
    ],
    ['Bounce: Undetermined', events.unclearBounce(), 'bounced', undefined],
    ['Complaint: abuse', events.complaint(), 'complained', 'complaint'],
    [
      'Complaint: OnAccountSuppressionList',
      events.complaintHeldBack(),
      'suppressed',
      'suppression_list',
    ],
    ['Complaint: not-spam', events.complaint('not-spam'), undefined, undefined],
    ['Reject', events.rejected(), 'failed', undefined],
    ['Rendering Failure', events.notRendered(), 'failed', undefined],
  ])('%s', (_name, event, status, suppression) => {
    const feedback = read(event);
    expect(feedback).toMatchObject({ of: ours, address: 'grace@example.com', suppression });
    expect(feedback.outcome?.status).toBe(status);
  });

  test('except the one that the mailer records itself, and those about reading habits', () => {
    expect(SES_EVENT_TYPES).toEqual([
      'Email Delivered',
      'Email Delivery Delayed',
      'Email Bounced',
      'Email Complaint Received',
      'Email Rejected',
      'Email Rendering Failed',
    ]);
    expect(sesEventSchema.safeParse(events.sent()).success).toBe(false);
  });
});

describe('the explanation for administrators', () => {
  const everything = [
    events.delayed(),
    events.hardBounce(),
    events.heldBack(),
    events.softBounce(),
    events.automaticAnswer(),
    events.unclearBounce(),
    events.complaint(),
    events.rejected(),
    events.notRendered(),
  ];

  test.each(everything)('of a $detail-type says why', (event) => {
    expect(read(event).outcome?.reason).toMatch(/^[A-Z].{20,}\.$/);
  });

  test.each([events.delivered(), ...everything])(
    'of a $detail-type quotes nothing from a mail server',
    (event) => {
      const said = JSON.stringify(read(event).outcome);
      expect(said).not.toMatch(/@|smtp;|token|Attribute|Bad content|MessageId/);
    },
  );

  test('contains the server’s short status code, if it sent one', () => {
    expect(read(events.hardBounce()).outcome?.reason).toContain('(5.1.1)');
    expect(read(events.delayed()).outcome?.reason).toContain('(4.2.2)');
    expect(read(events.unclearBounce()).outcome?.reason).not.toContain('(');
  });

  test('omits a status that is more than a code', () => {
    const event = events.hardBounce();
    const bounce = event.detail as unknown as { bounce: { bouncedRecipients: object[] } };
    bounce.bounce.bouncedRecipients = [{ action: 'failed', status: '5.1.1 grace@example.com' }];
    expect(read(event).outcome?.reason).not.toContain('5.1.1');
  });

  test.each([
    ['a full mailbox', events.softBounce(), 'temporary problem: the mailbox is full'],
    ['a server without a reason', events.softBounce('General'), 'gave no reason'],
    ['a virus', events.rejected(), 'contains a virus'],
    ['an email that could not be rendered', events.notRendered(), 'could not render'],
  ])('names the cause: %s', (_name, event, cause) => {
    expect(read(event).outcome?.reason).toContain(cause);
  });

  test('says whether a bounce is temporary or permanent', () => {
    expect(read(events.softBounce()).outcome?.reason).toContain('temporary');
    expect(read(events.hardBounce()).outcome?.reason).not.toContain('temporary');
  });

  test.each(['InternalFailure', 'SpamDetected', 'SendingDeferral', 'SomethingNew'])(
    'of a delay names the cause, even one that Foyer does not know: %s',
    (delayType) => {
      expect(read(events.delayed(delayType)).outcome).toMatchObject({
        status: 'delayed',
        reason: expect.stringMatching(
          /^The email is delayed: .+ Amazon SES keeps trying\.$/,
        ) as string,
      });
    },
  );
});

describe('an event has', () => {
  test.each([
    ['its own time', events.hardBounce(), '2030-01-01T12:00:05.133Z'],
    [
      'the time of the envelope if it has no own time',
      events.rejected(),
      '2030-01-01T12:00:05.000Z',
    ],
  ])('%s', (_name, event, at) => {
    expect(read(event).at.toISOString()).toBe(at);
  });
});

describe('an automatic reply that SES reports as a bounce', () => {
  test.each([events.automaticAnswer(), events.unclearBounce()])(
    'ranks below a delivery',
    (event) => {
      expect(read(event).outcome?.rank).toBeLessThan(RANK.delivered);
    },
  );

  test.each([events.softBounce('General'), events.softBounce(), events.hardBounce()])(
    'but a bounce that a server reported ranks above it',
    (event) => {
      expect(read(event).outcome?.rank).toBeGreaterThan(RANK.delivered);
    },
  );
});

describe('an email that is not an invitation', () => {
  test.each([
    ['has no Foyer tags', documentedEvents().hardBounce()],
    ['has no send number', tagged({ tenant: ['acme'], invitation: ['inv_1'] })],
    [
      'has an invalid send number',
      tagged({ tenant: ['acme'], invitation: ['inv_1'], send: ['0'] }),
    ],
    ['has a tag twice', tagged({ tenant: ['acme'], invitation: ['inv_1', 'inv_2'], send: ['1'] })],
    ['names something else', tagged({ tenant: ['acme'], invitation: ['cus_1'], send: ['1'] })],
  ])('%s: it updates no invitation, but still suppresses the address', (_name, event) => {
    expect(read(event)).toMatchObject({ of: undefined, suppression: 'hard_bounce' });
  });

  function tagged(tags: Record<string, string[]>) {
    const event = documentedEvents().hardBounce();
    return { ...event, detail: { ...event.detail, mail: { ...event.detail.mail, tags } } };
  }
});

describe('anything other than an SES event about an email is rejected', () => {
  const event = events.hardBounce();
  test.each([
    ['another source', { ...event, source: 'acme.ses' }],
    ['another type', { ...event, 'detail-type': 'Email Opened' }],
    ['no detail', { ...event, detail: {} }],
    ['a type with the detail of another type', { ...event, 'detail-type': 'Email Delivered' }],
    [
      'a bounce of an unknown type',
      {
        ...event,
        detail: {
          ...event.detail,
          bounce: { ...(event.detail as unknown as { bounce: object }).bounce, bounceType: 'Odd' },
        },
      },
    ],
  ])('%s', (_name, odd) => {
    expect(sesEventSchema.safeParse(odd).success).toBe(false);
  });

  test('but a field that SES adds is ignored', () => {
    expect(
      sesEventSchema.safeParse({ ...event, detail: { ...event.detail, more: 1 } }).success,
    ).toBe(true);
  });
});
