import { createDemoAccounts } from '@/lib/usecases/commands/create-demo-accounts';
import { beginDemoLoading, endDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { system } from '@/lib/usecases/context';
import { listLedger, readLedgerHead } from '@/lib/usecases/queries/list-ledger';
import { type Calendar, calendarOf, instantOn } from './calendar';
import type { Step } from './deciding';
import { claimsHistory } from './history/claims';
import { ordersHistory } from './history/orders';
import { type DemoProgram, programSteps } from './load-program';
import { castOf } from './people';
import { claimsActs } from './scenario/claims';
import { ordersActs } from './scenario/orders';
import { claimsRetirements, ordersRetirements } from './scenario/retirements';
import { must } from './stage';

const template = (name: string): URL => new URL(`../../templates/${name}.yaml`, import.meta.url);

const programs: readonly DemoProgram[] = [
  {
    slug: 'claims',
    template: template('claims'),
    createdOn: -61,
    history: claimsHistory,
    acts: [...claimsActs, ...claimsRetirements],
  },
  {
    slug: 'orders-streaming',
    template: template('orders-streaming'),
    createdOn: -60,
    history: ordersHistory,
    acts: [...ordersActs, ...ordersRetirements],
  },
];

export type DemoLoad = 'loaded' | 'already_there' | 'interrupted';

export type DemoOptions = { now?: Date; say?: (line: string) => void; signal?: AbortSignal };

const asker = system('demo');

/** The instant of the last step that is on record; null where the program is not there yet. */
const doneUntil = async (program: string): Promise<Date | null> => {
  const head = await readLedgerHead(asker, program);
  return head.ok ? new Date(head.value.lastAt) : null;
};

/** Today, or the day on which a load that goes on now was begun: its dates must not move half way. */
const calendarFor = async ([first]: readonly DemoProgram[], now: Date): Promise<Calendar> => {
  const today = calendarOf(now);
  if (first === undefined) return today;
  const known = await listLedger(asker, first.slug, { limit: 1 });
  const created = known.ok ? known.value.items[0]?.entry.at : undefined;
  if (created === undefined) return today;
  const sinceBegun = instantOn(today, first.createdOn, '08:00').getTime() - new Date(created).getTime();
  return calendarOf(new Date(today.today.getTime() - sinceBegun));
};

const play = async (program: string, steps: readonly Step[], signal: AbortSignal | undefined): Promise<void> => {
  const done = await doneUntil(program);
  for (const step of steps) {
    if (signal?.aborted) return;
    if (done === null || step.at > done) await step.run(step.at);
  }
};

/**
 * Loads the demo into an empty installation: accounts, both programs, and two months of history through the ordinary use
 * cases with a simulated clock. Done once; a load that was killed goes on where it stood. `interrupted`: `signal` ended
 * it. @throws Error where the product refuses a step.
 */
export const loadDemo = async ({ now = new Date(), say, signal }: DemoOptions = {}): Promise<DemoLoad> => {
  if (must('the beginning', await beginDemoLoading()) === 'loaded') return 'already_there';
  const calendar = await calendarFor(programs, now);
  const simulatedAt = instantOn(calendar, -62, '08:00');
  const context = { actor: { kind: 'system', name: 'Demo loader' }, requestId: 'demo', simulatedAt } as const;
  const cast = castOf(must('the accounts', await createDemoAccounts(context)));
  const history = programs.map((program) => ({
    slug: program.slug,
    steps: programSteps(program, calendar, cast, now),
  }));
  // Programs are created first, in their order: the installation's own ledger knows but one clock.
  for (const { slug, steps } of history) await play(slug, steps.slice(0, 1), signal);
  await Promise.all(history.map(({ slug, steps }) => play(slug, steps, signal)));
  if (signal?.aborted) return 'interrupted';
  must('the end', await endDemoLoading());
  say?.(`${history.flatMap(({ steps }) => steps).length} steps of the demo's history were loaded.`);
  return 'loaded';
};
