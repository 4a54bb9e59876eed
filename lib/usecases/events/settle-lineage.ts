import { limits } from '@/lib/contract/limits';
import type { RunAnswer } from '@/lib/contract/v1/runs';
import { endsRun, type LineageEvent } from '@/lib/domain/events/lineage';
import { factsOfPair, factsOfRun } from '@/lib/domain/events/lineage-facts';
import { mergeRun } from '@/lib/domain/events/merge-run';
import type { LineageSource } from '@/lib/domain/events/source';
import { refused } from '@/lib/domain/kernel/refusal';
import {
  type EventState,
  hasEnded,
  listTelling,
  setState,
  setStateOfRun,
  sizeOfTelling,
} from '@/lib/store/kept-events';
import { type KeptMeasure, listMeasures, newestMeasure, replaceMeasures } from '@/lib/store/lineage';
import type { ProgramTx } from '@/lib/usecases/transact';
import { keepResult, type Told } from './keep-result';
import type { EventReader } from './reader';

// What lineage events come to, once the run that they report is over: runs of its own, and halves that wait.

export type Settled = { state: EventState; runs: RunAnswer[]; warnings: string[] };

type About = { tx: ProgramTx; source: LineageSource; read: EventReader };

const ofRun = ({ tx, source }: About, lineageRun: string) => ({
  programId: tx.program.id,
  claimedBy: source.name,
  lineageRun,
});

const ofSource = ({ tx, source }: About) => ({ programId: tx.program.id, source: source.name });

type Telling = Told & { events: LineageEvent[] };

/** All events of a run are read again, and held together, whenever one of them comes. */
const mostOfRun = { events: limits.lineageRunEvents, bytes: limits.lineageRunBytes };

const refuseBeyond = ({ events, bytes }: { events: number; bytes: number }): void => {
  if (events <= mostOfRun.events && bytes <= mostOfRun.bytes) return;
  const most = `${mostOfRun.events} events and ${mostOfRun.bytes / 1_048_576} MiB`;
  throw refused('body_too_large', `What the events of one run say comes to more than ${most}. This one was not kept.`);
};

/** The events of these lineage runs as one JSON document, each as it was sent. */
const tellingOf = async (about: About, lineageRuns: readonly string[]): Promise<Telling> => {
  const parts: Uint8Array[] = [];
  const events: LineageEvent[] = [];
  for (const lineageRun of lineageRuns) {
    refuseBeyond(await sizeOfTelling(about.tx.db, ofRun(about, lineageRun)));
    for (const row of await listTelling(about.tx.db, ofRun(about, lineageRun))) {
      const form = { ...row, attributes: row.attributes as Record<string, string> | null };
      const reading = about.read(form, [about.source]);
      if (!reading.ok || reading.value.kind !== 'lineage') continue;
      events.push(reading.value.event);
      if (row.ends || row.says) parts.push(...(parts.length === 0 ? [] : [Buffer.from(',\n')]), row.bytes);
    }
  }
  return {
    events,
    bytes: Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')]),
    warnings: [...new Set(events.flatMap(({ warnings }) => warnings))],
    unplaced: [...new Set(events.flatMap(({ unplaced }) => unplaced))],
  };
};

const opposite = { legacy: 'target', target: 'legacy' } as const;

const otherOf = (about: About, { period, key, side }: KeptMeasure) =>
  newestMeasure(about.tx.db, ofSource(about), { period, key, side: opposite[side] });

/** The run of both sides, where both are there; the newest measurement of each side counts. */
const pairOf = async (about: About, measure: KeptMeasure): Promise<{ run: RunAnswer; other: KeptMeasure } | null> => {
  const other = await otherOf(about, measure);
  if (other === null) return null;
  const mine = (await newestMeasure(about.tx.db, ofSource(about), measure)) ?? measure;
  const [legacy, target] = mine.side === 'legacy' ? [mine, other] : [other, mine];
  const told = await tellingOf(about, [legacy.lineageRun, target.lineageRun]);
  return { run: await keepResult(about.tx, factsOfPair(about.source, legacy, target), told), other };
};

/** A run whose every half has found its other one waits no longer. */
const settleOther = async (about: About, { lineageRun }: KeptMeasure, runId: string): Promise<void> => {
  for (const measure of await listMeasures(about.tx.db, ofSource(about), lineageRun))
    if ((await otherOf(about, measure)) === null) return;
  await setStateOfRun(about.tx.db, ofRun(about, lineageRun), { state: 'read', runId });
};

const settleRun = async (about: About, lineageRun: string): Promise<Settled> => {
  const { tx, source } = about;
  const told = await tellingOf(about, [lineageRun]);
  const merged = mergeRun(told.events);
  if (merged === null) return { state: 'kept', runs: [], warnings: [] };
  const facts = factsOfRun(source, merged);
  const warnings = [...told.warnings, ...facts.warnings];
  const runs = facts.own === null ? [] : [await keepResult(tx, facts.own, { ...told, warnings })];
  await replaceMeasures(tx.db, ofSource(about), lineageRun, facts.measures, tx.at);
  let waiting = facts.unpairable;
  for (const measure of facts.measures) {
    const pair = await pairOf(about, { ...measure, lineageRun });
    if (pair === null) waiting += 1;
    else {
      runs.push(pair.run);
      await settleOther(about, pair.other, pair.run.id);
    }
  }
  const state = waiting > 0 ? 'pending' : runs.length > 0 ? 'read' : 'kept';
  await setStateOfRun(tx.db, ofRun(about, lineageRun), { state, runId: runs[0]?.id ?? null });
  return { state, runs, warnings: facts.warnings };
};

/** What becomes of a claimed event: nothing becomes a run before something says that its run is over. */
export const settleLineage = async (about: About, id: string, event: LineageEvent): Promise<Settled> => {
  const { tx } = about;
  const { runId } = event;
  if (event.shape !== 'run' || runId === null) {
    await setState(tx.db, id, { state: 'kept', runId: null });
    return { state: 'kept', runs: [], warnings: [] };
  }
  if (!endsRun(event) && !(await hasEnded(tx.db, ofRun(about, runId)))) {
    await setState(tx.db, id, { state: 'pending', runId: null });
    return { state: 'pending', runs: [], warnings: [] };
  }
  return settleRun(about, runId);
};
