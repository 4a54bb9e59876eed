import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { IssuedKey, KeyBody } from '@/lib/contract/v1/keys';
import type { Actor } from '@/lib/domain/access/actor';
import { apiKeyBytes, formatApiKey, parseApiKey } from '@/lib/domain/access/api-key';
import { keyExpiry, mayIssueKey } from '@/lib/domain/access/people';
import { accept, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { scopes as scopeWords } from '@/lib/domain/words';
import { insertKey } from '@/lib/store/keys';
import { findMember } from '@/lib/store/members';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { keyViewOf } from '@/lib/usecases/people-views';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

/** Issues an API key of a program. The whole key is in this answer and nowhere else: not even in a replay of it. */
export const issueKey = async (context: Context, programSlug: string, input: KeyBody): Promise<Result<IssuedKey>> => {
  const key = formatApiKey(randomBytes(apiKeyBytes));
  const issued = await transact(context, programSlug, async (tx) => accept(await keep(context, tx, input, key)));
  return issued.ok ? accept({ ...issued.value, key }) : issued;
};

const keep = async (context: Context, tx: ProgramTx, input: KeyBody, key: string): Promise<IssuedKey> => {
  const { actor } = context;
  const personId = input.person ?? null;
  const scopes = scopeWords.filter((scope) => input.scopes.includes(scope));
  await authorise(tx.db, actor, tx.program, mayIssueKey({ scopes, personId }));
  const expiry = keyExpiry(input.expiresAt == null ? null : new Date(input.expiresAt), tx.at);
  if (!expiry.ok) throw new Refused(expiry.refusal);
  const expiresAt = expiry.value;
  if (personId !== null) await checkPerson(tx, personId);
  const parsed = parseApiKey(key);
  if (parsed === null) throw new Error('a key that was just made is not valid');
  const row = await insertKey(tx.db, {
    id: uuid(),
    programId: tx.program.id,
    name: input.name.trim(),
    ...parsed,
    scopes,
    personId,
    createdBy: issuerOf(actor),
    createdAt: tx.at,
    expiresAt,
  });
  tx.record({
    type: 'key.created',
    subject: { kind: 'key', id: row.id },
    data: { key: row.id, name: row.name, scopes, issuedTo: personId, expiresAt: expiresAt.toISOString() },
  });
  return { ...keyViewOf(row), key: null };
};

/** Who may hold a key that a key issued: whoever issued that one. */
const issuerOf = (actor: Actor): string | null => {
  if (actor.kind === 'system') return null;
  return actor.kind === 'person' ? actor.personId : (actor.issuerId ?? actor.personId);
};

const checkPerson = async (tx: ProgramTx, personId: string): Promise<void> => {
  const member = await findMember(tx.db, tx.program.id, personId);
  if (member === null || member.roles.length === 0 || member.person.disabledAt !== null) {
    throw refused('invalid_body', 'A key is issued to a member of the program.', [
      { pointer: '/person', detail: 'is no member' },
    ]);
  }
};
