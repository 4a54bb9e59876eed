import type { AcceptedRiskView, DecisionView } from '@/lib/contract/views/decision';
import { isInForce } from '@/lib/domain/criteria/accepted-risk';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import { listOpenPatterns } from '@/lib/store/read-models/pattern-lines';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { overSince } from '@/lib/usecases/queries/parts/decision-line';
import { holdsOn } from '@/lib/usecases/queries/parts/holds';
import { patternRowOf, trendsOf } from '@/lib/usecases/queries/parts/pattern-row';
import type { Picture } from '@/lib/usecases/queries/parts/picture';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';
import type { Viewing } from '@/lib/usecases/queries/parts/viewing';
import type { Loaded } from './load';
import { triedOf } from './tried';

const shownPatterns = 8;

/** The risks in force at an instant that waive one of the criteria that a move answers for. */
const risksAt = (
  picture: Picture,
  context: ListedContext,
  criteria: NonNullable<DecisionView['criteria']>,
  at: Date,
): AcceptedRiskView[] => {
  const asked = new Set(criteria.items.map(({ now: { key } }) => key.split(/[ @]/)[0] ?? key));
  return (picture.governed.get(context.id)?.risks ?? [])
    .filter((risk) => isInForce(risk, at) && asked.has(risk.criterion))
    .map(({ decision, criterion, owner, gap, mitigation, until }) => ({
      decision: decision.number,
      criterion,
      owner: owner.name,
      gap,
      mitigation,
      until: until.toISOString(),
    }));
};

/**
 * What could go wrong. Patterns and holds are kept as they stand now, which says nothing of what is over. Risks and
 * earlier moves are on record with their days: of what is over they are those of the day on which it was.
 */
export const risksIn = async (
  { recorded, picture, context }: Loaded,
  { db, asker, you, now }: Viewing,
  criteria: DecisionView['criteria'],
  lines: readonly DecisionLine[],
): Promise<Pick<DecisionView, 'patterns' | 'holds' | 'risks' | 'tried'>> => {
  const { decision } = recorded;
  if (context === null) return { patterns: null, holds: [], risks: null, tried: [] };
  const over = overSince(recorded, now);
  const open = over === null ? await listOpenPatterns(db, [context.id], shownPatterns) : [];
  const trends = await trendsOf(db, open, now);
  const shown = open.map((pattern) => patternRowOf(pattern, contextRefOf(context), you, trends));
  return {
    patterns: over === null ? shown : null,
    holds: over === null && decision.payload.kind === 'advance' ? holdsOn(picture, context, asker) : [],
    risks: criteria === null ? null : risksAt(picture, context, criteria, over ?? now),
    tried: triedOf(context, decision, lines, { at: over ?? now, now }),
  };
};
