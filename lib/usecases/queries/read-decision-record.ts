import { mayReadLedger } from '@/lib/domain/access/may';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { DecisionRecord } from '@/lib/domain/ledger/decision-record';
import { genesisOf } from '@/lib/domain/ledger/entry';
import type { Db } from '@/lib/store/database';
import { confirmationOf, type RecordedDecision } from '@/lib/store/decisions';
import { findLedger, listEntries } from '@/lib/store/ledger';
import { loadPreflight } from '@/lib/store/preflights';
import { listRunsAsSent } from '@/lib/store/runs';
import type { Context } from '@/lib/usecases/context';
import { loadDecision } from '@/lib/usecases/decisions/on-decision';
import { inProgram } from './parts/viewing';

const utf8 = new TextDecoder();

const runIdsOf = (recorded: RecordedDecision, preflight: DecisionRecord['execution']): string[] => {
  const evaluations = [
    ...recorded.revisions.flatMap((revision) => revision.document.evaluations),
    ...(preflight?.preflight ?? []),
  ];
  const refs = evaluations.flatMap((evaluation) => evaluation.evidence);
  return [...new Set(refs.filter((ref) => ref.kind === 'run').map((ref) => ref.id))];
};

const runsAsSent = async (db: Db, ids: readonly string[]): Promise<DecisionRecord['runs']> =>
  (await listRunsAsSent(db, ids)).map(({ body, format, ...run }) => {
    const form = format === 'neutral' ? ('json' as const) : ('bytes' as const);
    const bytes = body?.bytes ?? new Uint8Array();
    return { ...run, form, sent: form === 'json' ? utf8.decode(bytes) : Buffer.from(bytes).toString('base64') };
  });

const chainOf = async (db: Db, programId: string): Promise<DecisionRecord['chain']> => {
  const ledger = await findLedger(db, programId);
  if (ledger === null) throw refused('not_found', 'This program has no ledger.');
  const entries = await listEntries(db, ledger.id, { after: -1, limit: ledger.size });
  const head = entries.at(-1);
  if (head === undefined) throw refused('not_found', 'The ledger of this program is empty.');
  return {
    origin: ledger.origin,
    from: 0,
    prev: genesisOf(ledger.origin),
    entries: entries.map(({ bytes }) => utf8.decode(bytes)),
    head: { index: head.index, leaf: head.leaf },
  };
};

const executionOf = async (db: Db, recorded: RecordedDecision): Promise<DecisionRecord['execution']> => {
  const { executedBy, closedAt, decision } = recorded;
  if (decision.state !== 'executed' || executedBy === null || closedAt === null) return null;
  const preflight = recorded.preflightId === null ? null : await loadPreflight(db, recorded.preflightId);
  return {
    executedBy,
    executedAt: closedAt.toISOString(),
    counted: recorded.counted.map(({ signOffId, role }) => ({ signOffId, slot: role })),
    preflight: preflight?.evaluations ?? [],
  };
};

const proofOf = (recorded: RecordedDecision, signOffId: string) => {
  const { method, assertion } = confirmationOf(recorded, signOffId);
  return { confirmedBy: method, assertion };
};

/** One decision as a file that can be checked without the server. */
export const readDecisionRecord = (
  context: Context,
  programSlug: string,
  idOrNumber: string,
): Promise<Result<DecisionRecord>> =>
  inProgram(
    context,
    programSlug,
    async ({ db, program, now }) => {
      const recorded = await loadDecision(db, program.id, idOrNumber);
      const { decision } = recorded;
      const execution = await executionOf(db, recorded);
      return {
        format: 'lockgate-decision-record/v1',
        exportedAt: now.toISOString(),
        decision: {
          id: decision.id,
          number: decision.number,
          program: decision.program,
          context: decision.context,
          kind: decision.kind,
          state: decision.state,
          proposedBy: decision.proposer,
          authorIds: [...decision.authorIds],
          proposedAt: decision.proposedAt.toISOString(),
          expiresAt: decision.expiresAt?.toISOString() ?? null,
        },
        revisions: recorded.revisions.map(({ document, evidenceHash, openedAt, reason }) => ({
          document,
          evidenceHash,
          openedAt: openedAt.toISOString(),
          reason,
        })),
        signOffs: recorded.signOffs.map((signOff) => ({
          id: signOff.id,
          revision: signOff.revision,
          evidenceHash: signOff.evidenceHash,
          personId: signOff.personId,
          personName: signOff.personName,
          onBehalfOf: signOff.onBehalfOf,
          onBehalfOfName: signOff.onBehalfOfName,
          role: signOff.role,
          verdict: signOff.verdict,
          comment: signOff.comment,
          signedAt: signOff.signedAt.toISOString(),
          revokedAt: signOff.revokedAt?.toISOString() ?? null,
          ...proofOf(recorded, signOff.id),
        })),
        execution,
        runs: await runsAsSent(db, runIdsOf(recorded, execution)),
        chain: await chainOf(db, program.id),
      };
    },
    mayReadLedger,
  );
