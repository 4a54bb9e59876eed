import { createDemoAccounts } from '@/lib/usecases/commands/create-demo-accounts';
import { beginDemoLoading, endDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { calendarOf, instantOn } from './calendar';
import { claimsHistory } from './history/claims';
import { ordersHistory } from './history/orders';
import { type DemoProgram, programSteps } from './load-program';
import { castOf } from './people';
import { claimsActs } from './scenario/claims';
import { ordersActs } from './scenario/orders';
import { must } from './stage';
import type { Step } from './steps';

const template = (name: string): URL => new URL(`../../templates/${name}.yaml`, import.meta.url);

const programs: readonly DemoProgram[] = [
  { slug: 'claims', template: template('claims'), createdOn: -61, history: claimsHistory, acts: claimsActs },
  {
    slug: 'orders-streaming',
    template: template('orders-streaming'),
    createdOn: -60,
    history: ordersHistory,
    acts: ordersActs,
  },
];

export type DemoLoad = 'loaded' | 'already_there' | 'interrupted';

const runInOrder = async ([_first, ...rest]: readonly Step[]): Promise<void> => {
  for (const step of rest) await step.run();
};

/**
 * Loads the demo into an empty installation: accounts, both programs, and two months of history through the ordinary use
 * cases with a simulated clock. Done once; `interrupted` means that an earlier load ended half way, so that only a new
 * database helps. @throws Error where the product refuses a step.
 */
export const loadDemo = async (options: { now?: Date; say?: (line: string) => void } = {}): Promise<DemoLoad> => {
  const now = options.now ?? new Date();
  const loading = must('the beginning', await beginDemoLoading());
  if (loading !== 'begun') return loading === 'loaded' ? 'already_there' : 'interrupted';
  const calendar = calendarOf(now);
  const simulatedAt = instantOn(calendar, -62, '08:00');
  const context = { actor: { kind: 'system', name: 'Demo loader' }, requestId: 'demo', simulatedAt } as const;
  const cast = castOf(must('the accounts', await createDemoAccounts(context)));
  // Programs are created first, in their order: the installation's own ledger knows but one clock.
  const steps = programs.map((program) => programSteps(program, calendar, cast, now));
  for (const [first] of steps) await first?.run();
  await Promise.all(steps.map(runInOrder));
  options.say?.(`${steps.flat().length} steps of the demo's history were loaded.`);
  must('the end', await endDemoLoading());
  return 'loaded';
};
