import type { ReplayView, RiskView } from '@/lib/contract/v1/governing';
import type { Page } from '@/lib/contract/v1/primitives';
import { isInForce } from '@/lib/domain/criteria/accepted-risk';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Side, sides } from '@/lib/domain/words';
import { findContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listRisks as loadRisks } from '@/lib/store/governed';
import { listReplays as loadReplays } from '@/lib/store/keep-governed';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { inProgram } from './parts/viewing';

const contextIn = async (db: Db, programId: string, slug: string) => {
  const found = await findContext(db, programId, slug);
  if (found === null) throw refused('not_found', `This program has no context "${slug}".`);
  return found;
};

/** Every risk ever accepted in a context, newest first, and whether it is in force now. */
export const listRisks = (
  context: Context,
  programSlug: string,
  contextSlug: string,
): Promise<Result<Page<RiskView>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = await contextIn(db, program.id, contextSlug);
    const risks = await loadRisks(db, [about.id]);
    return {
      items: risks.reverse().map((risk) => ({
        decision: risk.decision,
        criterion: risk.criterion,
        transition: risk.transition,
        owner: { id: risk.owner.personId, name: risk.owner.name },
        gap: risk.gap,
        mitigation: risk.mitigation,
        acceptedAt: risk.acceptedAt.toISOString(),
        until: risk.until.toISOString(),
        inForce: isInForce(risk, now),
      })),
      nextCursor: null,
    };
  });

/** Every replay ever authorised in a context, newest first, and whether it may be done now. */
export const listReplays = (
  context: Context,
  programSlug: string,
  contextSlug: string,
): Promise<Result<Page<ReplayView>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = await contextIn(db, program.id, contextSlug);
    const replays = await loadReplays(db, about.id);
    return {
      items: replays.map((replay) => ({
        decision: { id: replay.decisionId, number: replay.decision.number },
        side: wordOf<Side>(sides, replay.side),
        from: replay.rangeFrom.toISOString(),
        to: replay.rangeTo.toISOString(),
        what: replay.what,
        containment: replay.containment,
        authorisedAt: replay.authorisedAt.toISOString(),
        until: replay.until.toISOString(),
        inForce: replay.authorisedAt <= now && now < replay.until,
      })),
      nextCursor: null,
    };
  });
