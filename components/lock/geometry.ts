// The lock in numbers. A level is a side's agreement in nines over five; the gate hangs, is raised, or is barred.

import type { LockView } from '@/lib/contract/views/parts';
import { brim, ninesOf } from '@/lib/domain/agreement';
import type { Side, Stage } from '@/lib/domain/words';

export type Water = 'solid' | 'pale' | 'none';

/** Solid water holds authority, pale water works beside it, no water is off. */
export const waterOf: Record<Stage, Record<Side, Water>> = {
  planned: { legacy: 'solid', target: 'none' },
  shadow: { legacy: 'solid', target: 'pale' },
  validated: { legacy: 'solid', target: 'pale' },
  selective: { legacy: 'solid', target: 'solid' },
  full: { legacy: 'pale', target: 'solid' },
  retired: { legacy: 'none', target: 'solid' },
};

export type Rect = { x: number; y: number; width: number; height: number };

export type Chamber = { side: Side; water: Exclude<Water, 'none'>; body: Rect; surface: Rect; hatched: boolean };

export type LockShape = {
  chambers: Chamber[];
  ticks: string[];
  need: string | null;
  basin: { d: string; width: number };
  gate: Rect;
  bar: Rect | null;
};

const half = (value: number): number => Math.round(value * 2) / 2;

/** All shapes of a lock of `size` px. Below 64 px there is no threshold line, below 24 no hatch. */
export const lockShape = (view: LockView, size: number): LockShape => {
  const u = size / 16;
  const [top, floor] = [half(2 * u), half(14 * u)];
  const leaf = size < 64 ? Math.max(2, Math.round(0.8 * u)) : Math.round(0.6 * u);
  const wall = size < 64 ? 1 : Math.max(1.5, half(0.12 * u));
  const gateX = half(size / 2 - leaf / 2);
  const gap = Math.max(1, half(0.35 * u));
  const left = half(1.25 * u) + (size < 24 ? 0.5 : 0);
  const width = gateX - gap - left;
  const right = gateX + leaf + gap;
  const heightAt = (nines: number): number => half(floor - (nines / brim) * (floor - top));

  const chamber = (side: Side, x: number): Chamber[] => {
    const water = waterOf[view.stage][side];
    const y = heightAt(view[side].nines);
    if (water === 'none' || y >= floor) return [];
    const surface = { x, y, width, height: size >= 64 ? 2 : 1 };
    const hatched = side === 'legacy' && water === 'solid' && size >= 24;
    return [{ side, water, body: { x, y, width, height: floor - y }, surface, hatched }];
  };

  const ticks =
    size < 100
      ? []
      : [1, 2, 3, 4].map((nines) => `M${left} ${heightAt(nines)}h${width}M${right} ${heightAt(nines)}h${width}`);
  const needY = view.needed === null ? null : heightAt(ninesOf(Number(view.needed)));
  const leafTop = half(0.75 * u);
  const edge = wall / 2;
  return {
    chambers: [...chamber('legacy', left), ...chamber('target', right)],
    ticks,
    need: needY === null || size < 64 ? null : `M${left - 2} ${needY}h${width + 2}M${right} ${needY}h${width + 2}`,
    basin: { d: `M${left - edge} ${top}V${floor + edge}H${size - left + edge}V${top}`, width: wall },
    gate: { x: gateX, y: leafTop, width: leaf, height: view.gate === 'open' ? half(4.25 * u) : floor - leafTop },
    bar:
      view.gate === 'blocked'
        ? { x: half(3.75 * u), y: leafTop, width: size - 2 * half(3.75 * u), height: leaf }
        : null,
  };
};
