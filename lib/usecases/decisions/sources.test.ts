import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ManifestInput } from '@/lib/contract/manifest';
import { checkManifest } from '@/lib/contract/manifest-check';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { applyManifest } from '@/lib/usecases/commands/apply-manifest';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { readProgramManifest } from '@/lib/usecases/queries/read-program-manifest';
import { actsIn } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House, testManifest } from '@/lib/usecases/testing/house';

// Who sends evidence about a context is decided like what the evidence must show.

type Sources = NonNullable<ManifestInput['sources']>;
const spark = (name: string, context = 'payments', namespace = name): Sources[number] => ({
  kind: 'openlineage',
  name,
  context,
  jobs: [{ namespace, name: '*' }],
});
const withSources = (...sources: Sources) => testManifest((manifest) => Object.assign(manifest, { sources }));

const two = (...sources: Sources) =>
  testManifest((manifest) => {
    const [first] = manifest.contexts;
    if (first === undefined) throw new Error('no context');
    manifest.contexts.push({ ...first, slug: 'intake', name: 'Intake' });
    manifest.sources = sources;
  });

let house: House;
beforeAll(async () => {
  house = await buildHouse(two(spark('a')));
  await actsIn(house).toShadow();
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

it.each<[string, Sources, string, string]>([
  ['of no context', [spark('a', 'moon')], '/sources/0/context', 'no context'],
  ['of one name', [spark('a'), spark('a', 'payments', 'b')], '/sources/1/name', 'there already'],
  [
    'that claim one job',
    [spark('a', 'payments', 'sp*'), spark('b', 'payments', '*rk')],
    '/sources/1',
    'claims what "a"',
  ],
  [
    'with a dataset of both sides',
    [{ ...spark('a'), datasets: { legacy: [{ name: 'a*' }], target: [{ name: '*b' }] } } as Sources[number]],
    '/sources/0/datasets',
    'both sides',
  ],
  [
    'that do not say which side is which',
    [{ kind: 'cloudevents', name: 'a', context: 'payments', source: '/x', format: 'dvt', legacy: 'source' }],
    '/sources/0/target',
    'this side',
  ],
  ['of a workload that is not there', [{ ...spark('a'), workload: 'batch' }], '/sources/0/workload', 'no workload'],
])('sources %s are faults of the manifest', (_, sources, pointer, detail) => {
  expect(checkManifest(withSources(...sources))).toMatchObject([{ pointer, detail: expect.stringContaining(detail) }]);
});

it('sources of one kind and of the other never claim the same', () => {
  const event = { kind: 'cloudevents', name: 'e', context: 'payments', source: '*', format: 'neutral' } as const;
  expect(checkManifest(withSources(spark('a', 'payments', '*'), event))).toEqual([]);
});

const sourcesNow = async () =>
  ((await accepted(readProgramManifest(house.as.lead, house.program))) as ReturnType<typeof testManifest>).sources.map(
    ({ name, context }) => [name, context],
  );

it('once a context has left planned they change by decision only, and the manifest on record says what is in force', async () => {
  const acts = actsIn(house);
  const applied = await accepted(applyManifest(house.as.lead, house.program, two(spark('b'))));
  expect(applied).toMatchObject({
    applied: false,
    changes: [{ path: '/contexts/0/sources', kind: 'activate_criteria' }],
  });
  expect(await sourcesNow()).toEqual([['a', 'payments']]);
  const open = await accepted(readDecision(house.as.lead, house.program, applied.changes[0]?.decision?.id ?? ''));
  expect(open.changes.map(({ path, direction }) => [path, direction])).toEqual([
    ['/sources/a', 'looser'],
    ['/sources/b', 'other'],
  ]);
  const voices = open.slots.flatMap(({ role }) => cast.filter((person) => person === role));
  const done = await accepted(acts.execute(await acts.signed(open, ...voices)));
  expect(done.state).toBe('executed');
  expect(await sourcesNow()).toEqual([['b', 'payments']]);
  expect(await accepted(applyManifest(house.as.lead, house.program, two(spark('b'))))).toMatchObject({ changes: [] });
});

it('what one context gives up is no other’s before that is decided', async () => {
  const moved = await applyManifest(house.as.lead, house.program, two(spark('b', 'intake')));
  expect(moved).toMatchObject({ ok: false, refusal: { code: 'invalid_body' } });
  expect(await sourcesNow()).toEqual([['b', 'payments']]);
});
