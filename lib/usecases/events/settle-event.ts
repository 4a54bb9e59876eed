import type { EventAnswer } from '@/lib/contract/v1/events';
import { unplacedWarnings } from '@/lib/domain/comparison/unplaced';
import { endsRun, type LineageEvent, saysSomething } from '@/lib/domain/events/lineage';
import { claimJob, type LineageSource, placeDataset, type Source } from '@/lib/domain/events/source';
import { type EventPlace, setState } from '@/lib/store/kept-events';
import { recordWithin } from '@/lib/usecases/commands/record-run';
import type { ProgramTx } from '@/lib/usecases/transact';
import type { EventReader, EventReading } from './reader';
import { settleLineage } from './settle-lineage';

const claimOf = ({ job, dataset }: LineageEvent, sources: readonly Source[]): LineageSource | null => {
  if (job !== null) return claimJob(sources, job);
  const places = (source: Source): source is LineageSource =>
    source.kind === 'openlineage' && dataset !== null && placeDataset(source, dataset) !== null;
  return sources.find(places) ?? null;
};

const nobodys = { job: null, lineageRun: null, ends: false, says: false };

/** Where an event belongs by what was read of it. */
export const placeOf = (reading: EventReading, sources: readonly Source[], lookedWith: string): EventPlace => {
  if (reading.kind === 'run') return { ...nobodys, claimedBy: reading.claimedBy, lookedWith, warnings: [] };
  if (reading.kind === 'outcomes' || reading.kind === 'discrepancies')
    return { ...nobodys, claimedBy: null, lookedWith, warnings: [] };
  if (reading.kind === 'unclaimed') return { ...nobodys, claimedBy: null, lookedWith, warnings: [reading.because] };
  const { event } = reading;
  return {
    job: event.job,
    lineageRun: event.runId,
    ends: endsRun(event),
    says: saysSomething(event),
    claimedBy: claimOf(event, sources)?.name ?? null,
    lookedWith,
    warnings: [...event.warnings, ...unplacedWarnings(event.unplaced)],
  };
};

type Kept = { id: string; reading: EventReading; place: EventPlace };

/** What becomes of an event that is kept: a run, a part of one, or nothing yet. Refuses by throwing. */
export const settleEvent = async (
  tx: ProgramTx,
  { id, reading, place }: Kept,
  sources: readonly Source[],
  read: EventReader,
): Promise<EventAnswer> => {
  const about = { event: id, claimedBy: place.claimedBy, outcomes: null, itemised: null };
  if (reading.kind === 'run') {
    const { answer } = await recordWithin(tx, reading.submission);
    await setState(tx.db, id, { state: 'read', runId: answer.id });
    return { ...about, state: 'read', runs: [answer], warnings: [] };
  }
  const source = reading.kind === 'lineage' ? claimOf(reading.event, sources) : null;
  if (reading.kind !== 'lineage' || source === null) {
    await setState(tx.db, id, { state: 'unclaimed', runId: null });
    const nobody = reading.kind === 'lineage' ? ['No source of the manifest claims it; it is kept as sent.'] : [];
    return { ...about, state: 'unclaimed', runs: [], warnings: [...place.warnings, ...nobody] };
  }
  const settled = await settleLineage({ tx, source, read }, id, reading.event);
  return { ...about, ...settled, warnings: [...new Set([...place.warnings, ...settled.warnings])] };
};
