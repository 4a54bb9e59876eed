import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import type { RunFacts } from '@/lib/domain/comparison/run-facts';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { loadContextState } from '@/lib/store/contexts';
import { inSnapshot } from '@/lib/store/database';
import { attest } from './commands/attest';
import { executeDecision } from './commands/execute-decision';
import { proposeDecision } from './commands/propose-decision';
import { recordRun } from './commands/record-run';
import { rollBack } from './commands/roll-back';
import { giveSignOff } from './commands/sign-decision';
import { accepted, buildHouse, type cast, type House } from './testing/house';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(() => house?.drop());

const propose = (
  body: Partial<ProposalBody> & { kind: 'advance'; to: 'shadow' | 'validated' | 'selective' | 'full' },
) =>
  accepted(
    proposeDecision(house.as.lead, house.program, {
      context: 'payments',
      title: 'Move',
      rationale: 'It is time.',
      ...body,
    } as ProposalBody),
  );

const sign = async (decision: DecisionView, ...roles: (typeof cast)[number][]): Promise<DecisionView> => {
  let view = decision;
  for (const role of roles) {
    const { revision, evidenceHash } = view;
    view = await accepted(
      giveSignOff(house.as[role], house.program, view.id, {
        revision,
        evidenceHash,
        role: role as 'owner',
        verdict: 'approve',
        method: 'password',
      }),
    );
  }
  return view;
};

const execute = ({ id, revision, evidenceHash }: DecisionView) =>
  accepted(executeDecision(house.as.engineer, house.program, id, { revision, evidenceHash }));

const run = (externalId: string, change: Partial<RunFacts> = {}): RunFacts => {
  const to = new Date(Date.now() - 60_000);
  return {
    source: 'nightly',
    externalId,
    context: 'payments',
    layer: 'outcome',
    workload: null,
    engine: null,
    baseline: false,
    window: { from: new Date(to.getTime() - 86_400_000), to },
    period: null,
    startedAt: null,
    finishedAt: null,
    status: 'completed',
    legacy: { dataset: 'a', position: null, version: null },
    target: { dataset: 'b', position: null, version: null },
    totals: {
      legacy: 1000,
      target: 1000,
      compared: 1000,
      matched: 1000,
      mismatched: 0,
      missingInTarget: 0,
      missingInLegacy: 0,
    },
    cohorts: [],
    checks: [],
    discrepancies: [],
    discrepanciesSampled: false,
    artifact: null,
    coverage: [],
    supersedes: null,
    ...change,
  };
};

const send = (facts: RunFacts) => {
  const bytes = new TextEncoder().encode(JSON.stringify(facts));
  const submission = {
    facts,
    format: 'neutral',
    body: { bytes, mediaType: 'application/json' },
    digest: documentDigest(JSON.parse(JSON.stringify(facts))),
    warnings: [],
  };
  return recordRun(house.as.engineer, house.program, submission);
};

const standing = async () => {
  const state = await inSnapshot(async (db) => loadContextState(db, (await db.context.findFirstOrThrow()).id));
  return { stage: state.stage, lanes: state.lanes.map(({ intervals }) => intervals.at(-1)?.side ?? null) };
};

test('one context goes from planned to selective on results, and back', async () => {
  const toShadow = await propose({ kind: 'advance', to: 'shadow' });
  expect(toShadow.missing.map(({ code }) => code)).toContain('criteria_not_met');
  const early = await giveSignOff(house.as.owner, house.program, toShadow.id, {
    revision: 1,
    evidenceHash: toShadow.evidenceHash,
    role: 'owner',
    verdict: 'approve',
    method: 'password',
  });
  expect(early).toMatchObject({ ok: false, refusal: { code: 'criteria_not_met' } });

  await accepted(
    attest(house.as.operations, house.program, 'payments', {
      criterion: 'runbook',
      role: 'operations',
      statement: 'The runbook was rehearsed.',
      evidence: 'https://wiki.example/rehearsal',
      stepUp: { method: 'recent_sign_in' },
    }),
  );
  expect((await execute(await sign(toShadow, 'owner'))).state).toBe('executed');
  expect(await standing()).toEqual({ stage: 'shadow', lanes: ['legacy', 'legacy', 'legacy', 'legacy'] });

  const first = await accepted(send(run('2026-11-20')));
  expect(first).toMatchObject({ created: true, answer: { outcome: 'match' } });

  const toValidated = await sign(await propose({ kind: 'advance', to: 'validated' }), 'owner', 'business');
  expect(toValidated.state).toBe('approved');
  expect((await execute(toValidated)).state).toBe('executed');

  const lanes = [{ workload: 'reads' as const, audience: 'cohort:eu-motor' }];
  const move = await propose({ kind: 'advance', to: 'selective', lanes, rollbackDays: 14 });
  const signed = await sign(move, 'business', 'operations', 'risk');
  const executed = await execute(signed);
  expect(executed.rollbackUntil).not.toBeNull();
  expect(await standing()).toMatchObject({ stage: 'selective' });

  const back = await accepted(
    rollBack(house.as.operations, house.program, 'payments', { lanes, reason: 'Duplicate orders.' }),
  );
  expect(back.review.number).toBe(back.decision.number + 1);
  expect(await standing()).toEqual({ stage: 'validated', lanes: ['legacy', 'legacy', 'legacy', 'legacy'] });
});
