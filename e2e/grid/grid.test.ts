import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@/lib/contract/operations/all';
import { roles } from '@/lib/domain/words';
import type { Act, Request } from './act';
import { decisionActs } from './decision-acts';
import { emergencyActs } from './emergency-acts';
import { patternActs } from './pattern-acts';
import { peopleActs } from './people-acts';
import { programActs } from './program-acts';
import { proposalActs } from './proposal-acts';
import { type Found, find, paths } from './reads';
import { openStreet, type Street } from './street';
import {
  type ActName,
  type Asker,
  actTable,
  apart,
  type Expected,
  type ReadName,
  readingTable,
  roleAskers,
} from './table';

// Everybody asks for everything, and the product answers as the table says: the exact refusal, and nothing changed.

/** What one act leaves behind, the next does not mind: emergencies, which stop all else, come last. */
const acts: Record<ActName, Act> = {
  ...programActs,
  ...patternActs,
  ...proposalActs,
  ...decisionActs,
  ...peopleActs,
  ...emergencyActs,
};

let street: Street;
let found: Found;
beforeAll(async () => {
  street = await openStreet();
  found = await find(street);
}, 120_000);
afterAll(() => street?.close());

/** OFREP says no codes of ours. */
const byStatus: Record<number, Expected> = { 401: 'unauthenticated', 403: 'scope_missing', 404: 'not_found' };

const answerTo = async (asker: Asker, { method, path, body, headers }: Request) => {
  const answer = await street.as(asker)(method, path, body, headers);
  if (answer.status < 300) return { said: 'allowed', answer };
  return { said: answer.body?.code ?? byStatus[answer.status] ?? `status ${answer.status}`, answer };
};

/** Every cell of one act that is not as the table has it, in words; those who are refused ask first. */
const differences = async (name: ActName): Promise<string[]> => {
  const act: Act = acts[name];
  const row = [...(actTable.get(name) ?? [])];
  const wrong: string[] = [];
  const prepare = async () => (act.prepare === undefined ? {} : act.prepare(street));
  let subject = await prepare();
  const before = await street.footprint.read();
  const ask = async (asker: Asker) =>
    answerTo(asker, await act.ask({ asker, base: street.baseOf(asker), subject, street }));
  for (const [asker, expected] of row.filter(([, cell]) => cell !== 'allowed')) {
    const { said } = await ask(asker);
    if (said !== expected) wrong.push(`${asker}: ${said}, not ${expected}`);
  }
  // Once for all of them: refusals that were expected and left a trace.
  if (wrong.length === 0 && (await street.footprint.read()) !== before) wrong.push('a refusal changed something');
  let used = false;
  for (const [asker] of row.filter(([, cell]) => cell === 'allowed')) {
    if (used && act.lasting !== true) subject = await prepare();
    used = true;
    const { said, answer } = await ask(asker);
    if (said === 'allowed') await act.after?.({ asker, subject, answer, street });
    else wrong.push(`${asker}: ${said} (${answer.body?.detail}), not allowed`);
  }
  return wrong;
};

describe('the table', () => {
  const named = [...actTable.keys()].map((name) => acts[name].operation);

  it('has a row for every operation of the contract, or says where else it is asked', () => {
    const asked = [...named, ...readingTable.keys(), ...Object.keys(apart)];
    expect(operations.map(({ id }) => id).filter((id) => !asked.includes(id))).toEqual([]);
    const known = operations.map(({ id }) => id);
    expect(asked.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('has a column for every role', () => {
    expect([...roleAskers].sort()).toEqual([...roles].sort());
  });

  it('has a row for every kind of decision that can be proposed', () => {
    expect(Object.keys(acts).sort()).toEqual([...actTable.keys()].sort());
  });
});

describe('everybody who acts is allowed, or refused with the code of the table and without a trace', () => {
  it.each(Object.keys(acts) as ActName[])(
    '%s',
    async (name) => {
      expect(await differences(name)).toEqual([]);
    },
    120_000,
  );
});

/** The stream of changes does not end by itself. */
const followed = async (asker: Asker, path: string): Promise<string> => {
  const ending = new AbortController();
  const response = await fetch(street.url + path, { headers: street.headersOf(asker), signal: ending.signal });
  const said = response.status < 300 ? 'allowed' : String((await response.json()).code);
  ending.abort();
  return said;
};

describe('everybody who reads sees what the table says, and nothing changes by it', () => {
  it.each([...readingTable.keys()])(
    '%s',
    async (name: ReadName) => {
      const before = await street.footprint.read();
      const wrong: string[] = [];
      for (const [asker, expected] of readingTable.get(name) ?? []) {
        const path = paths[name](street.baseOf(asker), found);
        const said =
          name === 'followChanges'
            ? await followed(asker, path)
            : (await answerTo(asker, { method: 'GET', path })).said;
        if (said !== expected) wrong.push(`${asker}: ${said}, not ${expected}`);
      }
      expect(wrong).toEqual([]);
      expect(await street.footprint.read()).toBe(before);
    },
    60_000,
  );
});
