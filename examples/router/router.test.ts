import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { caller } from '@/lib/door/testing/api-client';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { testManifest } from '@/lib/usecases/testing/house';
import { Lockgate } from './lockgate';
import { readOptions, UsageError } from './options';
import { Router } from './router';

let open: OpenHouse;
beforeAll(async () => {
  open = await openHouse(
    testManifest((manifest) => {
      manifest.routers = [{ slug: 'edge', name: 'Edge' }];
      // as long as a turn of a router takes on a busy machine, and more: it tells once a turn
      manifest.policy = { leaseSeconds: 6, windowLeaseSeconds: 6, workloadOrder: [] };
    }),
  );
}, 120_000);
afterAll(() => open?.close());

it('follows authority through a shift and back, and is never on the wrong side', async () => {
  const key = await issueKey(open, ['authority:read', 'observations:write']);
  const reader = caller(open.url, bearer(await issueKey(open, ['program:read', 'ledger:read'])));
  const acts = actsIn(open.house);
  await acts.toShadow();
  await acts.toValidated();
  const dimensions = new Map([
    ['geography', ['eu', 'uk']],
    ['productLine', ['motor', 'home']],
  ]);
  const options = { lockgate: open.url, program: open.house.program, router: 'edge', key, dimensions, rate: 20 };
  const router = new Router(new Lockgate(open.url, options.program, key), options, {
    tellEveryMs: 0,
    reportEveryMs: 2_000,
  });
  const stop = new AbortController();
  const running = router.run(stop.signal);

  const lane = async () => {
    const { body } = await reader('GET', `${base}/routers`);
    const [edge] = body.items;
    const found = edge.lanes.find(
      ({ workload, audience }: typeof reads) => workload === reads.workload && audience === reads.audience,
    );
    return { epoch: found.acknowledged?.epoch ?? 0, observed: found.observed, drift: edge.drift };
  };
  const until = async (epoch: number) => {
    for (const end = Date.now() + 20_000; (await lane()).epoch < epoch && Date.now() < end; ) await sleep(200);
    expect((await lane()).epoch).toBe(epoch);
  };
  await until(1);
  await acts.toSelective();
  await until(2);
  for (const end = Date.now() + 10_000; (await lane()).observed.target === 0 && Date.now() < end; ) await sleep(200);
  await acts.back([reads]);
  await until(3);
  await sleep(3_500);
  stop.abort();
  await running;
  const { observed, drift } = await lane();
  expect(observed.legacy).toBeGreaterThan(0);
  expect(observed.target).toBeGreaterThan(0);
  expect(drift).toEqual([]);
  const { body: found } = await reader('GET', `${base}/ledger?limit=1000&type=drift.found`);
  expect(found.items.map(({ entry }: { entry: { data: object } }) => entry.data)).toEqual([]);
}, 90_000);

it('tells no epoch whose lease has ended, though nobody came to its lane since', async () => {
  const told: number[] = [];
  let asked = 0;
  const lockgate = Object.assign(new Lockgate('http://localhost:1', 'claims', 'key'), {
    evaluate: async () => {
      asked += 1;
      const validUntil = Date.now() + (asked === 1 ? 1_100 : 60_000);
      return [{ flag: 'payments.reads', side: 'legacy' as const, epoch: asked, audience: 'everyone', validUntil }];
    },
    acknowledge: async (_: string, items: { epoch: number }[]) => void told.push(...items.map(({ epoch }) => epoch)),
  });
  const options = { lockgate: '', program: 'claims', router: 'edge', key: '', dimensions: new Map(), rate: 0 };
  const stop = new AbortController();
  const running = new Router(lockgate, options, { tellEveryMs: 0, reportEveryMs: 60_000 }).run(stop.signal);
  for (const end = Date.now() + 10_000; told.at(-1) !== 2 && Date.now() < end; ) await sleep(50);
  stop.abort();
  await running;
  expect(told.at(-1)).toBe(2);
});

it('a wrong call is one line that says so', () => {
  const read = (...args: string[]) => readOptions(args, { LOCKGATE_API_KEY: 'k' });
  expect(read('--help')).toBeNull();
  expect(() => read('--program', 'p')).toThrow(UsageError);
  expect(() => read('--program', 'p', '--router', 'r', '--dimension', 'x')).toThrow('NAME=A,B');
  expect(() => read('--program', 'p', '--router', 'r', '--rate', '0')).toThrow('--rate');
  expect(() => readOptions(['--program', 'p', '--router', 'r'], {})).toThrow('API key');
  expect(read('--program', 'p', '--router', 'r', '--dimension', 'x=a,b')?.dimensions.get('x')).toEqual(['a', 'b']);
});
