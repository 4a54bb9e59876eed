import { v7 as uuid } from 'uuid';
import { afterAll, describe, expect, it } from 'vitest';
import { buildGuarded, close, future, later, open } from '@/lib/usecases/testing/guarded';
import { stateOf } from './testing/raw';

// Each invariant that the database guards is broken once, by hand, with the application's own rights. All else about the
// attempt is as it should be, so that what refuses it is the guard that is meant.

const { house, executed, approved, app, owner, one, program, context, moved, waiting, record, recorded, drop } =
  await buildGuarded();
afterAll(drop);

describe('a lane has exactly one side at every instant', () => {
  const shift = (from: string, to: string, epoch = 3) =>
    recorded(close(moved, from), open(moved, epoch, 'target', to, executed.id));

  it('two intervals never overlap', async () => {
    expect(await shift(later, future)).toBe('23P01');
    expect(await recorded(open(moved, 3, 'target', future, executed.id))).toBe('23P01');
  });

  it('no gap is left, no epoch skipped, and the last interval stays open', async () => {
    expect(await shift(future, later)).toBe('LG002');
    expect(await shift(future, future, 4)).toBe('LG002');
    expect(await recorded(close(moved, future))).toBe('LG007');
  });

  it('an interval is not closed without saying by which entry, nor before it begins', async () => {
    const sql = `UPDATE authority_interval SET ends_at = ${future} WHERE lane_id = $1 AND ends_at IS NULL`;
    expect(await recorded([sql, [moved]])).toBe('23514');
    expect(await recorded(close(moved, `starts_at - interval '1 hour'`))).toBe('23514');
  });

  it('a closed interval never changes, and an open one changes by nothing but its end', async () => {
    const closed = `WHERE lane_id = $1 AND epoch = 1`;
    expect(await recorded([`UPDATE authority_interval SET ends_at = ${later} ${closed}`, [moved]])).toBe('LG003');
    expect(await recorded([`UPDATE authority_interval SET side = 'target' ${closed}`, [waiting]])).toBe('LG003');
    expect(
      await recorded([`UPDATE authority_interval SET starts_at = starts_at - interval '1 day' ${closed}`, [waiting]]),
    ).toBe('LG003');
    expect(await recorded([`DELETE FROM authority_interval ${closed}`, [waiting]])).toBe('42501');
    expect(await stateOf(owner, () => owner.query(`DELETE FROM authority_interval ${closed}`, [waiting]))).toBe(
      'LG003',
    );
  });
});

describe('authority changes only by an executed decision', () => {
  const shift = (decision: string, side = 'target') =>
    recorded(close(waiting, future), open(waiting, 2, side, future, decision));

  it('one that was approved and not executed moves nothing', async () => {
    expect(await shift(approved.id)).toBe('LG004');
  });

  it('one that was executed moves no other lane than those it named, and none a second time', async () => {
    expect(await shift(executed.id)).toBe('LG004');
    const again = [close(moved, future), open(moved, 3, 'legacy', future, executed.id)];
    const elsewhere = [close(waiting, future), open(waiting, 2, 'target', future, executed.id)];
    expect(await recorded(...again, ...elsewhere)).toBe('LG004');
  });
});

