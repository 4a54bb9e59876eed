import type { PatternView } from '@/lib/contract/v1/patterns';
import { inSnapshot } from '@/lib/store/database';
import { listPatternFacts } from '@/lib/store/evidence-facts';
import { triagePattern } from '@/lib/usecases/commands/triage-pattern';
import { listPatterns, readPattern } from '@/lib/usecases/queries/list-patterns';
import { type actsIn, badRun, goodRun } from './acts';
import { accepted, type House } from './house';

// Patterns of one field in the house, and what people do with them, in one line each.

// One in the last place, an amount that is larger, a shift of the decimal point: three patterns of one field. And a text cut short.
export const lastPlace = ['103.42', '103.41'] as const;
export const larger = ['12.00', '15.00'] as const;
export const shifted = ['7.00', '70.00'] as const;
export const shorter = ['Rue de la Paix', 'Rue de la'] as const;

type Amount = readonly [string, string];
const places = ['motor', 'home', null] as const;

export const patternsIn = (house: () => House, acts: () => ReturnType<typeof actsIn>) => {
  /** A run whose differences come with a product line, or with none. */
  const send = (name: string, differing: readonly Amount[], change: Parameters<typeof badRun>[3] = {}) => {
    acts().goForward(0.01);
    const run = badRun(name, acts().justNow(), differing, change);
    const discrepancies = run.discrepancies.map((one, place) => {
      const line = places[place % places.length];
      const dimensions: Record<string, string> = line == null ? {} : { productLine: line };
      return { ...one, dimensions };
    });
    return accepted(
      acts().send(differing.length === 0 ? goodRun(name, run.window.to, change) : { ...run, discrepancies }),
    );
  };

  const list = async (query: Parameters<typeof listPatterns>[2] = {}): Promise<PatternView[]> =>
    (await accepted(listPatterns(acts().as('engineer'), house().program, query))).items;
  const called = async (words: string): Promise<PatternView> => {
    const found = (await list({ q: words })).find(({ sentence }) => sentence.includes(words));
    if (found === undefined) throw new Error(`no pattern says "${words}"`);
    return found;
  };
  const one = (id: string) => accepted(readPattern(acts().as('engineer'), house().program, id));
  const patch = (
    pattern: { id: string; revision: number },
    change: Omit<Parameters<typeof triagePattern>[3], 'revision'>,
  ) => triagePattern(acts().as('engineer'), house().program, pattern.id, { revision: pattern.revision, ...change });
  const entries = (type: string, id: string) =>
    inSnapshot(async (db) => {
      const rows = await db.ledgerEntry.findMany({ where: { type, subjectId: id }, orderBy: { index: 'asc' } });
      return rows.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()));
    });
  /** What gates read of each pattern: how many stand open, and how bad. */
  const gateFacts = () =>
    inSnapshot(async (db) => {
      const contexts = await db.context.findMany();
      const facts = await listPatternFacts(
        db,
        contexts.map(({ id }) => id),
      );
      return facts
        .filter(({ state }) => state === 'open')
        .map(({ highestSeverity, triaged, category }) => (triaged ? `${highestSeverity} ${category}` : 'critical'))
        .sort();
    });

  return { send, list, called, one, patch, entries, gateFacts };
};
