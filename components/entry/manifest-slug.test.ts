import { describe, expect, it } from 'vitest';
import { slugOf } from './manifest-slug';

describe('the slug of a manifest', () => {
  it('is found in YAML, comments aside', () => {
    expect(slugOf('# program: not this\nprogram:\n  slug: claims\n  name: Claims')).toBe('claims');
  });

  it('is found in JSON', () => {
    expect(slugOf('{"program": {"name": "Claims", "slug": "claims-suite"}, "contexts": [{"slug": "x"}]}')).toBe(
      'claims-suite',
    );
  });

  it('is absent where no program is named', () => {
    expect(slugOf('contexts:\n  - slug: a')).toBeNull();
    expect(slugOf('')).toBeNull();
  });
});
