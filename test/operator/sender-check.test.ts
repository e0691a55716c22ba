import { GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';

import { senderCheck } from '../../operator/smoke/sender-check.ts';
import type { Smoke } from '../../operator/smoke/smoke.ts';

type Identities = Readonly<Record<string, object>>;

const smoke = {
  installation: {
    config: { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    outputs: { SenderAddress: 'invitations@mail.example.com' },
  },
} as Smoke;
const ses = mockClient(SESv2Client);

/** Runs the check with an SES that has these identities only. */
function check(identities: Identities): Promise<string> {
  ses.reset();
  ses.on(GetEmailIdentityCommand).rejects(new NotFoundException({ message: '', $metadata: {} }));
  for (const [EmailIdentity, identity] of Object.entries(identities))
    ses.on(GetEmailIdentityCommand, { EmailIdentity }).resolves(identity);
  return senderCheck.run(smoke);
}

const dkim = (Status: string) => ({ DkimAttributes: { SigningEnabled: true, Status } });
const mailFrom = (MailFromDomainStatus: string) => ({
  MailFromAttributes: {
    ...{ MailFromDomain: 'bounce.example.com', MailFromDomainStatus },
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
  },
});
const address = { VerifiedForSendingStatus: true };
const verified = { ...address, ...dkim('SUCCESS') };
const waiting = { VerifiedForSendingStatus: false, ...dkim('PENDING') };

test.for<[string, Identities, string]>([
  ['its domain', { 'mail.example.com': verified }, 'signed with DKIM'],
  ['a parent domain', { 'example.com': verified }, 'signed with DKIM'],
  ['the address only', { 'invitations@mail.example.com': address }, 'not signed with DKIM'],
  [
    'the address, next to a domain that waits for its records',
    { 'mail.example.com': waiting, 'invitations@mail.example.com': address },
    'not signed with DKIM',
  ],
  [
    'the address, whose own signature waits, and a domain that signs',
    {
      'invitations@mail.example.com': { ...address, ...dkim('PENDING') },
      'example.com': verified,
    },
    'signed with DKIM',
  ],
  [
    'its domain, whose MAIL FROM domain works, unlike the one of the parent domain',
    {
      'mail.example.com': { ...verified, ...mailFrom('SUCCESS') },
      'example.com': { ...verified, ...mailFrom('FAILED') },
    },
    'signed with DKIM',
  ],
])('a sender passes with %s verified', async ([, identities, details]) => {
  expect(await check(identities)).toBe(`invitations@mail.example.com, ${details}`);
});

test.for<[string, Identities]>([
  [
    'None of these is a verified identity of SES: invitations@mail.example.com, mail.example.com, example.com.',
    { 'example.net': verified, com: verified },
  ],
  ['mail.example.com, example.com. Not verified yet: example.com.', { 'example.com': waiting }],
  [
    'DKIM of invitations@mail.example.com is PENDING.',
    { 'mail.example.com': { ...address, ...dkim('PENDING') } },
  ],
  [
    'The MAIL FROM domain of invitations@mail.example.com is FAILED.',
    { 'mail.example.com': { ...verified, ...mailFrom('FAILED') } },
  ],
])('a sender fails with "%s"', async ([message, identities]) => {
  await expect(check(identities)).rejects.toThrow(message);
});

test('a failure of SES is not a missing identity', async () => {
  ses.reset();
  ses.on(GetEmailIdentityCommand).rejects(new Error('Access denied.'));
  await expect(senderCheck.run(smoke)).rejects.toThrow('Access denied.');
});
