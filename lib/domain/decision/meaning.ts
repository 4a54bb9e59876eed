import type { Role, Verdict } from '@/lib/domain/words';
import { rulesOf } from './kinds/all';
import type { Payload } from './payload';

// What a signature says, in words: kept with it, shown before and after it is given.

const approvals: Partial<Record<Role, string>> = {
  lead: 'The migration is ready for this step.',
  owner: 'The context behaves as its equivalence statement says.',
  business: 'The result is right for customers and the ledger.',
  operations: 'We can run it, and can go back.',
  risk: 'What is open is known and owned.',
  finance: 'The financial totals are consistent.',
  engineer: 'The comparison is technically sound.',
};

/** The sentence that a person in this role signs. */
export const meaningOf = (payload: Payload, role: Role, verdict: Verdict): string => {
  if (verdict === 'refuse') return 'I refuse this, for the reason given.';
  return rulesOf(payload.kind).meaning(role) ?? approvals[role] ?? 'I approve this.';
};
