import { paths } from '@/lib/contract/paths';
import type { DueItem } from '@/lib/contract/views/parts';
import { isClosing, windowStateAt } from '@/lib/domain/authority/window';
import { isReview } from '@/lib/domain/decision/kinds/all';
import { byText } from '@/lib/domain/kernel/by-text';
import { dueAtOf, isOverdue } from '@/lib/domain/retirement/due';
import type { ProgramRow } from '@/lib/store/programs';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { RetirementLine } from '@/lib/store/read-models/retirement-items';
import { lanesText } from './lane-words';
import { contextRefOf } from './refs';
import { lastInstantBefore } from './say';

/** An attestation that counts now, what it is about, and the instant from which it no longer does. */
export type AttestationEnd = { context: ListedContext; about: string; by: string; at: Date };

type DueInput = {
  program: ProgramRow;
  now: Date;
  /** How long before its end a rollback window is about to close. */
  warnHours: number;
  contexts: readonly ListedContext[];
  decisions: readonly DecisionLine[];
  items: readonly RetirementLine[];
  attestations: readonly AttestationEnd[];
};

const refIn = (contexts: readonly ListedContext[], id: string | null) => {
  const found = contexts.find((context) => context.id === id);
  return found === undefined ? null : contextRefOf(found);
};

const ofItems = ({ program, contexts, items, now }: DueInput): DueItem[] =>
  items
    .filter((item) => item.state === 'open')
    .map((item) => ({
      kind: 'retirement_item',
      at: lastInstantBefore(dueAtOf(item, program.zone)).toISOString(),
      title: item.title,
      about: null,
      owner: item.ownerName ?? item.owner,
      context: refIn(contexts, item.contextId),
      href: `${paths.decommission(program.slug)}#${item.id}`,
      overdue: isOverdue(item, program.zone, now),
    }));

/** One for each decision whose lanes may still go back, at the end of their window. */
const ofWindows = ({ program, contexts, now, warnHours }: DueInput): DueItem[] =>
  contexts.flatMap((context) => {
    const open = context.lanes.flatMap(({ lane, windows }) =>
      windows
        .filter((window) => ['open', 'pending'].includes(windowStateAt(window, now)))
        .map((window) => ({ lane, window })),
    );
    const numbers = [...new Set(open.map(({ window }) => window.decision.number))];
    return numbers.flatMap((number): DueItem[] => {
      const own = open.filter(({ window }) => window.decision.number === number);
      const [first] = own;
      if (first === undefined) return [];
      const text = lanesText(
        own.map(({ lane }) => lane),
        context.lanes.map(({ lane }) => lane),
      );
      return [
        {
          kind: 'rollback_window',
          at: first.window.closesAt.toISOString(),
          title: `The way back of ${context.name} closes`,
          about: text,
          owner: null,
          context: contextRefOf(context),
          href: paths.decision(program.slug, number),
          overdue: false,
          closing: isClosing(first.window, now, warnHours),
        },
      ];
    });
  });

const ofDecisions = ({ program, contexts, decisions, now }: DueInput): DueItem[] =>
  decisions
    .filter((decision) => decision.state === 'open')
    .flatMap((decision): DueItem[] => {
      const told = { about: decision.title, owner: null, context: refIn(contexts, decision.contextId) };
      const href = paths.decision(program.slug, decision.number);
      if (isReview(decision.kind) && decision.dueAt !== null) {
        const title = `D-${decision.number} must be signed off`;
        return [
          { ...told, kind: 'review', at: decision.dueAt.toISOString(), title, href, overdue: decision.dueAt <= now },
        ];
      }
      if (decision.expiresAt === null || decision.expiresAt <= now) return [];
      const title = `D-${decision.number} expires unless it is executed`;
      return [{ ...told, kind: 'decision', at: decision.expiresAt.toISOString(), title, href, overdue: false }];
    });

const ofAttestations = ({ program, attestations, now }: DueInput): DueItem[] =>
  attestations.map(({ context, about, by, at }) => ({
    kind: 'attestation',
    at: at.toISOString(),
    title: `An attestation for ${context.name} ${at <= now ? 'ended' : 'ends'}`,
    about,
    owner: by,
    context: contextRefOf(context),
    href: `${paths.context(program.slug, context.slug)}#attestations`,
    overdue: at <= now,
  }));

const ofHardDate = ({ program, now }: DueInput): DueItem[] =>
  program.hardDate === null
    ? []
    : [
        {
          kind: 'hard_date',
          at: lastInstantBefore(program.hardDate).toISOString(),
          title: 'Hard date',
          about: 'legacy must be gone',
          owner: null,
          context: null,
          href: paths.decommission(program.slug),
          overdue: program.hardDate <= now,
        },
      ];

/** Everything that a day comes for, in one list, the earliest first. */
export const dueOf = (input: DueInput): DueItem[] =>
  [...ofItems(input), ...ofWindows(input), ...ofDecisions(input), ...ofAttestations(input), ...ofHardDate(input)].sort(
    (a, b) => byText(a.at, b.at),
  );
