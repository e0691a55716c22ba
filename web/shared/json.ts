/** Reads a text that is not empty out of JSON of any shape. A schema library would weigh more than what it checks here. */
export function textIn(json: unknown, name: string): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const value: unknown = Object.entries(json).find(([key]) => key === name)?.[1];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
