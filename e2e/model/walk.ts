import { expect } from 'vitest';
import { type Command, cast, signingRoles } from './commands';
import {
  execute,
  placesOf,
  propose,
  revoke,
  rollBack,
  type Signing,
  settle,
  shownState,
  sign,
  withdraw,
} from './reference';
import { type Decision, laneNames, type Model, type Move, type Role } from './state';

/** A command with its choices made: who does what to which thing that is there. */
export type Act =
  | { do: 'propose'; person: string; move: Move }
  | ({ do: 'sign'; person: string; decision: number } & Signing)
  | { do: 'revoke' | 'withdraw' | 'execute'; person: string; decision: number }
  | { do: 'roll_back'; person: string; lanes: string[] }
  | { do: 'hold' | 'lift' }
  | { do: 'evidence'; met: boolean }
  | { do: 'role'; person: string; role: Role; give: boolean }
  | { do: 'wait'; ms: number };

export type Answer = { code: string; effectiveFrom?: number };

export type Snapshot = {
  stage: string;
  lanes: Record<string, { side: string; epoch: number }>;
  decisions: { number: number; state: string; revision: number }[];
};

/** What is held against the model: something that acts are done to, and that says how it stands. */
export type System = {
  perform: (act: Act) => Promise<Answer> | Answer;
  /** Writes down what evidence, time and other decisions have done. */
  settle: () => Promise<void> | void;
  snapshot: () => Promise<Snapshot> | Snapshot;
  /** Whatever must hold of its record at every moment; throws where it does not. */
  check: () => Promise<void> | void;
};

export const rollbackDays = 2;

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

const nameOf = (index: number): string => at(cast, index)?.[0] ?? 'lead';

/** A move that the stage allows, more often than chance would find one. */
const nextMove = (model: Model, move: Move): Move => {
  if (model.stage === 'planned') return { kind: 'advance', to: 'shadow', lanes: [] };
  if (model.stage === 'shadow') return { kind: 'advance', to: 'validated', lanes: [] };
  const held = (side: string) => laneNames.filter((lane) => model.lanes.get(lane)?.side === side);
  if (move.kind === 'rollback') {
    const back = move.lanes.filter((lane) => held('target').includes(lane));
    return { kind: 'rollback', to: null, lanes: back };
  }
  if (move.kind === 'extension') {
    const there = move.lanes.filter((lane) => held('target').includes(lane));
    return there.length === 0 ? move : { ...move, lanes: there };
  }
  if (move.to === 'full') return { kind: 'advance', to: 'full', lanes: [] };
  const left = move.lanes.filter((lane) => held('legacy').includes(lane));
  return { kind: 'advance', to: 'selective', lanes: left };
};

const decisionIn = (model: Model, index: number, wanted: (decision: Decision) => boolean): Decision | undefined => {
  const fitting = model.decisions.filter(wanted);
  return at(fitting.length > 0 && index % 8 > 0 ? fitting : model.decisions, index);
};

const isOpen = ({ state }: Decision): boolean => state === 'open';

const signAct = (model: Model, command: Extract<Command, { do: 'sign' }>): Act | null => {
  const decision = decisionIn(model, command.decision, isOpen);
  if (decision === undefined) return null;
  const role = (command.fitting ? at(placesOf(decision), command.role) : at(signingRoles, command.role)) ?? 'owner';
  // Who proposed it signs it themselves at times: chance alone would find that too seldom.
  const own = signingRoles.filter((each) => model.roles.get(decision.proposer)?.has(each) === true);
  const bold = !command.fitting && command.person % 2 === 0 ? at(own, command.role) : undefined;
  const holders = cast.map(([name]) => name).filter((name) => model.roles.get(name)?.has(role) === true);
  const person = (command.fitting ? at(holders, command.person) : undefined) ?? nameOf(command.person);
  const verdict = command.approve ? 'approve' : 'refuse';
  const revision = command.stale && decision.revision > 1 ? decision.revision - 1 : decision.revision;
  const signer = bold === undefined ? { person, role } : { person: decision.proposer, role: bold };
  return { do: 'sign', ...signer, decision: decision.number, verdict, revision };
};

/** Who proposes the next move: the lead, and at times somebody whose own sign-off the decision will ask for. */
const proposerOf = ({ move }: Extract<Command, { do: 'propose' }>): string =>
  move.lanes.length === 3 ? 'owner' : 'lead';

