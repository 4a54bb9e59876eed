import type { Lane } from '@/lib/domain/authority/lane';
import { wayBackAt } from '@/lib/domain/authority/way-back';
import { listed } from '@/lib/domain/kernel/in-words';
import { type WayBack, workloads } from '@/lib/domain/words';
import type { RecordedContext } from '@/lib/store/contexts';

/** What going back with some lanes would mean by the proofs on record, as long as their windows are open. */
export type Proven = { state: WayBack; sentence: string };

const ended = (text: string): string => text.replace(/[.\s]+$/, '');

/** The worst of the lanes' workloads counts: one without a current proof is `closed`, one that loses something `lossy`. */
export const provenIn = (
  context: Pick<RecordedContext, 'proofs'>,
  lanes: readonly Pick<Lane, 'workload'>[],
  at: Date,
): Proven => {
  const moved = workloads.filter((workload) => lanes.some((lane) => lane.workload === workload));
  const standings = moved.map((workload) => ({ workload, standing: wayBackAt(context.proofs, workload, at) }));
  const open = standings.flatMap(({ workload, standing }) => (standing.state === 'current' ? [] : [workload]));
  if (open.length > 0) return { state: 'closed', sentence: `No current proof says how ${listed(open)} come back.` };
  const losses = standings.flatMap(({ standing }) =>
    standing.state === 'current' && standing.proof.lost !== null ? [ended(standing.proof.lost)] : [],
  );
  if (losses.length === 0) return { state: 'lossless', sentence: 'Going back is proven to lose nothing.' };
  return { state: 'lossy', sentence: `Going back loses this: ${[...new Set(losses)].join('; ')}.` };
};
