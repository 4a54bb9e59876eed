import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ledgerHead } from '@/lib/contract/v1/ledger';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { emptyChain, followChain } from '@/lib/domain/ledger/chain';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { type Api, ask, Plain } from './api';

// Looser than the API's own schema: what an entry holds is for its hash to judge, and nothing of it may be dropped.
const page = z.object({
  items: z.array(z.object({ leaf: z.string(), entry: z.looseObject({}) })),
  nextCursor: z.string().nullable(),
});

/** Checks a decision record in a file by itself. No server is asked. */
export const verifyFile = (file: string): number => {
  const verdict = verifyDecisionRecord(readJson(file));
  for (const { name, problems } of verdict.checks) {
    console.log(`${problems.length === 0 ? 'ok  ' : 'BAD '} ${name}`);
    for (const problem of problems) console.log(`       ${problem}`);
  }
  if (verdict.head) {
    const { origin, index, leaf } = verdict.head;
    console.log(`Its last entry is ${index} of ${origin}, ${leaf}: compare it with the ledger's own.`);
  }
  console.log(verdict.ok ? 'The record holds.' : 'The record does not hold.');
  return verdict.ok ? 0 : 1;
};

/** Reads a program's whole ledger and follows its chain from the genesis to the head that the server names. */
export const verifyLedger = async (api: Api, program: string): Promise<number> => {
  const path = `/programs/${encodeURIComponent(program)}/ledger`;
  const head = ledgerHead.parse((await ask(api, `${path}/head`)).body);
  const encoder = new TextEncoder();
  let chain = emptyChain(head.origin);
  let after: string | null = '';
  while (after !== null && chain.next < head.size) {
    const answer = await ask(api, `${path}?limit=1000${after && `&after=${encodeURIComponent(after)}`}`);
    const { items, nextCursor } = page.parse(answer.body);
    for (const { entry, leaf } of items) {
      if (chain.next === head.size) break;
      const step = followChain(chain, encoder.encode(canonicalJson(entry)));
      if (!step.ok) return bad(step.problem);
      chain = step.head;
      if (chain.leaf !== leaf) return bad(`Entry ${chain.next - 1} does not hash to the leaf that is given for it.`);
    }
    after = items.length === 0 ? null : nextCursor;
  }
  if (chain.next !== head.size) return bad(`The ledger ends at ${chain.next} entries of ${head.size}.`);
  if (chain.leaf !== head.head) return bad('The last entry is not the head that the ledger names.');
  console.log(`${head.size} entries of ${head.origin} follow each other unchanged, up to ${chain.leaf}.`);
  return 0;
};

const bad = (problem: string): number => {
  console.log(`${problem}\nThe ledger does not hold.`);
  return 1;
};

const readJson = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Plain(`Cannot read ${file}.`, 2);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Plain(`${file} is not JSON: give a decision record as it was downloaded.`, 2);
  }
};
