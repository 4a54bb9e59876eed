import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorityAnswer, authorityList } from '@/lib/contract/v1/authority';
import { problem } from '@/lib/contract/v1/problem';
import { accept, refuse } from '@/lib/domain/kernel/refusal';
import { context, FakeAuthority, lane, legacySince, rest, standing, start, targetFrom } from './authority-under-test';
import { asPerson, bearer, type DoorUnderTest, keys, openDoor, raw } from './door-under-test';

let source: FakeAuthority;
let door: DoorUnderTest;
let records: { at: Date | null; knownAt: Date | null }[];

beforeEach(async () => {
  source = new FakeAuthority();
  source.contexts = standing();
  records = [];
  door = await openDoor(
    {
      readAuthorityRecord: async (_context, program, asOf) => {
        records.push(asOf);
        if (program !== 'claims') return refuse('not_found', 'There is no such program.');
        return accept({
          snapshot: source.snapshot(),
          at: asOf.at ?? asOf.knownAt ?? new Date(source.now + 3),
          knownAtEntry: asOf.knownAt ? 0 : null,
          entryAt: 0,
        });
      },
    },
    { authority: source, memory: { steadyMs: source.steadyMs } },
  );
});
afterEach(() => door.close());

const get = (path: string, headers: Record<string, string> = bearer(keys.authority)) =>
  raw(`${door.url}/api/v1/programs/claims/authority${path}`, { headers });
const answerOf = async (path: string) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  return authorityAnswer.parse(JSON.parse(answer.text));
};
const codeOf = (text: string) => problem.parse(JSON.parse(text)).code;

