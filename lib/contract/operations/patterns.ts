import {
  knowledge,
  knowledgeQuery,
  patternDetail,
  patternList,
  patternMerge,
  patternParting,
  patternPatch,
  patternSplit,
  patternsQuery,
  patternsTriage,
  triagedPatterns,
} from '@/lib/contract/v1/patterns';
import { inContext, inProgram, json, noBody, noQuery, oneOf, operation, program } from './operation';

const one = oneOf('pattern');
const asItIsNow = { status: 200, description: 'The pattern as it is now', schema: patternDetail } as const;

export const listPatterns = operation({
  id: 'listPatterns',
  method: 'GET',
  path: `${program}/patterns`,
  noun: 'Patterns',
  summary: 'Patterns, most severe first',
  description:
    'What is merged into another is shown in it. Split patterns are shown in their parts; `state=split` names them.',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: patternsQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of patterns, and how many there are in all', schema: patternList },
  refusals: [],
  idempotency: 'none',
});

export const readPattern = operation({
  id: 'readPattern',
  method: 'GET',
  path: `${program}/patterns/{pattern}`,
  noun: 'Patterns',
  summary: 'One pattern: where it stands, what it taught, how it spreads, examples',
  caller: 'both',
  scope: 'program:read',
  params: one,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'The pattern', schema: patternDetail },
  refusals: [],
  idempotency: 'none',
});

export const triagePattern = operation({
  id: 'triagePattern',
  method: 'PATCH',
  path: `${program}/patterns/{pattern}`,
  noun: 'Patterns',
  summary: 'Triage a pattern',
  description:
    'A category or resolution set here opens no gate: only a signed-off rule explains a pattern. Category and severity hold for what is merged into it too.',
  caller: 'both',
  scope: 'program:write',
  params: one,
  query: noQuery,
  body: json(patternPatch),
  answer: asItIsNow,
  refusals: ['role_missing', 'stale_view', 'nothing_to_change', 'conflict'],
  idempotency: 'optional',
});

export const triagePatterns = operation({
  id: 'triagePatterns',
  method: 'POST',
  path: `${program}/patterns:triage`,
  noun: 'Patterns',
  summary: 'Triage many patterns at once',
  description: 'The same change of all of them, or of none: one that changed meanwhile refuses all.',
  caller: 'both',
  scope: 'program:write',
  params: inProgram,
  query: noQuery,
  body: json(patternsTriage),
  answer: { status: 200, description: 'The patterns as they are now', schema: triagedPatterns },
  refusals: ['role_missing', 'stale_view', 'nothing_to_change', 'conflict'],
  idempotency: 'optional',
});

export const mergePattern = operation({
  id: 'mergePattern',
  method: 'POST',
  path: `${program}/patterns/{pattern}/merge`,
  noun: 'Patterns',
  summary: 'Merge a pattern into another of its context',
  description: 'The other speaks for both from then on. Gates go on counting each by itself.',
  caller: 'both',
  scope: 'program:write',
  params: one,
  query: noQuery,
  body: json(patternMerge),
  answer: { status: 200, description: 'The pattern that it was merged into', schema: patternDetail },
  refusals: ['role_missing', 'stale_view', 'conflict'],
  idempotency: 'optional',
});

export const unmergePattern = operation({
  id: 'unmergePattern',
  method: 'POST',
  path: `${program}/patterns/{pattern}/unmerge`,
  noun: 'Patterns',
  summary: 'Take a pattern out of the one that it is merged into',
  caller: 'both',
  scope: 'program:write',
  params: one,
  query: noQuery,
  body: json(patternParting),
  answer: asItIsNow,
  refusals: ['role_missing', 'stale_view', 'conflict'],
  idempotency: 'optional',
});

export const splitPattern = operation({
  id: 'splitPattern',
  method: 'POST',
  path: `${program}/patterns/{pattern}/split`,
  noun: 'Patterns',
  summary: 'Split a pattern by a dimension, or one value of it from the rest',
  description: 'Its parts stand for it from then on, and each begins with its triage.',
  caller: 'both',
  scope: 'program:write',
  params: one,
  query: noQuery,
  body: json(patternSplit),
  answer: asItIsNow,
  refusals: ['role_missing', 'stale_view', 'conflict'],
  idempotency: 'optional',
});

export const joinPattern = operation({
  id: 'joinPattern',
  method: 'POST',
  path: `${program}/patterns/{pattern}/join`,
  noun: 'Patterns',
  summary: 'Join the parts of a split pattern again',
  caller: 'both',
  scope: 'program:write',
  params: one,
  query: noQuery,
  body: json(patternParting),
  answer: asItIsNow,
  refusals: ['role_missing', 'stale_view', 'conflict'],
  idempotency: 'optional',
});

export const listKnowledge = operation({
  id: 'listKnowledge',
  method: 'GET',
  path: `${program}/contexts/{context}/knowledge`,
  noun: 'Patterns',
  summary: 'What patterns of a context taught, the latest first',
  caller: 'both',
  scope: 'program:read',
  params: inContext,
  query: knowledgeQuery,
  body: noBody,
  answer: { status: 200, description: 'A page of lessons', schema: knowledge },
  refusals: [],
  idempotency: 'none',
});
