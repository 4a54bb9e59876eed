import { readFileSync } from 'node:fs';
import type { Manifest } from '@/lib/contract/manifest';
import { manifestRefusal, readManifest } from '@/lib/contract/manifest-yaml';
import type { RunBody } from '@/lib/contract/v1/run';
import type { KeyActor } from '@/lib/domain/access/actor';
import { receiveRun } from '@/lib/ingest/receive-run';
import { applyManifest } from '@/lib/usecases/commands/apply-manifest';
import { grantDemoRoles } from '@/lib/usecases/commands/create-demo-accounts';
import { issueKey } from '@/lib/usecases/commands/issue-key';
import { type Calendar, instantOn, movedToToday } from './calendar';
import { nightlyRuns } from './history/nightly-runs';
import type { ContextHistory } from './history/plan';
import type { Cast } from './people';
import type { Act } from './scenario/act';
import { contextAt, must, type Stage } from './stage';
import { type Step, stepsOf } from './steps';

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

const keyOf = async (stage: Stage, at: Date): Promise<KeyActor> => {
  const what = `the key of ${stage.program}'s job`;
  const wish = { name: 'reconcile-sql, nightly', scopes: [...runScopes], expiresAt: null };
  const issued = must(what, await issueKey(contextAt(stage.cast('admin', at), at), stage.program, wish));
  return { kind: 'key', keyId: issued.id, name: issued.name, programId: null, scopes: runScopes, personId: null };
};

const encoder = new TextEncoder();

const runStep = (stage: Stage, key: () => KeyActor, at: Date, body: RunBody): Step => ({
  at,
  what: `run ${body.externalId}`,
  run: async () => {
    const sent = { mediaType: 'application/json', bytes: encoder.encode(JSON.stringify(body)) };
    must(`run ${body.externalId}`, await receiveRun(contextAt(key(), at), stage.program, body, sent));
  },
});

const nightSteps = (stage: Stage, key: () => KeyActor, history: ContextHistory): Step[] => {
  const steps: Step[] = [];
  for (let day = history.from; day < 0; day += 1) {
    if (stoodStill.includes(day)) continue;
    const at = instantOn(stage.calendar, day + 1, '02:15');
    for (const body of nightlyRuns(stage.calendar, history, day)) steps.push(runStep(stage, key, at, body));
  }
  return steps;
};

/** Everything that happened in one program up to `now`, oldest first. */
export const programSteps = (program: DemoProgram, calendar: Calendar, cast: Cast, now: Date): Step[] => {
  const stage: Stage = { program: program.slug, manifest: manifestOf(program, calendar), calendar, cast };
  const at = instantOn(calendar, program.createdOn, '08:00');
  let key: KeyActor | null = null;
  const create: Step = {
    at,
    what: `program ${program.slug}`,
    run: async () => {
      const context = contextAt(cast('admin', at), at);
      must('the manifest', await applyManifest(context, program.slug, stage.manifest));
      must('the roles', await grantDemoRoles(contextAt(cast('admin', at), at), program.slug));
      key = await keyOf(stage, at);
    },
  };
  const keyNow = (): KeyActor => {
    if (key === null) throw new Error('a run comes before its program');
    return key;
  };
  const steps = [
    create,
    ...program.history(calendar).flatMap((history) => nightSteps(stage, keyNow, history)),
    ...program.acts.flatMap((act) => stepsOf(stage, act)),
  ];
  return steps.filter((step) => step.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
};
