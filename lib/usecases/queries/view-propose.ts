import type { ProposeQuery, ProposeView } from '@/lib/contract/views/decision';
import type { Act, LaneRef, SlotView } from '@/lib/contract/views/parts';
import { criteriaOf as criteriaAsked } from '@/lib/domain/criteria/criteria-set';
import { criterionTitle } from '@/lib/domain/criteria/criterion-title';
import { stageOnRecord } from '@/lib/domain/decision/context-state';
import { rulesOf } from '@/lib/domain/decision/kinds/all';
import { meaningOf } from '@/lib/domain/decision/meaning';
import type { Payload } from '@/lib/domain/decision/payload';
import { placesOf } from '@/lib/domain/decision/places';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Context } from '@/lib/usecases/context';
import { evaluationView, namesIn } from './parts/evaluation-view';
import { gateOf, stopText } from './parts/gate';
import { lockOf } from './parts/lock';
import { matrixOf } from './parts/matrix';
import { type Evaluated, evaluateIn, loadPicture, moveOf, type Picture, policyIn, worldIn } from './parts/picture';
import { proposalAct, proposeNextAct } from './parts/propose-act';
import { contextRefOf } from './parts/refs';
import { inProgram, type Viewing } from './parts/viewing';
import {
  type Course,
  coursePicked,
  coursesOf,
  lanesOn,
  lanesPicked,
  meaningOfCourse,
  needsLanes,
  proposalFor,
  sideLeft,
  titleOf,
} from './propose/choice';
import { pickableLanes } from './propose/pickable';

type Picked = {
  context: ListedContext;
  course: Course | null;
  lanes: LaneRef[];
  payload: Payload | null;
};

/** What proposing these lanes would be answered, by this person now. */
const askIn =
  (picture: Picture, { context, course }: Pick<Picked, 'context' | 'course'>, { asker }: Viewing) =>
  (lanes: readonly LaneRef[]): Act =>
    course === null
      ? proposeNextAct(picture, context, asker)
      : proposalAct(picture, context, asker, proposalFor(course, lanes, titleOf(context, course, lanes)));

const transitionsFor = (picture: Picture, context: ListedContext, viewing: Viewing): ProposeView['transitions'] =>
  coursesOf(context).map((course) => ({
    ...course,
    needsLanes: needsLanes(course.to),
    act: askIn(picture, { context, course }, viewing)(firstLanes(context, course)),
    meaning: meaningOfCourse(course),
  }));

/** Something to ask with: the first lane that could go, or all that would. */
const firstLanes = (context: ListedContext, course: Course): LaneRef[] =>
  needsLanes(course.to) ? lanesOn(context, sideLeft[course.kind]).slice(0, 1) : lanesPicked(context, course);

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
  const course = coursePicked(context, query);
  const lanes = lanesPicked(context, course, query.lanes);
  const proposal = course === null ? null : proposalFor(course, lanes, titleOf(context, course, lanes));
  const payload = proposal === null ? null : rulesOf(proposal.kind).derive(worldIn(picture, context, null), proposal);
  return { context, course, lanes, payload: payload?.ok === true ? payload.value : null };
};

/** Each criterion of the move once, whichever lanes it is asked of. */
const guardableIn = (picture: Picture, { context, payload }: Picked): ProposeView['guardable'] => {
  if (payload === null) return [];
  const document = picture.criteria.get(context.id)?.document ?? null;
  const asked = document === null ? [] : criteriaAsked(document, moveOf(context, payload).transitions);
  return asked.map((criterion) => ({ criterion: criterion.key, title: criterionTitle(criterion, criterion.key) }));
};

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
        ? (contexts.find((each) => proposeNextAct(picture, each, asker).allowed) ?? contexts[0])
        : contexts.find(({ slug }) => slug === query.context);
    if (about === undefined) throw refused('not_found', 'There is no such context in this program.');
    const picked = pick(picture, about, query);
    const { course, lanes } = picked;
    const ask = askIn(picture, picked, viewing);
    const { rollbackDays } = policyIn(picture, program.id).document;
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      contexts: contexts.map((each) => ({
        ...contextRefOf(each),
        lock: lockOf(picture, each),
        propose: proposeNextAct(picture, each, asker),
      })),
      context: { ...contextRefOf(about), lock: lockOf(picture, about), stage: stageOnRecord(about) },
      kind: course?.kind ?? query.kind ?? 'advance',
      transitions: transitionsFor(picture, about, viewing),
      to: course?.to ?? null,
      matrix: matrixOf(about, now),
      pickable: pickableLanes(picture, about, course, lanes, ask),
      picked: lanes,
      ...criteriaOf(picture, picked, program.slug),
      slots: slotsOf(picture, picked, you),
      rollbackDays: course?.kind === 'advance' && (needsLanes(course.to) || course.to === 'full') ? rollbackDays : null,
      guardable: course?.kind === 'advance' && lanes.length > 0 ? guardableIn(picture, picked) : [],
      title: titleOf(about, course, lanes),
      propose: ask(lanes),
    };
  });
