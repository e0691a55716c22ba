/** Prints one figure about the code base if it was requested (`npm run house`). Silent in other runs. */
export function report(name: string, figure: number): void {
  if (process.env['FOYER_HOUSE'] !== undefined) console.info(`${name.padEnd(44)} ${figure}`);
}
