import { readFileSync } from 'node:fs';
import type { Manifest } from '@/lib/contract/manifest';
import { manifestRefusal, readManifest } from '@/lib/contract/manifest-yaml';
import type { RunBody } from '@/lib/contract/v1/run';
import type { KeyActor } from '@/lib/domain/access/actor';
import type { Result } from '@/lib/domain/kernel/refusal';
import { neutralSubmission } from '@/lib/ingest/submission';
import { applyManifest } from '@/lib/usecases/commands/apply-manifest';
import { grantDemoRoles } from '@/lib/usecases/commands/create-demo-accounts';
import { issueKey } from '@/lib/usecases/commands/issue-key';
import { recordRun } from '@/lib/usecases/commands/record-run';
import type { Context } from '@/lib/usecases/context';
import { listKeys } from '@/lib/usecases/queries/list-keys';
import { type Calendar, instantOn, movedToToday } from './calendar';
import type { Step } from './deciding';
import { nightlyRuns } from './history/nightly-runs';
import type { ContextHistory } from './history/plan';
import type { Cast } from './people';
import type { Act } from './scenario/act';
import { contextAt, must, type Stage } from './stage';
import { stepsOf } from './steps';

/** A demo program: its template, what its jobs sent and what its people did. */
export type DemoProgram = {
  slug: string;
  template: URL;
  createdOn: number;
  history: (calendar: Calendar) => ContextHistory[];
  acts: readonly Act[];
};

/** Two days on which no job ran at all: their runs are absent, and stay so. */
const stoodStill: readonly number[] = [-27, -26];

const manifestOf = ({ template, slug }: DemoProgram, calendar: Calendar): Manifest => {
  const read = readManifest(movedToToday(readFileSync(template, 'utf8'), calendar));
  if (!read.ok) throw new Error(`the template of ${slug} cannot be read: ${manifestRefusal(read.errors).detail}`);
  return read.manifest;
};

const runScopes = ['runs:write', 'program:read'] as const;

const keyName = 'reconcile-sql, nightly';

/** The key of the program's nightly job, as the actor that recorded its runs. */
const jobOf = (stage: Stage) => {
  let job: KeyActor | null = null;
  return async (): Promise<KeyActor> => {
    if (job !== null) return job;
    const what = `the key of ${stage.program}'s job`;
    const administrator = { actor: stage.cast('admin', new Date()), requestId: 'demo' };
    const { items } = must(what, await listKeys(administrator, stage.program, { limit: 100 }));
    const found = items.find(({ name }) => name === keyName);
    if (found === undefined) throw new Error(`${what} is not there`);
    job = { kind: 'key', keyId: found.id, name: keyName, programId: null, scopes: runScopes, personId: null };
    return job;
  };
};

const creation = (stage: Stage, day: number): Step[] => {
  const at = instantOn(stage.calendar, day, '08:00');
  const asAdmin = (when: Date) => contextAt(stage.cast('admin', when), when);
  const key = { name: keyName, scopes: [...runScopes], expiresAt: null };
  const acts: [string, (context: Context) => Promise<Result<unknown>>][] = [
    ['the manifest', (context) => applyManifest(context, stage.program, stage.manifest)],
    ['the roles', (context) => grantDemoRoles(context, stage.program)],
    ['the key', (context) => issueKey(context, stage.program, key)],
  ];
  return acts.map(([what, act]) => ({
    at,
    what: `${stage.program}: ${what}`,
    run: async (when) => {
      must(`${stage.program}: ${what}`, await act(asAdmin(when)));
    },
  }));
};

const encoder = new TextEncoder();

const runStep = (stage: Stage, job: () => Promise<KeyActor>, at: Date, body: RunBody): Step => ({
  at,
  what: `run ${body.externalId}`,
  run: async (when) => {
    const sent = { mediaType: 'application/json', bytes: encoder.encode(JSON.stringify(body)) };
    const submission = neutralSubmission(body, sent, body);
    must(`run ${body.externalId}`, await recordRun(contextAt(await job(), when), stage.program, submission));
  },
});

const nightSteps = (stage: Stage, job: () => Promise<KeyActor>, history: ContextHistory): Step[] => {
  const steps: Step[] = [];
  for (let day = history.from; day < 0; day += 1) {
    if (stoodStill.includes(day)) continue;
    const at = instantOn(stage.calendar, day + 1, '02:15');
    for (const body of nightlyRuns(stage.calendar, history, day)) steps.push(runStep(stage, job, at, body));
  }
  return steps;
};

/** No two steps at one instant, so that the ledger's last instant tells which of them are done. */
const apart = (steps: readonly Step[]): Step[] => {
  let last = 0;
  return steps.map((step) => {
    last = Math.max(step.at.getTime(), last + 1);
    return { ...step, at: new Date(last) };
  });
};

/** Everything that happened in one program up to `now`, oldest first; the first step creates it. */
export const programSteps = (program: DemoProgram, calendar: Calendar, cast: Cast, now: Date): Step[] => {
  const stage: Stage = { program: program.slug, manifest: manifestOf(program, calendar), calendar, cast };
  const job = jobOf(stage);
  const steps = [
    ...creation(stage, program.createdOn),
    ...program.history(calendar).flatMap((history) => nightSteps(stage, job, history)),
    ...program.acts.flatMap((act) => stepsOf(stage, act)),
  ];
  return apart(steps.filter((step) => step.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime()));
};
