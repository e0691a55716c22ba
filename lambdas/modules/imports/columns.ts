import { customerColumns } from '../customers/export-customers.ts';
import { metadataSchema, metadataText } from '../http/request-fields.ts';
import { INVITATION_KINDS, type InvitationKind } from '../platform/form-fields.ts';
import { RESULT_FIELDS } from './import.ts';

/** Adds the value of a cell to the request of its row. */
type Fill = (request: Record<string, unknown>, cell: string) => void;

/** The columns of a file without a header, in order. */
export const DEFAULT_COLUMNS = ['email', 'company', 'firstName', 'lastName'] as const;

/** All columns that a header can name, as documented. */
const COLUMNS = {
  email: field('email'),
  company: field('company'),
  phone: field('phone'),
  kind: field('kind', kindIn),
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
  groups: field('groups', (cell) => cell.split(/[|;,\s]+/).filter((group) => group !== '')),
  expiresInDays: field('expiresInDays', daysIn),
} as const satisfies Readonly<Record<string, Fill>>;
type ColumnName = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

const KNOWN = new Map<string, ColumnName>([
  ...NAMES.map((name) => [folded(name), name] as const),
  // Common aliases.
  ['emailaddress', 'email'],
  ['mail', 'email'],
]);
const METADATA = /^metadata\.(.+)$/i;

/** The known headers, for the error message about an unknown header. */
export const COLUMN_NAMES: readonly string[] = [...NAMES, 'metadata.<name>'];

/** A known column, and the function that adds its cells to a request. */
export interface Column {
  /** The documented name. */
  readonly name: string;
  readonly fill: Fill;
  /** The reason that the column cannot be used. */
  readonly problem?: string;
}

/**
 * A file format that Foyer exports and can import: how to recognize it, and which of its columns apply to an
 * invitation.
 */
interface Export {
  readonly knownBy: readonly string[];
  readonly headers: readonly string[];
  readonly used: Readonly<Record<string, ColumnName>>;
}
const EXPORTS: readonly Export[] = [
  {
    knownBy: ['name', 'status', 'createdAt'],
    headers: customerColumns({ plan: true }).map(({ name }) => name),
    used: {
      ...{ id: 'customerId', name: 'company', email: 'email', kind: 'kind', phone: 'phone' },
      ...{ taxId: 'taxId', rank: 'rank', groups: 'groups' },
    },
  },
  { knownBy: ['row', 'outcome'], headers: RESULT_FIELDS, used: { email: 'email' } },
];

/**
 * Finds the columns for a row of headers. Ignores case, spaces, hyphens, and underscores: "First Name", "E-Mail". In an
 * export from Foyer, columns that do not apply to an invitation are skipped.
 */
export function columnsFor(headers: readonly string[]): (Column | undefined)[] {
  const names = new Set(headers.map(folded));
  const source = EXPORTS.find(({ knownBy }) => knownBy.every((name) => names.has(folded(name))));
  if (source === undefined) return headers.map(columnOf);
  const exported = new Map(source.headers.map((name) => [folded(name), name]));
  return headers.map((header) => {
    const name = exported.get(folded(header));
    if (name === undefined) return columnOf(header);
    const used = source.used[name];
    return used === undefined ? { name, fill: skip } : { name: used, fill: COLUMNS[used] };
  });
}

function columnOf(header: string): Column | undefined {
  const key = METADATA.exec(header.trim())?.[1];
  if (key !== undefined)
    return {
      name: `metadata.${key}`,
      fill: partOf('metadata', key),
      ...(!canBeKey(key) && {
        problem: `"${key.slice(0, 100)}" cannot be a metadata key: use 1 to 40 letters and digits`,
      }),
    };
  const name = KNOWN.get(folded(header));
  return name === undefined ? undefined : { name, fill: COLUMNS[name] };
}

const metadata = metadataSchema(metadataText());

/** Returns whether metadata accepts a key and preserves it. */
function canBeKey(key: string): boolean {
  const { data } = metadata.safeParse(Object.fromEntries([[key, 'x']]));
  return data !== undefined && Object.hasOwn(data, key);
}

function folded(header: string): string {
  return header.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function field(name: string, read: (cell: string) => unknown = (cell) => cell): Fill {
  return (request, cell) => {
    request[name] = read(cell);
  };
}

function partOf(whole: 'profile' | 'metadata', name: string): Fill {
  return (request, cell) => {
    // Defined rather than assigned, so that keys such as `__proto__` are ordinary keys.
    const value = { value: cell, configurable: true, enumerable: true, writable: true };
    Object.defineProperty((request[whole] ??= {}), name, value);
  };
}

function skip(): void {
  // An export has more columns than an invitation needs.
}

/** Words that people use in spreadsheets for each kind. */
const KIND_WORDS: Readonly<Record<InvitationKind, readonly string[]>> = {
  customer: ['customers', 'client', 'clients', 'kunde', 'kunden', 'cliente', 'clientes', '顧客'],
  supplier: [
    ...['suppliers', 'vendor', 'vendors', 'lieferant', 'lieferanten', 'fournisseur'],
    ...['fournisseurs', 'proveedor', 'proveedores', '仕入先', 'サプライヤー'],
  ],
};
const KINDS = new Map(
  INVITATION_KINDS.flatMap((kind) => [kind, ...KIND_WORDS[kind]].map((word) => [word, kind])),
);

/** Returns the kind that a word means. Returns an unknown word unchanged, so that the row reports the error. */
function kindIn(cell: string): string {
  return KINDS.get(cell.normalize('NFKC').trim().toLowerCase()) ?? cell;
}

/**
 * Parses whole numbers, which spreadsheets and data frames also write as "14.0" or "14,0". Returns any other text
 * unchanged.
 */
function daysIn(cell: string): number | string {
  const digits = /^(\d{1,15})(?:[.,]0+)?$/.exec(cell.normalize('NFKC').trim())?.[1];
  return digits === undefined ? cell : Number(digits);
}
