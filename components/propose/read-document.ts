import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { GovernedKind } from '@/lib/contract/views/governed';
import { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import { type DocumentChange, valueChange } from '@/lib/domain/decision/document-changes';
import { expectedCheckChanges } from '@/lib/domain/decision/loosening/checks';
import { criteriaChanges } from '@/lib/domain/decision/loosening/criteria';
import { policyChanges } from '@/lib/domain/decision/loosening/policy';
import { type PolicyDocument, parsePolicy } from '@/lib/domain/policy/document';

// Reads what somebody edits, in the browser and by the domain's own rules, so that faults and changes show as one types.

export type Fault = { where: string; message: string };

/** What is edited: what the proposal carries of it, and what it changes; or what is wrong with it. */
export type ReadDocument =
  | { ok: true; parts: Record<string, unknown>; changes: DocumentChange[] }
  | { ok: false; faults: Fault[] };

const wrong = (faults: Fault[]): ReadDocument => ({ ok: false, faults });

const faultsOf = (errors: readonly { pointer?: string | undefined; detail: string }[]): Fault[] =>
  errors.map(({ pointer, detail }) => ({ where: pointer ?? '/', message: detail }));

const readPolicy = (edited: unknown, inForce: PolicyDocument): ReadDocument => {
  const policy = parsePolicy(edited);
  if (!policy.ok) return wrong(faultsOf(policy.refusal.errors ?? [{ detail: policy.refusal.detail }]));
  return { ok: true, parts: { document: policy.value }, changes: policyChanges(inForce, policy.value) };
};

export type ContextDocument = {
  equivalence: string;
  criteria: CriteriaSetDocument;
  expectedChecks: readonly DeclaredCheck[];
};

const frame = z.strictObject({
  equivalence: z.string().min(1),
  criteria: CriteriaSetDocument,
  // Read in full by the preflight: the shape alone is asked here.
  expectedChecks: z.array(z.custom<DeclaredCheck>((check) => typeof check === 'object' && check !== null)),
});

const readCriteria = (edited: unknown, inForce: ContextDocument): ReadDocument => {
  const parsed = frame.safeParse(edited);
  if (!parsed.success) {
    return wrong(
      parsed.error.issues.map(({ path, message }) => ({ where: `/${path.map(String).join('/')}`, message })),
    );
  }
  const { equivalence, criteria, expectedChecks } = parsed.data;
  const found = {
    criteria: criteriaChanges(inForce.criteria, criteria),
    expectedChecks: expectedCheckChanges(inForce.expectedChecks, expectedChecks),
    equivalence: valueChange('/equivalence', inForce.equivalence.trim(), equivalence.trim(), 'other'),
  };
  return {
    ok: true,
    parts: {
      ...(found.criteria.length === 0 ? {} : { criteria }),
      ...(found.expectedChecks.length === 0 ? {} : { expectedChecks }),
      ...(found.equivalence.length === 0 ? {} : { equivalence: equivalence.trim() }),
    },
    changes: [...found.criteria, ...found.expectedChecks, ...found.equivalence],
  };
};

/** Reads YAML, and so JSON, as the document of a kind; faults carry a line or the place in the document. */
export const readDocument = (kind: GovernedKind, text: string, inForce: unknown): ReadDocument => {
  const parsed = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  if (parsed.errors.length > 0) {
    return wrong(
      parsed.errors.map(({ message, linePos }) => ({
        where: linePos === undefined ? '' : `line ${linePos[0].line}`,
        message: message.split('\n')[0] ?? message,
      })),
    );
  }
  const edited: unknown = parsed.toJS({ maxAliasCount: 0 });
  return kind === 'change_policy'
    ? readPolicy(edited, inForce as PolicyDocument)
    : readCriteria(edited, inForce as ContextDocument);
};
