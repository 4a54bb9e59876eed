import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { disablePerson } from '@/lib/usecases/commands/disable-person';
import { endDelegation } from '@/lib/usecases/commands/end-delegation';
import { giveDelegation } from '@/lib/usecases/commands/give-delegation';
import { revokeSignOff } from '@/lib/usecases/commands/revoke-sign-off';
import { readDecisionRecord } from '@/lib/usecases/queries/read-decision-record';
import { viewLedger } from '@/lib/usecases/queries/view-ledger';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';

// Risk lends its place to the viewer, who approves in it; then risk is back before the decision is executed.

let house: House;
let acts: ReturnType<typeof actsIn>;
let loan: { id: string };
let decision: DecisionView;

beforeEach(async () => {
  house = await buildHouse();
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const lent = { to: house.people.viewer, role: 'risk' as const, until, reason: 'On leave.' };
  loan = await accepted(giveDelegation(house.as.risk, house.program, lent));
  const proposed = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  const stoodIn = await accepted(acts.signOff(proposed, 'viewer', { role: 'risk', onBehalfOf: house.people.risk }));
  decision = await acts.signed(stoodIn, 'business', 'operations');
  expect(decision.state).toBe('approved');
}, 120_000);
afterEach(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

/** Risk signs, the decision is executed, and its record verifies without anything else. */
const signsAndMoves = async () => {
  const signed = await accepted(acts.signOff(decision, 'risk'));
  expect(signed.state).toBe('approved');
  await accepted(acts.execute(signed));
  const record = await accepted(readDecisionRecord(house.as.auditor, house.program, decision.id));
  const { checks } = verifyDecisionRecord(JSON.parse(JSON.stringify(record)));
  expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
};

it('whose loan ended signs in their own place, though their delegate had', async () => {
  await accepted(endDelegation(house.as.risk, house.program, loan.id));
  await signsAndMoves();
}, 120_000);

it('whose delegate is no longer there signs in their own place', async () => {
  await accepted(disablePerson(house.as.admin, house.people.viewer));
  await signsAndMoves();
}, 120_000);

it('who lent it takes back what was signed in their place, and nobody else does', async () => {
  const given = decision.signOffs.find(({ onBehalfOf }) => onBehalfOf !== null)?.id ?? '';
  expect(await acts.signOff(decision, 'risk')).toMatchObject({ ok: false, refusal: { code: 'already_signed' } });
  const revoke = (role: 'risk' | 'business') => revokeSignOff(house.as[role], house.program, decision.id, given);
  expect(await revoke('business')).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
  expect((await accepted(revoke('risk'))).state).toBe('open');
  const ledger = JSON.stringify(await accepted(viewLedger(house.as.auditor, house.program, {})));
  expect(ledger).toContain(
    `Person of risk took back a sign-off of D-${decision.number}, given by Person of viewer on behalf of Person of risk.`,
  );
  await signsAndMoves();
}, 120_000);
