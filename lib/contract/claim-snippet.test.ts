import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { claimEvent, claimJob } from '@/lib/domain/events/source';
import { type Claimable, claimFormats, claimSnippet } from './claim-snippet';
import { sourcesSchema } from './manifest-sources';

const read = (claim: Claimable, format = 'neutral') =>
  sourcesSchema.parse(parse(claimSnippet(claim, { context: 'payments', format })).sources);

const odd = [
  'a b',
  'true',
  '12',
  '1:30',
  'it\'s: "so"',
  '#x',
  '- y',
  'x:',
  '*',
  '0x1f',
  '1e3',
  'Über',
  'x'.repeat(400),
];

describe('what to write into the manifest', () => {
  it.each(odd)('claims a job called %s', (name) => {
    const datasets = [{ namespace: name, name }];
    const sources = read({ kind: 'openlineage', name: name.slice(0, 100), namespace: name, job: name, datasets });
    expect(claimJob(sources, { namespace: name, name })).not.toBeNull();
  });

  it.each(odd)('claims an event of source and type %s, in any format', (name) => {
    for (const format of claimFormats) {
      const sources = read({ kind: 'cloudevents', name: name.slice(0, 100), source: name, type: name }, format);
      expect(claimEvent(sources, { source: name, type: name })).toMatchObject({ format });
    }
  });

  it('names no side and no context that nobody chose', () => {
    const claim: Claimable = { kind: 'openlineage', name: 'a', namespace: 'n', job: 'j', datasets: [] };
    const [source] = parse(claimSnippet(claim, { context: null, format: 'neutral' })).sources;
    expect(source).toMatchObject({ context: null, datasets: { legacy: [], target: [] } });
  });
});
