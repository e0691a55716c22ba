/** Maps the columns of a file to the fields of an invitation. */
import { isOwnKey, type Table } from './table-file.ts';

/** The fields that a column can fill, in display order. */
export const FIELDS = [
  'email',
  'company',
  'firstName',
  'lastName',
  'jobTitle',
  'phone',
  'kind',
  'rank',
  'groups',
  'locale',
  'message',
  'expiresInDays',
  'taxId',
  'customerId',
  'presetId',
  'applicationId',
  'redirectUrl',
] as const;
export type FieldName = (typeof FIELDS)[number];

/** The target of a column: one of {@link FIELDS}, `metadata.` plus a name, or empty if the column is left out. */
export type Target = string;

export const METADATA = 'metadata.';

/** Maximum number of metadata fields per invitation. */
const MAX_METADATA = 10;

/** Common headers, folded, in addition to the field names themselves. */
const HEADERS: Readonly<Record<FieldName, readonly string[]>> = {
  email: [
    ...['emailaddress', 'mail', 'emailadresse', 'mailadresse', 'emails', 'primaryemail'],
    ...['adressemail', 'adresseemail', 'adresseelectronique', 'courriel', 'mel'],
    ...['correo', 'correoelectronico', 'direcciondecorreo'],
    ...['メール', 'メールアドレス', 'eメール', '電子メール'],
  ],
  company: [
    ...[
      'companyname',
      'organization',
      'organisation',
      'organizationname',
      'account',
      'accountname',
    ],
    ...['business', 'customer', 'customername', 'supplier', 'suppliername', 'vendor'],
    ...['firma', 'firmenname', 'unternehmen', 'unternehmensname', 'kunde', 'lieferant'],
    ...['societe', 'nomdelasociete', 'entreprise', 'raisonsociale', 'client', 'fournisseur'],
    ...['empresa', 'nombredelaempresa', 'compania', 'razonsocial', 'cliente', 'proveedor'],
    ...['会社', '会社名', '企業', '企業名', '組織', '組織名', '顧客名', '取引先', '取引先名'],
  ],
  firstName: [
    ...['givenname', 'forename', 'first', 'vorname', 'rufname', 'prenom', 'nombre', 'nombredepila'],
    ...['名', '下の名前'],
  ],
  lastName: [
    ...['surname', 'familyname', 'last', 'nachname', 'familienname', 'zuname', 'nom'],
    ...['nomdefamille', 'apellido', 'apellidos', '姓', '名字', '苗字'],
  ],
  jobTitle: [
    ...['title', 'position', 'role', 'function', 'funktion', 'stelle', 'berufsbezeichnung'],
    ...['fonction', 'poste', 'intituleduposte', 'cargo', 'puesto', '役職', '職種', '肩書き'],
  ],
  phone: [
    ...['phonenumber', 'telephone', 'tel', 'mobile', 'mobilephone', 'telefon', 'telefonnummer'],
    ...['telefonnr', 'handy', 'mobil', 'numerodetelephone', 'portable', 'telefono', 'movil'],
    ...['numerodetelefono', '電話', '電話番号', '携帯電話'],
  ],
  kind: ['type', 'relationship', 'art', 'typ', 'genre', 'tipo', '種類', '種別', '区分'],
  rank: ['tier', 'level', 'rang', 'stufe', 'niveau', 'rango', 'nivel', 'ランク', '等級'],
  groups: ['group', 'gruppe', 'gruppen', 'groupe', 'groupes', 'grupo', 'grupos', 'グループ'],
  locale: ['language', 'lang', 'sprache', 'langue', 'idioma', 'lengua', '言語'],
  message: ['note', 'nachricht', 'mensaje', 'メッセージ'],
  expiresInDays: [
    ...['expires', 'expiry', 'validity', 'validdays', 'gueltigkeit', 'gultigkeit'],
    ...['validite', 'validez', '有効期間', '有効日数'],
  ],
  taxId: [
    ...['vat', 'vatid', 'vatnumber', 'taxnumber', 'ustid', 'ustidnr', 'umsatzsteuerid'],
    ...['steuernummer', 'tva', 'numerodetva', 'nif', 'cif', '税番号', '法人番号'],
  ],
  customerId: ['customernumber'],
  presetId: ['preset'],
  applicationId: ['application', 'app'],
  redirectUrl: [],
};

const KNOWN: ReadonlyMap<string, FieldName> = new Map(
  FIELDS.flatMap((field) =>
    [field, ...HEADERS[field]].map((header) => [folded(header), field] as const),
  ),
);