describe('the stage agrees with the lanes and is never skipped', () => {
  const to = (stage: string, decision: string | null = executed.id) =>
    recorded(
      [
        `UPDATE stage_interval SET ends_at = ${future}, closed_entry = 1 WHERE context_id = $1 AND ends_at IS NULL`,
        [context],
      ],
      [
        `INSERT INTO stage_interval (context_id, number, stage, starts_at, decision_id, opened_entry)
         VALUES ($1, 5, $2, ${future}, $3, 1)`,
        [context, stage, decision],
      ],
      ['UPDATE context SET stage = $2 WHERE id = $1', [context, stage]],
    );

  it.each([
    ['a stage that the lanes do not stand at', 'validated', 'LG007'],
    ['full with a lane on legacy', 'full', 'LG007'],
    ['planned with a lane on target', 'planned', 'LG007'],
    ['a stage that was skipped to', 'retired', 'LG006'],
    ['a word that is no stage', 'almost', '23514'],
  ])('refuses %s', async (_, stage, state) => {
    expect(await to(stage)).toBe(state);
  });

  it('refuses a stage without its decision, and a context whose stage is not its last interval', async () => {
    expect(await to('selective', null)).toBe('LG006');
    expect(await recorded(['UPDATE context SET stage = $2 WHERE id = $1', [context, 'validated']])).toBe('LG005');
  });

  it('a closed stage never changes', async () => {
    expect(
      await recorded([`UPDATE stage_interval SET stage = 'full' WHERE context_id = $1 AND number = 1`, [context]]),
    ).toBe('LG003');
    expect(await recorded(['DELETE FROM stage_interval WHERE context_id = $1', [context]])).toBe('42501');
  });

  it('a lane that joins a context which has left planned must have a side', async () => {
    const audience = uuid();
    const columns = 'id, context_id, kind, slug, name, position, condition, workloads';
    expect(
      await recorded(
        [
          `INSERT INTO audience (${columns}) VALUES ($1, $2, 'subscriber', 'mart', 'Mart', 0, 'null', '{reads}')`,
          [audience, context],
        ],
        [
          `INSERT INTO lane (id, program_id, context_id, workload, audience_id) VALUES ($1, $2, $3, 'reads', $4)`,
          [uuid(), program, context, audience],
        ],
      ),
    ).toBe('LG007');
  });
});

