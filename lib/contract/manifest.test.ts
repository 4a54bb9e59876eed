import { describe, expect, it } from 'vitest';
import { durationMs } from '@/lib/domain/kernel/duration';
import { cohortsOf } from './manifest';
import { manifestRefusal, readManifest, readManifestValue } from './manifest-yaml';

const good = `program:
  slug: claims
  name: Claims suite
  hardDate: 2027-03-31
  zone: Europe/Berlin
dimensions:
  geography: [eu, uk]
systems:
  - { slug: db2, name: Old, side: legacy }
  - { slug: pg, name: New, side: target }
contexts:
  - slug: intake
    name: Intake
    owners: [Owner@Demo.example]
    equivalence: The same claim.
    correlationKey: claim number
    sync: change_data_capture
    sourceOfTruth: legacy
    workloads: [reads, writes]
    cohorts:
      - { slug: eu, name: EU, where: { geography: [eu] } }
      - { slug: tenth, name: A tenth, percent: { from: 0, to: 10 } }
    subscribers:
      - { slug: ledger, name: Ledger, workloads: [reads], owner: owner@demo.example }
    expectedChecks:
      - { source: nightly, layer: outcome, workload: writes, cadence: P1D, grace: PT6H, minCompared: 100 }
retirementItems:
  - { slug: old, kind: report, title: Old report, context: intake, owner: owner@demo.example, dueOn: 2027-02-01 }
`;

const faultsOf = (text: string, format: 'yaml' | 'json' = 'yaml') => {
  const read = readManifest(text, format);
  return read.ok ? [] : read.errors;
};

