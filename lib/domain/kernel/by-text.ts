/** An order of texts that is the same everywhere, whatever the locale: by UTF-16 code units, as RFC 8785 sorts names. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