describe('a decision is executed as it was signed', () => {
  type Execution = {
    preflight: boolean;
    outcome: string;
    blocking: boolean;
    count: boolean;
    executor: string;
    closedAt: string;
    revision: number;
  };
  const usual = (): Execution => ({
    preflight: true,
    outcome: 'met',
    blocking: true,
    count: true,
    executor: house.people.engineer,
    closedAt: 'now()',
    revision: 1,
  });

  /** Executes D-4 by hand, as the product would, but for what is changed and for what `before` does first. */
  const execute = (change: Partial<Execution> = {}, before: () => Promise<unknown> = async () => undefined) =>
    stateOf(app, async () => {
      const how = { ...usual(), ...change };
      const preflight = uuid();
      await record();
      await before();
      await app.query('INSERT INTO preflight (id, decision_id, revision, at) VALUES ($1, $2, $3, now())', [
        preflight,
        approved.id,
        how.revision,
      ]);
      await app.query(
        `INSERT INTO evaluation (preflight_id, position, key, gate, kind, blocking, outcome, threshold, evidence, sentence)
         VALUES ($1, 0, 'outcomes-match', 'data_and_state', 'match_rate', $2, $3, '0.99', '[]', 'As seen.')`,
        [preflight, how.blocking, how.outcome],
      );
      if (how.count) {
        await app.query(
          `INSERT INTO counted_sign_off (sign_off_id, decision_id, revision, role, person_id)
           SELECT id, decision_id, revision, role, person_id FROM sign_off WHERE decision_id = $1`,
          [approved.id],
        );
      }
      await app.query('UPDATE decision_lane SET live = false WHERE decision_id = $1', [approved.id]);
      await app.query(
        `UPDATE decision SET state = 'executed', closed_at = ${how.closedAt}, effective_from = ${future}, executed_by = '{}',
                executor_person_id = $2, preflight_id = $3, revision = $4 WHERE id = $1`,
        [approved.id, how.executor, how.preflight ? preflight : null, how.revision],
      );
      for (const [sql, values] of [close(waiting, future), open(waiting, 2, 'target', future, approved.id)])
        await app.query(sql, [...(values ?? [])]);
    });
  /** With one more sign-off in place of the one of `role`: as it, but for what is changed. */
  const executeWith = (role: string, change: object) =>
    execute({ count: false }, async () => {
      const given = await one<{ id: string }>('SELECT id FROM sign_off WHERE decision_id = $1 AND role = $2', [
        approved.id,
        role,
      ]);
      const id = uuid();
      await app.query('UPDATE sign_off SET revoked_at = now() WHERE id = $1', [given.id]);
      await app.query(
        'INSERT INTO sign_off SELECT (jsonb_populate_record(s, $1::jsonb)).* FROM sign_off s WHERE id = $2',
        [JSON.stringify({ id, revoked_at: null, ...change }), given.id],
      );
      await app.query(
        `INSERT INTO counted_sign_off (sign_off_id, decision_id, revision, role, person_id)
         SELECT id, decision_id, revision, role, person_id FROM sign_off WHERE decision_id = $1 AND id <> $2`,
        [approved.id, given.id],
      );
    });

  it('passes when everything is there', async () => {
    expect(await execute()).toBeNull();
    expect(await executeWith('risk', {})).toBeNull();
  });

  it('is refused without its preflight', async () => {
    expect(await execute({ preflight: false })).toBe('LG009');
  });

  it('is refused for a revision that nobody was shown', async () => {
    expect(await execute({ revision: 2 })).toBe('LG009');
  });

  it.each(['not_met', 'insufficient', 'stale', 'errored'])(
    'is refused where a blocking criterion is %s',
    async (outcome) => {
      expect(await execute({ outcome })).toBe('LG010');
    },
  );

  it('is refused where nothing was evaluated that could have blocked it', async () => {
    expect(await execute({ blocking: false })).toBe('LG010');
    expect(await execute({ outcome: 'waived' })).toBeNull();
  });

  it('is refused without the sign-offs that fill its slots', async () => {
    expect(await execute({ count: false })).toBe('LG011');
  });

  it.each([
    ['that refuse', { verdict: 'refuse', comment: 'No.' }],
    ['of another hash', { evidence_hash: '0'.repeat(64) }],
    ['that were revoked', { revoked_at: '2026-01-01T00:00:00Z' }],
  ])('is refused with sign-offs %s', async (_, change) => {
    expect(await executeWith('risk', change)).toBe('LG011');
  });

  it('is refused where the proposer signed, or the executor', async () => {
    expect(await executeWith('risk', { person_id: house.people.lead })).toBe('LG011');
    expect(await execute({ executor: house.people.risk })).toBe('LG011');
  });

  it('is refused where one person would count twice', async () => {
    expect(await executeWith('risk', { person_id: house.people.business })).toBe('23505');
  });

  it('is refused where it is recorded too late for the answers given before it', async () => {
    expect(await execute({ closedAt: `now() - interval '2 seconds'` })).toBe('40001');
  });

  const rollback = (change: object = {}, ends = true, reviewed = true) => {
    const id = uuid();
    const copy = 'INSERT INTO decision SELECT (jsonb_populate_record(d, $1::jsonb)).* FROM decision d WHERE id = $2';
    const done = {
      id,
      number: 98,
      kind: 'rollback',
      in_window: true,
      rationale: 'Complaints.',
      executed_by: {},
      executor_person_id: house.people.operations,
      closed_at: new Date().toISOString(),
      preflight_id: null,
      ...change,
    };
    const review = {
      id: uuid(),
      number: 99,
      kind: 'review_rollback',
      state: 'open',
      review_of: id,
      preflight_id: null,
    };
    const endWindow = 'UPDATE rollback_window SET ended_at = now(), ended_by = $1 WHERE lane_id = $2';
    return recorded(
      [copy, [JSON.stringify(done), executed.id]],
      ['INSERT INTO decision_lane VALUES ($1, $2, 2, false)', [id, moved]],
      ...(ends ? [[endWindow, [id, moved]] as const] : []),
      ...(reviewed ? [[copy, [JSON.stringify(review), executed.id]] as const] : []),
    );
  };

  it('as a rollback inside its window only with a person, a reason, an open window and a review', async () => {
    expect(await rollback()).toBeNull();
    expect(await rollback({ executor_person_id: null })).toBe('LG008');
    expect(await rollback({ rationale: '' })).toBe('LG008');
    expect(await rollback({}, false)).toBe('LG020');
    expect(await rollback({ closed_at: '2040-01-01T00:00:00Z' })).toBe('LG020');
    expect(await rollback({}, true, false)).toBe('LG021');
  });
});
