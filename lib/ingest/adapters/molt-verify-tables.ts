import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts } from '@/lib/domain/comparison/run-facts';
import type { CheckOutcome } from '@/lib/domain/words';
import type { ComparedTable } from './kit/compared-table';
import type { Counts } from './kit/counted';
import { itemOf, recordId } from './kit/record-id';
import { onSide, type SideMapping } from './kit/sides';
import type { Tracked } from './kit/tracked';

// What MOLT Verify logs of one table, line by line: it begins, shows rows, and ends with a summary for each shard.

const counters = [
  'num_truth_rows',
  'num_success',
  'num_conditional_success',
  'num_missing',
  'num_mismatch',
  'num_extraneous',
  'num_live_retry',
  'num_column_mismatch',
] as const;
type Counter = (typeof counters)[number];
type Summary = Record<Counter, number | undefined>;

/** Lines about a table that say that it was not compared as it stands, or not at all. */
type Complaint = { text: string; info: string | null; kind: 'absent' | 'definition' | 'error' | 'other' };

export class MoltTable {
  readonly begun = new Set<string>();
  readonly summaries = new Map<string, Summary>();
  readonly items: Discrepancy[] = [];
  readonly complaints: Complaint[] = [];
  repeated = false;

  constructor(
    readonly name: string,
    private readonly mapping: SideMapping,
  ) {}

  /** `1/4` of `… shard 1/4 …`; a table that is not cut has one shard. */
  static shardOf(message: string): string {
    return /\bshard (\d{1,9}\/\d{1,9})\b/.exec(message)?.[1] ?? '1/1';
  }

  summary(line: Tracked, message: string): void {
    const shard = MoltTable.shardOf(message);
    const read = Object.fromEntries(counters.map((name) => [name, line.at(name).count()])) as Summary;
    this.repeated ||= this.summaries.has(shard);
    this.summaries.set(shard, read);
  }

  /** One line about a row; false where it is about something else. */
  row(line: Tracked, message: string): boolean {
    const key = line
      .at('primary_key')
      .items()
      .map((part, index) => [`key${index + 1}`, part.text() ?? null] as const);
    const base = itemOf(recordId(key, this.name), this.name);
    if (message === 'missing row' || message === 'extraneous row') {
      const lacking = message === 'missing row' ? ['target', 'legacy'] : ['legacy', 'target'];
      const missing = onSide(this.mapping, 'legacy', lacking[0], lacking[1]) === 'target' ? 'target' : 'legacy';
      this.items.push({ ...base, kind: `missing_in_${missing}`, field: null });
      return true;
    }
    if (message !== 'mismatching row value') return false;
    const [source, target] = [line.at('source_values'), line.at('target_values')];
    const names = [...new Set([...source.members(), ...target.members()].map(([name]) => name))];
    if (names.length === 0) this.items.push({ ...base, kind: 'value', field: null });
    for (const field of names) this.items.push(this.value(base, field, source.at(field), target.at(field)));
    return true;
  }

  private value(base: ReturnType<typeof itemOf>, field: string, first: Tracked, second: Tracked): Discrepancy {
    const texts = [first, second].map((cell) => cell.text());
    // The tool prints NULL for null; two of them that differ are a null and a text, and nobody knows which.
    const [a, b] = texts.every((text) => text === 'NULL') ? [] : texts.map((text) => (text === 'NULL' ? null : text));
    const [legacy, target] = [onSide(this.mapping, 'legacy', a, b), onSide(this.mapping, 'target', a, b)];
    return {
      ...base,
      kind: 'value',
      field,
      ...(legacy === undefined ? {} : { legacy }),
      ...(target === undefined ? {} : { target }),
    };
  }

  get printsNull(): boolean {
    return this.items.some(({ kind, legacy, target }) => kind === 'value' && (legacy === null || target === null));
  }

