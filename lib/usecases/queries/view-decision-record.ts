import type { DecisionRecordView, RecordEntry } from '@/lib/contract/views/decision';
import { withMoments } from '@/lib/domain/criteria/sentence';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Called } from '@/lib/domain/ledger/called';
import { parseEntry } from '@/lib/domain/ledger/chain';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import { workloads } from '@/lib/domain/words';
import { findLedger, type StoredEntry } from '@/lib/store/ledger';
import { listEntriesAbout } from '@/lib/store/read-models/history';
import { listSentRuns } from '@/lib/store/read-models/run-lines';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { buildDecision } from './decision/build';
import { frozenRunIds, type Loaded, loadWhole } from './decision/load';
import { calledBy } from './parts/called';
import { evaluationView } from './parts/evaluation-view';
import { inProgram } from './parts/viewing';

const mostEntries = 1_000;

const entryOf = ({ bytes, leaf }: StoredEntry, called: Called): RecordEntry => {
  const entry = parseEntry(bytes);
  const { index, at, recordedAt, type, prev } = entry;
  return { index, at, recordedAt, type, sentence: sentenceOf(entry, called), leaf, prev };
};

const revisionsOf = ({ recorded, picture, context, names }: Loaded): DecisionRecordView['revisions'] =>
  recorded.revisions.map(({ number, openedAt, reason, evidenceHash, document }) => ({
    revision: number,
    begunAt: openedAt.toISOString(),
    reason: withMoments(reason ?? 'It was proposed.'),
    evidenceHash,
    policyVersion: document.versions.policy,
    rulesVersion: document.versions.rules,
    criteriaVersion: document.versions.criteria,
    evaluations: document.evaluations.map((evaluation) =>
      evaluationView(evaluation, picture.criteria.get(context?.id ?? '')?.document, names),
    ),
  }));

/** The printable page of one decision: what was decided, on what, by whom, and where it stands in the ledger. */
export const viewDecisionRecord = (
  context: Context,
  programSlug: string,
  number: number,
): Promise<Result<DecisionRecordView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program } = viewing;
    const loaded = await loadWhole(viewing, number);
    const { recorded, preflight, picture, names } = loaded;
    const document = picture.criteria.get(loaded.context?.id ?? '')?.document;
    const ledger = await findLedger(db, program.id);
    if (ledger === null) throw new Error('the program has no ledger');
    const entries = await listEntriesAbout(db, ledger.id, recorded.decision.id, mostEntries);
    const called = calledBy(picture);
    const runs = await listSentRuns(db, frozenRunIds(recorded, preflight));
    return {
      decision: await buildDecision(loaded, viewing),
      revisions: revisionsOf(loaded),
      preflight:
        preflight === null
          ? null
          : {
              at: preflight.at.toISOString(),
              evaluations: preflight.evaluations.map((evaluation) => evaluationView(evaluation, document, names)),
            },
      entries: entries.map((entry) => entryOf(entry, called)),
      runs: runs.map(({ workload, windowTo, ...run }) => ({
        ...run,
        windowTo: windowTo.toISOString(),
        workload: workload === null ? null : wordOf(workloads, workload),
      })),
      ledger: { origin: ledger.origin, size: ledger.size, head: ledger.head },
      download: `/api/v1/programs/${program.slug}/decisions/${recorded.decision.number}/record`,
    };
  });
