import { databaseUrl } from '@/lib/env';
import { bookOf, connectAs, followingEntry, insertEntry, stateOf } from '@/lib/store/testing/raw';
import { createProgramFromManifest } from '@/lib/usecases/commands/apply-manifest';
import { issueKey } from '@/lib/usecases/commands/issue-key';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { actsIn, badRun, writes } from './acts';
import { invite, openTheDoor } from './guests';
import { accepted, buildHouse, testManifest } from './house';

// A house with a row in every guarded table, and hands that write to it past the product.

export type Statement = readonly [string, (readonly unknown[])?];

/** Whole hours, so that no two of them fall together with anything that the house did. */
export const future = `(date_trunc('hour', now()) + interval '2 hours')`;
export const later = `(date_trunc('hour', now()) + interval '3 hours')`;

/** Ends a lane's open interval. */
export const close = (lane: string, at: string): Statement => [
  `UPDATE authority_interval SET ends_at = ${at}, closed_entry = 1 WHERE lane_id = $1 AND ends_at IS NULL`,
  [lane],
];

export const open = (lane: string, epoch: number, side: string, at: string, decision: string): Statement => [
  `INSERT INTO authority_interval (lane_id, epoch, side, starts_at, decision_id, opened_entry)
   VALUES ($1, ${epoch}, '${side}', ${at}, $2, 1)`,
  [lane, decision],
];

const fill = async () => {
  const house = await buildHouse();
  openTheDoor();
  const acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  const executed = await acts.toSelective();
  const step = { to: 'selective' as const, lanes: [writes] };
  const approved = await acts.signed(await accepted(acts.advance(step)), 'business', 'operations', 'risk');
  const differing = badRun('other-job', acts.justNow(), [['1', '2']], { source: 'other-job', layer: 'row' });
  await accepted(acts.send(differing));
  await accepted(placeHold(house.as.owner, house.program, { context: 'payments', reason: 'Year end.' }));
  const key = { name: 'job', scopes: ['runs:write' as const], expiresAt: null };
  await accepted(issueKey(house.as.admin, house.program, key));
  await invite(house, 'guest@house.example', ['viewer']);
  const second = testManifest((manifest) => {
    manifest.program.slug = 'second';
  });
  await accepted(createProgramFromManifest(house.as.admin, second));
  return { house, executed, approved };
};

const reader =
  (owner: Awaited<ReturnType<typeof connectAs>>) =>
  async <T extends object>(sql: string, values: unknown[] = []): Promise<T> => {
    const { rows } = await owner.query<T>(sql, values);
    const [row] = rows;
    if (row === undefined) throw new Error(`no row: ${sql}`);
    return row;
  };

/**
 * `executed` is D-3: reads of EU motor stand on target (lane `moved`), their window open. `approved` is D-4, not executed:
 * it would move `waiting`. `app` has the application's rights, `owner` those of the tables' owner.
 */
export const buildGuarded = async () => {
  const { house, executed, approved } = await fill();
  const app = await connectAs(databaseUrl(), 'lockgate_app');
  const owner = await connectAs(databaseUrl(), 'owner');
  const one = reader(owner);
  const idOf = async (sql: string, ...values: unknown[]) => (await one<{ id: string }>(sql, values)).id;
  const program = await idOf(`SELECT id FROM program WHERE slug = 'claims'`);
  const context = await idOf('SELECT id FROM context WHERE program_id = $1', program);
  const elsewhere = await idOf('SELECT id FROM context WHERE program_id <> $1', program);
  const laneOf = (workload: string) =>
    idOf(
      `SELECT l.id FROM lane l JOIN audience a ON a.id = l.audience_id
        WHERE l.context_id = $1 AND l.workload = $2 AND a.slug = 'eu-motor'`,
      context,
      workload,
    );
  const record = async () => {
    const book = await bookOf(app, program);
    await insertEntry(app, book, followingEntry(book));
  };
  /** The SQLSTATE that refuses these statements, made in a transaction that does write its ledger entry. */
  const recorded = (...statements: readonly Statement[]): Promise<string | null> =>
    stateOf(app, async () => {
      await record();
      for (const [sql, values] of statements) await app.query(sql, values === undefined ? [] : [...values]);
    });
  const drop = async () => {
    await app.end();
    await owner.end();
    await house.drop();
  };
  const lanes = { moved: await laneOf('reads'), waiting: await laneOf('writes') };
  return { house, executed, approved, app, owner, one, program, context, elsewhere, ...lanes, record, recorded, drop };
};
