import { v7 as uuid } from 'uuid';
import type { AttestationBody, AttestationView } from '@/lib/contract/v1/attestations';
import { answeringRoles, mayAttest } from '@/lib/domain/access/may';
import { type Criterion, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { insertAttestation } from '@/lib/store/attestations';
import { findContext } from '@/lib/store/contexts';
import { loadCriteriaSet } from '@/lib/store/policies';
import { authorise } from '@/lib/usecases/authorise';
import { confirmIdentity } from '@/lib/usecases/commands/confirm-identity';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

const dayMs = 86_400_000;

type Asked = Extract<Criterion, { kind: 'attestation' | 'coverage' }>;

const isMeant = (criterion: Asked, body: AttestationBody): boolean =>
  criterion.kind === 'attestation'
    ? criterion.role === body.role && criterion.statement === body.statement.trim()
    : criterion.conditions.some((condition) => condition === body.condition);

const criterionOf = async (tx: ProgramTx, contextId: string, body: AttestationBody): Promise<Asked> => {
  const document = must(parseCriteriaSet((await loadCriteriaSet(tx.db, contextId)).document));
  const asked = Object.values(document.transitions)
    .flat()
    .flatMap((criterion) => (criterion?.kind === 'attestation' || criterion?.kind === 'coverage' ? [criterion] : []))
    .filter(({ key }) => key === body.criterion);
  // Two transitions may ask for different words under one key.
  const found = asked.find((criterion) => isMeant(criterion, body)) ?? asked[0];
  if (found === undefined) {
    throw refused('not_found', `No criterion "${body.criterion}" of this context asks for a person's word.`, [
      { pointer: '/criterion', detail: 'is no attestation or coverage criterion in force' },
    ]);
  }
  return found;
};

const invalid = (pointer: string, detail: string) => refused('invalid_body', detail, [{ pointer, detail }]);

/** An attestation is given in its criterion's role, for its statement; a condition only where coverage asks for it. */
const checkAsked = (criterion: Asked, body: AttestationBody): void => {
  if (criterion.kind === 'attestation') {
    if (body.condition !== undefined) throw invalid('/condition', 'An attestation criterion has no conditions.');
    if (body.role !== criterion.role) throw invalid('/role', `This is attested as ${criterion.role}.`);
    if (body.statement.trim() !== criterion.statement)
      throw invalid('/statement', `The statement is: ${criterion.statement}`);
    return;
  }
  if (body.condition === undefined || !criterion.conditions.includes(body.condition)) {
    throw invalid('/condition', `One of ${criterion.conditions.join(', ')} is attested here.`);
  }
  if (!answeringRoles.includes(body.role)) {
    throw invalid('/role', `What was seen is attested by who answers for something: ${answeringRoles.join(', ')}.`);
  }
};

const validDays = (criterion: Asked): number =>
  criterion.kind === 'attestation' ? criterion.validDays : criterion.window.days;

/** A person's word, with evidence, on a criterion that asks for it. */
export const attest = async (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: AttestationBody,
): Promise<Result<AttestationView>> => {
  const confirmed = await confirmIdentity(context, body.stepUp);
  return confirmed.ok ? giveAttestation(context, programSlug, contextSlug, body) : confirmed;
};

/** The attestation itself, once identity is proved; the demo loader enters here. */
export const giveAttestation = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: Omit<AttestationBody, 'stepUp'> & Partial<Pick<AttestationBody, 'stepUp'>>,
): Promise<Result<AttestationView>> =>
  transact<AttestationView>(context, programSlug, async (tx) => {
    const { actor } = await authorise(tx.db, context.actor, tx.program, mayAttest(body.role));
    if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person attests.');
    const about = await findContext(tx.db, tx.program.id, contextSlug);
    if (about === null) throw refused('not_found', `This program has no context "${contextSlug}".`);
    const asked = { ...body, stepUp: { method: 'recent_sign_in' as const } };
    const criterion = await criterionOf(tx, about.id, asked);
    checkAsked(criterion, asked);
    const { role, evidence, condition } = body;
    const statement = body.statement.trim();
    const validUntil = new Date(tx.at.getTime() + validDays(criterion) * dayMs).toISOString();
    const id = uuid();
    await insertAttestation(tx.db, {
      id,
      programId: tx.program.id,
      contextId: about.id,
      criterionKey: criterion.key,
      condition: condition ?? null,
      role,
      statement,
      evidence,
      personId: actor.personId,
      attestedAt: tx.at,
    });
    const by = { person: actor.personId, name: actor.name };
    tx.record({
      type: 'attestation.given',
      contextId: about.id,
      subject: { kind: 'context', id: about.id },
      data: { attestation: id, context: about.slug, criterion: criterion.key, role, statement, validUntil, ...by },
    });
    await refreshDecisions(tx, about.id);
    return accept({
      id,
      context: about.slug,
      criterion: criterion.key,
      condition: condition ?? null,
      role,
      statement,
      evidence,
      by: { id: actor.personId, name: actor.name },
      attestedAt: tx.at.toISOString(),
      validUntil,
    });
  });
