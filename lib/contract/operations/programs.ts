import { z } from 'zod';
import { manifestSchema } from '@/lib/contract/manifest';
import { manifestPlan, manifestQuery } from '@/lib/contract/v1/manifest-plan';
import { programList, programsQuery } from '@/lib/contract/v1/programs';
import { base, inProgram, noBody, noParams, noQuery, operation, program } from './operation';

export const listPrograms = operation({
  id: 'listPrograms',
  method: 'GET',
  path: `${base}/programs`,
  noun: 'Programs',
  summary: 'The programs that the caller can see',
  caller: 'both',
  scope: 'program:read',
  params: noParams,
  query: programsQuery,
  body: noBody,
  answer: { status: 200, description: 'By name', schema: programList },
  refusals: [],
  idempotency: 'none',
});

export const createProgram = operation({
  id: 'createProgram',
  method: 'POST',
  path: `${base}/programs`,
  noun: 'Programs',
  summary: 'Create a program from its manifest',
  description: 'Puts policy and criteria in force as `initial`; rule sets start as drafts.',
  caller: 'both',
  scope: 'program:write',
  params: noParams,
  query: noQuery,
  body: { kind: 'manifest', schema: manifestSchema },
  answer: { status: 201, description: 'Created, with what was made', schema: manifestPlan },
  refusals: ['invalid_manifest', 'program_exists'],
  idempotency: 'optional',
});

export const readManifest = operation({
  id: 'readManifest',
  method: 'GET',
  path: `${program}/manifest`,
  noun: 'Programs',
  summary: 'The program as one document',
  description: 'JSON, or YAML with `Accept: application/yaml`.',
  caller: 'both',
  scope: 'program:read',
  params: inProgram,
  query: noQuery,
  body: noBody,
  answer: {
    status: 200,
    description: 'The manifest in force',
    schema: z
      .looseObject({})
      .meta({ id: 'Manifest', description: 'The guide to manifests, docs/manifests.md, tells every member' }),
  },
  refusals: [],
  idempotency: 'none',
});

export const applyManifest = operation({
  id: 'applyManifest',
  method: 'PUT',
  path: `${program}/manifest`,
  noun: 'Programs',
  summary: 'Apply a manifest, or plan it',
  description:
    'A program that is not there yet is created. What is in force changes only by decision: each such change opens one, or finds the live one, and the plan names it; that takes `decisions:write` of a key too. With `dryRun=true` nothing changes.',
  caller: 'both',
  scope: 'program:write',
  params: inProgram,
  query: manifestQuery,
  body: { kind: 'manifest', schema: manifestSchema },
  answer: { status: 200, description: 'The plan, applied or not', schema: manifestPlan },
  refusals: [
    'invalid_manifest',
    'manifest_needs_decision',
    'deadline_needs_decision',
    'decision_overlap',
    'role_missing',
  ],
  idempotency: 'optional',
});
