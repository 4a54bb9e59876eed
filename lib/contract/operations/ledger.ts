import { ledgerHead, ledgerList, ledgerQuery } from '@/lib/contract/v1/ledger';
import { inProgram, noBody, noQuery, operation, program } from './operation';

export const listLedger = operation({
  id: 'listLedger',
  method: 'GET',
  path: `${program}/ledger`,
  noun: 'Ledger',
  summary: 'The record, oldest first',
  description: 'A leaf is SHA-256 over a zero byte and the entry’s canonical JSON; `prev` is the leaf before.',
  caller: 'both',
  scope: 'ledger:read',
  params: inProgram,
  query: ledgerQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of entries', schema: ledgerList },
  refusals: [],
  idempotency: 'none',
});

export const readLedgerHead = operation({
  id: 'readLedgerHead',
  method: 'GET',
  path: `${program}/ledger/head`,
  noun: 'Ledger',
  summary: 'Size and last leaf of the record',
  caller: 'both',
  scope: 'ledger:read',
  params: inProgram,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The head', schema: ledgerHead },
  refusals: [],
  idempotency: 'none',
});
