import { readFileSync } from 'node:fs';
import { testManifest } from '@/lib/usecases/testing/house';
import { type Act, base, good, inDays, type Subject } from './act';
import { lines } from './manifests';
import { type Street, stepUp } from './street';

// The program as a document, its evidence, its routers and its holds.

const payments = (at: string) => `${at}/contexts/payments`;

const changed = async (street: Street) => {
  const manifest = await good(street.as('lead')('GET', `${base}/manifest`));
  const [item] = manifest.retirementItems;
  return { ...manifest, retirementItems: [{ ...item, title: `Month report ${street.next.number()}` }] };
};

/** A manifest says itself which program it is of. */
const addressed = (at: string, manifest: Subject) => ({
  ...manifest,
  program: { ...manifest.program, slug: at.slice(at.lastIndexOf('/') + 1) },
});

const dayMs = 86_400_000;
const totals = { legacy: 1, target: 1, compared: 1, matched: 1, mismatched: 0, missingInTarget: 0, missingInLegacy: 0 };

const run = (street: Street) => {
  const to = Date.now() - 120_000;
  return {
    source: 'grid',
    externalId: `grid-${street.next.number()}`,
    context: 'payments',
    layer: 'row',
    window: { from: new Date(to - dayMs).toISOString(), to: new Date(to).toISOString() },
    status: 'completed',
    totals,
  };
};

const proof = () => ({
  workloads: ['reads'],
  quality: 'lossless',
  evidence: 'Rehearsal.',
  provenAt: inDays(-0.01),
  validUntil: inDays(20),
});

const column = JSON.parse(
  readFileSync(new URL('../../lib/ingest/adapters/fixtures/column.json', import.meta.url), 'utf8'),
);

const onPayments = { context: 'payments', workload: 'reads', audience: 'cohort:rest' };
const where = { context: { targetingKey: 'k', productLine: lines[0], geography: 'eu' } };

const inClaims = { 'x-lockgate-program': 'claims' };

const lift =
  (at: string): Act['after'] =>
  ({ answer, street }) =>
    good(street.as(at === '' ? 'root' : 'second')('DELETE', `${at || '/api/v1'}/holds/${answer.body.id}?reason=Done`));

