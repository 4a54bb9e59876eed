import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '@/lib/domain/words';
import { type Judged, joined } from './joined';
import { checkJoin, checkMerge, checkSplit, checkUnmerge, type Kin, mostParts, spokenFor } from './kinship';
import { partFingerprint, type Spread, shareOut } from './parts';
import { comesBackFrom } from './reopening';
import { isTrackerLink } from './tracker-link';
import { type Triaged, triage } from './triage';

const at = new Date('2026-11-20T08:00:00Z');
const later = new Date('2026-11-21T08:00:00Z');

const untouched: Triaged = {
  category: 'unclassified',
  severity: 'critical',
  highestSeverity: 'critical',
  triaged: false,
  owner: null,
  note: null,
  resolution: null,
  resolvedAt: null,
  taught: null,
  hiddenLegacyRule: null,
  fixer: null,
  due: null,
  links: [],
};

const said = (before: Triaged, change: Parameters<typeof triage>[1], when = at) => {
  const result = triage(before, change, when);
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};

describe('triage', () => {
  it('says of every member that changed what was said before and what is said now, and of no other', () => {
    const { changes } = said(untouched, {
      severity: 'minor',
      note: 'Rounding.',
      owner: null,
      fixer: { name: 'Vendor' },
    });
    expect(changes).toEqual([
      { member: 'severity', from: 'critical', to: 'minor' },
      { member: 'note', from: null, to: 'Rounding.' },
      { member: 'fixer', from: null, to: 'Vendor' },
    ]);
  });

  it('the highest severity never falls once somebody looked, whatever is said in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...severities), { minLength: 1, maxLength: 8 }), (words) => {
        let now = untouched;
        for (const severity of words) now = said(now, { severity }).after;
        expect(now.severity).toBe(words.at(-1));
        expect(now.highestSeverity).toBe(severities.find((each) => words.includes(each)));
      }),
    );
  });

  it('who confirms what stands there has judged it too', () => {
    const { after, changes } = said(untouched, { severity: 'critical' });
    expect(after.triaged).toBe(true);
    expect(changes).toHaveLength(1);
    expect(said(after, { severity: 'critical' }).changes).toEqual([]);
  });

  it('a resolution judges neither category nor severity', () => {
    const { after } = said(untouched, { resolution: 'variance_accepted', taught: 'It may differ.' });
    expect([after.triaged, after.category, after.severity]).toEqual([false, 'unclassified', 'critical']);
    expect(after.resolvedAt).toEqual(at);
    expect(said(after, { resolution: 'variance_accepted', note: 'Still.' }, later).after.resolvedAt).toEqual(at);
    expect(said(after, { resolution: null }, later).after.resolvedAt).toBeNull();
  });

  it('a hidden legacy rule says which rule', () => {
    expect(triage(untouched, { resolution: 'hidden_legacy_rule' }, at)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_body', errors: [{ pointer: '/hiddenLegacyRule' }] },
    });
    expect(said(untouched, { resolution: 'hidden_legacy_rule', hiddenLegacyRule: 'Leap days.' }).after).toBeTruthy();
  });

  it('links go to trackers over https, each once and not too many', () => {
    const good = ['https://tracker.example/PAY-1', 'HTTPS://tracker.example:8443/a?b=c#d', 'https://trackér.example/é'];
    const bad = [
      'http://tracker.example/1',
      'javascript:alert(1)',
      'https://',
      'https://user:pass@tracker.example/',
      'https://user@tracker.example/',
      ' https://tracker.example/',
      'https://tracker.example/a b',
      'https:\\\\tracker.example',
      'https://tracker.example/\u0000',
      'https://tracker.example/<script>',
      '//tracker.example/1',
      `https://tracker.example/${'a'.repeat(2_048)}`,
      '',
    ];
    expect(good.map(isTrackerLink)).toEqual(good.map(() => true));
    expect(bad.map(isTrackerLink)).toEqual(bad.map(() => false));
    const many = Array.from({ length: 21 }, (_, n) => `https://tracker.example/${n}`);
    expect(triage(untouched, { links: many }, at).ok).toBe(false);
    expect(triage(untouched, { links: ['https://a.example/', 'https://a.example/'] }, at).ok).toBe(false);
    expect(triage(untouched, { links: many.slice(1) }, at).ok).toBe(true);
  });
});

describe('a pattern comes back', () => {
  const before = { state: 'gone', compared: true, resolution: null, resolvedAt: null } as const;
  const now = { state: 'open', seen: true, open: [{ windowFrom: later }] } as const;

  it('when a run shows it open after it was gone or explained', () => {
    expect(comesBackFrom(before, now)).toBe('gone');
    expect(comesBackFrom({ ...before, state: 'explained' }, now)).toBe('explained');
  });

  it('not where only a baseline had shown it, nor where a run merely lost its place to another', () => {
    expect(comesBackFrom({ ...before, compared: false }, now)).toBeNull();
    expect(comesBackFrom(before, { ...now, seen: false })).toBeNull();
    expect(comesBackFrom(before, { ...now, state: 'explained' })).toBeNull();
  });

  it('when a window that began after it was fixed shows it, and not when an older one does', () => {
    const fixed = { ...before, state: 'open', resolution: 'target_defect_fixed', resolvedAt: at } as const;
    expect(comesBackFrom(fixed, now)).toBe('resolved');
    expect(comesBackFrom(fixed, { ...now, open: [{ windowFrom: new Date(at.getTime() - 1) }] })).toBeNull();
    expect(comesBackFrom({ ...fixed, resolution: 'variance_accepted' }, now)).toBeNull();
  });
});

