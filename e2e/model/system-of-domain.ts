import { expect } from 'vitest';
import { mayExecute, mayPropose, mayRollBack, maySignOff, mayWithdraw } from '@/lib/domain/access/may';
import type { Asker, Rule } from '@/lib/domain/access/rule';
import { authorityAt, headOf, stageAt } from '@/lib/domain/authority/interval';
import { type LaneName, laneNameOf } from '@/lib/domain/authority/lane';
import { type ContextState, sideOnRecord, stageOnRecord } from '@/lib/domain/decision/context-state';
import type { Decision, RoleHolders, SignOff } from '@/lib/domain/decision/decision';
import { decideExpire, decideWithdraw, supersede } from '@/lib/domain/decision/end';
import { decideExecute } from '@/lib/domain/decision/execute';
import { whatMoved } from '@/lib/domain/decision/moved';
import type { Payload } from '@/lib/domain/decision/payload';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { decidePropose } from '@/lib/domain/decision/propose';
import { beginRevision } from '@/lib/domain/decision/revise';
import type { Revision } from '@/lib/domain/decision/revision';
import { decideRollback } from '@/lib/domain/decision/rollback';
import { decideRevoke, decideSignOff } from '@/lib/domain/decision/sign-off';
import { isApproved } from '@/lib/domain/decision/signers';
import { standingOf } from '@/lib/domain/decision/standing';
import {
  applyEffects,
  criterion,
  later,
  noon,
  person,
  personActor,
  plannedContext,
  worldOf,
} from '@/lib/domain/decision/test-world';
import type { Viewed } from '@/lib/domain/decision/view-check';
import type { World } from '@/lib/domain/decision/world';
import type { Result } from '@/lib/domain/kernel/refusal';
import { defaultPolicy } from '@/lib/domain/policy/document';
import { stageAgreesWithLanes } from '@/lib/domain/stage/agreement';
import type { Role } from '@/lib/domain/words';
import { cast } from './commands';
import type { Move } from './state';
import { type Act, type Answer, rollbackDays, type Snapshot, type System } from './walk';
import { extensionDays } from './windows';

// The decision functions themselves, with nothing around them but lists that keep what they answered.

type On = { person: string; decision: number };

type Kept = {
  decision: Decision;
  revisions: Revision[];
  signOffs: SignOff[];
  dueAt: Date | null;
  reviewedAt: Date | null;
  about: Payload;
};

const laneOf = (text: string): LaneName => {
  const [workload, audience] = text.split('/');
  return { workload: workload === 'writes' ? 'writes' : 'reads', audience: `cohort:${audience}` };
};

const textOf = ({ workload, audience }: LaneName): string => `${workload}/${audience.replace('cohort:', '')}`;

const proposalOf = ({ kind, to, lanes: named }: Move): Proposal => {
  const told = { title: 'A move', rationale: 'Because.' };
  const lanes = named.map(laneOf);
  if (kind === 'extension') return { kind: 'extend_rollback_window', ...told, lanes, by: { days: extensionDays } };
  if (kind === 'rollback') return { kind, ...told, to: to ?? undefined, lanes };
  const moves = to === 'selective' || to === 'full';
  return { kind, ...told, to: to ?? 'planned', lanes, rollbackDays: moves ? rollbackDays : null };
};

export class DomainSystem implements System {
  #at = noon;
  #context: ContextState = plannedContext();
  #met = true;
  #holds = 0;
  #number = 0;
  readonly #kept: Kept[] = [];
  readonly #roles = new Map(cast.map(([name, held]) => [name, new Set<Role>(held)]));

