/** Takes what a cell says into the request of its row. */
type Fill = (request: Record<string, unknown>, cell: string) => void;

/** The columns of a file that has no header, in their order. */
export const DEFAULT_COLUMNS = ['email', 'company', 'firstName', 'lastName'] as const;

/** Every column that a header can name, as documents write it. */
const COLUMNS: Readonly<Record<string, Fill>> = {
  email: field('email'),
  company: field('company'),
  phone: field('phone'),
  kind: field('kind'),
  rank: field('rank'),
  customerId: field('customerId'),
  presetId: field('presetId'),
  applicationId: field('applicationId'),
  redirectUrl: field('redirectUrl'),
  locale: field('locale'),
  message: field('message'),
  firstName: partOf('profile', 'firstName'),
  lastName: partOf('profile', 'lastName'),
  jobTitle: partOf('profile', 'jobTitle'),
  taxId: partOf('profile', 'taxId'),
  groups: (request, cell) => {
    request['groups'] = cell.split(/[|;,]/).map((group) => group.trim());
  },
  expiresInDays: (request, cell) => {
    // What is no number stays a text, and the row is told so.
    request['expiresInDays'] = /^\d+$/.test(cell) ? Number(cell) : cell;
  },
};

/** What else people call them. */
const ALIASES: Readonly<Record<string, string>> = { emailaddress: 'email', mail: 'email' };
const METADATA = /^metadata\.(.+)$/i;

const KNOWN = new Map(Object.keys(COLUMNS).map((name) => [folded(name), name]));

/** What headers there are, for whoever wrote another. */
export const COLUMN_NAMES: readonly string[] = [...Object.keys(COLUMNS), 'metadata.<name>'];

/** A column that is known, and what its cells fill in. */
export interface Column {
  /** As documents write it. */
  readonly name: string;
  readonly fill: Fill;
}

/** Finds the column that a header means. Case, spaces, dashes and underscores do not matter: "First Name", "E-Mail". */
export function columnOf(header: string): Column | undefined {
  const key = METADATA.exec(header.trim())?.[1];
  if (key !== undefined) return { name: `metadata.${key}`, fill: partOf('metadata', key) };
  const plain = folded(header);
  const name = KNOWN.get(ALIASES[plain] ?? plain);
  const fill = name === undefined ? undefined : COLUMNS[name];
  return name === undefined || fill === undefined ? undefined : { name, fill };
}

function folded(header: string): string {
  return header.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function field(name: string): Fill {
  return (request, cell) => {
    request[name] = cell;
  };
}

function partOf(whole: 'profile' | 'metadata', name: string): Fill {
  return (request, cell) => {
    // Made of entries: a column called "metadata.__proto__" is a key like any other.
    request[whole] = Object.fromEntries([...Object.entries(request[whole] ?? {}), [name, cell]]);
  };
}
