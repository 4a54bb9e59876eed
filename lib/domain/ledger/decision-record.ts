import { z } from 'zod';
import { keptAssertionSchema } from '@/lib/domain/access/passkey';
import { stepUpMethods } from '@/lib/domain/access/step-up';
import {
  decisionKinds,
  decisionStates,
  evaluationOutcomes,
  reviewFindings,
  roles,
  sides,
  verdicts,
} from '@/lib/domain/words';

// One decision as a file that can be checked without the server: what was seen, who signed, what was executed, the runs
// as sent, and the ledger from its first entry to the head, since only an unbroken run of entries proves its place.

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const slot = z.looseObject({ role: z.enum(roles), count: z.int().min(1) });

const evaluation = z.looseObject({
  key: z.string(),
  blocking: z.boolean(),
  outcome: z.enum(evaluationOutcomes),
  evidence: z.array(z.looseObject({ kind: z.string(), id: z.string(), digest: z.string() })),
});

/** Loose, since every member counts for the hash, those of later versions included. */
const document = z.looseObject({
  decision: z.looseObject({ id: z.string(), number: z.int(), program: z.string() }),
  payload: z.looseObject({
    kind: z.enum(decisionKinds),
    withinWindow: z.boolean().optional(),
    rationale: z.string(),
    side: z.enum(sides).optional(),
    incident: z.string().optional(),
    finding: z
      .looseObject({ verdict: z.enum(reviewFindings) })
      .nullable()
      .optional(),
  }),
  revision: z.int().min(1),
  slots: z.array(slot),
  evaluations: z.array(evaluation),
});

const principal = z.strictObject({
  kind: z.enum(['person', 'key', 'system']),
  id: z.string(),
  name: z.string(),
  personId: z.string().nullable(),
  issuerId: z.string().optional(),
});

const signOff = z.strictObject({
  id: z.string(),
  revision: z.int(),
  evidenceHash: hash,
  personId: z.string(),
  personName: z.string(),
  /** Whose place the signer took, by delegation. */
  onBehalfOf: z.string().nullable().default(null),
  onBehalfOfName: z.string().nullable().default(null),
  role: z.enum(roles),
  verdict: z.enum(verdicts),
  comment: z.string(),
  signedAt: instant,
  revokedAt: instant.nullable(),
  confirmedBy: z.enum(stepUpMethods).optional(),
  /** The passkey's answer over the evidence hash, where one signed it. */
  assertion: keptAssertionSchema.nullable().optional(),
});

/** `sent` is the body's text; for `bytes` in base64. JSON is hashed in its canonical form, other bodies as their bytes. */
const run = z.strictObject({
  id: z.string(),
  source: z.string(),
  externalId: z.string(),
  digest: hash,
  form: z.enum(['json', 'bytes']),
  sent: z.string(),
});

export const decisionRecordSchema = z.strictObject({
  format: z.literal('lockgate-decision-record/v1'),
  exportedAt: instant,
  decision: z.strictObject({
    id: z.string(),
    number: z.int(),
    program: z.string(),
    context: z.string().nullable(),
    kind: z.enum(decisionKinds),
    state: z.enum(decisionStates),
    proposedBy: principal,
    authorIds: z.array(z.string()),
    proposedAt: instant,
    expiresAt: instant.nullable(),
  }),
  revisions: z
    .array(z.strictObject({ document, evidenceHash: hash, openedAt: instant, reason: z.string().nullable() }))
    .min(1),
  signOffs: z.array(signOff),
  execution: z
    .strictObject({
      executedBy: principal,
      executedAt: instant,
      counted: z.array(z.strictObject({ signOffId: z.string(), slot: z.enum(roles) })),
      preflight: z.array(evaluation),
    })
    .nullable(),
  runs: z.array(run),
  /** `entries` are the canonical texts from index `from` to the ledger's head; `prev` is the leaf before the first. */
  chain: z.strictObject({
    origin: z.string(),
    from: z.int().min(0),
    prev: hash,
    entries: z.array(z.string()).min(1),
    head: z.strictObject({ index: z.int().min(0), leaf: hash }),
  }),
});

export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
