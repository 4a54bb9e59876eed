/** Other tools' own formats, as an import names them. */
export const importFormats = ['dvt', 'dbt-run-results'] as const;
export type ImportFormat = (typeof importFormats)[number];
