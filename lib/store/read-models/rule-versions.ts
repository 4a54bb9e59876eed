import { type Role, roles } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';

/** One version of a context's rules with who signed it into force. */
export type RuleVersionLine = {
  contextId: string;
  version: number;
  document: unknown;
  digest: string;
  state: 'draft' | 'in_force' | 'superseded';
  draftedBy: string;
  draftedAt: Date;
  inForceFrom: Date | null;
  inForceUntil: Date | null;
  decision: number | null;
  signedBy: { name: string; role: Role; at: Date }[];
};

type Row = Omit<RuleVersionLine, 'state' | 'signedBy'> & {
  state: string;
  signedBy: { name: string; role: string; at: string }[];
};

/** All versions of some contexts, the newest first. */
export const listRuleVersions = async (db: Db, contextIds: readonly string[]): Promise<RuleVersionLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT v.context_id::text AS "contextId", v.version, v.document, v.digest, v.state, v.drafted_by AS "draftedBy",
           v.drafted_at AS "draftedAt", v.in_force_from AS "inForceFrom", v.in_force_until AS "inForceUntil",
           d.number AS decision,
           COALESCE((SELECT json_agg(json_build_object('name', s.person_name, 'role', c.role, 'at', s.signed_at)
                                     ORDER BY s.signed_at)
                       FROM counted_sign_off c JOIN sign_off s ON s.id = c.sign_off_id WHERE c.decision_id = d.id), '[]')
             AS "signedBy"
      FROM rule_set_version v LEFT JOIN decision d ON d.id = v.decision_id
     WHERE v.context_id = ANY(${[...contextIds]}::uuid[]) ORDER BY v.context_id, v.version DESC`;
  return rows.map((row) => ({
    ...row,
    state: wordOf(['draft', 'in_force', 'superseded'] as const, row.state),
    signedBy: row.signedBy.map(({ name, role, at }) => ({ name, role: wordOf(roles, role), at: new Date(at) })),
  }));
};
