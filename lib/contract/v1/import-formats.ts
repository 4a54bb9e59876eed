/** Other tools' own formats, as an import names them. */
export const importFormats = [
  'dvt',
  'dbt-run-results',
  'dbt-audit-helper',
  'great-expectations',
  'aws-dms',
  'data-diff',
  'datacompy',
  'vdiff',
  'molt-verify',
  'pgcompare',
] as const;
export type ImportFormat = (typeof importFormats)[number];

const prefix = 'mapped:';

/** The name of a format that the program's manifest maps; null for a format of ours. */
export const mappedNameOf = (format: string): string | null =>
  format.startsWith(prefix) ? format.slice(prefix.length) : null;