describe('parts', () => {
  const spread = fc.record({ value: fc.constantFrom('a', 'b', 'c', ''), count: fc.nat(50), share: fc.nat(100) });

  it('have together exactly what the whole has, whatever values come and whichever of them have a part', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(spread, { selector: ({ value }) => value }),
        fc.subarray(['a', 'b', '']),
        fc.nat(20),
        (values, own, unsaid) => {
          const spreads = values.map(
            ({ value, count, share }): Spread => ({
              dimension: 'line',
              value,
              rest: false,
              count,
              open: Math.floor((count * share) / 100),
            }),
          );
          const sum = (of: 'count' | 'open') => spreads.reduce((total, each) => total + each[of], 0);
          const whole = { count: sum('count') + unsaid, open: sum('open') + Math.floor(unsaid / 2) };
          const parts = [...own.map((value) => ({ id: `is ${value}`, value })), { id: 'rest', value: null }];
          const shares = shareOut(
            whole,
            'line',
            [...spreads, { ...whole, dimension: 'other', value: 'a', rest: false }],
            parts,
          );
          expect(shares.reduce((total, { count }) => total + count, 0)).toBe(whole.count);
          expect(shares.reduce((total, { open }) => total + open, 0)).toBe(whole.open);
          for (const share of shares) expect(share.count).toBeGreaterThanOrEqual(Math.max(1, share.open));
        },
      ),
    );
  });

  it('are the same part whenever the pattern is split, and no other', () => {
    const names = [
      partFingerprint('f', 'line', 'a'),
      partFingerprint('f', 'line', null),
      partFingerprint('f', 'line', ''),
      partFingerprint('g', 'line', 'a'),
      partFingerprint('f', 'region', 'a'),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(partFingerprint('f', 'line', 'a')).toBe(names[0]);
  });
});

describe('parts that are joined', () => {
  const whole: Judged = { category: 'unclassified', severity: 'critical', highestSeverity: 'critical', triaged: false };
  const part = (severity: Judged['severity'], rest: Partial<Judged> = {}) =>
    ({ category: 'genuine', severity, highestSeverity: severity, triaged: true, seen: true, ...rest }) as const;
  const unjudged = { ...whole, seen: true };

  it('leave the whole what was judged of them, so that it is never judged better than the worst of them was', () => {
    const all = joined(whole, [part('minor'), part('info', { highestSeverity: 'major' })]);
    expect(all).toEqual({ category: 'genuine', severity: 'minor', highestSeverity: 'major', triaged: true });
    expect(joined({ ...whole, triaged: true, highestSeverity: 'minor' }, [part('major')]).highestSeverity).toBe(
      'major',
    );
  });

  it('do not speak for a part that nobody judged, nor wait for one that never had anything', () => {
    const some = joined(whole, [part('minor'), unjudged]);
    expect(some).toEqual({
      category: 'unclassified',
      severity: 'critical',
      highestSeverity: 'critical',
      triaged: true,
    });
    expect(joined(whole, [part('minor'), { ...unjudged, seen: false }])).toMatchObject({ highestSeverity: 'minor' });
    expect(joined(whole, [unjudged])).toEqual(whole);
  });
});

describe('kinship', () => {
  const one: Kin = {
    id: '1',
    number: 1,
    contextId: 'c',
    mergedInto: null,
    splitBy: null,
    partOf: null,
    folded: false,
    members: 0,
  };
  const two: Kin = { ...one, id: '2', number: 2 };

  it('merges patterns of one context that speak for themselves', () => {
    expect(checkMerge(one, two)).toBeNull();
    expect(checkMerge({ ...one, members: 3 }, { ...two, partOf: '9' })).toBeNull();
    for (const refused of [
      checkMerge(one, one),
      checkMerge(one, { ...two, contextId: 'd' }),
      checkMerge({ ...one, mergedInto: '3' }, two),
      checkMerge(one, { ...two, mergedInto: '3' }),
      checkMerge({ ...one, splitBy: 'line' }, two),
      checkMerge(one, { ...two, splitBy: 'line' }),
      checkMerge({ ...one, folded: true }, two),
    ]) {
      expect(refused?.code).toBe('conflict');
    }
    expect(checkUnmerge(one)?.code).toBe('conflict');
    expect(checkUnmerge({ ...one, mergedInto: '2' })).toBeNull();
  });

  it('splits what is one and has a few values, and joins what nobody merged since', () => {
    expect(checkSplit(one, 'line', ['motor'])).toBeNull();
    const many = Array.from({ length: mostParts }, (_, n) => `${n}`);
    expect(checkSplit(one, 'line', many.slice(1))).toBeNull();
    for (const refused of [
      checkSplit(one, 'line', []),
      checkSplit(one, 'line', many),
      checkSplit({ ...one, partOf: '2' }, 'line', ['motor']),
      checkSplit({ ...one, members: 1 }, 'line', ['motor']),
      checkSplit({ ...one, mergedInto: '2' }, 'line', ['motor']),
      checkSplit({ ...one, splitBy: 'line' }, 'line', ['motor']),
    ]) {
      expect(refused?.code).toBe('conflict');
    }
    const split = { ...one, splitBy: 'line' };
    expect(checkJoin(split, [two])).toBeNull();
    expect(checkJoin(one, [two])?.code).toBe('conflict');
    expect(checkJoin(split, [{ ...two, members: 1 }])?.code).toBe('conflict');
    expect(checkJoin(split, [{ ...two, mergedInto: '7' }])?.code).toBe('conflict');
    expect(
      [one, split, { ...one, mergedInto: '2' }, { ...one, folded: true }].map((kin) => spokenFor(kin)?.code),
    ).toEqual([undefined, 'conflict', 'conflict', 'conflict']);
  });
});
