import { v7 as uuid } from 'uuid';
import { afterAll, describe, expect, it } from 'vitest';
import { leafOf } from '@/lib/domain/ledger/entry';
import { buildGuarded } from '@/lib/usecases/testing/guarded';
import { bookOf, followingEntry, insertEntry, type RawEntry, stateOf } from './testing/raw';

// Each invariant that the database guards is broken once, by hand, with the application's own rights. All else about the
// attempt is as it should be, so that what refuses it is the guard that is meant.

const { house, executed, approved, app, owner, one, program, context, elsewhere, moved, waiting, recorded, drop } =
  await buildGuarded();
afterAll(drop);

describe('what was decided, seen and signed stays', () => {
  it('one live decision concerns a lane', async () => {
    expect(await recorded(['INSERT INTO decision_lane VALUES ($1, $2, 1, true)', [executed.id, waiting]])).toBe(
      '23505',
    );
  });

  it('a decision that ended does not change, and no decision gets another proposer', async () => {
    expect(await recorded([`UPDATE decision SET state = 'open' WHERE id = $1`, [executed.id]])).toBe('LG012');
    expect(await recorded([`UPDATE decision SET rationale = 'Other.' WHERE id = $1`, [executed.id]])).toBe('LG012');
    expect(
      await recorded(['UPDATE decision SET proposer_person_id = $2 WHERE id = $1', [approved.id, house.people.risk]]),
    ).toBe('LG012');
    expect(await recorded(['DELETE FROM decision WHERE id = $1', [approved.id]])).toBe('42501');
  });

  it('a sign-off is revoked at most, and once', async () => {
    const sql = (what: string) => [`UPDATE sign_off SET ${what} WHERE decision_id = $1`, [approved.id]] as const;
    expect(await recorded(sql(`evidence_hash = '${'0'.repeat(64)}'`))).toBe('LG013');
    expect(await recorded(sql(`verdict = 'approve'`))).toBe('LG013');
    expect(await recorded(sql(`revoked_at = now(), comment = 'Changed.'`))).toBe('LG013');
    expect(await recorded(sql('revoked_at = now()'))).toBeNull();
    expect(await recorded(sql('revoked_at = now()'), sql('revoked_at = NULL'))).toBe('LG013');
    expect(await recorded(['DELETE FROM sign_off WHERE decision_id = $1', [approved.id]])).toBe('42501');
  });

  it('a rollback window keeps its end, and none opens but by what was signed', async () => {
    const sql = (what: string) => [`UPDATE rollback_window SET ${what} WHERE lane_id = $1`, [moved]] as const;
    expect(await recorded(sql(`closes_at = closes_at + interval '1 day'`))).toBe('LG014');
    expect(await recorded(sql(`opens_at = opens_at - interval '1 day'`))).toBe('LG014');
    expect(await recorded(sql(`ended_at = now()`))).toBe('23514');
    expect(await recorded(['DELETE FROM rollback_window', []])).toBe('42501');
    const another =
      'INSERT INTO rollback_window (lane_id, decision_id, opens_at, closes_at) VALUES ($1, $2, now(), $3)';
    expect(await recorded([another, [waiting, executed.id, '2040-01-01']])).toBe('LG014');
  });

  it('rules come into force by a decision, one version at a time', async () => {
    expect(await recorded([`UPDATE rule_set_version SET state = 'in_force' WHERE context_id = $1`, [context]])).toBe(
      '23514',
    );
  });

  it('a run is kept as it was sent', async () => {
    expect(await recorded([`UPDATE run SET outcome = 'match'`])).toBe('LG016');
    expect(await recorded([`UPDATE run SET totals = NULL WHERE source = 'nightly'`])).toBe('LG016');
    expect(await recorded(['DELETE FROM run'])).toBe('42501');
    expect(await recorded([`UPDATE run_check SET outcome = 'match'`])).toBe('42501');
    expect(await recorded(['DELETE FROM run_check'])).toBe('42501');
    expect(await recorded([`UPDATE run_cohort SET totals = '{}'`])).toBe('42501');
    expect(await recorded(['DELETE FROM run_cohort'])).toBe('42501');
    const check = `INSERT INTO run_check (run_id, position, key, kind, layer, sent, outcome, basis, signed_off)
      SELECT id, 77, 'more', 'row_diff', 'row', 'none', 'match', 'reported', true FROM run LIMIT 1`;
    expect(await recorded([check])).toBe('LG016');
    const cohort = `INSERT INTO run_cohort (run_id, position, dimensions, totals) SELECT id, 77, '{}', '{}' FROM run LIMIT 1`;
    expect(await recorded([cohort])).toBe('LG016');
    const ahead = `INSERT INTO run SELECT (jsonb_populate_record(r, $1::jsonb)).* FROM run r WHERE source = 'nightly'`;
    const change = { id: uuid(), number: 99, external_id: 'ahead', window_to: '2100-01-01T00:00:00Z' };
    expect(await recorded([ahead, [JSON.stringify(change)]])).toBe('23514');
  });
});

