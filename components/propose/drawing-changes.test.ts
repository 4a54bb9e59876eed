import { expect, it } from 'vitest';
import { drawingChanges } from './drawing-changes';

const lane = (audience: string, parents: string[] = []) => ({
  workload: 'reads' as const,
  audience,
  side: 'legacy' as const,
  epoch: 2,
  parents,
});

it('tells by cohort what splits, merges and stays, over all workloads once', () => {
  const begun = [
    lane('cohort:fr', ['cohort:eu']),
    lane('cohort:de', ['cohort:eu']),
    { ...lane('cohort:de', ['cohort:eu']), workload: 'writes' as const },
    lane('cohort:islands', ['cohort:uk', 'cohort:ie']),
  ];
  const ended = [lane('cohort:eu'), lane('cohort:uk'), lane('cohort:ie')];
  expect(drawingChanges({ begun, kept: ['cohort:rest'] }, ended)).toEqual([
    { how: 'splits', from: ['eu'], to: ['fr', 'de'] },
    { how: 'merges', from: ['uk', 'ie'], to: ['islands'] },
    { how: 'stays', from: [], to: ['rest'] },
  ]);
});

it('tells a border that moved by what each side takes from', () => {
  const begun = [lane('cohort:a', ['cohort:a', 'cohort:b']), lane('cohort:b', ['cohort:b'])];
  expect(drawingChanges({ begun, kept: [] }, [lane('cohort:a'), lane('cohort:b')])).toEqual([
    { how: 'mixes', from: ['a', 'b'], to: ['a'] },
    { how: 'mixes', from: ['b'], to: ['b'] },
  ]);
});
