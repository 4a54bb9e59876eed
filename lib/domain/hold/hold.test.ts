import { describe, expect, test } from 'vitest';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import { heldSentence } from './held-sentence';
import { concerns, type PlacedHold, stopAt } from './hold';
import { guardHold, type HoldPlace, type HoldWish, liftHold, mostHolds, placeHold } from './place-hold';

const noon = new Date('2026-11-21T12:00:00Z');
const hours = (count: number) => new Date(noon.getTime() + count * 3_600_000);
const program = { id: 'program-1', slug: 'claims' };
const context = { id: 'context-1', slug: 'payments' };
const places: Record<string, HoldPlace> = {
  context: { program, context },
  program: { program, context: null },
  installation: { program: null, context: null },
};
const rita = { id: 'rita', name: 'Rita' };
const wish: HoldWish = { id: 'h', reason: ' Close ', placedBy: rita, placedAt: noon, until: null, calendar: null };
const freeze = { rule: null, from: '2026-11-21T14:00', durationMinutes: 60, zone: 'UTC' };

const placed = (change: Partial<HoldWish> = {}, place: HoldPlace = places.context as HoldPlace) => {
  const result = placeHold(place, 0, { ...wish, ...change });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string =>
  result.ok ? 'ok' : result.refusal.code;
const sentenceFor = (facts: ReturnType<typeof placed>['facts']): string =>
  facts.map(({ type, data }) => sentenceOf({ type, data, actor: { kind: 'person', id: 'rita', name: 'Rita' } })).join();

describe('a hold', () => {
  test.each<[string, string, () => { ok: true } | { ok: false; refusal: { code: string } }]>([
    ['is placed with a reason', 'ok', () => placeHold({ program, context }, 0, wish)],
    ['needs a reason', 'comment_required', () => placeHold({ program, context }, 0, { ...wish, reason: ' ' })],
    ['stands beside others', 'ok', () => placeHold({ program, context }, mostHolds - 1, wish)],
    ['stands beside so many at most', 'too_many_holds', () => placeHold({ program, context }, mostHolds, wish)],
    ['is not over already', 'invalid_body', () => placeHold({ program, context }, 0, { ...wish, until: noon })],
    ['is no shutdown', 'invalid_body', () => placeHold({ program, context }, 0, { ...wish, until: hours(99_999) })],
    [
      'does not end before its first window',
      'invalid_body',
      () => placeHold({ program, context }, 0, { ...wish, until: hours(1), calendar: freeze }),
    ],
  ])('%s (%s)', (_, code, attempt) => {
    expect(codeOf(attempt())).toBe(code);
  });

  test('is lifted once, with a reason, and not after it ended by itself', () => {
    const { hold } = placed({ until: hours(2) });
    const lift = (change: Partial<PlacedHold>, reason: string, at: Date) =>
      codeOf(liftHold({ program, context }, { ...hold, ...change }, { reason, at }));
    expect(lift({}, 'Over', hours(1))).toBe('ok');
    expect(lift({}, ' ', hours(1))).toBe('comment_required');
    expect(lift({ liftedAt: hours(1) }, 'Over', hours(1))).toBe('nothing_to_change');
    expect(lift({}, 'Over', hours(2))).toBe('nothing_to_change');
  });

  test('is on record with what it stops and until when, its reason trimmed', () => {
    const said = Object.values(places).map((place) => sentenceFor(placed({ until: hours(2) }, place).facts));
    expect(said).toEqual(
      ['payments', 'the whole program', 'everything'].map(
        (what) => `Rita placed a hold on ${what} until 21 Nov 2026 14:00 UTC: Close.`,
      ),
    );
    const [fact] = placed({ calendar: freeze }).facts;
    expect(fact?.data).toMatchObject({ scope: 'context', calendar: 'DTSTART;TZID=UTC:20261121T140000 DURATION:PT60M' });
  });

  test('concerns its context, every context of its program, or every context', () => {
    const reach = Object.values(places).map((place) => {
      const { hold } = placed({}, place);
      const at = (programId: string, contextId: string) => concerns(hold, { programId, contextId });
      return [at('program-1', 'context-1'), at('program-1', 'context-2'), at('program-2', 'context-3')];
    });
    expect(reach).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  test('says who stops what, since when and why, and until when if it ends by itself', () => {
    const told = (change: Partial<HoldWish>, place?: HoldPlace) => {
      const stop = stopAt(placed(change, place).hold, hours(2.5));
      return stop === null ? null : heldSentence(stop, 'payments');
    };
    expect(told({})).toBe('Rita holds payments since 21 Nov 2026 12:00 UTC: “Close”');
    expect(told({}, places.program)).toBe('Rita holds this program since 21 Nov 2026 12:00 UTC: “Close”');
    expect(told({ until: hours(3) }, places.installation)).toBe(
      'Rita holds everything since 21 Nov 2026 12:00 UTC until 21 Nov 2026 15:00 UTC: “Close”',
    );
    expect(told({ calendar: freeze })).toBe(
      'Rita holds payments since 21 Nov 2026 12:00 UTC until 21 Nov 2026 15:00 UTC: “Close”',
    );
    expect(told({ calendar: { ...freeze, from: '2026-11-21T15:00' } })).toBeNull();
  });
});

describe('the hold of a broken guard', () => {
  const broken = { id: 'g', guard: { id: 'd', number: 7 }, reason: 'p99 is over 300 ms.', placedAt: noon };
  const { hold, facts } = guardHold({ program, context }, broken);

  test('names its decision in place of a person, and stands until somebody lifts it', () => {
    expect(hold).toMatchObject({ scope: 'context', placedBy: null, guard: { number: 7 }, until: null });
    const stop = stopAt(hold, hours(1000));
    expect(stop && heldSentence(stop, 'payments')).toMatch(/^The guard of D-7 holds payments since /);
    expect(sentenceFor(facts)).toBe('The guard of D-7 placed a hold on payments: p99 is over 300 ms.');
  });

  test('is lifted by a person like any other', () => {
    expect(codeOf(liftHold({ program, context }, hold, { reason: 'Fixed.', at: hours(1) }))).toBe('ok');
  });
});
