import { v7 as uuid } from 'uuid';
import type { Principal } from '@/lib/domain/access/principal';
import { laneNameOf } from '@/lib/domain/authority/lane';
import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import type { BrokenGuard } from '@/lib/domain/decision/guards';
import { decideRollback } from '@/lib/domain/decision/rollback';
import { guardHold } from '@/lib/domain/hold/place-hold';
import { accept } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { type GuardedShift, insertGuardAct, listGuardedContexts, listGuardedShifts } from '@/lib/store/guard-acts';
import { insertHold } from '@/lib/store/holds';
import { findPerson } from '@/lib/store/people';
import { findProgram, takeNumber } from '@/lib/store/programs';
import { system } from '@/lib/usecases/context';
import { type ProgramTx, read, transact } from '@/lib/usecases/transact';
import { inNameOf, lockgate } from './in-name-of';
import { brokenOf, type ContextWorld, lanesOf } from './judge-guards';
import { keepRolledBack } from './keep-outside';
import { loadContextWorld } from './load-world';
import { refreshDecisions } from './refresh-decisions';

type Led = { kind: 'rollback' | 'hold'; id: string; number: number | null };

/** Who answers for what the guard does: who executed the shift, else who proposed it; null where neither is a person. */
const answersFor = async (tx: ProgramTx, shift: GuardedShift): Promise<Principal | null> => {
  for (const { personId } of [shift.executedBy, shift.proposedBy]) {
    const person = personId === null ? null : await findPerson(tx.db, personId);
    if (person !== null) return { kind: 'person', id: person.id, name: person.name, personId: person.id };
  }
  return null;
};

/** What a guard watches, as people call it: it stands in reasons that are read and never computed with. */
const titleIn = ({ governed }: ContextWorld, criterion: string): string =>
  titleOfKey(governed.context?.criteria, criterion);

const goBack = async (
  tx: ProgramTx,
  shift: GuardedShift,
  { guard, evaluation }: BrokenGuard,
  world: ContextWorld,
): Promise<Led | null> => {
  const by = await answersFor(tx, shift);
  const lanes = lanesOf(shift, world);
  if (by === null || lanes.length === 0) return null;
  const decision = { id: shift.id, number: shift.number };
  const ref = { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') };
  const rolled = decideRollback({
    rollback: ref,
    review: { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') },
    program: tx.program.slug,
    by,
    lanes: lanes.map(({ lane }) => laneNameOf(lane)),
    reason: `By itself: the guard “${titleIn(world, guard.criterion)}” of D-${shift.number} broke. ${evaluation.sentence}`,
    guard: { decision, criterion: guard.criterion, sentence: evaluation.sentence },
    world,
  });
  if (!rolled.ok) return null;
  await keepRolledBack(inNameOf(tx, by), rolled.value, by, world);
  return { kind: 'rollback', ...ref };
};

const halt = async (tx: ProgramTx, shift: GuardedShift, broken: BrokenGuard, world: ContextWorld): Promise<Led> => {
  const { context, at } = world;
  const { hold, facts } = guardHold(
    { program: { id: tx.program.id, slug: tx.program.slug }, context: { id: context.id, slug: context.slug } },
    {
      id: uuid(),
      guard: { id: shift.id, number: shift.number },
      reason: `The guard “${titleIn(world, broken.guard.criterion)}” of D-${shift.number} broke. ${broken.evaluation.sentence}`,
      placedAt: at,
    },
  );
  await insertHold(tx.db, hold);
  for (const fact of facts) tx.record(fact);
  return { kind: 'hold', id: hold.id, number: null };
};

/**
 * What a broken guard does, once: goes back, or halts where it was to, where it cannot be judged, or where nobody is left
 * to answer for going back.
 */
const act = async (tx: ProgramTx, shift: GuardedShift, broken: BrokenGuard, world: ContextWorld): Promise<Led> => {
  const { guard, evaluation } = broken;
  const back = broken.does === 'roll_back' ? await goBack(tx, shift, broken, world) : null;
  const led = back ?? (await halt(tx, shift, broken, world));
  const mark = { decisionId: shift.id, criterion: guard.criterion, actedAt: tx.at };
  await insertGuardAct(tx.db, { ...mark, ledKind: led.kind, ledId: led.id });
  const { key, value, threshold, sentence } = evaluation;
  tx.record({
    type: 'guard.broken',
    contextId: world.context.id,
    subject: { kind: 'decision', id: shift.id },
    data: {
      decision: { id: shift.id, number: shift.number },
      context: world.context.slug,
      criterion: guard.criterion,
      onBreak: guard.onBreak,
      evaluation: { key, value, threshold, sentence },
      led,
    },
  });
  return led;
};

const checkShift = async (tx: ProgramTx, shift: GuardedShift, world: ContextWorld): Promise<boolean> => {
  const found = await brokenOf(tx.db, shift, world);
  let moved = false;
  for (const broken of found) {
    // One way back takes all of its lanes; a halt named beside it stands all the same.
    if (moved && broken.does === 'roll_back') continue;
    moved = (await act(tx, shift, broken, world)).kind === 'rollback' || moved;
  }
  return found.length > 0;
};

type Looking = Pick<ProgramTx, 'db' | 'program' | 'at'> & Partial<Pick<ProgramTx, 'commitAllowanceMs'>>;

const look = ({ db, program, at, commitAllowanceMs }: Looking, contextId: string): Promise<ContextWorld> =>
  loadContextWorld(db, { program, contextId, payload: null, openedPolicy: null, at, commitAllowanceMs });

/** The same without acting: the worker takes the program's lock only where there is something to do. */
const anyBroken = async (looking: Looking, contextId: string): Promise<boolean> => {
  for (const shift of await listGuardedShifts(looking.db, contextId, looking.at)) {
    const broken = await brokenOf(looking.db, shift, await look(looking, contextId));
    if (broken.length > 0) return true;
  }
  return false;
};

/**
 * Looks at the guards of every shift of a context whose window is open. One whose criterion is not met now acts, once;
 * insufficient, stale or errored evidence never does, and one that nothing judges any more halts. Called after each run and
 * on each turn of the worker: the program's lock and a mark for each guard keep two of them from acting twice.
 */
export const checkGuards = async (tx: ProgramTx, contextId: string): Promise<void> => {
  const named = inNameOf(tx, lockgate);
  let acted = false;
  for (const shift of await listGuardedShifts(tx.db, contextId, tx.at)) {
    acted = (await checkShift(named, shift, await look(tx, contextId))) || acted;
  }
  if (acted) await refreshDecisions(named, contextId);
};

/** Contexts in which a guard is to act now, by their program. */
export const listBroken = () =>
  read(async (db) => {
    const at = await databaseNow(db);
    const broken: { program: string; contextId: string }[] = [];
    for (const { program: slug, contextId } of await listGuardedContexts(db, at)) {
      const program = await findProgram(db, slug);
      if (program !== null && (await anyBroken({ db, program, at }, contextId)))
        broken.push({ program: slug, contextId });
    }
    return broken;
  });

/** The same as after a run, by Lockgate itself. */

export const checkGuardsOf = (program: string, contextId: string) =>
  transact(system('check-guards'), program, async (tx) => {
    await checkGuards(tx, contextId);
    return accept(null);
  });
