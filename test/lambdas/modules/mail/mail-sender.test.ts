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
  MailNotAcceptedError,
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

describe('an email', () => {
  test('has the tenant’s name, the installation’s address, and the tenant’s reply-to address', async () => {
    const { ses, send, mail } = setup();
    Object.assign(mail, { senderName: 'Acme, Inc.', replyTo: 'partners@acme.example' });
    await send();
    expect(ses.call(0).args[0].input).toMatchObject({
      FromEmailAddress: '"Acme, Inc." <hello@acme.example>',
      ReplyToAddresses: ['partners@acme.example'],
    });
  });

  test('is passed to SES completely, with the configuration set for feedback', async () => {
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

  test('has tags that SES accepts: ASCII letters, digits, hyphens, and underscores', async () => {
    const { ses, send } = setup();
    await send();
    const { EmailTags = [] } = ses.commandCalls(SendEmailCommand)[0]?.args[0].input ?? {};
    for (const { Name, Value } of EmailTags) {
      expect(Name).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
      expect(Value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    }
  });

  test('is passed to SES once: retries are up to the queue', async () => {
    const { ses, failWith } = setup();
    await failWith(new TooManyRequestsException(common));
    expect(ses.calls()).toHaveLength(1);
  });
});

describe('errors that an administrator must fix are permanent, and their text contains no address', () => {
  test.each([
    [new MessageRejected(common), 'not verified'],
    [new MailFromDomainNotVerifiedException(common), 'MAIL FROM'],
    [new BadRequestException(common), 'the address is invalid'],
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

describe('temporary errors mean that nothing was sent, and can be retried', () => {
  test.each([
    new TooManyRequestsException(common),
    new LimitExceededException(common),
    // Someone ends the pause after the alarm.
    new SendingPausedException(common),
    new SESv2ServiceException({ ...common, name: 'ThrottlingException', $fault: 'client' }),
    new SESv2ServiceException({ ...common, name: 'AccessDeniedException', $fault: 'client' }),
  ])('$name', async (refusal) => {
    const error = await setup().failWith(refusal);
    expect(error).toBeInstanceOf(MailNotAcceptedError);
    expect(error).toMatchObject({ cause: refusal });
    expect(String(error)).toContain(refusal.name);
    expect(String(error)).not.toContain('grace@');
  });
});

describe('any other error leaves open whether the email was sent', () => {
  test.each([
    new InternalServiceErrorException(common),
    new SESv2ServiceException({ ...common, name: 'ServiceUnavailable', $fault: 'server' }),
    Object.assign(new Error('socket hang up'), { name: 'TimeoutError' }),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  ])('$name', async (failure) => {
    expect(await setup().failWith(failure)).toBe(failure);
  });

  test('a response without a message ID', async () => {
    const { ses, send } = setup();
    ses.on(SendEmailCommand).resolves({});
    const error: unknown = await send().catch((it: unknown) => it);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(MailNotAcceptedError);
    expect(error).not.toBeInstanceOf(MailRefusedError);
  });
});
