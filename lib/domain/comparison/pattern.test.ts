import { describe, expect, it } from 'vitest';
import { partSentence } from '@/lib/domain/pattern/parts';
import { discrepancyKinds } from '@/lib/domain/words';
import type { Discrepancy } from './discrepancy';
import { aroundField, patternSentence, unitemisedSentence } from './pattern';

const differing = (rest: Partial<Discrepancy>): Discrepancy => ({
  correlationId: 'C-1',
  kind: 'value',
  field: 'claims',
  legacy: '2',
  target: '1',
  dimensions: {},
  observedAt: null,
  ...rest,
});

describe('the field that a pattern’s sentence names', () => {
  it.each(discrepancyKinds)('is found in what is said of the kind %s, in a part of it too', (kind) => {
    const sentence = patternSentence(differing({ kind }), null);
    for (const said of [sentence, partSentence(sentence, 'line', 'motor')]) {
      const cut = aroundField(said, 'claims');
      expect(cut).toMatchObject({ field: 'claims' });
      expect(`${cut?.before}claims${cut?.after}`).toBe(said);
    }
  });

  it('is the name and no word of the sentence that is spelled alike', () => {
    const records = differing({ kind: 'missing_in_target', field: 'Records' });
    expect(aroundField(patternSentence(records, null), 'Records')?.before).toBe(
      'Records of legacy are missing in target (',
    );
    expect(aroundField('claimsTotal is larger on legacy', 'claims')).toBeNull();
  });

  it('is none where the pattern is of no field', () => {
    expect(aroundField(patternSentence(differing({ kind: 'duplicate', field: null }), null), null)).toBeNull();
    expect(aroundField(unitemisedSentence('nightly'), null)).toBeNull();
  });
});
