/**
 * Names of the log's objects. The log itself stores no addresses or names of a customer's people, so that they can be
 * erased. The names of objects that still exist are read here, each once and a few at a time.
 */
import { useEffect, useReducer } from 'preact/hooks';

import {
  getAdministrator,
  getContact,
  getCustomer,
  getInvitation,
} from '../../../client/src/generated/sdk.gen.ts';
import type { Activity, ActivityObject } from '../../../client/src/generated/types.gen.ts';
import { fullName } from '../../../lambdas/modules/platform/locale.ts';
import { ApiFailure, call, currentSession } from '../../app/api.ts';
import { queries } from '../../app/query.ts';

/** `undefined` while loading, `null` if there is none or the object is gone. */
export type Name = string | null | undefined;

/** Number of concurrent requests. */
const LANES = 4;
/** Milliseconds for which a name stays fresh: names rarely change. */
const KEPT_FOR = 300_000;

const keyOf = ({ id }: Pick<ActivityObject, 'id'>) => ['names', id] as const;

/** Reads the names of the objects of `entries`, and of their contacts' customers. */
export function useNames(entries: readonly Activity[]): (object: ActivityObject) => Name {
  const [, draw] = useReducer<number, undefined>((count) => count + 1, 0);
  const ids = entries.map(({ object }) => object.id).join(' ');
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const waiting = unknownOf(entries);
    const lane = async (): Promise<void> => {
      for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
        await lookUp(object);
        if (signal.aborted) return;
        draw(undefined);
      }
    };
    for (let lanes = 0; lanes < LANES; lanes++) void lane();
    return () => {
      leaving.abort();
    };
  }, [ids]);
  return (object) =>
    object.name ?? (canLookUp(object) ? queries.getQueryData<string | null>(keyOf(object)) : null);
}

/** Newest last, because they are taken from the end. */
function unknownOf(entries: readonly Activity[]): ActivityObject[] {
  const objects = entries.flatMap(({ object }) => [object, ...customerOf(object)]);
  const known = new Map(
    objects
      .filter((object) => object.name === undefined && canLookUp(object))
      .map((object) => [object.id, object] as const),
  );
  return [...known.values()].toReversed();
}

/** The customer of a contact. */
export function customerOf({ customerId }: ActivityObject): ActivityObject[] {
  return customerId === undefined ? [] : [{ type: 'customer', id: customerId }];
}

function canLookUp({ type, customerId }: ActivityObject): boolean {
  const session = currentSession();
  if (type === 'invitation') return session.can('invitations:read');
  if (type === 'administrator') return session.can('administrators:read');
  const isKnown = type === 'customer' || (type === 'contact' && customerId !== undefined);
  return isKnown && session.can('customers:read');
}

async function lookUp(object: ActivityObject): Promise<void> {
  try {
    await queries.query({
      queryKey: keyOf(object),
      queryFn: () => nameOf(object),
      staleTime: KEPT_FOR,
    });
  } catch {
    // The entry is shown without the name.
    queries.setQueryData(keyOf(object), null);
  }
}

async function nameOf({ type, id, customerId = '' }: ActivityObject): Promise<string | null> {
  try {
    if (type === 'invitation') return (await call(getInvitation({ path: { id } }))).email;
    if (type === 'administrator') {
      const { name, email } = await call(getAdministrator({ path: { id } }));
      return name ?? email;
    }
    if (type === 'customer') return (await call(getCustomer({ path: { id } }))).name;
    const contact = await call(getContact({ path: { id: customerId, contactId: id } }));
    return fullName(contact) || (contact.email ?? null);
  } catch (failure) {
    if (failure instanceof ApiFailure && failure.status === 404) return null;
    throw failure;
  }
}
