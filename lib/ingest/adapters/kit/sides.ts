import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { ImportOptions } from '@/lib/ingest/adapters/adapter';

/** Which of a tool's two sides is legacy: `first` and `second` are the tool's own order, never a judgement. */
export type SideMapping = { legacy: 'first' | 'second'; target: 'first' | 'second' };

const named = (name: string, first: readonly string[], second: readonly string[]): 'first' | 'second' | null => {
  const sought = name.trim().toLowerCase();
  const among = (names: readonly string[]) => names.some((known) => known.toLowerCase() === sought);
  if (among(first) === among(second)) return null;
  return among(first) ? 'first' : 'second';
};

/**
 * Reads what the caller says each side is called. `first` and `second` list what the tool calls them, in general and in
 * this document; a name that fits neither, or both, is refused, since a guess would turn the evidence around.
 */
export const sidesOf = (
  { legacy, target }: Pick<ImportOptions, 'legacy' | 'target'>,
  tool: string,
  first: readonly string[],
  second: readonly string[],
): Result<SideMapping> => {
  const sides = { legacy: named(legacy, first, second), target: named(target, first, second) };
  if (sides.legacy !== null && sides.target !== null && sides.legacy !== sides.target) {
    return accept({ legacy: sides.legacy, target: sides.target });
  }
  const detail = `${tool} calls its sides ${[...new Set(first)].join(', ')} and ${[...new Set(second)].join(', ')}; legacy and target must each name one of them.`;
  const wrong = (['legacy', 'target'] as const).filter((side) => sides[side] === null);
  return refuse(
    'invalid_parameter',
    detail,
    (wrong.length > 0 ? wrong : (['target'] as const)).map((pointer) => ({ pointer, detail })),
  );
};

/** One of two values by the side that it belongs to. */
export const onSide = <V>(mapping: SideMapping, side: 'legacy' | 'target', first: V, second: V): V =>
  mapping[side] === 'first' ? first : second;
