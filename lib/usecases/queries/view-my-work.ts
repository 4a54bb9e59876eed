import type { MyRetirementItem, MyWorkView, WaitingDecision } from '@/lib/contract/views/my-work';
import type { PersonActor } from '@/lib/domain/access/actor';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { endOfDay } from '@/lib/domain/kernel/calendar';
import { listed } from '@/lib/domain/kernel/in-words';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listPatternsOf } from '@/lib/store/read-models/pattern-lines';
import { listRetirementLines, type RetirementLine } from '@/lib/store/read-models/retirement-items';
import type { VisibleProgram } from '@/lib/store/read-models/visible-programs';
import type { Context } from '@/lib/usecases/context';
import { workLede } from './my-work/lede';
import { programSummary } from './my-work/program-summary';
import { askerOf, asPerson } from './parts/caller';
import { rolesToSign, type Stood, slotViews, standingText, stoodIn } from './parts/decision-row';
import { executeAct } from './parts/executable';
import { gateOf, stopText } from './parts/gate';
import { lockOf } from './parts/lock';
import { patternRowOf } from './parts/pattern-row';
import { contextIn, evaluateIn, loadPicture, moveOf, type Picture } from './parts/picture';
import { contextRefOf } from './parts/refs';
import { lastInstantBefore } from './parts/say';
import { stakeOf } from './parts/stake';
import { windowsOf } from './parts/windows';

type ProgramRef = { slug: string; name: string };

const refOf = ({ slug, name }: VisibleProgram): ProgramRef => ({ slug, name });

/** "operations signed; you are the last" */
const turnText = ({ standing }: Stood): string => {
  const signed = standing.slots.filter(({ filled }) => filled.length > 0).map(({ role }) => roleTitles[role]);
  const open = standing.slots.reduce((sum, slot) => sum + slot.count - slot.filled.length, 0);
  const given = signed.length === 0 ? 'nobody has signed yet' : `${listed(signed)} signed`;
  return open === 1 ? `${given}; you are the last` : `${given}; ${open} places are open`;
};

const waitingOf = (picture: Picture, stood: Stood, program: VisibleProgram, person: PersonActor): WaitingDecision[] => {
  const [role] = rolesToSign(stood, person);
  if (role === undefined) return [];
  const { decision, dueAt } = stood.listed;
  const context = contextIn(picture, decision.contextId);
  const { payload } = decision;
  const move = moveOf(context, payload);
  const gate =
    payload.kind !== 'advance'
      ? null
      : gateOf(
          { ...payload, decided: true },
          evaluateIn(picture, context, move),
          stopText(picture, context),
          picture.now,
        );
  return [
    {
      program: refOf(program),
      number: decision.number,
      title: payload.title,
      context: contextRefOf(context),
      lock: lockOf(picture, context),
      role,
      stake: stakeOf(context, payload),
      gate,
      slots: slotViews(picture, stood, person.personId),
      standing: turnText(stood),
      expiresAt: decision.expiresAt?.toISOString() ?? null,
      dueAt: dueAt?.toISOString() ?? null,
    },
  ];
};

const itemOf = (item: RetirementLine, picture: Picture, program: VisibleProgram): MyRetirementItem => {
  const end = endOfDay(item.dueOn, program.zone);
  return {
    program: refOf(program),
    id: item.id,
    kind: item.kind,
    title: item.title,
    context: item.contextId === null ? null : contextRefOf(contextIn(picture, item.contextId)),
    dueAt: lastInstantBefore(end).toISOString(),
    overdue: end <= picture.now,
  };
};

/** The soonest end first; what has none comes last. */
const byUrgency = (a: WaitingDecision, b: WaitingDecision): number => {
  const end = ({ expiresAt, dueAt }: WaitingDecision) => dueAt ?? expiresAt ?? '9999';
  return end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : b.number - a.number;
};

/** What waits for this person, across all their programs. */
export const viewMyWork = (context: Context): Promise<Result<MyWorkView>> =>
  asPerson(context, async ({ db, now, person, programs }) => {
    const ids = programs.map(({ id }) => id);
    const picture = await loadPicture(db, ids, now);
    const items = await listRetirementLines(db, ids);
    const patterns = await listPatternsOf(db, ids, person.personId);
    const programOf = new Map(programs.map((program) => [program.id, program]));
    const stood = picture.open.map((listedDecision) => stoodIn(picture, listedDecision));
    const inPrograms = <T, R>(
      rows: readonly T[],
      idOf: (row: T) => string,
      of: (row: T, program: VisibleProgram) => R[],
    ): R[] =>
      rows.flatMap((row) => {
        const program = programOf.get(idOf(row));
        return program === undefined ? [] : of(row, program);
      });
    const waiting = inPrograms(
      stood,
      ({ listed: { programId } }) => programId,
      (each, program) => waitingOf(picture, each, program, person),
    ).sort(byUrgency);
    const yours = inPrograms(
      stood,
      ({ listed: { programId } }) => programId,
      (each, program) => {
        const { decision } = each.listed;
        const proposed = decision.proposer.personId === person.personId;
        if (
          each.standing.state === 'expired' ||
          waiting.some(({ number, program: { slug } }) => number === decision.number && slug === program.slug)
        )
          return [];
        if (!proposed && !executeAct(each.viewed, askerOf(person, program)).allowed) return [];
        const about = contextRefOf(contextIn(picture, decision.contextId));
        const { title } = decision.payload;
        return [
          {
            program: refOf(program),
            number: decision.number,
            title,
            context: about,
            standing: standingText(each, now),
          },
        ];
      },
    );
    const windows = programs
      .flatMap((program) => {
        const own = picture.contexts.filter(({ programId }) => programId === program.id);
        return windowsOf(picture, own, refOf(program), askerOf(person, program));
      })
      .sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1));
    const mine = items.filter((item) => item.state === 'open' && item.owner.toLowerCase() === person.email);
    const work = {
      waiting,
      yours,
      windows,
      patterns: inPrograms(
        patterns,
        ({ programId }) => programId,
        (pattern, program) => [
          {
            ...patternRowOf(pattern, contextRefOf(contextIn(picture, pattern.contextId)), person.personId),
            program: refOf(program),
          },
        ],
      ),
      items: inPrograms(
        mine,
        ({ programId }) => programId,
        (item, program) => [itemOf(item, picture, program)],
      ),
    };
    return {
      now: now.toISOString(),
      lede: workLede(work, now),
      ...work,
      programs: programs.map((program) => programSummary(picture, program, items)),
    };
  });
