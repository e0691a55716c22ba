import { FoyerError } from '../platform/errors.ts';
import { conflictWithContact, type ContactActor } from './contact-rules.ts';
import type { Contact } from './contact.ts';

/** Finds the contact whose account stands in the way. */
interface ContactReader {
  find(customerId: string, contactId: string): Promise<Contact | undefined>;
}

/**
 * Does `work`, and names the contact whose account stands in its way to whoever may see that contact: a tenant sees its own,
 * people of a customer those of their own company. Everybody else learns only that there is an account. 1 RRU, on a refusal
 * only.
 *
 * @throws {FoyerError} what `work` is refused with, `user_already_exists` with the contact as its `conflict`
 */
export async function namingAccount<Result>(
  people: ContactReader,
  { principal, member }: ContactActor,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FoyerError) || error.account === undefined) throw error;
    const { customerId, contactId } = error.account;
    const contact = await people.find(customerId, contactId);
    if (contact?.tenantId !== principal.tenantId) throw error;
    if (member !== undefined && member.customerId !== customerId) throw error;
    const { code, message, errors } = error;
    throw new FoyerError(code, message, {
      ...{ cause: error, conflict: conflictWithContact(contact) },
      ...(errors !== undefined && { errors }),
    });
  }
}
