import type { SigningWorld } from '@/lib/domain/decision/signers';
import { Refused } from '@/lib/domain/kernel/refusal';
import { type PolicyDocument, parsePolicy } from '@/lib/domain/policy/document';
import type { Db } from '@/lib/store/database';
import { listLiveDelegations } from '@/lib/store/delegations';
import { holdersAmong, loadPeople } from '@/lib/store/members';
import { listPolicyVersions } from '@/lib/store/policies';

/** A stored policy; one that does not parse ends the use case: nobody guesses what it might have asked for. */
export const readPolicy = (stored: { document: unknown }): PolicyDocument => {
  const policy = parsePolicy(stored.document);
  if (!policy.ok) throw new Refused(policy.refusal);
  return policy.value;
};

/** Who may sign in a program now, in their own right or for others. */
export const loadSigners = async (
  db: Db,
  programId: string,
  at: Date,
): Promise<Pick<SigningWorld, 'people' | 'holders' | 'delegations'>> => {
  const people = await loadPeople(db, programId);
  return { people, holders: holdersAmong(people), delegations: await listLiveDelegations(db, [programId], at) };
};

/** The same with the policies of any decision of the program, by the version that it was opened under. */
export const loadSigning = async (
  db: Db,
  programId: string,
  at: Date,
): Promise<(openedPolicy: number | null) => SigningWorld> => {
  const versions = new Map<number, PolicyDocument>();
  const stored = await listPolicyVersions(db, programId);
  const last = stored.at(-1);
  if (last === undefined) throw new Error('a program has no sign-off policy');
  const read = (version: number | null): PolicyDocument => {
    const row = stored.find((one) => one.version === version) ?? last;
    const policy = versions.get(row.version) ?? readPolicy(row);
    versions.set(row.version, policy);
    return policy;
  };
  const around = { at, policy: read(last.version), ...(await loadSigners(db, programId, at)) };
  return (openedPolicy) => ({ ...around, openedPolicy: read(openedPolicy) });
};
