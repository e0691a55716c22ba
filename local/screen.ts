import { readable } from './places.ts';
import type { LocalOutputs } from './outputs.ts';

/** Tells a person what is going on. */
export interface Screen {
  /** Something that takes a while begins. */
  readonly step: (text: string) => void;
  /** How far it is. */
  readonly progress: (text: string) => void;
  /** A line of its own. */
  readonly line: (text: string) => void;
}

/** A screen for a terminal, where progress is rewritten in place, or for a file, where it is left out. */
export function terminalScreen(stream: NodeJS.WriteStream): Screen {
  let current: string | undefined;
  const settle = (): void => {
    if (current !== undefined && stream.isTTY) stream.write('\n');
    current = undefined;
  };
  return {
    step(text) {
      settle();
      current = text;
      stream.write(stream.isTTY ? `${text} …` : `${text} …\n`);
    },
    progress(text) {
      if (current === undefined || !stream.isTTY) return;
      // Some terminals do not say how wide they are.
      const room = (stream.columns || 80) - current.length - 4;
      stream.write(`\r\u001b[2K${current} … ${text.slice(0, Math.max(room, 10))}`);
    },
    line(text) {
      settle();
      stream.write(`${text}\n`);
    },
  };
}

/** A screen for nobody. */
export const silentScreen: Screen = {
  step: () => undefined,
  progress: () => undefined,
  line: () => undefined,
};

/** Everything that a person needs once Foyer is running. */
export function welcome(outputs: LocalOutputs, stateDir?: string): string {
  const { admin, otherAdmin } = outputs;
  return `
Foyer is running on this machine.

  Console         ${outputs.siteUrl}/console
                  for administrators: invite customers, see what became of each
  Administrator   ${admin.email}    password ${admin.password}    tenant ${admin.tenantId}
  Second tenant   ${otherAdmin.email}  password ${otherAdmin.password}    tenant ${otherAdmin.tenantId}

  Account         ${outputs.siteUrl}/account
                  for customers, once they have signed up from the link in an email
  Mailbox         ${outputs.mailboxUrl}
  Company login   ${outputs.companyLoginUrl}
                  (opens from the button on a sign-up page)
  API             ${outputs.apiUrl}
                  (reference at ${outputs.siteUrl}/docs)
  Local AWS       ${outputs.awsEndpoint}, ${outputs.region}

Create an invitation without the console, from the project folder in another terminal:

${inviteCommand(outputs.apiUrl, stateDir)}

Changed functions are redeployed, and changed pages are reloaded. Press Ctrl-C to stop everything.
`;
}

/** A command to copy that invites somebody. The address is quoted: it contains `$default`. */
export function inviteCommand(apiUrl: string, stateDir?: string): string {
  const token =
    stateDir === undefined
      ? 'npm run -s token'
      : `npm run -s token -- --state-dir ${shellWord(readable(stateDir))}`;
  return [
    `  curl -sS '${apiUrl}/v1/invitations' \\`,
    `    -H "authorization: Bearer $(${token})" \\`,
    `    -H 'content-type: application/json' \\`,
    `    -d '{"email": "customer@example.com"}'`,
  ].join('\n');
}

function shellWord(text: string): string {
  return /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
