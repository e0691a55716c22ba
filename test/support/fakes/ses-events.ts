/**
 * Events of SES as EventBridge delivers them, with every documented field: the envelope of
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html, and the details of
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html.
 */
export interface DocumentedMail {
  readonly invitationId?: string;
  readonly send?: number;
  readonly tenantId?: string;
  readonly address?: string;
  /** The time of the event, in ISO 8601. */
  readonly at?: string;
}

/** A diagnosis that reveals too much. None of it may reach an administrator. */
export const DIAGNOSIS = 'smtp; 550 5.1.1 <grace@example.com>: no such user, token=abc123';

const MESSAGE_ID = '0107019a5e7d2c11-3f8f0d7a-7f0e-4a6e-9d51-000000000001-000000';

export function documentedEvents(mail: DocumentedMail = {}) {
  const { address = 'grace@example.com', at = '2030-01-01T12:00:05.133Z' } = mail;
  const recipient = { emailAddress: address };
  const report = { ...recipient, action: 'failed', status: '5.1.1', diagnosticCode: DIAGNOSIS };
  const feedbackId = '0107019a5e7d3a00-8f6d4f1e-feedback-000000';
  const bounce = (bounceType: string, bounceSubType: string, bouncedRecipients: object[]) =>
    event(mail, 'Email Bounced', {
      eventType: 'Bounce',
      bounce: {
        bounceType,
        bounceSubType,
        bouncedRecipients,
        timestamp: at,
        feedbackId,
        reportingMTA: 'dsn; a8-31.smtp-out.amazonses.com',
      },
    });
  const complaint = (details: object) =>
    event(mail, 'Email Complaint Received', {
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [recipient],
        timestamp: at,
        feedbackId,
        complaintSubType: null,
        ...details,
      },
    });
  return {
    sent: () => event(mail, 'Email Sent', { eventType: 'Send', send: {} }),
    delivered: () =>
      event(mail, 'Email Delivered', {
        eventType: 'Delivery',
        delivery: {
          timestamp: at,
          processingTimeMillis: 1893,
          recipients: [address],
          smtpResponse: `250 2.0.0 OK <${address}>`,
          reportingMTA: 'a8-31.smtp-out.amazonses.com',
        },
      }),
    delayed: (delayType = 'MailboxFull') =>
      event(mail, 'Email Delivery Delayed', {
        eventType: 'DeliveryDelay',
        deliveryDelay: {
          timestamp: at,
          delayType,
          expirationTime: '2030-01-02T02:00:05.133Z',
          reportingMTA: 'a8-31.smtp-out.amazonses.com',
          delayedRecipients: [
            { ...recipient, status: '4.2.2', diagnosticCode: `smtp; 452 4.2.2 <${address}> full` },
          ],
        },
      }),
    hardBounce: (bounceSubType = 'General') => bounce('Permanent', bounceSubType, [report]),
    softBounce: (bounceSubType = 'MailboxFull') =>
      bounce('Transient', bounceSubType, [{ ...report, status: '4.2.2' }]),
    /** An "out of office" reply that SES mistook for a bounce. */
    automaticAnswer: () => bounce('Transient', 'General', [recipient]),
    unclearBounce: () => bounce('Undetermined', 'Undetermined', []),
    heldBack: (bounceSubType = 'OnAccountSuppressionList') =>
      bounce('Permanent', bounceSubType, [
        { ...report, diagnosticCode: 'Amazon SES did not send the message to this address.' },
      ]),
    complaint: (complaintFeedbackType = 'abuse') =>
      complaint({
        userAgent: 'ExampleMail/1.0',
        complaintFeedbackType,
        arrivalDate: at,
      }),
    complaintHeldBack: () => complaint({ complaintSubType: 'OnAccountSuppressionList' }),
    rejected: () =>
      event(mail, 'Email Rejected', { eventType: 'Reject', reject: { reason: 'Bad content' } }),
    notRendered: () =>
      event(mail, 'Email Rendering Failed', {
        eventType: 'Rendering Failure',
        failure: { templateName: 'none', errorMessage: `Attribute of ${address} is not present.` },
      }),
  };
}

function event(mail: DocumentedMail, detailType: string, detail: object) {
  const { address = 'grace@example.com', at = '2030-01-01T12:00:05.133Z' } = mail;
  return {
    version: '0',
    id: 'c9b7f8c0-1111-4222-8333-444455556666',
    'detail-type': detailType,
    source: 'aws.ses',
    account: '123456789012',
    // EventBridge's own times are in whole seconds.
    time: `${at.slice(0, 19)}Z`,
    region: 'eu-central-1',
    resources: ['arn:aws:ses:eu-central-1:123456789012:configuration-set/foyer-set'],
    detail: { ...detail, mail: mailObject(mail, address) },
  };
}

function mailObject(mail: DocumentedMail, address: string) {
  return {
    timestamp: '2030-01-01T12:00:02.240Z',
    source: 'Acme <invitations@acme.example>',
    sourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/acme.example',
    sendingAccountId: '123456789012',
    messageId: MESSAGE_ID,
    destination: [address],
    headersTruncated: false,
    headers: [
      { name: 'From', value: 'Acme <invitations@acme.example>' },
      { name: 'To', value: address },
      { name: 'Subject', value: 'Your invitation' },
    ],
    commonHeaders: {
      from: ['Acme <invitations@acme.example>'],
      to: [address],
      messageId: MESSAGE_ID,
      subject: 'Your invitation',
    },
    tags: {
      'ses:configuration-set': ['foyer-set'],
      'ses:source-ip': ['192.0.2.10'],
      'ses:from-domain': ['acme.example'],
      'ses:caller-identity': ['foyer-mailer'],
      'ses:outgoing-ip': ['192.0.2.20'],
      ...(mail.invitationId !== undefined && {
        tenant: [mail.tenantId ?? 'acme'],
        invitation: [mail.invitationId],
        send: [String(mail.send ?? 1)],
      }),
    },
  };
}
