/** Prints one figure of the house where somebody asks for them (`npm run house`), and stays quiet in the other runs. */
export function report(name: string, figure: number): void {
  if (process.env['FOYER_HOUSE'] !== undefined) console.info(`${name.padEnd(44)} ${figure}`);
}
