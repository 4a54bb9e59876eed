import { describe, expect, it } from 'vitest';
import { between, nothingChosen, type SelectionAct, selectionAfter, stepTo } from './selection';

const rows = ['a', 'b', 'c', 'd'];
const chosenBy = (...acts: SelectionAct[]) => acts.reduce(selectionAfter, nothingChosen);

describe('a selection', () => {
  it('takes a row in and out, and stands where it was last touched', () => {
    expect(chosenBy({ kind: 'toggle', id: 'b' })).toEqual({ chosen: ['b'], cursor: 'b' });
    expect(chosenBy({ kind: 'toggle', id: 'b' }, { kind: 'toggle', id: 'b' })).toEqual({ chosen: [], cursor: 'b' });
  });

  it('extends from where it stands, up and down, and names no row twice', () => {
    expect(chosenBy({ kind: 'toggle', id: 'b' }, { kind: 'range', rows, to: 'd' }).chosen).toEqual(['b', 'c', 'd']);
    expect(chosenBy({ kind: 'toggle', id: 'c' }, { kind: 'range', rows, to: 'a' }).chosen).toEqual(['c', 'a', 'b']);
  });

  it('extends to one row where it stood on none that is there', () => {
    expect(between(rows, 'gone', 'c')).toEqual(['c']);
    expect(chosenBy({ kind: 'range', rows, to: 'c' }).chosen).toEqual(['c']);
  });

  it('is let go whole, and stays where it stands', () => {
    expect(chosenBy({ kind: 'all', rows }, { kind: 'stand', id: 'c' }, { kind: 'clear' })).toEqual({
      chosen: [],
      cursor: 'c',
    });
  });
});

describe('a step', () => {
  it('begins at the first row, or beside what is open', () => {
    expect(stepTo(rows, { cursor: null, opened: null }, 1)).toBe('a');
    expect(stepTo(rows, { cursor: null, opened: 'b' }, 1)).toBe('c');
  });

  it('ends at both ends, and begins again where its row is gone', () => {
    expect(stepTo(rows, { cursor: 'd', opened: null }, 1)).toBe('d');
    expect(stepTo(rows, { cursor: 'a', opened: null }, -1)).toBe('a');
    expect(stepTo(rows, { cursor: 'gone', opened: null }, 1)).toBe('a');
    expect(stepTo([], { cursor: null, opened: null }, 1)).toBeNull();
  });
});