  get #holders(): RoleHolders {
    return this.#roles;
  }

  #world(): World & { context: ContextState } {
    return worldOf({
      policy: defaultPolicy,
      at: this.#at,
      context: this.#context,
      holders: this.#holders,
      evaluations: [criterion({ outcome: this.#met ? 'met' : 'not_met', validUntil: null })],
      holds: Array.from({ length: this.#holds }, (_, index) => ({
        id: `${index}`,
        reason: 'Wait',
        placedBy: 'owner',
        placedAt: noon,
      })) as World['holds'],
      reviews: this.#kept.flatMap(({ decision, dueAt, reviewedAt }) =>
        decision.payload.kind === 'review_rollback' && dueAt !== null
          ? [
              {
                rollback: decision.payload.rollback,
                review: { id: decision.id, number: decision.number },
                dueAt,
                reviewedAt,
              },
            ]
          : [],
      ),
    });
  }

  #viewed({ decision, revisions, signOffs }: Kept): Viewed {
    return { decision, revisions, signOffs, validUntil: null, world: this.#world() };
  }

  #keep(decision: Decision, dueAt: Date | null = null): void {
    const { revision, payload } = decision;
    this.#kept.push({ decision, revisions: [revision], signOffs: [], dueAt, reviewedAt: null, about: payload });
  }

  #of(number: number): Kept {
    const found = this.#kept.find(({ decision }) => decision.number === number);
    if (found === undefined) throw new Error('there is no such decision');
    return found;
  }

  #live() {
    return this.#kept
      .filter(({ decision }) => decision.state === 'open')
      .map(({ decision: { id, number, payload } }) => ({ id, number, payload }));
  }

  perform(act: Act): Answer {
    switch (act.do) {
      case 'propose':
        return this.#propose(act);
      case 'sign':
        return this.#sign(act);
      case 'revoke':
        return this.#revoke(act);
      case 'withdraw':
        return this.#withdraw(act);
      case 'execute':
        return this.#execute(act);
      case 'roll_back':
        return this.#rollBack(act);
      case 'hold':
        this.#holds += 1;
        return { code: 'ok' };
      case 'lift':
        if (this.#holds === 0) return { code: 'nothing_to_change' };
        this.#holds -= 1;
        return { code: 'ok' };
      case 'evidence':
        this.#met = act.met;
        return { code: 'ok' };
      case 'role':
        if (act.give) this.#roles.get(act.person)?.add(act.role);
        else this.#roles.get(act.person)?.delete(act.role);
        return { code: 'ok' };
      case 'wait':
        this.#at = later(this.#at, act.ms);
        return { code: 'ok' };
    }
  }

  #asker(name: string): Asker {
    return { actor: personActor(name), roles: this.#roles.get(name) ?? new Set<Role>() };
  }

  #refusal(name: string, rule: Rule): Answer | null {
    const permission = rule(this.#asker(name));
    return permission.allowed ? null : { code: permission.code };
  }

  #propose({ person: name, move }: Extract<Act, { do: 'propose' }>): Answer {
    const proposal = proposalOf(move);
    const refused = this.#refusal(name, mayPropose(proposal));
    if (refused !== null) return refused;
    const number = this.#number + 1;
    const world = this.#world();
    const base = { id: `decision-${number}`, number, program: 'claims', proposer: person(name), coAuthorIds: [] };
    const result = decidePropose({ ...base, proposal, live: this.#live(), world });
    if (!result.ok) return { code: result.refusal.code };
    this.#number = number;
    this.#keep(result.value.decision);
    return { code: 'ok' };
  }

  #sign({ person: name, decision, role, verdict, revision }: Extract<Act, { do: 'sign' }>): Answer {
    const refused = this.#refusal(name, maySignOff);
    if (refused !== null) return refused;
    const kept = this.#of(decision);
    const shown = kept.revisions.find((each) => each.number === revision);
    const result = decideSignOff(this.#viewed(kept), personActor(name), {
      id: `sign-off-${kept.signOffs.length}-${decision}`,
      revision,
      evidenceHash: shown?.evidenceHash ?? '',
      role,
      verdict,
      comment: 'Looked at.',
    });
    if (!result.ok) return { code: result.refusal.code };
    kept.signOffs.push(result.value.signOff);
    kept.decision = { ...kept.decision, state: result.value.state };
    this.#closeReview(kept);
    return { code: 'ok' };
  }

  /** A review that everybody needed has signed closes itself. */
  #closeReview(kept: Kept): void {
    if (kept.decision.kind !== 'review_rollback') return;
    if (standingOf(this.#viewed(kept)).state !== 'approved') return;
    kept.decision = { ...kept.decision, state: 'executed' };
    kept.reviewedAt = this.#at;
  }

  #revoke({ person: name, decision }: On): Answer {
    const kept = this.#of(decision);
    const given = kept.signOffs.findLast(({ personId, revokedAt }) => personId === name && revokedAt === null);
    if (given === undefined) return { code: 'not_found' };
    const result = decideRevoke(kept.decision, given, personActor(name), this.#at);
    if (!result.ok) return { code: result.refusal.code };
    kept.signOffs = kept.signOffs.map((each) => (each === given ? { ...each, revokedAt: this.#at } : each));
    return { code: 'ok' };
  }

  #withdraw({ person: name, decision }: On): Answer {
    const refused = this.#refusal(name, mayWithdraw);
    if (refused !== null) return refused;
    const kept = this.#of(decision);
    const roles = this.#roles.get(name) ?? new Set<Role>();
    return this.#end(kept, decideWithdraw(kept.decision, person(name), roles, 'No more.', this.#at));
  }

  #end(kept: Kept, result: Result<{ state: Decision['state'] }>): Answer {
    if (!result.ok) return { code: result.refusal.code };
    kept.decision = { ...kept.decision, state: result.value.state };
    return { code: 'ok' };
  }

  #execute({ person: name, decision }: On): Answer {
    const refused = this.#refusal(name, mayExecute);
    if (refused !== null) return refused;
    const kept = this.#of(decision);
    const { number, evidenceHash } = kept.decision.revision;
    const result = decideExecute(this.#viewed(kept), person(name), { revision: number, evidenceHash });
    if (!result.ok) return { code: result.refusal.code };
    const { effects } = result.value;
    this.#context = applyEffects(this.#context, { id: kept.decision.id, number: kept.decision.number }, effects);
    kept.decision = { ...kept.decision, state: 'executed' };
    return { code: 'ok', effectiveFrom: effects.effectiveFrom.getTime() };
  }

  #rollBack({ person: name, lanes }: Extract<Act, { do: 'roll_back' }>): Answer {
    const world = this.#world();
    const refused = this.#refusal(name, mayRollBack(world.policy));
    if (refused !== null) return refused;
    const number = this.#number + 1;
    const rollback = { id: `decision-${number}`, number };
    const result = decideRollback({
      rollback,
      review: { id: `decision-${number + 1}`, number: number + 1 },
      program: 'claims',
      by: person(name),
      lanes: lanes.map(laneOf),
      reason: 'Wrong.',
      world,
    });
    if (!result.ok) return { code: result.refusal.code };
    this.#number += 2;
    this.#context = applyEffects(this.#context, rollback, result.value.effects);
    this.#keep(result.value.rollback);
    this.#keep(result.value.review, result.value.reviewDueAt);
    return { code: 'ok' };
  }

  settle(): void {
    for (const kept of this.#kept) {
      if (kept.decision.state !== 'open') continue;
      const expired = decideExpire(kept.decision, this.#at);
      if (expired !== null) {
        kept.decision = { ...kept.decision, state: expired.state };
        continue;
      }
      const approved = isApproved(kept.decision, kept.signOffs);
      const moved = whatMoved({ decision: kept.decision, approved, validUntil: null, world: this.#world() });
      if (moved?.kind === 'supersede') this.#end(kept, { ok: true, value: supersede(kept.decision, moved) });
      if (moved?.kind !== 'revise') continue;
      kept.decision = beginRevision(kept.decision, moved, this.#world()).decision;
      kept.revisions.push(kept.decision.revision);
    }
  }

  snapshot(): Snapshot {
    return {
      stage: stageOnRecord(this.#context),
      lanes: Object.fromEntries(
        this.#context.lanes.map((state) => [
          textOf(laneNameOf(state.lane)),
          { side: sideOnRecord(state), epoch: headOf(state.intervals)?.epoch ?? 0 },
        ]),
      ),
      decisions: this.#kept.map((kept) => ({
        number: kept.decision.number,
        state: standingOf(this.#viewed(kept)).state,
        revision: kept.decision.revision.number,
      })),
    };
  }

  /** Intervals tile, epochs count up by one, stages follow each other without a skip and agree with the lanes always. */
  check(): void {
    const instants = this.#context.stages.map(({ from }) => from);
    for (const { intervals } of this.#context.lanes) {
      const ordered = [...intervals].sort((a, b) => a.epoch - b.epoch);
      ordered.forEach((interval, index) => {
        expect(interval.epoch).toBe(index + 1);
        expect(interval.to?.getTime()).toBe(ordered[index + 1]?.from.getTime());
        instants.push(interval.from);
      });
    }
    for (const instant of instants) {
      const sides = this.#context.lanes.map(({ intervals }) => authorityAt(intervals, instant)?.side ?? 'legacy');
      expect(stageAgreesWithLanes(stageAt(this.#context.stages, instant), sides)).toBe(true);
    }
  }
}
