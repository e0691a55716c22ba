import {
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  SESv2Client,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';

import { SesSuppressionList } from '../../lambdas/modules/suppressions/suppression-store.ts';
import { unsuppress } from '../../operator/commands/unsuppress.ts';

const common = { message: 'x', $metadata: {} };

function setup({ known = true, listed = true } = {}) {
  const calls: string[] = [];
  const list = (name: string, there: boolean) => ({
    remove: async (address: string) => {
      calls.push(`${name} ${address}`);
      return there;
    },
  });
  return { calls, lists: { foyer: list('foyer', known), account: list('ses', listed) } };
}

describe('an address that may be invited again', () => {
  test('is taken off the list of SES first, and then off Foyer’s', async () => {
    const { calls, lists } = setup();
    const { lines } = await unsuppress(lists, 'ada@example.com');
    expect(calls).toEqual(['ses ada@example.com', 'foyer ada@example.com']);
    expect(lines).toEqual([
      'Lifted the suppression of ada@example.com. It can be invited again.',
      'Removed it from the Amazon SES suppression list for this account and region.',
    ]);
  });

  test('may have been on neither', async () => {
    const { lists } = setup({ known: false, listed: false });
    expect((await unsuppress(lists, 'ada@example.com')).lines.join(' ')).toMatch(
      /was not suppressed.*was not on/,
    );
  });

  test('stays with Foyer when SES does not answer, so that the command can be repeated', async () => {
    const { calls, lists } = setup();
    const account = { remove: () => Promise.reject(new Error('no answer')) };
    await expect(unsuppress({ ...lists, account }, 'ada@example.com')).rejects.toThrow();
    expect(calls).toEqual([]);
  });
});

describe('the SES suppression list', () => {
  function ses() {
    const client = new SESv2Client({ region: 'eu-central-1' });
    return { mock: mockClient(client), list: new SesSuppressionList(client) };
  }

  test('is asked to remove the address', async () => {
    const { mock, list } = ses();
    mock.on(DeleteSuppressedDestinationCommand).resolves({});
    await expect(list.remove('ada@example.com')).resolves.toBe(true);
    expect(mock.call(0).args[0].input).toEqual({ EmailAddress: 'ada@example.com' });
  });

  test('says when it was not there, and fails otherwise', async () => {
    const { mock, list } = ses();
    mock.on(DeleteSuppressedDestinationCommand).rejects(new NotFoundException(common));
    await expect(list.remove('ada@example.com')).resolves.toBe(false);
    mock.on(DeleteSuppressedDestinationCommand).rejects(new TooManyRequestsException(common));
    await expect(list.remove('ada@example.com')).rejects.toThrow(TooManyRequestsException);
  });
});
