/** mjml 5 ships no types: the one call that bin/build-mail.ts makes. */
declare module 'mjml' {
  interface MjmlOptions {
    /** The file that the paths of `mj-include` start from. */
    readonly filePath: string;
    readonly ignoreIncludes: boolean;
    /** Web fonts to load; an empty object loads none. */
    readonly fonts: Readonly<Record<string, string>>;
    readonly keepComments: boolean;
    readonly validationLevel: 'strict' | 'soft' | 'skip';
  }
  interface MjmlResult {
    readonly html: string;
    readonly errors: readonly { readonly message: string; readonly line: number }[];
  }
  function mjml2html(source: string, options: MjmlOptions): Promise<MjmlResult>;
  export = mjml2html;
}
