import type { CohortCondition } from '@/lib/domain/authority/condition';
import type { AuthorityInterval, StageInterval } from '@/lib/domain/authority/interval';
import type { Audience } from '@/lib/domain/authority/lane';
import { accept, refuse } from '@/lib/domain/kernel/refusal';
import type { Side, Stage, Workload } from '@/lib/domain/words';
import type {
  AuthoritySnapshot,
  AuthoritySource,
  SnapshotContext,
  SnapshotLane,
} from '@/lib/usecases/authority-snapshot';
import { programId } from './door-under-test';

// A program whose authority a test moves by hand, with a clock of its own and a database that can go away.

export const start = Date.parse('2026-11-20T08:00:00.000Z');

const cohort = (slug: string, position: number, condition: CohortCondition): Audience => ({
  kind: 'cohort',
  slug,
  name: slug,
  position,
  condition,
});

export const rest = cohort('rest', 9, { kind: 'rest' });
export const motor = cohort('motor', 0, { kind: 'dimensions', where: { productLine: ['motor'] } });
export const tenth = cohort('tenth', 1, { kind: 'percentage', ranges: [{ from: 0, to: 10_000 }] });
export const feed: Audience = { kind: 'subscriber', slug: 'feed', name: 'Feed', position: 0, condition: null };

type Held = { side: Side; from: number; epoch: number; decision: number };

export const lane = (context: string, workload: Workload, audience: Audience, ...held: Held[]): SnapshotLane => {
  const id = `${context}/${workload}/${audience.kind}:${audience.slug}`;
  const intervals = held.map(
    ({ side, from, epoch, decision }, at): AuthorityInterval => ({
      laneId: id,
      epoch,
      side,
      from: new Date(start + from),
      to: held[at + 1] === undefined ? null : new Date(start + (held[at + 1]?.from ?? 0)),
      decision: { id: `decision-${decision}`, number: decision },
      openedAtEntry: at,
      closedAtEntry: null,
    }),
  );
  return { lane: { id, contextId: context, workload, audience }, intervals, windows: [] };
};

export const legacySince: Held = { side: 'legacy', from: -86_400_000, epoch: 1, decision: 1 };
export const targetFrom = (from: number, epoch = 2, decision = 2): Held => ({ side: 'target', from, epoch, decision });

export const context = (slug: string, stage: Stage, lanes: SnapshotLane[], workloads: Workload[]): SnapshotContext => {
  const stages: StageInterval[] = [{ stage, from: new Date(start - 86_400_000), to: null }];
  return { slug, name: slug, stages, workloads, lanes, proofs: [] };
};

/** The database, as far as authority sees it. `now` and the process's clock run together unless a test parts them. */
export class FakeAuthority implements AuthoritySource {
  contexts: SnapshotContext[] = [];
  ledgerSize = 10;
  now = start;
  gone = false;
  loads = 0;
  confirmations = 0;
  hang: Promise<void> | null = null;

  readonly steadyMs = (): number => this.now - start + 5_000;

  async loadAuthority(program: { id: string } | { slug: string }) {
    this.loads += 1;
    await this.hang;
    if (this.gone) return refuse('unavailable', 'The database cannot be reached.');
    const asked = 'id' in program ? program.id === programId : program.slug === 'claims';
    return asked ? accept(this.snapshot()) : refuse('not_found', 'There is no such program.');
  }

  async confirmAuthority() {
    this.confirmations += 1;
    await this.hang;
    if (this.gone) return refuse('unavailable', 'The database cannot be reached.');
    return accept({ ledgerSize: this.ledgerSize, at: new Date(this.now) });
  }

  snapshot(): AuthoritySnapshot {
    return {
      program: { id: programId, slug: 'claims' },
      dimensions: ['productLine', 'geography'],
      leases: { leaseSeconds: 30, windowLeaseSeconds: 5 },
      ledgerSize: this.ledgerSize,
      confirmedAt: new Date(this.now),
      contexts: this.contexts,
    };
  }

  /** Records something: the next confirmation sees that the ledger grew. */
  record(contexts: SnapshotContext[]): void {
    this.contexts = contexts;
    this.ledgerSize += 1;
  }

  pass(ms: number): void {
    this.now += ms;
  }
}

/** `intake` is split by product line, `posting` by a tenth of the keys, `fraud` has a subscriber, `payment` is planned. */
export const standing = (intake: Held[] = [legacySince]): SnapshotContext[] => [
  context(
    'intake',
    'selective',
    [lane('intake', 'reads', motor, ...intake), lane('intake', 'reads', rest, legacySince)],
    ['reads'],
  ),
  context(
    'posting',
    'shadow',
    [lane('posting', 'writes', tenth, legacySince), lane('posting', 'writes', rest, legacySince)],
    ['writes'],
  ),
  context(
    'fraud',
    'shadow',
    [lane('fraud', 'reads', feed, legacySince), lane('fraud', 'reads', rest, legacySince)],
    ['reads'],
  ),
  context('payment', 'planned', [], ['reads', 'writes']),
];
