import {
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';

import type { Check } from './check.ts';
import { SkippedError } from './smoke.ts';

/** Checks the identities of SES that cover the sender address. */
export const senderCheck: Check = {
  name: 'sender',
  proves: 'the sender address is verified, and its email is signed with DKIM.',
  remedy:
    'Add the DNS records of the stack outputs, and wait for SES to verify them: see "Verify the sender" in docs/deployment.md.',
  async run({ installation: { config, outputs } }) {
    const { SenderAddress: sender } = outputs;
    if (sender === undefined)
      throw new SkippedError('The stack has no SenderAddress output. Deploy the current version.');
    const verified = await verifiedIdentities(new SESv2Client(config), sender);
    const dkim = verified.flatMap(({ DkimAttributes = {} }) => DkimAttributes);
    const isSigned = dkim.some(({ Status }) => Status === 'SUCCESS');
    const unsigned = dkim.find(({ SigningEnabled }) => SigningEnabled === true);
    if (!isSigned && unsigned !== undefined)
      throw new Error(`DKIM of ${sender} is ${unsigned.Status ?? 'not set up'}.`);
    // The MAIL FROM domain of the most specific identity applies.
    const [mailFrom = 'SUCCESS'] = verified.flatMap(
      ({ MailFromAttributes }) => MailFromAttributes?.MailFromDomainStatus ?? [],
    );
    if (mailFrom !== 'SUCCESS')
      throw new Error(`The MAIL FROM domain of ${sender} is ${mailFrom}.`);
    return `${sender}, ${isSigned ? 'signed with DKIM' : 'not signed with DKIM'}`;
  },
};

/**
 * Returns the verified identities that cover an address, the most specific one first.
 * @throws if there is none.
 */
async function verifiedIdentities(
  ses: SESv2Client,
  sender: string,
): Promise<GetEmailIdentityResponse[]> {
  const names = identitiesFor(sender);
  const found = await Promise.all(names.map((name) => identityOf(ses, name)));
  const verified = found.flatMap((identity) =>
    identity?.VerifiedForSendingStatus === true ? identity : [],
  );
  if (verified.length > 0) return verified;
  const waiting = names.filter((_, nr) => found[nr] !== undefined);
  throw new Error(
    `None of these is a verified identity of SES: ${names.join(', ')}.` +
      (waiting.length > 0 ? ` Not verified yet: ${waiting.join(', ')}.` : ''),
  );
}

/**
 * Returns the identities that SES can send from an address with: the address, its domain, and each parent domain
 * (https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html).
 */
function identitiesFor(sender: string): string[] {
  const labels = sender.slice(sender.indexOf('@') + 1).split('.');
  const parents = labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
  return [sender, ...parents];
}

async function identityOf(
  ses: SESv2Client,
  name: string,
): Promise<GetEmailIdentityResponse | undefined> {
  try {
    return await ses.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
