import type { ServerResponse } from 'node:http';
import type { ChangeEvent } from '@/lib/contract/v1/changes';
import type { Actor } from '@/lib/domain/access/actor';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { ChangesPage } from '@/lib/usecases/queries/follow-changes';

/** Why a stream ended by our side. */
export type ListenerEnd = 'shutdown' | 'revoked' | 'old' | 'slow';

type Options = {
  actor: Actor;
  after: number;
  read: (after: number) => Promise<Result<ChangesPage>>;
  patienceMs: number;
  lifeMs: number;
  ended: () => void;
};

const eventText = (change: ChangeEvent): string =>
  `id: ${change.index}\nevent: ${change.type}\ndata: ${JSON.stringify(change)}\n\n`;

const headText = ({ seen, size, at }: ChangesPage): string =>
  `id: ${seen}\nevent: head\ndata: ${JSON.stringify({ size, at: at.toISOString() })}\n\n`;

/** One open stream: what it has been told, and whether its reader keeps up. */
export class ChangesListener {
  readonly actor: Actor;
  #told: number;
  #saidAt = 0;
  /** True while this stream looks for itself, or waits for its reader: what is offered meanwhile it finds later. */
  #busy = false;
  #over = false;
  readonly #life: NodeJS.Timeout;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: Options,
  ) {
    this.actor = options.actor;
    this.#told = options.after;
    this.#life = setTimeout(() => this.end('old'), options.lifeMs);
    this.#life.unref();
    response.once('close', () => this.#finish());
    response.on('error', () => undefined);
    // Where the stream breaks off, the reader tries again after this long.
    response.write('retry: 2000\n\n');
  }

  /** Ends the stream; who reads too slowly is cut, everybody else gets what is under way. */
  end(why: ListenerEnd): void {
    if (this.#over) return;
    if (why === 'slow') this.response.destroy();
    else this.response.end();
    this.#finish();
  }

  /** Takes what was found after `from`, if this stream has been told everything up to there. */
  offer(from: number, page: ChangesPage, heartbeatMs: number): void {
    if (this.#over || this.#busy) return;
    if (this.#told < from) {
      this.catchUp();
      return;
    }
    const due = performance.now() - this.#saidAt >= heartbeatMs;
    const unheard = page.changes.filter(({ index }) => index > this.#told);
    if (page.seen <= this.#told && !due) return;
    void this.#say({ ...page, changes: unheard }, page.seen >= page.size - 1);
  }

  /** Looks by itself until nothing is left, a page at a time, as fast as its reader takes it. */
  catchUp(): void {
    if (this.#over || this.#busy) return;
    void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    this.#busy = true;
    try {
      for (let isLast = false; !isLast && !this.#over; ) {
        const page = await this.options.read(this.#told);
        // Tried again at the next look that the feed offers.
        if (!page.ok) return;
        isLast = page.value.seen >= page.value.size - 1;
        await this.#write(page.value, isLast);
      }
    } catch {
      this.end('slow');
    } finally {
      this.#busy = false;
    }
  }

  async #say(page: ChangesPage, withHead: boolean): Promise<void> {
    this.#busy = true;
    await this.#write(page, withHead);
    this.#busy = false;
  }

  async #write(page: ChangesPage, withHead: boolean): Promise<void> {
    if (this.#over) return;
    const text = page.changes.map(eventText).join('') + (withHead ? headText(page) : '');
    this.#told = Math.max(this.#told, page.seen);
    this.#saidAt = performance.now();
    if (text === '' || this.response.write(text)) return;
    await this.#drained();
  }

  /** Waits until the reader has taken what was written; one who takes nothing for too long is cut. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(cut);
        this.response.off('drain', done);
        this.response.off('close', done);
        resolve();
      };
      const cut = setTimeout(() => this.end('slow'), this.options.patienceMs);
      this.response.once('drain', done);
      this.response.once('close', done);
    });
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#life);
    this.options.ended();
  }
}
