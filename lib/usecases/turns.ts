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
        reject(refused('unavailable', 'Too much is being sent at this moment. Nothing was kept; send it again.'));
      }, this.patienceMs);
      this.#waiting.push(begin);
    });
  }
}
