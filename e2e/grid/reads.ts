import { good, type Subject } from './act';
import { lines } from './manifests';
import type { Street } from './street';
import type { ReadName } from './table';

// What can be read, and where; what has a number or an id is found once.

const base = '/api/v1/programs/claims';

export type Found = { run: string; pattern: string; decision: string; event: string };

export const find = async (street: Street): Promise<Found> => {
  const first = async (of: string): Promise<Subject> =>
    (await good(street.as('lead')('GET', `${base}/${of}`))).items[0].id;
  const odd = { specversion: '1.0', id: 'odd', source: '/grid', type: 'com.example.odd' };
  await good(street.as('lead')('POST', `${base}/events`, odd, { 'content-type': 'application/cloudevents+json' }));
  const found = { run: await first('runs'), pattern: await first('patterns'), decision: await first('decisions') };
  return { ...found, event: await first('unclaimed') };
};

export const paths: Record<ReadName, (at: string, found: Found) => string> = {
  listPrograms: () => '/api/v1/programs',
  readManifest: (at) => `${at}/manifest`,
  listContexts: (at) => `${at}/contexts`,
  readContext: (at) => `${at}/contexts/payments`,
  readCriteria: (at) => `${at}/contexts/payments/criteria`,
  readRules: (at) => `${at}/contexts/payments/rules`,
  listRisks: (at) => `${at}/contexts/payments/risks`,
  listReplays: (at) => `${at}/contexts/payments/replays`,
  listWayBack: (at) => `${at}/contexts/payments/way-back`,
  listRuns: (at) => `${at}/runs`,
  listOutcomes: (at) => `${at}/outcomes`,
  listUnclaimed: (at) => `${at}/unclaimed`,
  readEventBody: (at, { event }) => `${at}/events/${event}/body`,
  readRun: (at, { run }) => `${at}/runs/${run}`,
  listDiscrepancies: (at, { run }) => `${at}/runs/${run}/discrepancies`,
  readRunBody: (at, { run }) => `${at}/runs/${run}/body`,
  listPatterns: (at) => `${at}/patterns`,
  listKnowledge: (at) => `${at}/contexts/payments/knowledge`,
  readPattern: (at, { pattern }) => `${at}/patterns/${pattern}`,
  listRetirementItems: (at) => `${at}/retirement-items`,
  listDeadlines: (at) => `${at}/deadlines`,
  listHolds: (at) => `${at}/holds`,
  listHoldsOnEverything: () => '/api/v1/holds',
  listDecisions: (at) => `${at}/decisions`,
  readDecision: (at, { decision }) => `${at}/decisions/${decision}`,
  readDecisionRecord: (at, { decision }) => `${at}/decisions/${decision}/record`,
  listAuthority: (at) => `${at}/authority`,
  readAuthority: (at) => `${at}/authority/payments/reads?productLine=${lines[0]}&key=k`,
  listRouters: (at) => `${at}/routers`,
  listLedger: (at) => `${at}/ledger`,
  readLedgerHead: (at) => `${at}/ledger/head`,
  followChanges: (at) => `${at}/changes`,
  listKeys: (at) => `${at}/keys`,
  listPeople: (at) => `${at}/people`,
  listDelegations: (at) => `${at}/delegations`,
  listPasskeys: () => '/api/v1/account/passkeys',
  readHealth: () => '/healthz',
  readReadiness: () => '/readyz',
  readOpenApi: () => '/api/v1/openapi.json',
  readApiPage: () => '/docs/api',
};