const kept = [
  'ledger_entry',
  'run_body',
  'decision_revision',
  'preflight',
  'evaluation',
  'counted_sign_off',
  'policy_version',
  'criteria_set_version',
  'equivalence_statement',
  'attestation',
];

describe.each(kept)('what stands in %s stands for ever', (table) => {
  it('neither the application nor the owner of the table changes, deletes or empties it', async () => {
    const { column } = await one<{ column: string }>(
      `SELECT column_name AS column FROM information_schema.columns WHERE table_name = $1 LIMIT 1`,
      [table],
    );
    for (const sql of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ]) {
      expect([sql, await stateOf(app, () => app.query(sql))]).toEqual([sql, '42501']);
      expect([sql, await stateOf(owner, () => owner.query(sql))]).toEqual([sql, 'LG015']);
    }
  });

  it('the application cannot take its guards away', async () => {
    expect(await stateOf(app, () => app.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`))).toBe('42501');
  });
});

describe('the ledger is one chain', () => {
  const forged = (forge: (entry: RawEntry) => RawEntry) =>
    stateOf(app, async () => {
      const book = await bookOf(app, program);
      await insertEntry(app, book, forge(followingEntry(book)));
    });
  /** Another text in place of the entry's own, hashed as it should be. */
  const saying = (change: (said: Record<string, unknown>) => object) => (entry: RawEntry) => {
    const bytes = Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(entry.bytes).toString()))));
    return { ...entry, bytes, leaf: leafOf(bytes) };
  };

  it('takes an entry that follows, and nothing that does not', async () => {
    expect(await forged((entry) => entry)).toBeNull();
    expect(await forged((entry) => ({ ...entry, index: entry.index + 1 }))).toBe('LG017');
    expect(await forged((entry) => ({ ...entry, index: 0 }))).toBe('LG017');
    expect(await forged((entry) => ({ ...entry, type: 'role.revoked' }))).toBe('LG017');
    expect(await forged((entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }))).toBe('LG017');
    expect(await forged((entry) => ({ ...entry, leaf: '0'.repeat(64) }))).toBe('23514');
  });

  it.each([
    ['another entry before it', (said: object) => ({ ...said, prev: '0'.repeat(64) })],
    ['another index', (said: object) => ({ ...said, index: 0 })],
    ['another ledger', (said: object) => ({ ...said, ledger: 'lockgate/installation' })],
    ['the past', (said: object) => ({ ...said, at: '2020-01-01T00:00:00.000Z' })],
    ['nothing at all', () => ({})],
    ['nothing of what stands before it', ({ prev: _, ...said }: Record<string, unknown>) => said],
  ])('refuses an entry that says %s', async (_, change) => {
    expect(await forged(saying(change))).toBe('LG017');
  });

  it('its head moves by entries alone', async () => {
    const set = (what: string) =>
      stateOf(app, () => app.query(`UPDATE ledger SET ${what} WHERE program_id = $1`, [program]));
    expect(await set(`head = '${'0'.repeat(64)}'`)).toBe('LG018');
    expect(await set('size = size + 1')).toBe('LG018');
    expect(await set('size = 0')).toBe('LG018');
    expect(await set(`last_at = last_at + interval '1 hour'`)).toBe('LG018');
    expect(await set(`origin = 'elsewhere'`)).toBe('LG018');
    expect(await stateOf(app, () => app.query('DELETE FROM ledger'))).toBe('42501');
    const begin = 'INSERT INTO ledger (id, origin, size, head, last_at) VALUES ($1, $2, $3, $4, now())';
    expect(await stateOf(app, () => app.query(begin, [uuid(), 'new', 0, '0'.repeat(64)]))).toBe('LG018');
  });
});

describe('nothing changes without a ledger entry', () => {
  const copyOf = (table: string, change: string) =>
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, '${change}')).* FROM ${table} t LIMIT 1`;
  it.each([
    ['person', `UPDATE person SET name = name`],
    ['member', 'DELETE FROM member'],
    ['invitation', 'UPDATE invitation SET used_at = now()'],
    ['program', 'UPDATE program SET name = name'],
    ['policy_version', copyOf('policy_version', '{"version": 99}')],
    ['system', 'UPDATE system SET side = side'],
    ['context', 'UPDATE context SET name = name'],
    ['equivalence_statement', copyOf('equivalence_statement', '{"version": 99}')],
    ['audience', 'UPDATE audience SET name = name'],
    ['lane', 'UPDATE lane SET workload = workload'],
    ['authority_interval', 'UPDATE authority_interval SET side = side WHERE ends_at IS NULL'],
    ['stage_interval', 'UPDATE stage_interval SET stage = stage WHERE ends_at IS NULL'],
    ['rollback_window', 'UPDATE rollback_window SET closes_at = closes_at'],
    ['rule_set_version', 'UPDATE rule_set_version SET drafted_by = drafted_by'],
    ['criteria_set_version', copyOf('criteria_set_version', '{"version": 99}')],
    ['run', 'UPDATE run SET superseded_by = superseded_by'],
    ['attestation', copyOf('attestation', '{"id": "01934a5e-0000-7000-8000-000000000001"}')],
    ['decision', `UPDATE decision SET title = title WHERE state = 'open'`],
    ['decision_revision', copyOf('decision_revision', '{"revision": 99}')],
    ['sign_off', 'UPDATE sign_off SET revoked_at = now() WHERE revoked_at IS NULL'],
    ['hold', `UPDATE hold SET lifted_at = now(), lifted_by = placed_by, lift_reason = 'Over.'`],
    ['retirement_item', 'UPDATE retirement_item SET title = title'],
    ['api_key', 'UPDATE api_key SET revoked_at = now()'],
    ['pattern', 'UPDATE pattern SET state = state'],
  ])('in %s', async (table, sql) => {
    expect(Number((await one<{ count: string }>(`SELECT count(*) FROM ${table}`)).count)).toBeGreaterThan(0);
    expect(await stateOf(app, () => app.query(sql))).toBe('LG019');
  });
});

describe('everything belongs to one program', () => {
  it.each(['lane', 'run', 'pattern', 'attestation', 'decision', 'hold', 'retirement_item'])(
    '%s: a row of one program never names a context of another',
    async (table) => {
      const sql = `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1::jsonb)).* FROM ${table} t WHERE program_id = $2 LIMIT 1`;
      const change = JSON.stringify({ id: uuid(), program_id: program, context_id: elsewhere });
      expect(await recorded([sql, [change, program]])).toBe('LG001');
    },
  );
});
