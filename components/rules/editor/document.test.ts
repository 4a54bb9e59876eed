import { describe, expect, it } from 'vitest';
import { faultsUnder, freeName, moved, pointerTo, renamed, withItem, withMember } from './document';

describe('a document as one edits it', () => {
  it('renames in place, and never over another', () => {
    expect(Object.keys(renamed({ a: 1, b: 2 }, 'a', 'c'))).toEqual(['c', 'b']);
    expect(renamed({ a: 1, b: 2 }, 'a', 'b')).toEqual({ a: 1, b: 2 });
  });
  it('drops what has no value', () => {
    expect(withMember({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(withItem(['a', 'b'], 0, undefined)).toEqual(['b']);
  });
  it('moves within its bounds only', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });
  it('finds a name that is free', () => {
    expect(freeName({ field: 1, field2: 1 }, 'field')).toBe('field3');
  });
  it('points as the schema does, and finds faults below a place but not beside it', () => {
    expect(pointerTo('fields', 'a/b~c', 'scale')).toBe('/fields/a~1b~0c/scale');
    const faults = [
      { pointer: '/fields/a', message: '1' },
      { pointer: '/fields/a/scale', message: '2' },
      { pointer: '/fields/ab', message: '3' },
    ];
    expect(faultsUnder(faults, '/fields/a').map(({ message }) => message)).toEqual(['1', '2']);
  });
});
