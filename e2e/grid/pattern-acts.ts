import { type Act, base, good, type Subject } from './act';
import type { Street } from './street';

// Patterns: each act has patterns of its own, of fields that no other run has named.

const dayMs = 86_400_000;

/** A baseline, so that no gate minds, whose two differences are a pattern each, both seen with a product line. */
const fresh = async (street: Street): Promise<Subject[]> => {
  const fields = [`field${street.next.number()}`, `field${street.next.number()}`];
  const to = Date.now() - 120_000;
  await good(
    street.as('lead')('POST', `${base}/runs`, {
      source: 'grid',
      externalId: `patterns-${fields[0]}`,
      context: 'payments',
      layer: 'row',
      baseline: true,
      window: { from: new Date(to - dayMs).toISOString(), to: new Date(to).toISOString() },
      status: 'completed',
      totals: { legacy: 2, target: 2, compared: 2, matched: 0, mismatched: 2, missingInTarget: 0, missingInLegacy: 0 },
      discrepancies: fields.map((field) => ({
        correlationId: field,
        kind: 'value',
        field,
        legacy: '1.00',
        target: '2.50',
        dimensions: { productLine: 'motor' },
      })),
    }),
  );
  const found: Subject[] = [];
  for (const field of fields)
    found.push((await good(street.as('lead')('GET', `${base}/patterns?q=${field}`))).items[0]);
  return found;
};

const merged = async (street: Street): Promise<Subject> => {
  const [one, other] = await fresh(street);
  await good(street.as('lead')('POST', `${base}/patterns/${one.id}/merge`, { revision: one.revision, into: other.id }));
  return good(street.as('lead')('GET', `${base}/patterns/${one.id}`));
};

const byLine = (subject: Subject) => ({ revision: subject.revision, dimension: 'productLine' });

const split = async (street: Street): Promise<Subject> => {
  const [one] = await fresh(street);
  return good(street.as('lead')('POST', `${base}/patterns/${one.id}/split`, byLine(one)));
};

const first = async (street: Street): Promise<Subject> => (await fresh(street))[0];

export const patternActs = {
  triagePatterns: {
    operation: 'triagePatterns',
    prepare: fresh,
    ask: ({ base: at, subject, street }) => ({
      method: 'POST',
      path: `${at}/patterns:triage`,
      body: {
        patterns: subject.map(({ id, revision }: Subject) => ({ id, revision })),
        change: { note: `Note ${street.next.number()}` },
      },
    }),
  },
  mergePattern: {
    operation: 'mergePattern',
    prepare: fresh,
    ask: ({ base: at, subject: [one, other] }) => ({
      method: 'POST',
      path: `${at}/patterns/${one.id}/merge`,
      body: { revision: one.revision, into: other.id },
    }),
  },
  unmergePattern: {
    operation: 'unmergePattern',
    prepare: merged,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/patterns/${subject.id}/unmerge`,
      body: { revision: subject.revision },
    }),
  },
  splitPattern: {
    operation: 'splitPattern',
    prepare: first,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/patterns/${subject.id}/split`,
      body: byLine(subject),
    }),
  },
  joinPattern: {
    operation: 'joinPattern',
    prepare: split,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/patterns/${subject.id}/join`,
      body: { revision: subject.revision },
    }),
  },
} satisfies Record<string, Act>;
