import { describe, expect, test } from 'vitest';
import type { Decision, SignOff } from '@/lib/domain/decision/decision';
import type { FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import { decideExecute } from '@/lib/domain/decision/execute';
import { decideRollback } from '@/lib/domain/decision/rollback';
import { decideSignOff } from '@/lib/domain/decision/sign-off';
import {
  contextAt,
  criterion,
  noon,
  person,
  personActor,
  propose,
  readsMotor,
  shownOf,
  viewedOf,
  worldOf,
} from '@/lib/domain/decision/test-world';
import { documentDigest, sha256Hex } from '@/lib/domain/kernel/digest';
import type { DecisionRecord } from './decision-record';
import { genesisOf, linkEntry } from './entry';
import type { Fact } from './fact';
import { verifyDecisionRecord } from './verify-record';

const origin = 'lockgate/claims';
const body = '{"source":"nightly","externalId":"n1"}';
const bytes = 'plain bytes';
const runs = [
  {
    id: 'run-1',
    source: 'nightly',
    externalId: 'n1',
    digest: documentDigest(JSON.parse(body)),
    form: 'json' as const,
    sent: `  ${body}`,
  },
  { id: 'run-2', source: 'dvt', externalId: 'n2', digest: sha256Hex(bytes), form: 'bytes' as const, sent: btoa(bytes) },
];
const evidence = runs.map(({ id, digest }) => ({ kind: 'run', id, digest }));
const world = worldOf({ evaluations: [criterion({ evidence })] });

type Written = { fact: Fact; by: string };

const chained = (written: readonly Written[]): DecisionRecord['chain'] => {
  let prev = genesisOf(origin);
  const entries = written.map(({ fact, by }, index) => {
    const draft = {
      at: noon,
      recordedAt: noon,
      actor: { kind: 'person' as const, id: by, name: by },
      requestId: 'r',
      fact,
    };
    const linked = linkEntry({ origin, index, prev }, draft);
    prev = linked.leaf;
    return new TextDecoder().decode(linked.bytes);
  });
  return { origin, from: 0, prev: genesisOf(origin), entries, head: { index: entries.length - 1, leaf: prev } };
};

const recordOf = (
  decision: Decision,
  signOffs: readonly SignOff[],
  written: readonly Written[],
  executed: { counted: { signOff: SignOff; slot: SignOff['role'] }[]; preflight: FrozenEvaluation[]; by: string },
): DecisionRecord => ({
  format: 'lockgate-decision-record/v1',
  exportedAt: noon.toISOString(),
  decision: {
    id: decision.id,
    number: decision.number,
    program: decision.program,
    context: decision.context,
    kind: decision.kind,
    state: 'executed',
    proposedBy: decision.proposer,
    authorIds: [...decision.authorIds],
    proposedAt: decision.proposedAt.toISOString(),
    expiresAt: decision.expiresAt?.toISOString() ?? null,
  },
  revisions: [
    {
      // As it comes back from a file: plain JSON.
      document: JSON.parse(JSON.stringify(decision.revision.document)),
      evidenceHash: decision.revision.evidenceHash,
      openedAt: noon.toISOString(),
      reason: null,
    },
  ],
  signOffs: signOffs.map(({ decisionId, signedAt, revokedAt, ...signOff }) => ({
    ...signOff,
    signedAt: signedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  })),
  execution: {
    executedBy: person(executed.by),
    executedAt: noon.toISOString(),
    counted: executed.counted.map(({ signOff, slot }) => ({ signOffId: signOff.id, slot })),
    preflight: JSON.parse(JSON.stringify(executed.preflight)),
  },
  runs,
  chain: chained(written),
});

const received: Written[] = runs.map(({ id, source, externalId, digest }) => ({
  by: 'nightly-job',
  fact: {
    type: 'run.recorded',
    data: {
      run: id,
      source,
      externalId,
      digest,
      context: 'payments',
      layer: 'outcome',
      workload: null,
      baseline: false,
      status: 'completed',
      windowFrom: noon.toISOString(),
      windowTo: noon.toISOString(),
      outcome: 'match',
      ruleSetVersion: null,
      discrepancies: 0,
    },
  },
}));

const executedRecord = (): DecisionRecord => {
  const opened = propose(world);
  if (!opened.ok) throw new Error(opened.refusal.detail);
  const { decision } = opened.value;
  const written: Written[] = [...received, ...opened.value.facts.map((fact) => ({ fact, by: 'lena' }))];
  const signOffs: SignOff[] = [];
  for (const [id, role] of [
    ['bo-business', 'business'],
    ['omar-operations', 'operations'],
    ['rita-risk', 'risk'],
  ] as const) {
    const ask = { ...shownOf(decision), id: `s-${id}`, role, verdict: 'approve' as const, comment: '' };
    const given = decideSignOff(viewedOf(decision, world, { signOffs }), personActor(id), ask);
    if (!given.ok) throw new Error(given.refusal.detail);
    signOffs.push(given.value.signOff);
    written.push(...given.value.facts.map((fact) => ({ fact, by: id })));
  }
  const done = decideExecute(viewedOf(decision, world, { signOffs }), person('eve-engineer'), shownOf(decision));
  if (!done.ok) throw new Error(done.refusal.detail);
  written.push(...done.value.effects.facts.map((fact) => ({ fact, by: 'eve-engineer' })));
  // Others' entries lie between and after, and are followed too.
  written.push({
    fact: { type: 'hold.placed', data: { hold: 'h', context: 'other', reason: 'Close' } },
    by: 'rita-risk',
  });
  return recordOf(decision, signOffs, written, { ...done.value, by: 'eve-engineer' });
};

const problemsOf = (record: unknown) => verifyDecisionRecord(record).checks.flatMap(({ problems }) => problems);

test('a record of a decision that went by the rules verifies on its own, after any journey as JSON', () => {
  const record = executedRecord();
  const verdict = verifyDecisionRecord(JSON.parse(JSON.stringify(record)));
  expect(verdict.checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(verdict).toMatchObject({ ok: true, head: { origin, ...record.chain.head } });
});

test('a rollback inside its window verifies without sign-offs', () => {
  const rolled = decideRollback({
    rollback: { id: 'rollback', number: 9 },
    review: { id: 'review', number: 10 },
    program: 'claims',
    by: person('omar-operations'),
    lanes: [readsMotor],
    reason: 'Wrong totals',
    world: worldOf({ context: contextAt('selective', ['reads/cohort:motor']) }),
  });
  if (!rolled.ok) throw new Error(rolled.refusal.detail);
  const written = [...received, ...rolled.value.effects.facts.map((fact) => ({ fact, by: 'omar-operations' }))];
  const record = recordOf(rolled.value.rollback, [], written, { counted: [], preflight: [], by: 'omar-operations' });
  expect(problemsOf(record)).toEqual([]);
});

describe('a record does not verify', () => {
  type Change = (record: DecisionRecord) => void;
  const first = <T>(list: readonly T[]): T => {
    const [item] = list;
    if (item === undefined) throw new Error('the list is empty');
    return item;
  };
  const execution = (record: DecisionRecord) => {
    if (record.execution === null) throw new Error('not executed');
    return record.execution;
  };
  const rows: [string, Change, RegExp][] = [
    ['when a member is missing', (record) => Reflect.deleteProperty(record, 'chain'), /\/chain/],
    [
      'when what was seen is changed',
      (record) => {
        first(record.revisions).document.payload.rationale = 'x';
      },
      /Revision 1 does not hash/,
    ],
    [
      'when what was seen and its hash are changed',
      (record) => {
        const revision = first(record.revisions);
        revision.document.payload.rationale = 'x';
        revision.evidenceHash = documentDigest(revision.document);
      },
      /another hash in the ledger/,
    ],
    [
      'when a ledger entry is changed',
      (record) => {
        record.chain.entries[3] = (record.chain.entries[3] ?? '').replace('bo-business', 'bo-busines5');
      },
      /Entry 4 does not follow/,
    ],
    [
      'when an author is left out',
      (record) => {
        record.decision.authorIds.pop();
      },
      /authors are not those/,
    ],
    [
      'when an approval says something else',
      (record) => {
        first(record.signOffs).comment = 'With pleasure.';
      },
      /its comment is not what the ledger says/,
    ],
    [
      'when a run is said to be another one',
      (record) => {
        first(record.runs).externalId = 'n9';
      },
      /not the one that the ledger knows/,
    ],
    [
      'when a ledger entry is left out',
      (record) => {
        record.chain.entries.splice(2, 1);
      },
      /says index 3/,
    ],
    [
      'when the ledger is cut short',
      (record) => {
        record.chain.entries.pop();
      },
      /not the head/,
    ],
    [
      'when its first entry is not the genesis',
      (record) => {
        record.chain.prev = 'a'.repeat(64);
      },
      /genesis/,
    ],
    [
      'when a sign-off is left out',
      (record) => {
        record.signOffs.pop();
      },
      /is left out/,
    ],
    [
      'when a sign-off is made up',
      (record) => {
        record.signOffs.push({ ...first(record.signOffs), id: 'forged' });
      },
      /ledger does not know it/,
    ],
    [
      'when a sign-off changes hands',
      (record) => {
        first(record.signOffs).personId = 'somebody';
      },
      /its person is not what the ledger says/,
    ],
    [
      'when a sign-off gets another role',
      (record) => {
        first(record.signOffs).role = 'finance';
      },
      /its role is not/,
    ],
    [
      'when a sign-off is bound to another hash',
      (record) => {
        first(record.signOffs).evidenceHash = 'a'.repeat(64);
      },
      /not bound to the hash/,
    ],
    [
      'when a sign-off is said to be revoked',
      (record) => {
        first(record.signOffs).revokedAt = noon.toISOString();
      },
      /differ on its revocation/,
    ],
    [
      'when an approver proposed it',
      (record) => {
        record.decision.proposedBy = person('rita-risk');
      },
      /given by the proposer/,
    ],
    [
      'when an approver wrote it',
      (record) => {
        record.decision.authorIds.push('rita-risk');
      },
      /given by an author/,
    ],
    [
      'when a counted sign-off is dropped',
      (record) => {
        execution(record).counted.pop();
      },
      /do not fill the slot/,
    ],
    [
      'when one person is counted twice',
      (record) => {
        execution(record).counted[1] = first(execution(record).counted);
      },
      /counted twice/,
    ],
    [
      'when a signer executed it',
      (record) => {
        execution(record).executedBy = person('rita-risk');
      },
      /counted signer executed/,
    ],
    [
      'when a blocking criterion was not met',
      (record) => {
        first(execution(record).preflight).outcome = 'insufficient';
      },
      /blocked and was insufficient/,
    ],
    [
      'when a blocking criterion is dropped',
      (record) => {
        execution(record).preflight = [];
      },
      /not looked at again/,
    ],
    [
      'when the preflight is changed',
      (record) => {
        Object.assign(first(execution(record).preflight), { value: '1' });
      },
      /preflight was changed/,
    ],
    [
      'when the execution is left out',
      (record) => {
        record.execution = null;
      },
      /leaves that out/,
    ],
    [
      'when it says another fate',
      (record) => {
        record.decision.state = 'withdrawn';
      },
      /entries say executed/,
    ],
    [
      'when it had expired',
      (record) => {
        record.decision.expiresAt = noon.toISOString();
      },
      /had expired/,
    ],
    [
      'when a run is changed',
      (record) => {
        first(record.runs).sent = '{}';
      },
      /not what was sent/,
    ],
    [
      'when a run is left out',
      (record) => {
        record.runs.pop();
      },
      /rests on run run-2/,
    ],
  ];
  test.each(rows)('%s', (_, change, problem) => {
    const record: DecisionRecord = JSON.parse(JSON.stringify(executedRecord()));
    change(record);
    const verdict = verifyDecisionRecord(record);
    expect(verdict.ok).toBe(false);
    expect(verdict.checks.flatMap(({ problems }) => problems).join('\n')).toMatch(problem);
  });
});
