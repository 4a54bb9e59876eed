import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGuarded } from '@/lib/usecases/testing/guarded';

// What governs changes only by an executed decision of its kind, whatever the application writes.

let guarded: Awaited<ReturnType<typeof buildGuarded>>;
beforeAll(async () => {
  guarded = await buildGuarded();
});
afterAll(() => guarded?.drop());

it.each([
  [
    'a window that closes later without a decision of its own',
    `UPDATE rollback_window SET closes_at = closes_at + interval '1 day'`,
    'LG014',
  ],
  ['a window that closes earlier', `UPDATE rollback_window SET closes_at = closes_at - interval '1 hour'`, 'LG014'],
  ['a hard date that moves by itself', `UPDATE program SET hard_date = hard_date + interval '1 day'`, 'LG051'],
  [
    'another policy without its decision',
    `INSERT INTO policy_version SELECT program_id, 2, document, digest, in_force_from, NULL FROM policy_version`,
    'LG050',
  ],
  [
    'other criteria by a decision of another kind',
    `INSERT INTO criteria_set_version SELECT context_id, 2, document, digest, in_force_from,
       (SELECT id FROM decision WHERE number = 3 AND state = 'executed') FROM criteria_set_version WHERE context_id = (SELECT context_id FROM decision WHERE number = 3)`,
    'LG050',
  ],
  [
    'a risk that nobody decided',
    `INSERT INTO accepted_risk SELECT id, program_id, context_id, 'k', NULL, proposer_person_id, 'N', 'g', 'm', now(), now() + interval '1 day' FROM decision WHERE number = 3`,
    'LG050',
  ],
  [
    'an extension that nobody decided',
    `INSERT INTO window_extension SELECT lane_id, decision_id, 1, closes_at, closes_at + interval '1 day', 'r', decision_id, now() FROM rollback_window`,
    'LG052',
  ],
])('%s', async (_, sql, state) => {
  expect(await guarded.recorded([sql])).toBe(state);
});
