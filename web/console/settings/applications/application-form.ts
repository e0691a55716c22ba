/** The application form: its values from a saved application, and its requests. */
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

/** Tells whether people sign in through the user pool, in which case the application has a client there. */
export function hasClient({ protocol }: Pick<ApplicationForm, 'protocol'>): boolean {
  return protocol === 'oidc' || protocol === 'oauth2';
}

/** Makes the request for a new application. A client ID that does not apply to the chosen protocol is omitted. */
export function requestOf(form: ApplicationForm) {
  return {
    name: form.name.trim(),
    protocol: form.protocol,
    ...(hasClient(form) && { clientId: form.clientId.trim() }),
    redirectUrl: form.redirectUrl.trim(),
    groups: [...form.groups],
  };
}

/** Makes the request for a change. An empty client ID removes the stored one. */
export function changeOf(form: ApplicationForm) {
  return { clientId: null, ...requestOf(form) };
}

export function isChanged(one: ApplicationForm, other: ApplicationForm): boolean {
  return JSON.stringify(changeOf(one)) !== JSON.stringify(changeOf(other));
}

const NAME_MAX = 100;
const GROUPS_MAX = 10;

/** Finds values that the API would reject. The API still validates everything. */
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

/** Accepts what the API accepts: https, or http on the local machine. */
function isTarget(url: string): boolean {
  return (
    /^(https:\/\/[^/?#]|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/i.test(url) && URL.canParse(url)
  );
}

/** Names of the presets that use an application, which prevent its deletion. */
export function usersOf(
  { id }: Pick<Application, 'id'>,
  presets: readonly { readonly name: string; readonly applicationId?: string }[],
): string {
  return presets
    .filter(({ applicationId }) => applicationId === id)
    .map(({ name }) => name)
    .join(', ');
}
