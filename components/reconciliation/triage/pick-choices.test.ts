import { describe, expect, it } from 'vitest';
import { changeOf, choicesFor, pickedBy, saidOf } from './pick-choices';
import type { Target } from './target';

const target = (owner: string | null, severity: Target['severity'] = 'major'): Target => ({
  id: `${owner}`,
  number: 1,
  sentence: 'Cents differ',
  context: { slug: 'reserve', name: 'Reserve' },
  revision: 1,
  severity,
  category: 'unclassified',
  resolution: null,
  owner,
});

const choices = {
  owners: [
    { id: '1', name: 'Anna Kowal', you: false },
    { id: '2', name: 'Lena Fischer', you: true },
  ],
  categories: [{ value: 'rounding' as const, label: 'rounding' }],
  severities: [
    { value: 'critical' as const, label: 'critical' },
    { value: 'major' as const, label: 'major' },
  ],
  resolutions: [],
};

describe('what a pick offers', () => {
  it('puts oneself first and nobody last, and marks what all say', () => {
    const offered = choicesFor('owner', choices, [target('Anna Kowal')]);
    expect(offered.map(({ label }) => label)).toEqual(['Lena Fischer', 'Anna Kowal', 'nobody']);
    expect(offered.filter(({ current }) => current).map(({ label }) => label)).toEqual(['Anna Kowal']);
    expect(choicesFor('owner', choices, [target(null)]).at(-1)?.current).toBe(true);
  });

  it('marks nothing where they say different things', () => {
    const offered = choicesFor('severity', choices, [target(null, 'critical'), target(null, 'major')]);
    expect(offered.some(({ current }) => current)).toBe(false);
  });

  it('is narrowed by the beginnings of words, of a hint too', () => {
    const offered = choicesFor('owner', choices, []);
    expect(pickedBy(offered, 'fis').map(({ label }) => label)).toEqual(['Lena Fischer']);
    expect(pickedBy(offered, 'me').map(({ label }) => label)).toEqual(['Lena Fischer']);
    expect(pickedBy(offered, 'owal')).toEqual([]);
    expect(pickedBy(offered, ' ')).toHaveLength(3);
  });

  it('asks for a change, and says it in a sentence', () => {
    expect(changeOf('owner', 'nobody')).toEqual({ owner: null });
    expect(changeOf('severity', 'minor')).toEqual({ severity: 'minor' });
    expect(saidOf('owner', 'P-118', false, 'nobody')).toBe('P-118 is nobody’s now.');
    expect(saidOf('severity', '3 patterns', true, 'minor')).toBe('3 patterns are minor now.');
  });
});
