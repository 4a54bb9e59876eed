import type { IncidentMark } from '@/lib/contract/views/charts';
import type { Called } from '@/lib/domain/ledger/called';
import { parseEntry } from '@/lib/domain/ledger/chain';
import type { FactType } from '@/lib/domain/ledger/fact';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import type { Db } from '@/lib/store/database';
import { listNews } from '@/lib/store/read-models/history';

/** What went wrong, or stopped everything for fear of it. */
const incidentTypes: readonly FactType[] = ['break_glass.used', 'guard.broken', 'hold.placed'];

const words: Readonly<Record<string, string>> = {
  'break_glass.used': 'break glass',
  'guard.broken': 'guard broke',
  'hold.placed': 'hold',
};

const most = 20;

/** Incidents of a context as they stand on record, oldest first. */
export const incidentMarks = async (
  db: Db,
  ledgerId: string,
  contextId: string,
  called: Called,
): Promise<IncidentMark[]> => {
  const entries = await listNews(db, ledgerId, { types: incidentTypes, contextId, limit: most });
  return entries
    .map(({ bytes }) => parseEntry(bytes))
    .map((entry) => ({ at: entry.at, label: words[entry.type] ?? entry.type, sentence: sentenceOf(entry, called) }))
    .reverse();
};