describe('GET /authority/{context}/{workload}', () => {
  it('answers one lane as the contract says', async () => {
    expect(await answerOf('/intake/reads?productLine=motor')).toEqual({
      context: 'intake',
      workload: 'reads',
      audience: 'cohort:motor',
      side: 'legacy',
      stage: 'selective',
      participation: { legacy: 'authoritative', target: 'shadow' },
      epoch: 1,
      since: '2026-11-19T08:00:00.000Z',
      validUntil: '2026-11-20T08:00:30.000Z',
      next: null,
      decision: { id: 'decision-1', number: 1 },
      rollbackUntil: null,
      wayBack: null,
      sentence: null,
    });
  });

  it('tells of a change on record before it takes effect, and is not valid beyond it', async () => {
    source.record(standing([legacySince, targetFrom(8_000)]));
    const answer = await answerOf('/intake/reads?productLine=motor');
    expect(answer.side).toBe('legacy');
    expect(answer.next).toEqual({
      side: 'target',
      effectiveFrom: '2026-11-20T08:00:08.000Z',
      decision: { id: 'decision-2', number: 2 },
    });
    expect(answer.validUntil).toBe('2026-11-20T08:00:08.000Z');
  });

  it('of a context that went back to planned keeps its epoch: a fencing token is never reused', async () => {
    const back = { side: 'legacy' as const, from: -1_000, epoch: 3, decision: 7 };
    const lanes = [lane('intake', 'reads', rest, legacySince, targetFrom(-2_000), back)];
    source.record([context('intake', 'planned', lanes, ['reads'])]);
    expect(await answerOf('/intake/reads')).toMatchObject({
      side: 'legacy',
      stage: 'planned',
      participation: { legacy: 'authoritative', target: 'off' },
      epoch: 3,
      decision: { number: 7 },
    });
    expect(authorityList.parse(JSON.parse((await get('')).text)).items.map(({ epoch }) => epoch)).toEqual([3]);
  });

  it('of a planned context answers legacy, epoch 0, no decision', async () => {
    expect(await answerOf('/payment/writes')).toMatchObject({
      side: 'legacy',
      stage: 'planned',
      epoch: 0,
      decision: null,
    });
  });

  it('refuses a parameter that is no dimension, and a missing one that decides', async () => {
    const unknown = await get('/intake/reads?productline=motor');
    expect([unknown.status, codeOf(unknown.text)]).toEqual([400, 'invalid_parameter']);
    const missing = await get('/intake/reads');
    expect([missing.status, codeOf(missing.text)]).toEqual([400, 'dimension_missing']);
    const keyless = await get('/posting/writes');
    expect([keyless.status, codeOf(keyless.text)]).toEqual([400, 'key_missing']);
    expect((await get('/posting/writes?key=CLM-1')).status).toBe(200);
  });

  it('of what is not there is 404', async () => {
    for (const path of ['/nowhere/reads', '/intake/writes', '/intake/everything']) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await get('/intake/reads?productLine=motor', bearer(keys.other))).status).toBe(404);
  });

  it('asked about then goes to the record, and no lease is given for the past', async () => {
    const answer = await answerOf('/intake/reads?productLine=motor&at=2026-11-19T12:00:00Z');
    expect(records).toEqual([{ at: new Date('2026-11-19T12:00:00Z'), knownAt: null }]);
    expect(answer.validUntil).toBeNull();
  });

  it('asked about the future, or about no instant, is 400', async () => {
    expect((await get('/intake/reads?productLine=motor&at=2027-01-01T00:00:00Z')).status).toBe(400);
    expect((await get('/intake/reads?productLine=motor&knownAt=2027-01-01T00:00:00Z')).status).toBe(400);
    expect((await get('/intake/reads?productLine=motor&at=yesterday')).status).toBe(400);
    expect((await get('/intake/reads?productLine=motor&at=2026-11-19T12:00:00')).status).toBe(400);
  });

  it('with the database gone is answered until the lease runs out, then 503 and never a guess', async () => {
    await answerOf('/intake/reads?productLine=motor');
    source.gone = true;
    source.pass(29_999);
    expect((await answerOf('/intake/reads?productLine=motor')).validUntil).toBe('2026-11-20T08:00:30.000Z');
    source.pass(1);
    const answer = await get('/intake/reads?productLine=motor');
    expect([answer.status, codeOf(answer.text)]).toEqual([503, 'unavailable']);
    source.gone = false;
    source.pass(1_000);
    expect((await answerOf('/intake/reads?productLine=motor')).side).toBe('legacy');
  });

  it('with the database gone sees a change that was on record take effect', async () => {
    source.record(standing([legacySince, targetFrom(8_000)]));
    await answerOf('/intake/reads?productLine=motor');
    source.gone = true;
    source.pass(8_000);
    expect((await answerOf('/intake/reads?productLine=motor')).side).toBe('target');
  });

  it('asked by a person is authorised by the record’s own rule', async () => {
    expect((await get('/intake/reads?productLine=motor', asPerson)).status).toBe(200);
    expect(records).toHaveLength(1);
  });
});

describe('GET /authority', () => {
  it('lists every lane that has left planned, in a stable order, by pages', async () => {
    const whole = authorityList.parse(JSON.parse((await get('')).text));
    const places = whole.items.map(({ context, audience }) => `${context} ${audience}`);
    expect(places).toEqual([
      'fraud cohort:rest',
      'fraud subscriber:feed',
      'intake cohort:motor',
      'intake cohort:rest',
      'posting cohort:rest',
      'posting cohort:tenth',
    ]);
    expect(whole.nextCursor).toBeNull();
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = authorityList.parse(
        JSON.parse((await get(`?limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`)).text),
      );
      seen.push(...page.items.map(({ context, audience }) => `${context} ${audience}`));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(places);
  });

  it('is not there for a key of another program', async () => {
    expect((await get('', bearer(keys.other))).status).toBe(404);
  });

  it('shows a shift within a second of its effect', async () => {
    await get('');
    source.record(standing([legacySince, targetFrom(source.now - start)]));
    source.pass(1_000);
    const { items } = authorityList.parse(JSON.parse((await get('')).text));
    expect(items.find(({ audience }) => audience === 'cohort:motor')?.side).toBe('target');
  });
});
