// What a router asks and tells: the OpenFeature protocol for answers, two calls of the API for its own word.

/** One answer: which side serves this flag for these attributes, by which epoch, and until when that may be relied on. */
export type Answer = { flag: string; side: 'legacy' | 'target'; epoch: number; audience: string; validUntil: number };

/** A lane as the API names it. */
export type Lane = { context: string; workload: string; audience: string };

type Flag = { key?: string; value?: string; metadata?: { epoch?: number; lane?: string; validUntil?: string } };

export class Lockgate {
  /** How far Lockgate's clock is ahead of ours, in milliseconds; what ends by its clock is asked of its clock. */
  #ahead = 0;

  constructor(
    private readonly url: string,
    private readonly program: string,
    private readonly key: string,
  ) {}

  /** Lockgate's clock, as far as we know it; never ahead of it. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Every flag that is under authority for these attributes. */
  async evaluate(attributes: Record<string, string>): Promise<Answer[]> {
    const { flags } = await this.#post('/ofrep/v1/evaluate/flags', { context: attributes });
    return (Array.isArray(flags) ? (flags as Flag[]) : []).flatMap(({ key, value, metadata }) => {
      const audience = metadata?.lane?.split('/')[1];
      // Planned contexts have no lane yet, and are legacy's without anybody asking.
      if (key === undefined || (value !== 'legacy' && value !== 'target') || audience === undefined) return [];
      const validUntil = Date.parse(metadata?.validUntil ?? '');
      return [{ flag: key, side: value, epoch: metadata?.epoch ?? 0, audience, validUntil }];
    });
  }

  async acknowledge(router: string, items: (Lane & { epoch: number })[]): Promise<void> {
    await this.#post(`/api/v1/programs/${this.program}/routers/${router}/acknowledgements`, { items });
  }

  async observe(report: { router: string; from: string; to: string; items: object[] }): Promise<void> {
    await this.#post(`/api/v1/programs/${this.program}/observations`, report);
  }

  async #post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(new URL(path, this.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.key}`,
        'content-type': 'application/json',
        'x-lockgate-program': this.program,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const told = Date.parse(response.headers.get('date') ?? '');
    // The header has whole seconds, cut: what we make of it is at most a second behind.
    if (Number.isFinite(told)) this.#ahead = told - Date.now();
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok)
      throw new Error(`${path}: ${response.status} ${String(answer.detail ?? answer.errorDetails ?? '')}`);
    return answer;
  }
}
