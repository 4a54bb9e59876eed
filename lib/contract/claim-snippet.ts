import { beginning } from '@/lib/domain/kernel/beginning';
import { importFormats } from './v1/import-formats';

// What to write into the manifest so that events have an owner. Which side a dataset is, and whose the events are, is left
// to who writes it.

export type Claimable =
  | {
      kind: 'openlineage';
      name: string;
      namespace: string;
      job: string | null;
      /** As the newest event names them. */
      datasets: { namespace: string; name: string }[];
    }
  | { kind: 'cloudevents'; name: string; source: string; type: string };

/** What events of a source may hold: the neutral form first. */
export const claimFormats = ['neutral', ...importFormats] as const;

const plain = /^[A-Za-z_/]([\w./:-]*[\w/])?$/;
const words = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** Text as YAML holds it; JSON's quotes are YAML's. */
const text = (value: string): string => (plain.test(value) && !words.test(value) ? value : JSON.stringify(value));

/** A pattern that fits the name: what is longer than a pattern may be ends in a star. */
const pattern = (name: string): string => text(name.length <= 150 ? name : `${beginning(name, 149)}*`);

const pair = (namespace: string, name: string): string =>
  `{ namespace: ${pattern(namespace)}, name: ${pattern(name)} }`;

const mostDatasets = 6;

const lineage = (claim: Extract<Claimable, { kind: 'openlineage' }>): string[] => [
  `    jobs: [${pair(claim.namespace, claim.job ?? '*')}]`,
  '    datasets: # each belongs to one side',
  '      legacy: []',
  '      target: []',
  ...(claim.datasets.length === 0 ? [] : ['    # seen in the newest event:']),
  ...claim.datasets.slice(0, mostDatasets).map(({ namespace, name }) => `    # ${pair(namespace, name)}`),
];

const foreign = (claim: Extract<Claimable, { kind: 'cloudevents' }>, format: string): string[] => [
  `    source: ${pattern(claim.source)}`,
  `    type: ${pattern(claim.type)}`,
  `    format: ${format}`,
  ...(format === 'neutral'
    ? []
    : ['    legacy: source # what the tool calls it', '    target: target # what the tool calls it']),
];

/** The source as YAML; without a context it is not yet whole, and the manifest would be refused. */
export const claimSnippet = (claim: Claimable, chosen: { context: string | null; format: string }): string =>
  [
    'sources:',
    `  - kind: ${claim.kind}`,
    `    name: ${text(claim.name)}`,
    `    context: ${chosen.context ?? '# which one?'}`,
    ...(claim.kind === 'openlineage' ? lineage(claim) : foreign(claim, chosen.format)),
    '',
  ].join('\n');
