import type { RuleSetVersionView } from '@/lib/contract/v1/rules';
import type { RuleSetRow } from '@/lib/store/rule-sets';

const states: Record<string, RuleSetVersionView['state']> = {
  draft: 'draft',
  in_force: 'in_force',
  superseded: 'past',
};

/** A rule set version as the API shows it; `decision` is the one that put it in force. */
export const ruleSetView = (row: RuleSetRow, decision: { id: string; number: number } | null): RuleSetVersionView => ({
  version: row.version,
  state: states[row.state] ?? 'past',
  digest: row.digest,
  document: row.document,
  draftedBy: row.draftedBy,
  draftedAt: row.draftedAt.toISOString(),
  inForceFrom: row.inForceFrom?.toISOString() ?? null,
  inForceUntil: row.inForceUntil?.toISOString() ?? null,
  decision,
});
