import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Lane, Lockgate } from './lockgate';
import type { Options } from './options';

/** How often it says which epochs it applies, and what it did. */
export type Pace = { tellEveryMs: number; reportEveryMs: number };
const usual: Pace = { tellEveryMs: 10_000, reportEveryMs: 30_000 };

/** How many different keys the made-up requests have. */
const keys = 20;

type Attributes = Record<string, string>;
type Applied = Lane & { epoch: number; validUntil: number; attributes: Attributes };
type Counted = Lane & { side: Answer['side']; epoch: number; count: number };

const laneOf = ({ flag, audience }: Answer): Lane => {
  const dot = flag.lastIndexOf('.');
  return { context: flag.slice(0, dot), workload: flag.slice(dot + 1), audience };
};

const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(Math.random() * from.length)];

const say = (line: string): void => {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
};

/** Routes made-up requests: relies on an answer until its lease ends and no longer, and counts what it did. */
export class Router {
  readonly #answers = new Map<string, Answer[]>();
  readonly #applied = new Map<string, Applied>();
  #counted = new Map<string, Counted>();
  #since: number;

  constructor(
    private readonly lockgate: Lockgate,
    private readonly options: Options,
    private readonly pace: Pace = usual,
  ) {
    this.#since = lockgate.now();
  }

  /** Runs until `stop` is aborted; a turn that fails is said, and the next one tries again. */
  async run(stop: AbortSignal): Promise<void> {
    await this.#attempt(() => this.#route());
    this.#since = this.lockgate.now();
    let toldAt = 0;
    let reportedAt = Date.now();
    let reporting = Promise.resolve();
    while (!stop.aborted) {
      for (let n = 0; n < this.options.rate; n += 1) await this.#attempt(() => this.#route());
      if (Date.now() - toldAt >= this.pace.tellEveryMs) {
        toldAt = Date.now();
        await this.#attempt(() => this.#tell());
      }
      if (Date.now() - reportedAt >= this.pace.reportEveryMs) {
        reportedAt = Date.now();
        // Waiting until its window has closed keeps nobody from being routed, or told.
        const before = reporting;
        reporting = this.#attempt(() => before.then(() => this.#report()));
      }
      await sleep(1_000, undefined, { signal: stop }).catch(() => undefined);
    }
    await reporting;
  }

  async #attempt(turn: () => Promise<void>): Promise<void> {
    try {
      await turn();
    } catch (error) {
      say(`a turn failed: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  /** One request. Without an answer that holds nothing is routed: no default is a side that somebody decided. */
  async #route(): Promise<void> {
    const attributes = this.#attributes();
    const answer = pick(await this.#answersFor(attributes));
    if (answer === undefined) return;
    const lane = laneOf(answer);
    const name = `${lane.context}/${lane.workload}/${lane.audience}/${answer.side}/${answer.epoch}`;
    const known = this.#counted.get(name);
    this.#counted.set(name, { ...lane, side: answer.side, epoch: answer.epoch, count: (known?.count ?? 0) + 1 });
  }

  #attributes(): Attributes {
    const said = [...this.options.dimensions].map(([name, values]) => [name, pick(values) ?? '']);
    return { targetingKey: `K-${Math.floor(Math.random() * keys)}`, ...Object.fromEntries(said) };
  }

  /** A second short of the lease, since our idea of Lockgate's clock may be as far behind. */
  readonly #holds = ({ validUntil }: { validUntil: number }): boolean => this.lockgate.now() + 1_000 < validUntil;

  async #answersFor(attributes: Attributes): Promise<Answer[]> {
    const name = JSON.stringify(attributes);
    const known = this.#answers.get(name) ?? [];
    if (known.length > 0 && known.every(this.#holds)) return known;
    const answers = await this.lockgate.evaluate(attributes);
    this.#answers.set(name, answers);
    for (const answer of answers) {
      const lane = laneOf(answer);
      const { epoch, validUntil } = answer;
      this.#applied.set(`${lane.context}/${lane.workload}/${lane.audience}`, {
        ...lane,
        epoch,
        validUntil,
        attributes,
      });
    }
    return answers.filter(this.#holds);
  }

  /**
   * Which epoch it applies in each lane that it has met. Where nobody came since the lease ended it asks once more: what it
   * would have answered then, it applies no longer.
   */
  async #tell(): Promise<void> {
    for (const { attributes, ...known } of [...this.#applied.values()]) {
      if (!this.#holds(known)) await this.#answersFor(attributes);
    }
    const items = [...this.#applied.values()].filter(this.#holds);
    if (items.length === 0) return;
    await this.lockgate.acknowledge(
      this.options.router,
      items.map(({ context, workload, audience, epoch }) => ({ context, workload, audience, epoch })),
    );
  }

  /** What it did since the last report; the window has closed, by Lockgate's clock too, before it is sent. */
  async #report(): Promise<void> {
    const [from, to, items] = [this.#since, this.lockgate.now(), [...this.#counted.values()]];
    if (to <= from) return;
    this.#since = to;
    this.#counted = new Map();
    await sleep(1_500);
    const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    await this.lockgate.observe({ router: this.options.router, ...window, items });
    say(`${this.options.router} reported ${items.reduce((sum, { count }) => sum + count, 0)} requests`);
  }
}
