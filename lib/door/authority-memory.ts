import { accept, type RefusalCode, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { AuthoritySnapshot, AuthoritySource, ProgramName } from '@/lib/usecases/authority-snapshot';

// Authority is answered from memory, but only from what was confirmed with the database within the last second. With
// the database gone the last confirmation serves until its lease runs out, lane by lane; then there is no answer.

/** A snapshot with the instant at which it is asked: the database's clock, carried forward and never ahead of it. */
export type Confirmed = { snapshot: AuthoritySnapshot; at: Date };

type Entry = {
  snapshot: AuthoritySnapshot;
  /** Of this process's steady clock, before the confirmation was asked for: how old it may be at most. */
  askedMs: number;
  /** Of the same clock, after it was answered: from here the database's clock is carried forward. */
  answeredMs: number;
};

export type AuthorityMemoryOptions = {
  /** A clock that only goes forward, in milliseconds. */
  steadyMs?: () => number;
  /** How long a request waits for a confirmation before the last one must serve. */
  patienceMs?: number;
};

const confirmedForMs = 1_000;
/** After a failure, requests are answered at once for this long instead of each waiting for the next one. */
const retryAfterMs = 250;

const unavailable = refuse(
  'unavailable',
  'Who is authoritative cannot be confirmed just now. Keep what you were told last.',
);

/** Holds one snapshot for each program asked about; at most one question about a program is under way at a time. */
export class AuthorityMemory {
  readonly #entries = new Map<string, Entry>();
  readonly #idBySlug = new Map<string, string>();
  readonly #underWay = new Map<string, Promise<Result<Entry>>>();
  readonly #failedMs = new Map<string, number>();
  readonly #steadyMs: () => number;
  readonly #patienceMs: number;

  constructor(
    private readonly source: AuthoritySource,
    options: AuthorityMemoryOptions = {},
  ) {
    this.#steadyMs = options.steadyMs ?? (() => performance.now());
    this.#patienceMs = options.patienceMs ?? 1_000;
  }

  /** Refuses with `not_found` and, where nothing can be confirmed and nothing is remembered, `unavailable`. */
  async confirmed(program: ProgramName): Promise<Result<Confirmed>> {
    const name = 'id' in program ? program.id : (this.#idBySlug.get(program.slug) ?? program.slug);
    const known = this.#entries.get(name);
    if (known !== undefined && this.#isFresh(known)) return accept(this.#now(known));
    if (known !== undefined && this.#failedLately(name)) return accept(this.#now(known));
    const asked = this.#ask(name, program, known);
    const answered = await (known === undefined ? asked : this.#orGiveUp(name, asked));
    if (answered.ok) return accept(this.#now(answered.value));
    if (answered.refusal.code === 'unavailable' && known !== undefined) return accept(this.#now(known));
    return answered;
  }

  #isFresh(entry: Entry): boolean {
    return this.#steadyMs() - entry.askedMs < confirmedForMs;
  }

  #failedLately(name: string): boolean {
    const failed = this.#failedMs.get(name);
    return failed !== undefined && this.#steadyMs() - failed < retryAfterMs;
  }

  #now(entry: Entry): Confirmed {
    const passed = Math.floor(this.#steadyMs() - entry.answeredMs);
    return { snapshot: entry.snapshot, at: new Date(entry.snapshot.confirmedAt.getTime() + passed) };
  }

  #ask(name: string, program: ProgramName, known: Entry | undefined): Promise<Result<Entry>> {
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) return underWay;
    const asked = this.#renew(program, known)
      .then((result) => {
        if (result.ok) this.#failedMs.delete(name);
        else this.#forgetOrNote(name, result.refusal.code);
        return result;
      })
      .finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, asked);
    return asked;
  }

  #forgetOrNote(name: string, code: RefusalCode): void {
    if (code === 'unavailable') this.#failedMs.set(name, this.#steadyMs());
    else this.#entries.delete(name);
  }

  async #renew(program: ProgramName, known: Entry | undefined): Promise<Result<Entry>> {
    const askedMs = this.#steadyMs();
    try {
      if (known !== undefined) {
        const confirmation = await this.source.confirmAuthority(known.snapshot.program.id);
        if (!confirmation.ok) return confirmation;
        if (confirmation.value.ledgerSize === known.snapshot.ledgerSize) {
          return accept(this.#keep({ ...known.snapshot, confirmedAt: confirmation.value.at }, askedMs));
        }
      }
      const loaded = await this.source.loadAuthority(known === undefined ? program : { id: known.snapshot.program.id });
      return loaded.ok ? accept(this.#keep(loaded.value, askedMs)) : loaded;
    } catch {
      return unavailable;
    }
  }

  #keep(snapshot: AuthoritySnapshot, askedMs: number): Entry {
    const entry = { snapshot, askedMs, answeredMs: this.#steadyMs() };
    this.#entries.set(snapshot.program.id, entry);
    this.#idBySlug.set(snapshot.program.slug, snapshot.program.id);
    return entry;
  }

  async #orGiveUp(name: string, asked: Promise<Result<Entry>>): Promise<Result<Entry>> {
    let timer: NodeJS.Timeout | undefined;
    const givenUp = new Promise<Result<Entry>>((resolve) => {
      timer = setTimeout(() => {
        this.#failedMs.set(name, this.#steadyMs());
        resolve(unavailable);
      }, this.#patienceMs);
    });
    return Promise.race([asked, givenUp]).finally(() => clearTimeout(timer));
  }
}
