import { expect } from '@playwright/test';
import { type Ask, must } from './people';

/** A router that only knows the evaluation protocol: asks who answers quotes of a region, reads or writes. */
export const routerAt =
  (origin: string, key: string) =>
  async (workload: string, region: string): Promise<{ value: string; epoch: number; decision?: number }> => {
    const response = await fetch(`${origin}/ofrep/v1/evaluate/flags/quotes.${workload}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ context: { targetingKey: 'Q-1', region } }),
    });
    expect(response.status).toBe(200);
    const { value, metadata } = (await response.json()) as { value: string; metadata: { epoch: number } };
    return { value, ...metadata };
  };

/** Sends a run as the job would, with its key. */
export const push = (origin: string, key: string, slug: string) => async (run: object) => {
  const response = await fetch(`${origin}/api/v1/programs/${slug}/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(run),
  });
  expect(response.status).toBe(201);
};

/** How many entries of a type a program's ledger holds. */
export const entriesOf = async (ask: Ask, slug: string, type: string): Promise<number> => {
  let count = 0;
  for (let after = ''; ; ) {
    const { items, nextCursor } = await must(ask('GET', `/programs/${slug}/ledger?limit=500${after}`));
    count += items.filter(({ entry }: { entry: { type: string } }) => entry.type === type).length;
    if (nextCursor === null) return count;
    after = `&after=${encodeURIComponent(nextCursor)}`;
  }
};
