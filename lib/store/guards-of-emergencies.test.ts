import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGuarded, type Statement } from '@/lib/usecases/testing/guarded';

// What the database itself refuses of emergencies, whatever the product would do.

let guarded: Awaited<ReturnType<typeof buildGuarded>>;
beforeAll(async () => {
  guarded = await buildGuarded();
}, 120_000);
afterAll(async () => guarded?.drop());

const opened = (payload: object, minutes: number, kind = 'person'): Statement => [
  `INSERT INTO decision (id, program_id, context_id, number, kind, state, title, rationale, payload, proposed_by,
                         proposer_person_id, author_ids, proposed_at, expires_at)
   SELECT gen_random_uuid(), program_id, context_id, 900, 'break_glass', 'open', 't', 'r', $2::jsonb,
          jsonb_set(proposed_by, '{kind}', to_jsonb($3::text)), proposer_person_id, author_ids, now(),
          now() + make_interval(mins => $4)
     FROM decision WHERE id = $1`,
  [guarded.executed.id, JSON.stringify(payload), kind, minutes],
];

describe('a break-glass move', () => {
  const whole = { side: 'target', incident: 'INC-7' };
  it('waits fifteen minutes at most, for a person with an incident', async () => {
    expect(await guarded.recorded(opened(whole, 15))).toBeNull();
    expect(await guarded.recorded(opened(whole, 16))).toBe('LG023');
    expect(await guarded.recorded(opened({ side: 'target' }, 15))).toBe('LG023');
    expect(await guarded.recorded(opened({ incident: 'INC-7' }, 15))).toBe('LG023');
    expect(await guarded.recorded(opened(whole, 15, 'key'))).toBe('LG023');
  });

  it('is not executed without a preflight and another person’s sign-off, nor its review without a finding', async () => {
    const executed = (kind: string): Statement => [
      `INSERT INTO decision (id, program_id, context_id, number, kind, state, title, rationale, payload, proposed_by,
                             proposer_person_id, executor_person_id, executed_by, author_ids, proposed_at, closed_at)
       SELECT gen_random_uuid(), program_id, context_id, 901, $2, 'executed', 't', 'r',
              '{"side":"target","incident":"INC-7","finding":null}', proposed_by, proposer_person_id,
              proposer_person_id, proposed_by, author_ids, now(), now() FROM decision WHERE id = $1`,
      [guarded.executed.id, kind],
    ];
    expect(await guarded.recorded(executed('break_glass'))).not.toBeNull();
    expect(await guarded.recorded(executed('review_break_glass'))).not.toBeNull();
  });
});

describe('what guards, windows and reviews were told', () => {
  it('stands once and is never changed', async () => {
    const insert: Statement = [
      `INSERT INTO guard_act VALUES ($1, 'outcomes', now(), 'hold', gen_random_uuid())`,
      [guarded.executed.id],
    ];
    expect(await guarded.recorded(insert)).toBeNull();
    expect(await guarded.recorded(insert, insert)).toBe('23505');
    for (const table of ['guard_act', 'window_mark', 'review_mark']) {
      expect([table, await guarded.recorded([`DELETE FROM ${table}`])]).toEqual([table, '42501']);
    }
  });
});
