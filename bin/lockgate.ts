import { parseArgs } from 'node:util';
import { clientSettings } from '@/lib/env';
import { type Api, Plain } from './commands/api';
import { applyManifest, planManifest } from './commands/manifest';
import { verifyFile, verifyLedger } from './commands/verify';

const help = `npx lockgate COMMAND

  verify FILE             check a downloaded decision record, with nothing but the file
  verify --program SLUG   read a program's ledger through the API and check its chain
  plan -f FILE            show what a manifest would change
  apply -f FILE           make a program what its manifest says; creates it where it is new

  --url URL     where Lockgate is (or LOCKGATE_URL; http://localhost:3000)
  --key KEY     an API key (or LOCKGATE_API_KEY)
  --help        this text

Ends with 0 when all is well, 1 when it is not, 2 when it was called wrongly.`;

const options = {
  help: { type: 'boolean', short: 'h' },
  program: { type: 'string' },
  file: { type: 'string', short: 'f' },
  url: { type: 'string' },
  key: { type: 'string' },
} as const;

const read = (argv: string[]) => {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw new Plain(`${error instanceof Error ? error.message : error} See npx lockgate --help.`, 2);
  }
};

/** Runs one command. Resolves to the exit code. */
export const main = async (argv: string[]): Promise<number> => {
  try {
    const { values, positionals } = read(argv);
    const [command, argument] = positionals;
    if (values.help || command === undefined) {
      console.log(help);
      return values.help ? 0 : 2;
    }
    const settings = clientSettings();
    const url = (values.url ?? settings.url ?? 'http://localhost:3000').replace(/\/$/, '');
    const api: Api = { url, key: values.key ?? settings.key };
    if (command === 'verify' && argument) return verifyFile(argument);
    if (command === 'verify' && values.program) return await verifyLedger(api, values.program);
    if (command === 'plan' && values.file) return await planManifest(api, values.file);
    if (command === 'apply' && values.file) return await applyManifest(api, values.file);
    throw new Plain(`"${argv.join(' ')}" is not a whole command. See npx lockgate --help.`, 2);
  } catch (error) {
    if (!(error instanceof Plain)) throw error;
    console.error(error.message);
    return error.code;
  }
};