/** The command as it can be done now; null where there is nothing to do it to. */
const actOf = (model: Model, command: Exclude<Command, { do: 'carry_out' }>): Act | null => {
  switch (command.do) {
    case 'propose': {
      const move = command.toNext ? nextMove(model, command.move) : command.move;
      return { do: 'propose', person: command.toNext ? proposerOf(command) : nameOf(command.person), move };
    }
    case 'sign':
      return signAct(model, command);
    case 'execute': {
      const decision = decisionIn(model, command.decision, (each) => shownState(model, each) === 'approved');
      if (decision === undefined) return null;
      const person = command.person % 2 === 0 ? 'lead' : nameOf(command.person);
      return { do: 'execute', person, decision: decision.number };
    }
    case 'revoke':
    case 'withdraw': {
      const decision = decisionIn(model, command.decision, isOpen);
      if (decision === undefined) return null;
      const given = at(decision.signOffs, command.decision)?.person;
      const person =
        command.do === 'revoke' ? given : at([decision.proposer, nameOf(command.person)], command.decision);
      return person === undefined ? null : { do: command.do, person, decision: decision.number };
    }
    case 'roll_back': {
      const lanes = laneNames.filter((_, index) => (command.mask & (1 << index)) !== 0);
      const onTarget = lanes.filter((lane) => model.lanes.get(lane)?.side === 'target');
      if (lanes.length === 0) return null;
      const person = command.person % 3 === 0 ? nameOf(command.person) : 'operations';
      return { do: 'roll_back', person, lanes: onTarget.length > 0 ? onTarget : lanes };
    }
    case 'role': {
      const role = at(signingRoles, command.role) ?? 'risk';
      return { do: 'role', person: nameOf(command.person), role, give: command.give };
    }
    default:
      return command;
  }
};

/** The acts of a command, one after the other: each is made sense of after the one before was done. */
const turnsOf = (command: Command): ((model: Model) => Act | null)[] => {
  if (command.do !== 'carry_out') return [(model) => actOf(model, command)];
  const last = (model: Model): Decision | undefined => model.decisions.at(-1);
  const signing = (model: Model): Act | null => {
    const decision = last(model);
    if (decision === undefined || decision.state !== 'open') return null;
    const { number, revision } = decision;
    const given = decision.signOffs.map(({ person }) => person);
    const role = placesOf(decision).find((place) => !given.includes(place));
    return role === undefined
      ? null
      : { do: 'sign', person: role, decision: number, role, verdict: 'approve', revision };
  };
  const executing = (model: Model): Act | null => {
    const decision = last(model);
    return decision === undefined ? null : { do: 'execute', person: 'engineer', decision: decision.number };
  };
  const proposing = (model: Model): Act => ({ do: 'propose', person: 'lead', move: nextMove(model, command.move) });
  return [proposing, signing, signing, signing, signing, executing];
};

const decisionOf = (model: Model, number: number): Decision => {
  const found = model.decisions.find((decision) => decision.number === number);
  if (found === undefined) throw new Error('the model lost a decision');
  return found;
};

/** What the model says to the act; `answered` gives it what only the product knows. */
const expected = (model: Model, act: Act, answered: Answer): string => {
  switch (act.do) {
    case 'propose':
      return propose(model, act.person, act.move);
    case 'sign':
      return sign(model, act.person, decisionOf(model, act.decision), act);
    case 'revoke':
      return revoke(decisionOf(model, act.decision), act.person);
    case 'withdraw':
      return withdraw(model, decisionOf(model, act.decision), act.person);
    case 'execute':
      return execute(model, decisionOf(model, act.decision), act.person, {
        effectiveFrom: answered.effectiveFrom ?? model.now,
        rollbackDays,
      });
    case 'roll_back':
      return rollBack(model, act.person, act.lanes);
    case 'hold':
      model.holds += 1;
      return 'ok';
    case 'lift': {
      if (model.holds === 0) return 'nothing_to_change';
      model.holds -= 1;
      return 'ok';
    }
    case 'evidence':
      model.met = act.met;
      return 'ok';
    case 'role': {
      const held = model.roles.get(act.person);
      if (act.give) held?.add(act.role);
      else held?.delete(act.role);
      return 'ok';
    }
    case 'wait':
      model.now += act.ms;
      return 'ok';
  }
};

const snapshotOf = (model: Model): Snapshot => ({
  stage: model.stage,
  lanes: Object.fromEntries([...model.lanes].map(([lane, { side, epoch }]) => [lane, { side, epoch }])),
  decisions: model.decisions.map((decision) => ({
    number: decision.number,
    state: shownState(model, decision),
    revision: decision.revision,
  })),
});

/** Walks one history through both; fails at the first command after which they differ. `seen` counts what happened. */
export const walk = async (
  model: Model,
  system: System,
  commands: readonly Command[],
  seen: Map<string, number>,
): Promise<void> => {
  const done: string[] = [];
  for (const turn of commands.flatMap(turnsOf)) {
    const act = turn(model);
    if (act === null) continue;
    const answer = await system.perform(act);
    const code = expected(model, act, answer);
    done.push(`${JSON.stringify(act)} → ${code}`);
    expect(answer.code, done.join('\n')).toBe(code);
    settle(model);
    await system.settle();
    expect(await system.snapshot(), done.join('\n')).toEqual(snapshotOf(model));
    await system.check();
    const name = `${act.do === 'propose' && act.move.kind === 'extension' ? 'extend' : act.do} ${code}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
};

/** How many acts were done and refused, in one line for a campaign's record. */
export const tallyOf = (histories: number, seen: ReadonlyMap<string, number>): string => {
  const count = (wanted: (name: string) => boolean) =>
    [...seen].reduce((sum, [name, times]) => sum + (wanted(name) ? times : 0), 0);
  const done = count((name) => name.endsWith(' ok'));
  const [shifts, returns] = ['execute ok', 'roll_back ok'].map((name) => seen.get(name) ?? 0);
  return `${histories} histories: ${done} acts done, ${count(() => true) - done} refused; ${shifts} decisions executed, ${returns} rollbacks at once`;
};