/** Columns of Foyer's own exports that mean something else there, recognized by a column that only they have. */
const EXPORTS: readonly {
  readonly knownBy: readonly string[];
  readonly means: Readonly<Record<string, FieldName>>;
}[] = [
  {
    knownBy: ['name', 'status', 'createdat'],
    means: {
      ...{ id: 'customerId', name: 'company', email: 'email', kind: 'kind', phone: 'phone' },
      ...{ taxid: 'taxId', rank: 'rank', groups: 'groups' },
    },
  },
  { knownBy: ['row', 'outcome'], means: { email: 'email' } },
];

/** Removes case, accents, spaces, and punctuation: "E-Mail" and "e_mail" are the same. */
function folded(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .normalize('NFC');
}

/**
 * Guesses the field of each column by its header, in five languages; for email addresses, also by the cells. No field is
 * assigned twice. Without a header, the columns are in the API's order.
 */
export function guessTargets({ header, rows, width }: Table): readonly Target[] {
  const columns = Array.from({ length: width }, (_, column) => column);
  const names = columns.map((column) => folded(header?.[column] ?? ''));
  const source = EXPORTS.find(({ knownBy }) => knownBy.every((name) => names.includes(name)));
  const taken = new Set<Target>();
  const targets = columns.map((column): Target => {
    const title = header?.[column]?.trim() ?? '';
    const target =
      source === undefined ? ownTarget(title) : (source.means[names[column] ?? ''] ?? '');
    if (target === '' || taken.has(target)) return '';
    taken.add(target);
    return target;
  });
  if (taken.has('email')) return targets;
  const emails = columns.find((column) => targets[column] === '' && looksLikeEmails(rows, column));
  return emails === undefined ? targets : targets.with(emails, 'email');
}

function ownTarget(title: string): Target {
  const key = /^metadata\.(.+)$/i.exec(title)?.[1]?.trim();
  if (key !== undefined) return isOwnKey(key) ? METADATA + key : '';
  return KNOWN.get(folded(title)) ?? '';
}

const SAMPLE = 50;

function looksLikeEmails(rows: Table['rows'], column: number): boolean {
  const cells = rows
    .slice(0, SAMPLE)
    .map((row) => row.cells[column] ?? '')
    .filter((cell) => cell !== '');
  const addresses = cells.filter((cell) => /^\S+@\S+\.\S+$/.test(cell));
  return addresses.length > 0 && addresses.length >= cells.length / 2;
}

/** A few distinct values of a column, as examples. */
export function examplesOf({ rows }: Table, column: number, most = 3): readonly string[] {
  const found = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[column] ?? '';
    if (cell !== '') found.add(cell);
    if (found.size === most) break;
  }
  return [...found];
}

/** The metadata name for a column: its header, shortened and cleaned to be valid. */
export function metadataKey(title: string, column: number): string {
  const key = title.trim().replaceAll('@', '').slice(0, 40).toWellFormed().trim();
  return isOwnKey(key) ? key : `column${column + 1}`;
}

/** A problem with a column's field. */
export type TargetProblem = 'twice' | 'metadata_key' | 'too_many_notes';

/** Validates the columns' fields; `email` indicates whether there is a column with addresses. */
export function checkTargets(targets: readonly Target[]): {
  readonly email: boolean;
  readonly columns: ReadonlyMap<number, TargetProblem>;
} {
  const columns = new Map<number, TargetProblem>();
  const seen = new Set<Target>();
  let notes = 0;
  for (const [column, target] of targets.entries()) {
    if (target === '') continue;
    const isNote = target.startsWith(METADATA);
    if (isNote) notes += 1;
    if (seen.has(target)) columns.set(column, 'twice');
    else if (isNote && !isOwnKey(target.slice(METADATA.length)))
      columns.set(column, 'metadata_key');
    else if (notes > MAX_METADATA) columns.set(column, 'too_many_notes');
    seen.add(target);
  }
  return { email: seen.has('email'), columns };
}

/** The column of a row's problem. The API names fields as in requests, such as `profile.firstName`. */
export function columnOfField(targets: readonly Target[], field: string | undefined): number {
  if (field === undefined || field === '') return -1;
  const path = field.replace(/^profile\./, '');
  const exact = targets.indexOf(path);
  if (exact >= 0 || path.startsWith(METADATA)) return exact;
  return targets.indexOf(path.split('.', 1)[0] ?? '');
}
