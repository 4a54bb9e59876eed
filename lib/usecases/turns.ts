import { refused } from '@/lib/domain/kernel/refusal';

/** Lets only so many do something at once; the others wait their turn, and not for ever. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(
    private readonly places: number,
    private readonly patienceMs: number,
  ) {}

  /** @throws Refused (`unavailable`) where no turn came in time. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken < this.places) this.#taken += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(
          refused('unavailable', 'Too much happens at this moment. Nothing was changed; send the same request again.'),
        );
      }, this.patienceMs);
      this.#waiting.push(begin);
    });
  }
}

/** The same, and of it only so much for each name: nobody who sends slowly keeps all others waiting. */
export class SharedTurns {
  readonly #all: Turns;
  readonly #own = new Map<string, { turns: Turns; users: number }>();

  constructor(
    places: number,
    private readonly placesEach: number,
    private readonly patienceMs: number,
  ) {
    this.#all = new Turns(places, patienceMs);
  }

  /** @throws Refused (`unavailable`) where no turn came in time. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const own = this.#own.get(name) ?? { turns: new Turns(this.placesEach, this.patienceMs), users: 0 };
    this.#own.set(name, own);
    own.users += 1;
    try {
      return await own.turns.take(() => this.#all.take(work));
    } finally {
      own.users -= 1;
      if (own.users === 0) this.#own.delete(name);
    }
  }
}
