import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { connectAs } from '@/lib/store/testing/raw';
import { proveWayBack } from '@/lib/usecases/commands/prove-way-back';
import { withdrawWayBack } from '@/lib/usecases/commands/withdraw-way-back';
import { listWayBack } from '@/lib/usecases/queries/list-way-back';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, provenWayBack, testManifest } from '@/lib/usecases/testing/house';

let house: House;
let acts: ReturnType<typeof actsIn>;

const code = async (result: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'accepted' : (answer.refusal?.code ?? 'none');
};
const proofs = async () => (await accepted(listWayBack(house.as.auditor, house.program, 'payments'))).items;
const withdraw = (id: string, reason = 'It no longer works.') =>
  withdrawWayBack(house.as.operations, house.program, 'payments', id, reason);

beforeAll(async () => {
  house = await buildHouse(testManifest());
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
});
afterAll(() => house?.drop());

it('is proven by who runs both sides, with what it loses', async () => {
  const proof = {
    workloads: ['reads' as const],
    evidence: 'R-2',
    provenAt: new Date(Date.now() - 60_000).toISOString(),
  };
  const until = { validUntil: new Date(Date.now() + 86_400_000).toISOString() };
  const prove = (role: 'viewer' | 'operations', more: object) =>
    code(proveWayBack(house.as[role], house.program, 'payments', { quality: 'lossless', ...proof, ...until, ...more }));
  expect(await prove('viewer', {})).toBe('role_missing');
  expect(await prove('operations', { quality: 'lossy' })).toBe('invalid_body');
  expect(await prove('operations', { workloads: ['batch'] })).toBe('invalid_body');
  expect(
    await code(
      proveWayBack(house.as.operations, house.program, 'nowhere', { quality: 'lossless', ...proof, ...until }),
    ),
  ).toBe('not_found');
});

it('keeps the gate shut without a current proof: sign-offs given before count no more', async () => {
  const decision = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  expect(decision.criteria.find(({ key }) => key === 'way_back')).toMatchObject({ outcome: 'met', gate: 'operations' });
  const signed = await acts.signed(decision, 'business', 'operations', 'risk');
  const [proof] = await proofs();
  expect(await code(withdraw(proof?.id ?? '', ' '))).toBe('comment_required');
  expect(await accepted(withdraw(proof?.id ?? ''))).toMatchObject({
    current: false,
    withdrawnReason: 'It no longer works.',
  });
  expect(await code(withdraw(proof?.id ?? ''))).toBe('nothing_to_change');
  expect(await code(acts.execute(signed))).toBe('stale_view');
  const row = await inSnapshot((db) =>
    db.decisionRevision.findFirstOrThrow({ where: { decisionId: decision.id }, orderBy: { revision: 'desc' } }),
  );
  const shown = { id: decision.id, revision: row.revision, evidenceHash: row.evidenceHash };
  expect(await code(acts.signOff(shown, 'business'))).toBe('criteria_not_met');
  await provenWayBack(house.as.engineer, house.program, 'payments', ['reads', 'writes'], {
    quality: 'lossless',
    lost: undefined,
  });
  const fresh = await acts.signed(await accepted(acts.signOff(shown, 'business')), 'operations', 'risk');
  expect((await accepted(acts.execute(fresh))).state).toBe('executed');
});

it('stays on record as it was said', async () => {
  expect((await proofs()).map(({ current, quality }) => [current, quality])).toEqual([
    [true, 'lossless'],
    [false, 'lossy'],
  ]);
  const client = await connectAs(databaseUrl(), 'lockgate_app');
  const refused = async (sql: string) =>
    client.query(sql).then(
      () => 'accepted',
      (error) => String(error.code),
    );
  expect(await refused(`UPDATE way_back_proof SET quality = 'lossless', lost = NULL`)).toBe('LG060');
  expect(await refused('DELETE FROM way_back_proof')).toBe('42501');
  await client.end();
});
