import { describe, expect, test } from 'vitest';
import { participationOf } from '@/lib/domain/authority/participation';
import { defaultPolicy } from '@/lib/domain/policy/document';
import type { AdvancePayload } from './payload';
import type { AdvanceProposal } from './proposal';
import { codeOf, contextAt, propose, proposed, readsMotor, readsRest, worldOf, writesMotor } from './test-world';

const advance = (over: Partial<AdvanceProposal> = {}): AdvanceProposal => ({
  kind: 'advance',
  to: 'selective',
  lanes: [writesMotor],
  title: 'Writes',
  rationale: 'Now.',
  ...over,
});
const usual = { policy: defaultPolicy };

describe('reads move before writes, audience by audience', () => {
  test('writes of an audience whose reads stay on legacy are refused, naming them', () => {
    const refused = propose(worldOf(usual), advance());
    expect(codeOf(refused)).toBe('lanes_not_allowed');
    expect(refused.ok ? '' : refused.refusal.errors?.[0]?.detail).toBe(
      'writes of motor can move only after or with reads of motor, which legacy still holds',
    );
    expect(codeOf(propose(worldOf(usual), advance({ lanes: [writesMotor, readsRest] })))).toBe('lanes_not_allowed');
  });

  test('they move with them, or after them', () => {
    expect(codeOf(propose(worldOf(usual), advance({ lanes: [writesMotor, readsMotor] })))).toBe('ok');
    const moved = { ...usual, context: contextAt('selective', ['reads/cohort:motor']) };
    expect(codeOf(propose(worldOf(moved), advance()))).toBe('ok');
  });

  test('a policy sets another order, or none', () => {
    const other = { ...defaultPolicy, workloadOrder: ['writes' as const, 'reads' as const] };
    expect(codeOf(propose(worldOf({ policy: other }), advance()))).toBe('ok');
    expect(codeOf(propose(worldOf({ policy: other }), advance({ lanes: [readsMotor] })))).toBe('lanes_not_allowed');
    expect(codeOf(propose(worldOf({ policy: { ...defaultPolicy, workloadOrder: [] } }), advance()))).toBe('ok');
  });

  test('going back has no order', () => {
    const context = contextAt('selective', ['reads/cohort:motor', 'writes/cohort:motor']);
    const back = { kind: 'rollback' as const, lanes: [readsMotor], title: 'Back', rationale: 'Complaints.' };
    expect(codeOf(propose(worldOf({ ...usual, context }), back))).toBe('ok');
  });
});

describe('what legacy does behind target', () => {
  const payloadOf = (proposal: AdvanceProposal) => proposed(worldOf(), proposal).payload as AdvancePayload;

  test('stands in the payload where it is not the usual, so that it is signed', () => {
    expect(payloadOf(advance({ legacyAfter: 'shadow' })).legacyAfter).toBe('shadow');
    expect(payloadOf(advance({ legacyAfter: 'standby' }))).not.toHaveProperty('legacyAfter');
    expect(payloadOf(advance())).not.toHaveProperty('legacyAfter');
  });

  test('is said of lanes that move, and of no others', () => {
    const world = worldOf({ context: contextAt('shadow') });
    expect(codeOf(propose(world, advance({ to: 'validated', lanes: [], legacyAfter: 'shadow' })))).toBe('invalid_body');
  });

  test('is participation and not authority', () => {
    expect(participationOf('selective', 'target', 'shadow')).toEqual({ legacy: 'shadow', target: 'authoritative' });
    expect(participationOf('retired', 'target', 'shadow')).toEqual({ legacy: 'off', target: 'authoritative' });
  });
});
