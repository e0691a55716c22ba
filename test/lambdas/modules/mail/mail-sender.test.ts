import {
  AccountSuspendedException,
  BadRequestException,
  InternalServiceErrorException,
  LimitExceededException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  SendEmailCommand,
  SendingPausedException,
  SESv2Client,
  SESv2ServiceException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';

import {
  MailNotTakenError,
  MailRefusedError,
  SesMailSender,
} from '../../../../lambdas/modules/mail/mail-sender.ts';
import { newId, systemRandom } from '../../../../lambdas/modules/platform/ids.ts';

const common = { message: 'Email address grace@example.com is not verified', $metadata: {} };

function setup() {
  const client = new SESv2Client({ region: 'eu-central-1' });
  const ses = mockClient(client);
  ses.on(SendEmailCommand).resolves({ MessageId: 'message-1' });
  const mail = {
    to: 'grace@example.com',
    subject: 'Grüße von Acme',
    html: '<p>Grüße</p>',
    text: 'Grüße',
    tenantId: 'acme',
    invitationId: newId('inv', systemRandom),
    send: 3,
  };
  const sender = new SesMailSender(client, {
    sender: 'Acme <hello@acme.example>',
    configurationSet: 'foyer-set',
  });
  return {
    ses,
    mail,
    send: () => sender.send(mail),
    failWith: (error: Error) => {
      ses.on(SendEmailCommand).rejects(error);
      return sender.send(mail).catch((it: unknown) => it);
    },
  };
}

describe('a mail', () => {
  test('comes from the tenant’s name at the installation’s address, and is answered to the tenant', async () => {
    const { ses, send, mail } = setup();
    Object.assign(mail, { senderName: 'Acme, Inc.', replyTo: 'partners@acme.example' });
    await send();
    expect(ses.call(0).args[0].input).toMatchObject({
      FromEmailAddress: '"Acme, Inc." <hello@acme.example>',
      ReplyToAddresses: ['partners@acme.example'],
    });
  });

  test('is handed over whole, through the configuration set that brings the feedback', async () => {
    const { ses, mail, send } = setup();
    await expect(send()).resolves.toBe('message-1');
    expect(ses.call(0).args[0].input).toEqual({
      FromEmailAddress: 'Acme <hello@acme.example>',
      ConfigurationSetName: 'foyer-set',
      Destination: { ToAddresses: ['grace@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: 'Grüße von Acme', Charset: 'UTF-8' },
          Body: {
            Html: { Data: '<p>Grüße</p>', Charset: 'UTF-8' },
            Text: { Data: 'Grüße', Charset: 'UTF-8' },
          },
        },
      },
      EmailTags: [
        { Name: 'tenant', Value: 'acme' },
        { Name: 'invitation', Value: mail.invitationId },
        { Name: 'send', Value: '3' },
      ],
    });
  });

  test('has tags that SES takes: ASCII letters, digits, dashes and underscores', async () => {
    const { ses, send } = setup();
    await send();
    const { EmailTags = [] } = ses.commandCalls(SendEmailCommand)[0]?.args[0].input ?? {};
    for (const { Name, Value } of EmailTags) {
      expect(Name).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
      expect(Value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    }
  });

  test('is handed over once: trying again is the queue’s business', async () => {
    const { ses, failWith } = setup();
    await failWith(new TooManyRequestsException(common));
    expect(ses.calls()).toHaveLength(1);
  });
});

describe('what an administrator has to see to is refused for good, in words that name no address', () => {
  test.each([
    [new MessageRejected(common), 'not verified'],
    [new MailFromDomainNotVerifiedException(common), 'MAIL FROM'],
    [new BadRequestException(common), 'invalid as written'],
    [new NotFoundException(common), 'configuration set'],
    [new AccountSuspendedException(common), 'suspended'],
  ])('$0.name', async (refusal, words) => {
    const error = await setup().failWith(refusal);
    expect(error).toBeInstanceOf(MailRefusedError);
    expect(error).toMatchObject({
      cause: refusal,
      message: expect.stringContaining(words) as string,
    });
    expect(String(error)).not.toContain('grace@');
  });
});

describe('what passes by itself was not taken: nothing was sent, and trying again can help', () => {
  test.each([
    new TooManyRequestsException(common),
    new LimitExceededException(common),
    // Somebody lifts it, and is told by the alarm.
    new SendingPausedException(common),
    new SESv2ServiceException({ ...common, name: 'ThrottlingException', $fault: 'client' }),
    new SESv2ServiceException({ ...common, name: 'AccessDeniedException', $fault: 'client' }),
  ])('$name', async (refusal) => {
    const error = await setup().failWith(refusal);
    expect(error).toBeInstanceOf(MailNotTakenError);
    expect(error).toMatchObject({ cause: refusal });
    expect(String(error)).toContain(refusal.name);
    expect(String(error)).not.toContain('grace@');
  });
});

describe('after anything else nobody knows whether the mail went out', () => {
  test.each([
    new InternalServiceErrorException(common),
    new SESv2ServiceException({ ...common, name: 'ServiceUnavailable', $fault: 'server' }),
    Object.assign(new Error('socket hang up'), { name: 'TimeoutError' }),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  ])('$name', async (failure) => {
    expect(await setup().failWith(failure)).toBe(failure);
  });

  test('an answer without a message id', async () => {
    const { ses, send } = setup();
    ses.on(SendEmailCommand).resolves({});
    const error: unknown = await send().catch((it: unknown) => it);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(MailNotTakenError);
    expect(error).not.toBeInstanceOf(MailRefusedError);
  });
});
