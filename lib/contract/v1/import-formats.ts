/** Other tools' own formats, as an import names them. */
export const importFormats = ['dvt'] as const;
export type ImportFormat = (typeof importFormats)[number];
