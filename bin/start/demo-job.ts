import { demoKeys } from './demo-keys';
import { keyVariableOf, startSideProgram } from './side-program';

type Job = { url: string; server: string; dataFolder: string; everySeconds: number };

const key = {
  file: 'demo-keys.json',
  name: 'Reconciliation job',
  scopes: ['runs:write', 'program:read'],
  programs: ['claims', 'orders-streaming'],
};

/**
 * Runs the demo's reconciliation job beside Lockgate: makes its two databases, then compares on a schedule. What it says
 * goes to demo-job.log. The answer stops it.
 */
export const startDemoJob = (job: Job): (() => Promise<void>) =>
  startSideProgram({
    name: "the demo's reconciliation job",
    script: 'examples/reconcile-sql/main.ts',
    logFile: 'demo-job.log',
    dataFolder: job.dataFolder,
    work: async (run, isStopped) => {
      const keys = await demoKeys(job.url, job.dataFolder, key);
      const named = Object.entries(keys).map(([program, secret]) => [keyVariableOf(program), secret]);
      const env = { RECONCILE_SERVER: job.server, LOCKGATE_URL: job.url, ...Object.fromEntries(named) };
      if (isStopped() || (await run(env, 'prepare')) !== 0 || isStopped()) return;
      await run(env, 'watch', '--every', `${job.everySeconds}s`, '--trickle');
    },
  });
