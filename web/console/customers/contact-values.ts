/** Values of the contact form, and the requests made from them. */
import type {
  Contact,
  ContactRole,
  CreateColleagueRequest,
  UpdateColleagueRequest,
} from '../../../client/src/generated/types.gen.ts';

const TEXTS = ['email', 'firstName', 'lastName', 'jobTitle', 'phone'] as const;

export interface ContactValues extends Record<string, string | boolean> {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly phone: string;
  /** Empty if the API chooses. */
  readonly role: ContactRole | '';
  readonly sendInvite: boolean;
}

/** The form's values for a contact; empty without one. */
export function contactValues(contact: Contact | undefined): ContactValues {
  return {
    email: contact?.email ?? '',
    firstName: contact?.firstName ?? '',
    lastName: contact?.lastName ?? '',
    jobTitle: contact?.jobTitle ?? '',
    phone: contact?.phone ?? '',
    role: contact?.role ?? '',
    sendInvite: false,
  };
}

/** The request that adds a contact, with only the fields that were filled in. */
export function newContact(values: ContactValues): CreateColleagueRequest {
  const texts = TEXTS.map((name) => [name, values[name].trim()] as const);
  return {
    ...Object.fromEntries(texts.filter(([, value]) => value !== '')),
    ...(values.role !== '' && { role: values.role }),
    sendInvite: values.sendInvite,
  };
}

/** The merge patch (RFC 7396) from a contact to the form's values. */
export function contactPatch(contact: Contact, values: ContactValues): UpdateColleagueRequest {
  const before = contactValues(contact);
  const changed = TEXTS.filter((name) => before[name] !== values[name].trim());
  return {
    ...Object.fromEntries(changed.map((name) => [name, values[name].trim() || null])),
    ...(values.role !== '' && values.role !== before.role && { role: values.role }),
  };
}
