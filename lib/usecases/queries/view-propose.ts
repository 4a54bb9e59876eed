import type { ProposeQuery, ProposeView } from '@/lib/contract/views/decision';
import type { Act, SlotView } from '@/lib/contract/views/parts';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { sideOnRecord, stageOnRecord } from '@/lib/domain/decision/context-state';
import { rulesOf } from '@/lib/domain/decision/kinds/all';
import { meaningOf } from '@/lib/domain/decision/meaning';
import { lanesOf, type Payload } from '@/lib/domain/decision/payload';
import { placesOf } from '@/lib/domain/decision/places';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Stage } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Context } from '@/lib/usecases/context';
import { takesEffectText } from './decision/change';
import { evaluationView, namesIn } from './parts/evaluation-view';
import { gateOf, stopText } from './parts/gate';
import { lockOf } from './parts/lock';
import { matrixOf } from './parts/matrix';
import { type Evaluated, evaluateIn, loadPicture, moveOf, type Picture, policyIn, worldIn } from './parts/picture';
import { proposalAct, proposeNextAct } from './parts/propose-act';
import { contextRefOf } from './parts/refs';
import { inProgram, mayNot, type Viewing } from './parts/viewing';
import {
  lanesPicked,
  needsLanes,
  onLegacy,
  proposalFor,
  stageMeanings,
  stagePicked,
  stagesAhead,
  titleOf,
} from './propose/choice';

const notOnLegacy = mayNot('Target holds it already.');
const takesAll = mayNot('Advancing to full takes every lane still on legacy.');
const takesNone = mayNot('This step moves no lane.');

type Picked = {
  context: ListedContext;
  to: Stage | null;
  lanes: ReturnType<typeof lanesPicked>;
  payload: Payload | null;
};

/** The acts of the cells, as proposing each lane alone would answer. */
const pickableOf = (picture: Picture, { context, to }: Picked, { asker }: Viewing): Record<string, Act> =>
  Object.fromEntries(
    context.lanes.map((state) => {
      const name = laneNameOf(state.lane);
      if (to === null || to === 'shadow' || to === 'validated') return [laneText(name), takesNone];
      if (sideOnRecord(state) !== 'legacy') return [laneText(name), notOnLegacy];
      if (to === 'full') return [laneText(name), takesAll];
      return [laneText(name), proposalAct(picture, context, asker, proposalFor(to, [name], ''))];
    }),
  );

const transitionsFor = (picture: Picture, context: ListedContext, { asker }: Viewing): ProposeView['transitions'] =>
  stagesAhead(context).map((to) => {
    const lanes = needsLanes(to) ? onLegacy(context).slice(0, 1) : [];
    return {
      to,
      needsLanes: needsLanes(to),
      act: proposalAct(picture, context, asker, proposalFor(to, lanes, '')),
      meaning: stageMeanings[to],
    };
  });

/** Who would have to sign, the proposer left out. */
const slotsOf = (picture: Picture, { context, payload }: Picked, you: string | null): SlotView[] => {
  if (payload === null) return [];
  return placesOf(payload, worldIn(picture, context, null)).map(({ role, count }) => ({
    role,
    count,
    meaning: meaningOf(payload, role, 'approve'),
    candidates: picture.held
      .filter((held) => held.programId === context.programId && held.role === role && held.personId !== you)
      .map(({ name }) => ({ name, you: false })),
    filled: [],
  }));
};

const gateIn = (picture: Picture, { context, payload }: Picked, evaluated: Evaluated): ProposeView['gate'] =>
  payload?.kind === 'advance'
    ? gateOf({ from: payload.from, to: payload.to, decided: true }, evaluated, stopText(picture, context), picture.now)
    : null;

const pick = (picture: Picture, context: ListedContext, query: ProposeQuery): Picked => {
  const to = stagePicked(context, query.to);
  const lanes = lanesPicked(context, to, query.lanes);
  const proposal = to === null ? null : proposalFor(to, lanes, titleOf(context, to, lanes));
  const payload = proposal === null ? null : rulesOf(proposal.kind).derive(worldIn(picture, context, null), proposal);
  return { context, to, lanes, payload: payload?.ok === true ? payload.value : null };
};

const proposeAct = (picture: Picture, { context, to, lanes }: Picked, { asker }: Viewing): Act =>
  to === null
    ? proposeNextAct(picture, context, asker)
    : proposalAct(picture, context, asker, proposalFor(to, lanes, titleOf(context, to, lanes)));

const criteriaOf = (picture: Picture, picked: Picked, program: string) => {
  const { context, payload } = picked;
  const evaluated: Evaluated =
    payload === null ? { evaluations: [], blocks: [] } : evaluateIn(picture, context, moveOf(context, payload));
  const set = picture.criteria.get(context.id);
  const names = namesIn(program, context.slug, picture.evidence.get(context.id));
  return {
    gate: gateIn(picture, picked, evaluated),
    criteriaVersion: payload === null ? null : (set?.version ?? null),
    evaluations: evaluated.evaluations.map((evaluation) => evaluationView(evaluation, set?.document, names)),
    structural: evaluated.blocks.map(({ message }) => message),
  };
};

/** Proposing a move: what may move, and what the gate says about what is picked so far. */
export const viewPropose = (context: Context, programSlug: string, query: ProposeQuery): Promise<Result<ProposeView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker, you } = viewing;
    const picture = await loadPicture(db, [program.id], now);
    const { contexts } = picture;
    const about =
      query.context === undefined
        ? (contexts.find((listed) => proposeNextAct(picture, listed, asker).allowed) ?? contexts[0])
        : contexts.find(({ slug }) => slug === query.context);
    if (about === undefined) throw refused('not_found', 'There is no such context in this program.');
    const picked = pick(picture, about, query);
    const { to, lanes, payload } = picked;
    const { rollbackDays } = policyIn(picture, program.id).document;
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      contexts: contexts.map((listed) => ({
        ...contextRefOf(listed),
        lock: lockOf(picture, listed),
        propose: proposeNextAct(picture, listed, asker),
      })),
      context: { ...contextRefOf(about), lock: lockOf(picture, about), stage: stageOnRecord(about) },
      transitions: transitionsFor(picture, about, viewing),
      to,
      matrix: matrixOf(about, now),
      pickable: pickableOf(picture, picked, viewing),
      picked: lanes,
      ...criteriaOf(picture, picked, program.slug),
      slots: slotsOf(picture, picked, you),
      rollbackDays: payload !== null && lanesOf(payload).length > 0 ? rollbackDays : null,
      takesEffect: payload === null ? '' : takesEffectText(picture, about, payload),
      title: titleOf(about, to, lanes),
      propose: proposeAct(picture, picked, viewing),
    };
  });
