import { describe, expect, it } from 'vitest';
import { commandOf } from './keys';

const press = (key: string, held: Partial<Record<'shiftKey' | 'metaKey' | 'ctrlKey' | 'altKey', boolean>> = {}) =>
  commandOf({ key, shiftKey: false, metaKey: false, ctrlKey: false, altKey: false, ...held });

describe('a key of the inbox', () => {
  it('moves, and extends with shift', () => {
    expect(press('j')).toEqual({ kind: 'step', by: 1, extend: false });
    expect(press('K', { shiftKey: true })).toEqual({ kind: 'step', by: -1, extend: true });
    // with the capitals locked it is the same key
    expect(press('J')).toEqual({ kind: 'step', by: 1, extend: false });
  });

  it('asks for the act of its letter', () => {
    expect(press('e')).toEqual(press('o'));
    expect(['o', 'c', 's', 'r', 'm', 'n'].map((key) => press(key))).toEqual(
      ['owner', 'category', 'severity', 'resolve', 'merge', 'note'].map((act) => ({ kind: 'act', act })),
    );
  });

  it('leaves what belongs to the browser and every other key alone', () => {
    for (const held of ['metaKey', 'ctrlKey', 'altKey'] as const) expect(press('c', { [held]: true })).toBeNull();
    for (const key of ['Enter', 'Tab', 'Escape', 'a', 'C', 'ArrowDown']) expect(press(key)).toBeNull();
  });
});
