/** The form of an application: from what is saved, and to what is sent. */
import type {
  Application,
  ApplicationProtocol,
} from '../../../../client/src/generated/types.gen.ts';
import type { ApplicationsTexts } from './texts.ts';

export const PROTOCOLS = [
  'oidc',
  'oauth2',
  'saml',
  'bookmark',
] as const satisfies readonly ApplicationProtocol[];

export interface ApplicationForm extends Record<string, string | readonly string[]> {
  readonly name: string;
  readonly protocol: ApplicationProtocol;
  readonly clientId: string;
  readonly redirectUrl: string;
  readonly groups: readonly string[];
}
export const EMPTY: ApplicationForm = {
  name: '',
  protocol: 'oidc',
  clientId: '',
  redirectUrl: '',
  groups: [],
};
export type ApplicationField = 'name' | 'clientId' | 'redirectUrl' | 'groups';

type Saved = Pick<Application, 'name' | 'protocol' | 'clientId' | 'redirectUrl' | 'groups'>;

export function valuesOf({
  name,
  protocol,
  clientId = '',
  redirectUrl,
  groups,
}: Saved): ApplicationForm {
  return { name, protocol, clientId, redirectUrl, groups };
}

/** Tells whether people sign in to it through the user pool: then it has a client there. */
export function hasClient({ protocol }: Pick<ApplicationForm, 'protocol'>): boolean {
  return protocol === 'oidc' || protocol === 'oauth2';
}

/** Makes the request of a new application. A client that was typed before another protocol was chosen is left out. */
export function requestOf(form: ApplicationForm) {
  return {
    name: form.name.trim(),
    protocol: form.protocol,
    ...(hasClient(form) && { clientId: form.clientId.trim() }),
    redirectUrl: form.redirectUrl.trim(),
    groups: [...form.groups],
  };
}

/** Makes the request of a change: without a client, the stored one is removed. */
export function changeOf(form: ApplicationForm) {
  return { clientId: null, ...requestOf(form) };
}

export function isChanged(one: ApplicationForm, other: ApplicationForm): boolean {
  return JSON.stringify(changeOf(one)) !== JSON.stringify(changeOf(other));
}

const NAME_MAX = 100;
const GROUPS_MAX = 10;

/** Finds values that the API would reject. The API has the last word. */
export function problemsWith(
  form: ApplicationForm,
  texts: ApplicationsTexts,
): Partial<Record<ApplicationField, string>> {
  const { name, clientId, redirectUrl, groups } = requestOf(form);
  return {
    ...(name === '' && { name: texts.nameRequired }),
    ...(name.length > NAME_MAX && { name: texts.nameLong }),
    ...(clientId !== undefined &&
      !/^[\w+]{1,128}$/.test(clientId) && { clientId: texts.clientIdWrong }),
    ...(!isTarget(redirectUrl) && { redirectUrl: texts.redirectUrlWrong }),
    ...(groups.length > GROUPS_MAX && { groups: texts.groupsMany }),
  };
}

/** As the API: https, or http on the own machine. */
function isTarget(url: string): boolean {
  return (
    /^(https:\/\/[^/?#]|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/i.test(url) && URL.canParse(url)
  );
}

/** Names of the presets that refer to an application: while there are any, it cannot be deleted. */
export function usersOf(
  { id }: Pick<Application, 'id'>,
  presets: readonly { readonly name: string; readonly applicationId?: string }[],
): string {
  return presets
    .filter(({ applicationId }) => applicationId === id)
    .map(({ name }) => name)
    .join(', ');
}
