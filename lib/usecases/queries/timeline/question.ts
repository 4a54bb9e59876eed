import type { TimelineQuery, TimelineView } from '@/lib/contract/views/timeline';
import { type Workload, workloads } from '@/lib/domain/words';

// The question as the address asks it, with what it leaves out filled in.

/** A lane that can be asked about. `begun`: it has an interval, so that there is something to tell. */
type AskableLane = { context: string; workload: Workload; audience: string; begun: boolean };

type Asked = NonNullable<TimelineView['asked']>;

/** `at` is what the answer is for: to the millisecond where nobody asked for an instant, since this second has a record. */
export type Question = { asked: Asked | null; at: Date; error: string | null };

const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** An instant as an address writes it: RFC 3339, seconds may be left out; a day alone is its first instant in UTC. */
export const readInstant = (text: string): Date | null => {
  const written = text.trim().replace(/ (\d{2}:\d{2})$/, '+$1');
  if (!form.test(written)) return null;
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? null : at;
};

const laneAsked = (query: TimelineQuery, lanes: readonly AskableLane[]): AskableLane | string => {
  const inContext = lanes.filter((lane) => query.context === undefined || lane.context === query.context);
  if (inContext.length === 0) return `There is no context “${query.context}” with lanes in this program.`;
  if (query.workload !== undefined && !workloads.some((workload) => workload === query.workload)) {
    return `“${query.workload}” is not a workload; those are ${workloads.join(', ')}.`;
  }
  const ofWorkload = inContext.filter((lane) => query.workload === undefined || lane.workload === query.workload);
  if (ofWorkload.length === 0) return `${query.context ?? 'This program'} has no lane for ${query.workload}.`;
  const found = ofWorkload.filter((lane) => query.audience === undefined || lane.audience === query.audience);
  return found.find((lane) => lane.begun) ?? found[0] ?? `There is no lane for ${query.audience} there.`;
};

const instantAsked = (text: string | undefined, otherwise: string | null): string | null | Error => {
  if (text === undefined || text.trim() === '') return otherwise;
  const at = readInstant(text);
  return at === null
    ? new Error(`“${text}” is no time that can be read; one is written 2026-10-31T23:59Z.`)
    : at.toISOString();
};

/** Reads the question; what it leaves out is the first lane that has a record, and now. */
export const readQuestion = (query: TimelineQuery, lanes: readonly AskableLane[], now: Date): Question => {
  if (lanes.length === 0) return { asked: null, at: now, error: null };
  const lane = laneAsked(query, lanes);
  const [first] = lanes;
  const about = typeof lane === 'string' ? (lanes.find((other) => other.begun) ?? first) : lane;
  if (about === undefined) return { asked: null, at: now, error: null };
  const thisSecond = new Date(now.getTime() - now.getUTCMilliseconds()).toISOString();
  const at = instantAsked(query.at, thisSecond);
  const knownAt = instantAsked(query.knownAt, null);
  const wrong = [at, knownAt].find((instant) => instant instanceof Error);
  const error = typeof lane === 'string' ? lane : wrong instanceof Error ? wrong.message : null;
  return {
    asked: {
      context: about.context,
      workload: about.workload,
      audience: about.audience,
      at: typeof at === 'string' ? at : thisSecond,
      knownAt: typeof knownAt === 'string' ? knownAt : null,
    },
    at: at === thisSecond || typeof at !== 'string' ? now : new Date(at),
    error,
  };
};
