import { readTeamSettings } from '../local/configuration.ts';
import { explain } from '../local/failure.ts';
import { EXIT, runCommand } from '../operator/run-command.ts';

/** `npm run admin -- …`: what operators do in a deployed Foyer, with credentials of their own. */
try {
  process.exitCode = await runCommand(process.argv.slice(2), readTeamSettings(), {
    say: (text) => {
      console.log(text);
    },
    complain: (text) => {
      console.error(text);
    },
  });
} catch (error) {
  console.error(explain(error));
  process.exitCode = EXIT.notUnderstood;
}
