import { refuse } from '@/lib/domain/kernel/refusal';

// Bodies that are held whole share one measure of memory. Each may be large; all of them together must not be.

/** What one request holds of it. */
export type Held = {
  /** Takes more, or says false where there is none. */
  take: (bytes: number) => boolean;
  /** Gives back all that was taken. */
  release: () => void;
};

export class BodiesInMemory {
  #held = 0;

  constructor(private readonly most: number) {}

  hold(): Held {
    let own = 0;
    return {
      take: (bytes) => {
        if (this.#held + bytes > this.most) return false;
        this.#held += bytes;
        own += bytes;
        return true;
      },
      release: () => {
        this.#held -= own;
        own = 0;
      },
    };
  }
}

export const tooManyBodies = () =>
  refuse('unavailable', 'Too many large bodies are being sent at this moment. Nothing was kept; send it again.');
