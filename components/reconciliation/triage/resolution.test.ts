import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf, emptyResolution } from './resolution';

describe('what a resolution sends', () => {
  it('is only what was touched', () => {
    expect(bodyOf(emptyResolution, emptyResolution)).toEqual({});
    expect(bodyOf({ ...emptyResolution, resolution: 'upstream_fixed', due: '2027-01-15' }, emptyResolution)).toEqual({
      resolution: 'upstream_fixed',
      due: '2027-01-15',
    });
  });

  it('takes back what was emptied', () => {
    const before = draftOf({
      resolution: 'hidden_legacy_rule',
      taught: 'Halves.',
      hiddenLegacyRule: 'Rounds half down.',
      fixer: { person: null, name: 'Vendor' },
      due: null,
      links: ['https://t.example/1'],
    });
    expect(bodyOf({ ...before, resolution: '', taught: ' ', fixerName: null, links: '' }, before)).toEqual({
      resolution: null,
      taught: null,
      hiddenLegacyRule: null,
      fixer: null,
      links: [],
    });
  });

  it('names each link once, and who fixes it by id or by name', () => {
    const links = 'https://t.example/1\nhttps://t.example/2  https://t.example/1';
    expect(bodyOf({ ...emptyResolution, fixer: '41', links }, emptyResolution)).toEqual({
      fixer: { person: '41' },
      links: ['https://t.example/1', 'https://t.example/2'],
    });
    expect(bodyOf({ ...emptyResolution, fixerName: ' Vendor ' }, emptyResolution)).toEqual({
      fixer: { name: 'Vendor' },
    });
  });
});
