import type { ServerResponse } from 'node:http';
import { heartbeatMs } from '@/lib/contract/heartbeat';
import type { Actor } from '@/lib/domain/access/actor';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { ChangesPage } from '@/lib/usecases/queries/follow-changes';
import { ChangesListener, type ListenerEnd } from './changes-listener';

// One look at a program's record a second while anybody listens, for all who do. Who falls behind catches up by looks of
// their own, as fast as they read; nothing is kept in memory for them.

export type ChangesSource = {
  readChanges: (programId: string, after: number) => Promise<Result<ChangesPage>>;
  mayStillFollow: (actor: Actor, programId: string) => Promise<Result<boolean>>;
};

export type ChangesOptions = {
  pollMs?: number;
  heartbeatMs?: number;
  /** How often it is asked whether a listener's key or session still counts. */
  checkMs?: number;
  /** How long a stream lasts; then it is opened again. */
  lifeMs?: number;
  /** How long a reader may take none of what was written to it. */
  patienceMs?: number;
  perCaller?: number;
  inAll?: number;
};

type Feed = { listeners: Set<ChangesListener>; seen: number; stop: () => void };

const defaults: Required<ChangesOptions> = {
  pollMs: 1_000,
  heartbeatMs,
  checkMs: 2_000,
  lifeMs: 900_000,
  patienceMs: 30_000,
  perCaller: 8,
  inAll: 250,
};

const callerOf = (actor: Actor): string => {
  if (actor.kind === 'person') return `person ${actor.personId}`;
  return actor.kind === 'key' ? `key ${actor.keyId}` : 'system';
};

/** The streams of this process. */
export class Changes {
  readonly #feeds = new Map<string, Feed>();
  readonly #options: Required<ChangesOptions>;
  #closed = false;

  constructor(
    private readonly source: ChangesSource,
    options: ChangesOptions = {},
  ) {
    this.#options = { ...defaults, ...options };
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Whether one more stream of this caller is within the bounds. */
  hasRoom(actor: Actor): boolean {
    const all = [...this.#feeds.values()].flatMap(({ listeners }) => [...listeners]);
    const own = all.filter((listener) => callerOf(listener.actor) === callerOf(actor));
    return all.length < this.#options.inAll && own.length < this.#options.perCaller;
  }

  /** Streams to a response whose head is written, from after `after` on; `seen` is the last entry known now. */
  listen(response: ServerResponse, to: { actor: Actor; programId: string; after: number; seen: number }): void {
    if (this.#closed || !this.hasRoom(to.actor)) {
      response.end();
      return;
    }
    const feed = this.#feeds.get(to.programId) ?? this.#open(to.programId, to.seen);
    const listener: ChangesListener = new ChangesListener(response, {
      actor: to.actor,
      after: to.after,
      read: (after) => this.source.readChanges(to.programId, after),
      patienceMs: this.#options.patienceMs,
      lifeMs: this.#options.lifeMs,
      ended: () => this.#leave(to.programId, listener),
    });
    feed.listeners.add(listener);
    listener.catchUp();
  }

  /** Ends every stream; new ones end at once. */
  close(): void {
    this.#closed = true;
    this.#endAll(
      [...this.#feeds.values()].flatMap(({ listeners }) => [...listeners]),
      'shutdown',
    );
  }

  #endAll(listeners: readonly ChangesListener[], why: ListenerEnd): void {
    for (const listener of listeners) listener.end(why);
  }

  #leave(programId: string, listener: ChangesListener): void {
    const feed = this.#feeds.get(programId);
    feed?.listeners.delete(listener);
    if (feed === undefined || feed.listeners.size > 0) return;
    feed.stop();
    this.#feeds.delete(programId);
  }

  #open(programId: string, seen: number): Feed {
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;
    let checkedAt = performance.now();
    const feed: Feed = {
      listeners: new Set(),
      seen,
      stop: () => {
        stopped = true;
        clearTimeout(timer);
      },
    };
    const turn = async (): Promise<void> => {
      await this.#look(programId, feed).catch(() => undefined);
      if (performance.now() - checkedAt >= this.#options.checkMs) {
        checkedAt = performance.now();
        await this.#check(programId, feed).catch(() => undefined);
      }
      next();
    };
    const next = (): void => {
      if (stopped) return;
      timer = setTimeout(() => void turn(), this.#options.pollMs);
      timer.unref();
    };
    this.#feeds.set(programId, feed);
    next();
    return feed;
  }

  /** Where the database does not answer nothing is said, and who listens takes the stream for lost. */
  async #look(programId: string, feed: Feed): Promise<void> {
    const page = await this.source.readChanges(programId, feed.seen);
    if (!page.ok) return;
    const from = feed.seen;
    feed.seen = page.value.seen;
    for (const listener of feed.listeners) listener.offer(from, page.value, this.#options.heartbeatMs);
  }

  async #check(programId: string, feed: Feed): Promise<void> {
    const bySession = new Map<string, ChangesListener[]>();
    for (const listener of feed.listeners) {
      const { actor } = listener;
      const name = actor.kind === 'person' ? actor.sessionId : callerOf(actor);
      bySession.set(name, [...(bySession.get(name) ?? []), listener]);
    }
    for (const listeners of bySession.values()) {
      const [first] = listeners;
      if (first === undefined) continue;
      const may = await this.source.mayStillFollow(first.actor, programId);
      if (may.ok && !may.value) this.#endAll(listeners, 'revoked');
    }
  }
}
