import { accept, type Refusal, type Result } from '@/lib/domain/kernel/refusal';
import { pairedRun, pairedRunId } from '@/lib/domain/pairing/paired-run';
import { closesAt, spanAt } from '@/lib/domain/pairing/periods';
import { log } from '@/lib/log';
import { databaseNow } from '@/lib/store/database';
import {
  closePeriod,
  type DuePeriod,
  findPeriod,
  listDuePeriods,
  markStuck,
  openRest,
  touchLater,
} from '@/lib/store/outcome-periods';
import { saveTakings } from '@/lib/store/outcomes';
import { findRunByIdentity } from '@/lib/store/runs';
import { type Context, system } from '@/lib/usecases/context';
import { type CountedPeriod, countPeriod } from '@/lib/usecases/pairing/count-period';
import { loadRegimes } from '@/lib/usecases/pairing/streams';
import { note, type ProgramTx, read, transact } from '@/lib/usecases/transact';
import { recordWithin } from './record-run';

/** What became of a period: `again` where more came while it was counted, `stuck` where its run was refused. */
export type Paired = 'recorded' | 'unchanged' | 'empty' | 'waits' | 'again' | 'stuck';

type Clock = { simulatedAt?: Date | undefined };

const contextAt = ({ simulatedAt }: Clock): Context =>
  simulatedAt === undefined ? system('pairing') : { ...system('pairing'), simulatedAt };

/** The first number of an edition under which nobody has sent a run of their own. */
const freeEdition = async (tx: ProgramTx, { period, stream, span }: CountedPeriod): Promise<number> => {
  const names = { context: stream.context.slug, source: stream.source, workload: stream.workload };
  for (let edition = period.revision + 1; ; edition += 1) {
    const known = await findRunByIdentity(tx.db, tx.program.id, stream.source, pairedRunId(names, span, edition));
    if (known === null) return edition;
  }
};

/** What this period takes from later ones, or gives back, is theirs to count anew. */
const keepTakings = async (tx: ProgramTx, { period, takings }: CountedPeriod): Promise<void> => {
  if (takings.length === 0) return;
  const { streamId, startsAt } = period;
  await saveTakings(tx.db, streamId, startsAt, takings);
  const until = new Date(takings.reduce((latest, { observedAt }) => Math.max(latest, observedAt.getTime()), 0));
  await touchLater(tx.db, { streamId, after: startsAt, until, at: tx.at });
};

/** Rules that match otherwise came into force inside the period: what was to be the rest of it is a period of its own. */
const keepRest = async (tx: ProgramTx, { period, stream, span }: CountedPeriod): Promise<void> => {
  if (span.to >= period.endsAt) return;
  const rest = spanAt(await loadRegimes(tx.db, stream.contextId), span.to);
  await openRest(tx.db, period.streamId, { span: rest, closesAt: closesAt(rest) });
};

const save = async (tx: ProgramTx, counted: CountedPeriod): Promise<Paired> => {
  const { period, stream, span, tally, older } = counted;
  await keepTakings(tx, counted);
  await keepRest(tx, counted);
  if (tally.records === 0 && older === null) {
    await closePeriod(tx.db, period, null);
    return 'empty';
  }
  const names = { context: stream.context.slug, source: stream.source, workload: stream.workload };
  const revision = await freeEdition(tx, counted);
  const run = pairedRun(names, span, tally, { revision, supersedes: older?.externalId ?? null });
  if (older?.digest === run.digest) {
    await closePeriod(tx.db, period, null);
    return 'unchanged';
  }
  const body = { bytes: new TextEncoder().encode(run.document), mediaType: 'application/json' };
  const { facts, digest, warnings } = run;
  const { answer } = await recordWithin(tx, { facts, format: 'outcomes', body, digest, warnings });
  await closePeriod(tx.db, period, answer.id);
  return 'recorded';
};

const passing: readonly Refusal['code'][] = ['unavailable', 'conflict', 'not_found'];

const giveUp = async ({ streamId, startsAt }: DuePeriod, refusal: Refusal): Promise<Result<Paired>> => {
  if (passing.includes(refusal.code)) return { ok: false, refusal };
  const marked = await note(async (db) => {
    await markStuck(db, streamId, startsAt, `${refusal.code}: ${refusal.detail}`);
    return accept<Paired>('stuck');
  });
  return marked;
};

/**
 * Makes the run of one period that has closed: counted from a snapshot, recorded under the program's lock only if nothing
 * came since, so that of two workers, or of one that died half-way, exactly one run comes.
 */
export const pairPeriod = async (due: DuePeriod, clock: Clock = {}): Promise<Result<Paired>> => {
  const { program, streamId, startsAt } = due;
  const counted = await read(async (db) =>
    countPeriod(db, { streamId, startsAt, at: clock.simulatedAt ?? (await databaseNow(db)) }),
  );
  if (!counted.ok) return counted;
  const { value } = counted;
  if (value === null) return accept('waits');
  const saved = await transact<Paired>(contextAt(clock), program, async (tx) => {
    const now = await findPeriod(tx.db, streamId, startsAt);
    if (now === null || now.dueAt === null || now.dueAt > tx.at) return accept('waits');
    if (now.touched !== value.period.touched || now.revision !== value.period.revision) return accept('again');
    return accept(await save(tx, value));
  });
  return saved.ok ? saved : giveUp(due, saved.refusal);
};

/** `failed` counts periods whose turn comes again. */
export type PairingTurn = Record<Paired | 'failed', number>;

const attempt = async (due: DuePeriod, clock: Clock): Promise<Paired | 'failed'> => {
  const about = { program: due.program, period: due.startsAt.toISOString() };
  try {
    const paired = await pairPeriod(due, clock);
    if (paired.ok && paired.value !== 'stuck') return paired.value;
    log.warn({ ...about, ...(paired.ok ? {} : { code: paired.refusal.code }) }, 'a period could not be paired');
    return paired.ok ? 'stuck' : 'failed';
  } catch (error) {
    log.error({ ...about, err: error }, 'a period could not be paired');
    return 'failed';
  }
};

const isOver = (paired: Paired | 'failed'): boolean => ['recorded', 'unchanged', 'empty', 'stuck'].includes(paired);

const atOnce = 100;
const mostRounds = 50;

/** Makes the runs of all periods that have closed, the earliest first; one that fails keeps no other from its run. */
export const pairOutcomes = async (clock: Clock & { program?: string } = {}): Promise<Result<PairingTurn>> => {
  const turn: PairingTurn = { recorded: 0, unchanged: 0, empty: 0, waits: 0, again: 0, stuck: 0, failed: 0 };
  for (let round = 0; round < mostRounds; round += 1) {
    const due = await read(async (db) =>
      listDuePeriods(db, { at: clock.simulatedAt ?? (await databaseNow(db)), limit: atOnce, program: clock.program }),
    );
    if (!due.ok) return due;
    let over = 0;
    for (const period of due.value) {
      const paired = await attempt(period, clock);
      turn[paired] += 1;
      if (isOver(paired)) over += 1;
    }
    if (over === 0) break;
  }
  return accept(turn);
};
