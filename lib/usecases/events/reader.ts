import type { SentOutcome } from '@/lib/contract/v1/outcomes';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { LineageEvent } from '@/lib/domain/events/lineage';
import type { Source } from '@/lib/domain/events/source';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { NewEvent } from '@/lib/store/kept-events';
import type { Submission } from '@/lib/usecases/commands/record-run';

// What reads events stands in `ingest`; here is only what is asked of it, so that a kept event can be read again.

/** An event as it came, and what it is called by. */
export type ArrivingEvent = Omit<NewEvent, 'id' | 'programId' | 'receivedAt'>;

/** What a kept event is read from. */
export type EventForm = {
  channel: string;
  mediaType: string;
  attributes: Readonly<Record<string, string>> | null;
  bytes: Uint8Array;
};

/** What an event means beside these sources: a run, more of one, outcomes of a side, a part of a lineage run, or nothing claimed. */
export type EventReading =
  | { kind: 'run'; submission: Submission; claimedBy: string | null }
  | { kind: 'outcomes'; sent: SentOutcome[] }
  | { kind: 'discrepancies'; run: string; sent: Discrepancy[] }
  | { kind: 'lineage'; event: LineageEvent }
  | { kind: 'unclaimed'; because: string };

/** Pure, and never throws: a refusal says what about the event is wrong. */
export type EventReader = (form: EventForm, sources: readonly Source[]) => Result<EventReading>;
