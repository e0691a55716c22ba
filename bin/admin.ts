import { readTeamSettings } from '../local/configuration.ts';
import { explain } from '../local/errors.ts';
import { EXIT_CODES, runCommand } from '../operator/run-command.ts';

/** `npm run admin -- …`: administers a deployed Foyer with the AWS credentials of the operator. */
try {
  process.exitCode = await runCommand(process.argv.slice(2), readTeamSettings(), {
    print: (text) => {
      console.log(text);
    },
    printError: (text) => {
      console.error(text);
    },
  });
} catch (error) {
  console.error(explain(error));
  process.exitCode = EXIT_CODES.usage;
}
