export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'lockgate-theme';

export const themeWords: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** What the cookie says, or the system's choice. */
export const themeOf = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system';

/** Remembers the choice for the server, which sets it before the first paint, and shows it now. */
export const chooseTheme = (theme: Theme): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};
