import { deadlineList } from '@/lib/contract/v1/deadlines';
import {
  retirementItemList,
  retirementItemPatch,
  retirementItemsQuery,
  retirementItemView,
} from '@/lib/contract/v1/retirement-items';
import { inProgram, json, noBody, noQuery, oneOf, operation, program } from './operation';

export const listRetirementItems = operation({
  id: 'listRetirementItems',
  method: 'GET',
  path: `${program}/retirement-items`,
  noun: 'Decommission',
  summary: 'What must go before legacy is gone',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: retirementItemsQuery,
  body: noBody,
  answer: { status: 200, description: 'By due date', schema: retirementItemList },
  refusals: [],
  idempotency: 'none',
});

export const markRetirementItem = operation({
  id: 'markRetirementItem',
  method: 'PATCH',
  path: `${program}/retirement-items/{item}`,
  noun: 'Decommission',
  summary: 'Mark an item done, with evidence, or open it again',
  caller: 'both',
  scope: 'program:write',
  params: oneOf('item'),
  query: noQuery,
  body: json(retirementItemPatch),
  answer: { status: 200, description: 'The item as it is now', schema: retirementItemView },
  refusals: ['role_missing', 'nothing_to_change'],
  idempotency: 'optional',
});

export const listDeadlines = operation({
  id: 'listDeadlines',
  method: 'GET',
  path: `${program}/deadlines`,
  noun: 'Decommission',
  summary: 'Everything that is due, soonest first',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'Windows, reviews, expiries, items and the hard date', schema: deadlineList },
  refusals: [],
  idempotency: 'none',
});
