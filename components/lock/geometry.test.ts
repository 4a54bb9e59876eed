import { describe, expect, it } from 'vitest';
import type { LockView } from '@/lib/contract/views/parts';
import { stages } from '@/lib/domain/words';
import { lockShape } from './geometry';

const level = (nines: number) => ({ share: '0.9', sampleSize: 1, nines });
const lock = (change: Partial<LockView> = {}): LockView => ({
  stage: 'selective',
  legacy: level(3),
  target: level(3),
  gate: 'closed',
  needed: '0.9995',
  ...change,
});

describe('the lock', () => {
  it('stands three nines at three fifths', () => {
    const [legacy] = lockShape(lock(), 200).chambers;
    expect(legacy?.body.height).toBe(((175 - 25) * 3) / 5);
  });

  it('shows no water where nothing was compared, at every stage', () => {
    for (const stage of stages) {
      expect(lockShape(lock({ stage, legacy: level(0), target: level(0) }), 40).chambers).toEqual([]);
    }
  });

  it('bars the gate when it is blocked and raises it when it is open', () => {
    expect(lockShape(lock({ gate: 'blocked' }), 40).bar).not.toBeNull();
    const [open, closed] = [lockShape(lock({ gate: 'open' }), 40), lockShape(lock(), 40)];
    expect(open.gate.height).toBeLessThan(closed.gate.height / 2);
    expect(open.bar).toBeNull();
  });

  it('keeps every shape inside its square at every size', () => {
    for (const size of [16, 24, 40, 64, 132]) {
      const { chambers, gate } = lockShape(lock({ legacy: level(5), target: level(5) }), size);
      for (const rect of [gate, ...chambers.map(({ body }) => body)]) {
        expect(rect.x).toBeGreaterThanOrEqual(0);
        expect(rect.x + rect.width).toBeLessThanOrEqual(size);
        expect(rect.y + rect.height).toBeLessThanOrEqual(size);
      }
    }
  });

  it('draws the threshold only where there is room for it', () => {
    expect(lockShape(lock(), 40).need).toBeNull();
    expect(lockShape(lock(), 64).need).not.toBeNull();
  });
});
