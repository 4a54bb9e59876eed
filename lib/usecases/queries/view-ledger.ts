import type { LedgerFilter, LedgerRow, LedgerView } from '@/lib/contract/views/ledger';
import { mayReadLedger } from '@/lib/domain/access/may';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Called } from '@/lib/domain/ledger/called';
import { parseEntry } from '@/lib/domain/ledger/chain';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import { listContexts } from '@/lib/store/contexts';
import { findLedger, listEntries, type StoredEntry } from '@/lib/store/ledger';
import { countEntryFacets, listActorNames, listEntryPage } from '@/lib/store/read-models/ledger-page';
import type { Context } from '@/lib/usecases/context';
import { loadCalled } from './parts/called';
import { actorRefOf, decisionOf } from './parts/feed';
import { contextChoice, optionsOf, totalOf } from './parts/options';
import { pageOf, placeOf } from './parts/paging';
import { counted, momentText } from './parts/say';
import { inProgram } from './parts/viewing';

const size = 50;

const rowOf = ({ bytes, leaf }: StoredEntry, you: string | null, called: Called): LedgerRow => {
  const entry = parseEntry(bytes);
  return {
    index: entry.index,
    at: entry.at,
    recordedAt: entry.recordedAt,
    type: entry.type,
    actor: actorRefOf(entry.actor, you),
    sentence: sentenceOf(entry, called),
    leaf,
    decision: decisionOf(entry),
  };
};

const wholeOf = (stored: StoredEntry, you: string | null, called: Called): LedgerView['entry'] => {
  const { prev, requestId } = parseEntry(stored.bytes);
  return { ...rowOf(stored, you, called), prev, requestId, canonical: new TextDecoder().decode(stored.bytes) };
};

const typeLabel = (type: string): string => type.replaceAll('_', ' ').replace('.', ': ');

const ledeOf = (ledger: { size: number; lastAt: Date }, shown: number, now: Date): string => {
  const whole = `${counted(ledger.size, 'entry', 'entries')}, each chained to the one before; the last is of ${momentText(ledger.lastAt, now)}.`;
  return shown === ledger.size ? whole : `${whole} ${counted(shown, 'entry fits', 'entries fit')} the filter.`;
};

/** The record of a program, newest first, and one entry of it word for word where the address names it. */
export const viewLedger = (context: Context, programSlug: string, filter: LedgerFilter): Promise<Result<LedgerView>> =>
  inProgram(
    context,
    programSlug,
    async ({ db, program, now, you }) => {
      const ledger = await findLedger(db, program.id);
      if (ledger === null) throw new Error('the program has no ledger');
      const contexts = await listContexts(db, program.id);
      const wanted = contexts.find((candidate) => candidate.slug === filter.context)?.id ?? filter.context ?? null;
      const narrowed = { type: filter.type ?? null, actorId: filter.actor ?? null, contextId: wanted };
      const facets = await countEntryFacets(db, ledger.id, narrowed);
      const place = placeOf(filter.cursor);
      const fetched = await listEntryPage(db, ledger.id, narrowed, {
        below: place?.way === 'below' ? place.number : null,
        above: place?.way === 'above' ? place.number : null,
        limit: size + 1,
      });
      const total = totalOf(facets);
      const { rows, page } = pageOf(fetched, place, { size, total, numberOf: (entry) => entry.index });
      const actors = facets.filter((option) => option.facet === 'actor').map((option) => option.value);
      const names = new Map((await listActorNames(db, actors)).map(({ id, name }) => [id, name]));
      const called = await loadCalled(db, program.id);
      const index = filter.entry;
      const [entry] = index === undefined ? [] : await listEntries(db, ledger.id, { after: index - 1, limit: 1 });
      return {
        program: { slug: program.slug, name: program.name },
        now: now.toISOString(),
        lede: ledeOf(ledger, total, now),
        origin: ledger.origin,
        size: ledger.size,
        head: ledger.head,
        filter,
        types: optionsOf(facets, 'type', ({ value }) => ({ value, label: typeLabel(value) })),
        actors: optionsOf(facets, 'actor', ({ value }) => ({ value, label: names.get(value) ?? 'Lockgate' })),
        contexts: optionsOf(facets, 'context', contextChoice(contexts)),
        rows: rows.map((row) => rowOf(row, you, called)),
        page,
        entry: entry === undefined || entry.index !== index ? null : wholeOf(entry, you, called),
      };
    },
    mayReadLedger,
  );