describe('a manifest', () => {
  it('is read with defaults filled in, addresses folded and the last cohort added', () => {
    const read = readManifest(good);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const [context] = read.manifest.contexts;
    expect(context?.owners).toEqual(['owner@demo.example']);
    expect(context && cohortsOf(context).map((cohort) => cohort.slug)).toEqual(['eu', 'tenth', 'rest']);
    expect(read.manifest.program.hardDate).toBe('2027-03-31');
  });

  it('is the same whether it comes as YAML, as JSON or as a value', () => {
    const yaml = readManifest(good);
    if (!yaml.ok) throw new Error('not read');
    expect(readManifest(JSON.stringify(yaml.value, null, '\t'), 'json')).toEqual(yaml);
    expect(readManifestValue(yaml.value)).toEqual(yaml);
  });

  it.each([
    [
      'an unknown member',
      ['    sync: change', '    colour: red\n    sync: change'],
      17,
      '/contexts/0/colour',
      '"colour" is not known here',
    ],
    [
      'an unknown dimension',
      ['{ geography: [eu] }', '{ region: [eu] }'],
      21,
      '/contexts/0/cohorts/0/where/region',
      'no dimension',
    ],
    [
      'an unknown value',
      ['{ geography: [eu] }', '{ geography: [us] }'],
      21,
      '/contexts/0/cohorts/0/where/geography/0',
      'is no value',
    ],
    [
      'an undeclared workload',
      ['workloads: [reads], owner', 'workloads: [batch], owner'],
      24,
      '/contexts/0/subscribers/0/workloads/0',
      'declares no workload',
    ],
    [
      'a word outside its list',
      ['sync: change_data_capture', 'sync: carrier_pigeon'],
      17,
      '/contexts/0/sync',
      'expected one of',
    ],
    ['a month as a duration', ['cadence: P1D', 'cadence: P1M'], 26, '/contexts/0/expectedChecks/0/cadence', 'ISO 8601'],
    [
      'a missing member',
      ['    correlationKey: claim number\n', ''],
      12,
      '/contexts/0/correlationKey',
      'expected string',
    ],
    ['a time zone nobody has', ['Europe/Berlin', 'Europe/Atlantis'], 5, '/program/zone', 'time zone'],
    [
      'a context nobody declared',
      ['context: intake', 'context: outtake'],
      28,
      '/retirementItems/0/context',
      'no context',
    ],
    [
      'the last cohort before the last',
      ['slug: eu, name: EU, where: { geography: [eu] }', 'slug: rest, name: EU'],
      21,
      '/contexts/0/cohorts/0',
      'must be the last',
    ],
    ['a reserved dimension', ['  geography: [eu, uk]', '  at: [eu, uk]'], 7, '/dimensions/at', ''],
    ['one side without a system', ['side: target', 'side: legacy'], 8, '/systems', 'target side'],
  ])('with %s is refused with line and path', (_, [before = '', after = ''], line, pointer, detail) => {
    expect(good).toContain(before);
    const fault = faultsOf(good.replace(before, after)).find((error) => error.pointer === pointer);
    expect(fault?.line).toBe(line);
    expect(fault?.detail).toContain(detail);
  });

  it('whose criteria could never open, or rules never be reached, is refused where they stand', () => {
    const text = good.replace(
      '    subscribers:',
      `    rules:
      classify:
        - { field: name, category: rounding, severity: info }
        - { field: name, kind: value, category: genuine, severity: critical }
    criteria:
      transitions:
        shadow>validated:
          - key: rate
            gate: data_and_state
            kind: match_rate
            blocking: false
            layer: row
            workload: batch
            threshold: '0.99'
            window: { days: 7 }
            freshnessHours: 24
            minSamples: 1
    subscribers:`,
    );
    const place = '/contexts/0/criteria/transitions/shadow>validated';
    expect(faultsOf(text).map(({ pointer, line }) => `${line} ${pointer}`)).toEqual([
      '26 /contexts/0/rules/classify/1',
      `29 ${place}`,
      `29 ${place}`,
      `35 ${place}/0/workload`,
    ]);
  });

  it('whose ranges of percent overlap is refused', () => {
    const text = good.replace(
      '    subscribers:',
      '      - { slug: more, name: More, percent: { from: 9.5, to: 20 } }\n    subscribers:',
    );
    expect(faultsOf(text).map((error) => error.detail)).toEqual(['overlaps the range of "tenth"']);
  });

  it.each([
    ['two equal names', 'program: 1\nprogram: 2\n', 2, 'unique'],
    ['broken indentation', 'program:\n  slug: a\n bad\n', 3, ''],
    ['a tag', 'program: !!js/function "x"\n', 1, 'tag'],
    ['two documents', `${good}---\n${good}`, 29, 'multiple documents'],
    ['a name that is no text', '? [a]\n: 1\n', 1, 'must be text'],
    ['a number too large to keep', 'program: .inf\n', 1, 'number'],
    ['an anchor used twice', 'program: &a 1\nsystems: &a 2\n', 2, 'anchor'],
  ])('with %s is refused at its line', (_, text, line, detail) => {
    const [fault] = faultsOf(text);
    expect(fault?.line).toBe(line);
    expect(fault?.detail).toContain(detail);
  });

  it('whose aliases multiply is refused at once', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`).join(', ')}]`,
    );
    const [fault] = faultsOf(['l0: &l0 [x, x, x, x]', ...levels].join('\n'));
    expect(fault?.detail).toContain('more than');
  });

  it('that contains itself, nests without end or is too large is refused', () => {
    expect(faultsOf('program: &a [*a]')[0]?.detail).toContain('deeper');
    expect(faultsOf('['.repeat(30_000)).length).toBeGreaterThan(0);
    expect(faultsOf('#'.repeat(1_100_000))[0]?.detail).toContain('1 MiB');
  });

  it('sent as JSON must be JSON, with each name once, in UTF-8', () => {
    expect(faultsOf('program: 1', 'json')[0]?.detail).toContain('not JSON');
    expect(faultsOf('{"program": 1, "program": 2}', 'json')[0]?.detail).toContain('unique');
    const bytes = readManifest(new Uint8Array([0x61, 0xff]), 'yaml');
    expect(bytes.ok ? '' : bytes.errors[0]?.detail).toContain('UTF-8');
  });

  it('that is empty or no mapping is refused', () => {
    for (const text of ['', '# nothing\n', '- 1\n', 'text\n']) expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  it('that is refused answers with each line in the detail', () => {
    const refusal = manifestRefusal(faultsOf(good.replace('side: target', 'side: up')));
    expect(refusal.code).toBe('invalid_manifest');
    expect(refusal.errors?.[0]).toMatchObject({
      pointer: '/systems/1/side',
      detail: expect.stringContaining('line 10, column'),
    });
  });
});

describe('a duration', () => {
  it('counts weeks, days, hours, minutes and seconds', () => {
    expect(durationMs('P1W')).toBe(7 * 86_400_000);
    expect(durationMs('P1DT1H1M1S')).toBe(86_400_000 + 3_661_000);
    expect(durationMs('PT90M')).toBe(5_400_000);
  });

  it('of another form is none', () => {
    for (const text of ['', 'P', 'PT', 'P1DT', '1D', 'P1M', 'P1Y', 'PT1.5H', '-P1D', 'p1d', 'PT1S ']) {
      expect(durationMs(text)).toBeNull();
    }
  });
});
