import type { LaneRef } from '@/lib/contract/v1/criteria';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import type { RunFacts } from '@/lib/domain/comparison/run-facts';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { Result } from '@/lib/domain/kernel/refusal';
import { inSnapshot } from '@/lib/store/database';
import { giveAttestation } from '@/lib/usecases/commands/attest';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { recordRun } from '@/lib/usecases/commands/record-run';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { giveSignOff } from '@/lib/usecases/commands/sign-decision';
import type { Context } from '@/lib/usecases/context';
import { accepted, type House } from './house';

// What people and jobs do in the house, in one line each.

export const dayMs = 86_400_000;
export const reads = { workload: 'reads', audience: 'cohort:eu-motor' } as const satisfies LaneRef;
export const writes = { workload: 'writes', audience: 'cohort:eu-motor' } as const satisfies LaneRef;

type Role = keyof House['as'];
type Advance = Partial<Extract<ProposalBody, { kind: 'advance' }>> & {
  to: 'shadow' | 'validated' | 'selective' | 'full';
};
type Shown = Pick<DecisionView, 'id' | 'revision' | 'evidenceHash'>;

const wholeTotals = {
  legacy: 1000,
  target: 1000,
  compared: 1000,
  matched: 1000,
  mismatched: 0,
  missingInTarget: 0,
  missingInLegacy: 0,
};

/** A run over the day up to `to` in which everything agreed. */
export const goodRun = (externalId: string, to: Date, change: Partial<RunFacts> = {}): RunFacts => ({
  source: 'nightly',
  externalId,
  context: 'payments',
  layer: 'outcome',
  workload: null,
  engine: null,
  baseline: false,
  window: { from: new Date(to.getTime() - dayMs), to },
  period: null,
  startedAt: null,
  finishedAt: null,
  status: 'completed',
  legacy: { dataset: 'a', position: null, version: null },
  target: { dataset: 'b', position: null, version: null },
  totals: wholeTotals,
  cohorts: [],
  checks: [],
  discrepancies: [],
  discrepanciesSampled: false,
  artifact: null,
  coverage: [],
  supersedes: null,
  ...change,
});

/** The same with `amounts` that differ, each itemised: what legacy paid, and what target did. */
export const badRun = (
  externalId: string,
  to: Date,
  amounts: readonly (readonly [string, string])[],
  change: Partial<RunFacts> = {},
): RunFacts =>
  goodRun(externalId, to, {
    totals: { ...wholeTotals, matched: 1000 - amounts.length, mismatched: amounts.length },
    discrepancies: amounts.map(([legacy, target], index) => ({
      correlationId: `P-${index}`,
      kind: 'value',
      field: 'amount',
      legacy,
      target,
      dimensions: {},
      observedAt: null,
    })),
    ...change,
  });

export const submissionOf = (facts: RunFacts) => ({
  facts,
  format: 'neutral',
  body: { bytes: new TextEncoder().encode(JSON.stringify(facts)), mediaType: 'application/json' },
  digest: documentDigest(JSON.parse(JSON.stringify(facts))),
  warnings: [],
});

/**
 * Acts in a house. `days` is how far its clock is ahead of the database's: a simulated clock, only while the installation
 * says that it loads its demo.
 */
export const actsIn = (house: House) => {
  let days = 0;
  const instant = () => new Date(Date.now() + days * dayMs);
  const as = (role: Role): Context => (days === 0 ? house.as[role] : { ...house.as[role], simulatedAt: instant() });

  const propose = (body: ProposalBody, role: Role = 'lead') => proposeDecision(as(role), house.program, body);
  const advance = ({ to, ...more }: Advance, role: Role = 'lead') =>
    propose({ kind: 'advance', context: 'payments', title: 'A step', rationale: 'It is time.', to, ...more }, role);
  const signOff = (
    { id, revision, evidenceHash }: Shown,
    role: Role,
    more: Partial<Parameters<typeof giveSignOff>[3]> = {},
  ) =>
    giveSignOff(as(role), house.program, id, {
      revision,
      evidenceHash,
      role: role as 'owner',
      verdict: 'approve',
      method: 'password',
      ...more,
    });
  const signed = async (decision: DecisionView, ...roles: Role[]): Promise<DecisionView> => {
    let view = decision;
    for (const role of roles) view = await accepted(signOff(view, role));
    return view;
  };
  const execute = ({ id, revision, evidenceHash }: Shown, role: Role = 'engineer'): Promise<Result<DecisionView>> =>
    executeDecision(as(role), house.program, id, { revision, evidenceHash });
  const carryOut = async (step: Advance, ...roles: Role[]): Promise<DecisionView> =>
    accepted(execute(await signed(await accepted(advance(step)), ...roles)));
  const send = (facts: RunFacts) => recordRun(as('engineer'), house.program, submissionOf(facts));
  const justNow = () => new Date(instant().getTime() - 60_000);
  /** What went back goes forward again on evidence from after its return: lets that take effect, and brings it. */
  const evidenceAfterReturn = async (externalId: string) => {
    const last = await inSnapshot((db) => db.authorityInterval.aggregate({ _max: { startsAt: true } }));
    const wait = (last._max.startsAt?.getTime() ?? 0) - instant().getTime();
    await new Promise((resume) => setTimeout(resume, Math.max(0, wait) + 10));
    return accepted(send(goodRun(externalId, new Date(instant().getTime() - 1))));
  };
  const attestRunbook = () =>
    accepted(
      giveAttestation(as('operations'), house.program, 'payments', {
        criterion: 'runbook',
        role: 'operations',
        statement: 'The runbook was rehearsed.',
        evidence: 'Minutes of Monday.',
      }),
    );

  return {
    as,
    propose,
    advance,
    signOff,
    signed,
    execute,
    carryOut,
    send,
    justNow,
    evidenceAfterReturn,
    instant,
    attestRunbook,
    /** From now on everybody here acts so many days later. */
    goForward: (by: number) => {
      days += by;
    },
    back: (lanes: LaneRef[], reason = 'Complaints.', role: Role = 'operations') =>
      rollBack(as(role), house.program, 'payments', { lanes, reason }),
    toShadow: async () => {
      await attestRunbook();
      return carryOut({ to: 'shadow' }, 'owner');
    },
    toValidated: async (externalId = 'r-1') => {
      await accepted(send(goodRun(externalId, justNow())));
      return carryOut({ to: 'validated' }, 'owner', 'business');
    },
    toSelective: (lanes: LaneRef[] = [reads], more: Partial<Advance> = {}) =>
      carryOut({ ...more, to: 'selective', lanes }, 'business', 'operations', 'risk'),
  };
};
