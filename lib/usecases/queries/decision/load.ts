import { paths } from '@/lib/contract/paths';
import type { FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { refused } from '@/lib/domain/kernel/refusal';
import { findDecision, type RecordedDecision } from '@/lib/store/decisions';
import { loadPreflight } from '@/lib/store/preflights';
import { ledgerHead } from '@/lib/store/read-models/history';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { listRunNumbers } from '@/lib/store/read-models/run-lines';
import { type EvidenceNames, namesIn } from '@/lib/usecases/queries/parts/evaluation-view';
import { contextOfDecision, loadPicture, type Picture, worldOfDecision } from '@/lib/usecases/queries/parts/picture';
import type { Viewing } from '@/lib/usecases/queries/parts/viewing';

/** A decision with everything that its pages are made from. */
export type Loaded = {
  recorded: RecordedDecision;
  picture: Picture;
  /** Null for a decision about the whole program. */
  context: ListedContext | null;
  viewed: Viewed;
  preflight: { at: Date; evaluations: FrozenEvaluation[] } | null;
  names: EvidenceNames;
  ledgerId: string;
};

/** Ids of the runs that frozen evaluations were read from. */
export const frozenRunIds = (recorded: RecordedDecision, preflight: Loaded['preflight']): string[] => {
  const evaluations = [
    ...recorded.revisions.flatMap(({ document }) => document.evaluations),
    ...(preflight?.evaluations ?? []),
  ];
  return [
    ...new Set(evaluations.flatMap(({ evidence }) => evidence.flatMap(({ kind, id }) => (kind === 'run' ? [id] : [])))),
  ];
};

/** @throws Refused with not_found for a number that this program does not have. */
export const loadWhole = async (viewing: Viewing, number: number): Promise<Loaded> => {
  const { db, program, now } = viewing;
  const recorded = await findDecision(db, program.id, String(number));
  if (recorded === null) throw refused('not_found', `There is no decision D-${number} in this program.`);
  const { decision, signOffs, validUntil, revisions } = recorded;
  const picture = await loadPicture(db, [program.id], now, { contextId: decision.contextId ?? '' });
  const context = contextOfDecision(picture, decision);
  const world = worldOfDecision(
    picture,
    { programId: program.id, decision, openedPolicy: recorded.openedPolicy },
    decision.state === 'open' || decision.state === 'draft' ? decision.payload : null,
  );
  const preflight = recorded.preflightId === null ? null : await loadPreflight(db, recorded.preflightId);
  const numbers = new Map(
    (await listRunNumbers(db, frozenRunIds(recorded, preflight))).map((run) => [run.id, run.number]),
  );
  const inReach = context === null ? () => null : namesIn(program.slug, context.slug, picture.evidence.get(context.id));
  return {
    recorded,
    picture,
    context,
    viewed: { decision, revisions, signOffs, validUntil, world },
    preflight,
    names: (kind, id) => {
      const run = kind === 'run' ? numbers.get(id) : undefined;
      return run === undefined
        ? inReach(kind, id)
        : { kind: 'run', label: `r-${run}`, href: paths.run(program.slug, run) };
    },
    ledgerId: (await ledgerHead(db, program.id)).id,
  };
};