export const programActs = {
  createProgram: {
    operation: 'createProgram',
    ask: ({ street }) => ({
      method: 'POST',
      path: '/api/v1/programs',
      body: testManifest((manifest) => {
        manifest.program = { slug: `made-${street.next.number()}`, name: 'Made' };
        manifest.retirementItems = [];
      }),
    }),
  },
  planManifest: {
    operation: 'applyManifest',
    prepare: changed,
    lasting: true,
    ask: ({ base: at, subject }) => ({
      method: 'PUT',
      path: `${at}/manifest?dryRun=true`,
      body: addressed(at, subject),
    }),
  },
  applyManifest: {
    operation: 'applyManifest',
    prepare: changed,
    ask: ({ base: at, subject }) => ({ method: 'PUT', path: `${at}/manifest`, body: addressed(at, subject) }),
  },
  sendRun: {
    operation: 'sendRun',
    ask: ({ base: at, street }) => ({ method: 'POST', path: `${at}/runs`, body: run(street) }),
  },
  sendDiscrepancies: {
    operation: 'sendDiscrepancies',
    prepare: (street) =>
      good(
        street.as('lead')('POST', `${base}/runs`, { ...run(street), totals: { ...totals, matched: 0, mismatched: 1 } }),
      ),
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/runs/${subject.id}/discrepancies`,
      body: { correlationId: 'grid', kind: 'value' },
      headers: { 'content-type': 'application/x-ndjson' },
    }),
  },
  importRun: {
    operation: 'importRun',
    ask: ({ base: at, street }) => ({
      method: 'POST',
      path: `${at}/runs:import?format=dvt&context=payments&legacy=source&target=target&externalId=i-${street.next.number()}`,
      body: column,
    }),
  },
  sendEvents: {
    operation: 'sendEvents',
    ask: ({ base: at, street }) => ({
      method: 'POST',
      path: `${at}/events`,
      body: {
        specversion: '1.0',
        id: `event-${street.next.number()}`,
        source: '/grid',
        type: 'dev.lockgate.run',
        data: run(street),
      },
      headers: { 'content-type': 'application/cloudevents+json' },
    }),
  },
  sendLineage: {
    operation: 'sendLineage',
    ask: ({ street }) => ({
      method: 'POST',
      path: '/api/v1/lineage',
      body: {
        eventType: 'START',
        eventTime: new Date().toISOString(),
        run: { runId: `run-${street.next.number()}` },
        job: { namespace: 'grid', name: 'job' },
      },
      headers: inClaims,
    }),
  },
  sendOutcomes: {
    operation: 'sendOutcomes',
    ask: ({ base: at, street }) => ({
      method: 'POST',
      path: `${at}/outcomes`,
      headers: { 'content-type': 'application/x-ndjson' },
      body: {
        context: 'payments',
        source: 'grid',
        side: 'legacy',
        correlationId: `grid-${street.next.number()}`,
        observedAt: inDays(-0.001),
        fields: {},
      },
    }),
  },
  triagePattern: {
    operation: 'triagePattern',
    prepare: async (street) => (await good(street.as('lead')('GET', `${base}/patterns`))).items[0],
    ask: ({ base: at, subject, street }) => ({
      method: 'PATCH',
      path: `${at}/patterns/${subject.id}`,
      body: { revision: subject.revision, note: `Note ${street.next.number()}` },
    }),
  },
  attest: {
    operation: 'attest',
    ask: ({ base: at }) => ({
      method: 'POST',
      path: `${payments(at)}/attestations`,
      body: {
        criterion: 'runbook',
        role: 'operations',
        statement: 'The runbook was rehearsed.',
        evidence: 'Minutes.',
        stepUp,
      },
    }),
  },
  proveWayBack: {
    operation: 'proveWayBack',
    ask: ({ base: at }) => ({ method: 'POST', path: `${payments(at)}/way-back`, body: proof() }),
  },
  withdrawWayBack: {
    operation: 'withdrawWayBack',
    prepare: (street) => good(street.as('engineer')('POST', `${payments(base)}/way-back`, proof())),
    ask: ({ base: at, subject }) => ({
      method: 'DELETE',
      path: `${payments(at)}/way-back/${subject.id}?reason=Outdated`,
    }),
  },
  draftRules: {
    operation: 'draftRules',
    ask: ({ base: at, street }) => ({
      method: 'POST',
      path: `${payments(at)}/rules`,
      body: {
        document: {
          fields: {
            amount: {
              type: 'decimal',
              scale: 2,
              rounding: 'half_even',
              tolerance: { absolute: `0.0${street.next.number()}` },
            },
          },
          classify: [],
        },
      },
    }),
  },
  backtestVersion: {
    operation: 'backtestRules',
    ask: ({ base: at }) => ({
      method: 'POST',
      path: `${payments(at)}/rules:backtest`,
      body: { draft: { version: 1 } },
    }),
  },
  backtestDocument: {
    operation: 'backtestRules',
    ask: ({ base: at }) => ({
      method: 'POST',
      path: `${payments(at)}/rules:backtest`,
      body: { draft: { document: { fields: { amount: { type: 'text', trim: true } } } } },
    }),
  },
  previewRules: {
    operation: 'previewRules',
    prepare: async (street) => (await good(street.as('lead')('GET', `${base}/patterns`))).items[0],
    lasting: true,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${payments(at)}/rules:preview`,
      body: { draft: { version: 1 }, of: { pattern: subject.number } },
    }),
  },
  markItemDone: {
    operation: 'markRetirementItem',
    prepare: async (street) => (await good(street.as('lead')('GET', `${base}/retirement-items`))).items[0],
    lasting: true,
    ask: ({ base: at, subject }) => ({
      method: 'PATCH',
      path: `${at}/retirement-items/${subject.id}`,
      body: { state: 'done', evidence: 'Switched off.' },
    }),
    after: ({ subject, street }) =>
      good(street.as('lead')('PATCH', `${base}/retirement-items/${subject.id}`, { state: 'open' })),
  },
  acknowledge: {
    operation: 'acknowledge',
    ask: ({ base: at }) => ({
      method: 'POST',
      path: `${at}/routers/edge/acknowledgements`,
      body: { items: [{ ...onPayments, epoch: 1 }] },
    }),
  },
  observe: {
    operation: 'recordObservations',
    ask: ({ base: at, street }) => {
      const to = Date.now() - 120_000;
      const instance = `i${street.next.number()}`;
      const items = [{ ...onPayments, side: 'legacy', count: 3 }];
      const window = { from: new Date(to - 60_000).toISOString(), to: new Date(to).toISOString() };
      return { method: 'POST', path: `${at}/observations`, body: { router: 'edge', ...window, instance, items } };
    },
  },
  evaluateFlag: {
    operation: 'evaluateFlag',
    ask: () => ({ method: 'POST', path: '/ofrep/v1/evaluate/flags/payments.reads', body: where, headers: inClaims }),
  },
  evaluateFlags: {
    operation: 'evaluateFlags',
    ask: () => ({ method: 'POST', path: '/ofrep/v1/evaluate/flags', body: where, headers: inClaims }),
  },
  hold: {
    operation: 'placeHold',
    ask: ({ base: at }) => ({ method: 'POST', path: `${at}/holds`, body: { context: 'intake', reason: 'Wait.' } }),
    after: lift(base),
  },
  liftHold: {
    operation: 'liftHold',
    prepare: (street) =>
      good(street.as('second')('POST', `${base}/holds`, { context: 'payments', reason: 'Year end.' })),
    ask: ({ base: at, subject }) => ({ method: 'DELETE', path: `${at}/holds/${subject.id}?reason=Done` }),
  },
  holdEverything: {
    operation: 'placeHoldOnEverything',
    ask: () => ({ method: 'POST', path: '/api/v1/holds', body: { reason: 'Stop.' } }),
    after: lift(''),
  },
  liftFromEverything: {
    operation: 'liftHoldOnEverything',
    prepare: (street) => good(street.as('root')('POST', '/api/v1/holds', { reason: 'Stop.' })),
    ask: ({ subject }) => ({ method: 'DELETE', path: `/api/v1/holds/${subject.id}?reason=Done` }),
  },
} satisfies Record<string, Act>;
