import type { PreflightView } from '@/lib/contract/v1/preflight';

type Payload = NonNullable<PreflightView['payload']>;

/** What becomes of cohorts, by their short names. */
export type DrawingChange = {
  how: 'splits' | 'merges' | 'mixes' | 'changes' | 'begins' | 'ends' | 'stays';
  from: string[];
  to: string[];
};

const short = (audience: string): string => audience.slice(audience.indexOf(':') + 1);
const once = (values: readonly string[]): string[] => [...new Set(values)];

/** Lanes that begin and end, told by cohort: what splits, merges, changes, begins, ends and stays. */
export const drawingChanges = (
  { begun, kept }: NonNullable<Payload['drawing']>,
  ended: Payload['lanes'],
): DrawingChange[] => {
  const parents = new Map<string, string[]>();
  for (const { audience, parents: from } of begun) {
    parents.set(audience, once([...(parents.get(audience) ?? []), ...from]));
  }
  const childrenOf = (audience: string): string[] =>
    [...parents].filter(([, from]) => from.includes(audience)).map(([to]) => to);
  const gone = once(ended.map(({ audience }) => audience));
  const splits = gone.filter((audience) => {
    const children = childrenOf(audience);
    return children.length > 1 && children.every((child) => parents.get(child)?.length === 1);
  });
  const told = (how: DrawingChange['how'], from: readonly string[], to: readonly string[]): DrawingChange => ({
    how,
    from: from.map(short),
    to: to.map(short),
  });
  const others = [...parents].filter(([, from]) => !from.some((each) => splits.includes(each)));
  return [
    ...splits.map((audience) => told('splits', [audience], childrenOf(audience))),
    ...others.map(([to, from]) => {
      if (from.length === 0) return told('begins', [], [to]);
      if (from.length === 1) return told(childrenOf(from[0] ?? '').length === 1 ? 'changes' : 'mixes', from, [to]);
      return told(from.every((each) => childrenOf(each).length === 1) ? 'merges' : 'mixes', from, [to]);
    }),
    ...gone.filter((audience) => childrenOf(audience).length === 0).map((audience) => told('ends', [audience], [])),
    ...(kept.length === 0 ? [] : [told('stays', [], kept)]),
  ];
};
