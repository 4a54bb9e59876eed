import type { Env } from '@/lib/env';
import { SetupProblem } from '@/lib/setup-problem';

/** What production needs before anything is opened. */
export const requireProductionSettings = (env: Env, mode: string): void => {
  if (!env.production) return;
  if (mode !== 'up') {
    throw new SetupProblem(
      `npm run ${mode} is not for production: use npm run up, or HOST and LOCKGATE_URL of loopback.`,
    );
  }
  if (!env.publicUrl) {
    throw new SetupProblem(
      'Production needs LOCKGATE_URL: the origin that people use, such as https://lockgate.example.',
    );
  }
};

/** Ends a start in production that finds accounts whose password everybody knows. */
export const refuseDemoAccounts = (env: Env, demoAccounts: boolean): void => {
  if (!env.production || !demoAccounts) return;
  throw new SetupProblem('This database holds demo accounts and does not start in production: use another database.');
};