  private sum(name: Counter): number | undefined {
    let total: number | undefined = 0;
    for (const summary of this.summaries.values()) {
      const count = summary[name];
      total = total === undefined || count === undefined ? undefined : total + count;
    }
    return total;
  }

  /** Shards that began or are said to be there, and have no summary. */
  private get unfinished(): boolean {
    const shards = new Set([...this.begun, ...this.summaries.keys()]);
    const wholes = new Set([...shards].map((shard) => shard.split('/')[1] ?? ''));
    const [whole] = wholes;
    return (
      wholes.size !== 1 || this.summaries.size !== Number(whole) || [...shards].some((s) => !this.summaries.has(s))
    );
  }

  private get counts(): Counts {
    const [missing, extraneous] = [this.sum('num_missing'), this.sum('num_extraneous')];
    const truth = this.sum('num_truth_rows');
    const first = { legacy: truth };
    return {
      matched: this.sum('num_success'),
      mismatched: this.sum('num_mismatch'),
      missingInTarget: onSide(this.mapping, 'legacy', missing, extraneous),
      missingInLegacy: onSide(this.mapping, 'target', missing, extraneous),
      ...onSide<Partial<Counts>>(this.mapping, 'legacy', first, { target: truth }),
    };
  }

  private get verdict(): CheckOutcome {
    if (this.complaints.some(({ kind }) => kind === 'error')) return 'errored';
    if (this.summaries.size === 0 || this.unfinished || this.repeated) return 'inconclusive';
    const above = (name: Counter): boolean => this.sum(name) !== 0;
    if (above('num_mismatch') || above('num_missing') || above('num_extraneous')) return 'mismatch';
    if (above('num_live_retry')) return 'pending';
    return above('num_conditional_success') || above('num_column_mismatch') ? 'inconclusive' : 'match';
  }

  private warnings(): string[] {
    const { name } = this;
    const told: string[] = [];
    if (this.repeated) told.push(`${name} has two summaries of one shard, so that none is believed.`);
    else if (this.summaries.size === 0) told.push(`${name} has no summary: it was not compared.`);
    else if (this.unfinished) told.push(`${name} has no summary of every shard: it was not compared whole.`);
    if (this.sum('num_conditional_success') !== 0 || this.sum('num_column_mismatch') !== 0)
      told.push(`Some columns of ${name} could not be compared; rows equal in the others are not counted as equal.`);
    if (this.sum('num_live_retry') !== 0) told.push(`${name} has rows that are still to be looked at again.`);
    return told;
  }

  /** The table as far as the log shows it, and what must be said about it. */
  facts(): { table: ComparedTable; warnings: string[] } {
    const parts = this.complaints
      .filter(({ kind }) => kind === 'definition' || kind === 'other')
      .map(
        ({ text, info, kind }): CheckFacts => ({
          key: `${this.name} ${kind === 'definition' ? 'definition' : text}`,
          kind: 'schema',
          metric: null,
          field: null,
          reported: info === null ? text : `${text}: ${info}`,
          tolerance: null,
          totals: null,
          layer: 'schema',
          verdict: kind === 'definition' ? 'mismatch' : 'unknown',
        }),
      );
    const absent = this.complaints.find(({ kind }) => kind === 'absent');
    const base = { key: this.name, discrepancies: this.items, parts };
    if (absent !== undefined) {
      const warnings = [`${this.name} is there on one side only, so that the rows of the whole are not counted.`];
      return { table: { ...base, reported: absent.text, verdict: 'mismatch', counts: null }, warnings };
    }
    const counts = this.summaries.size === 0 || this.unfinished || this.repeated ? null : this.counts;
    const partly = ['num_conditional_success', 'num_live_retry', 'num_column_mismatch'] as const;
    const exact = partly.every((name) => this.sum(name) === 0);
    const error = this.complaints.find(({ kind }) => kind === 'error')?.text;
    return {
      table: { ...base, reported: null, verdict: this.verdict, counts: exact ? counts : null, error },
      warnings: this.warnings(),
    };
  }
}
