const inner = 'http://local.invalid';

/** A path of this console as given, or `/`: never another site, an address of the API, or anything that a browser reads as one. */
export const localPath = (text: string | null | undefined): string => {
  if (!text?.startsWith('/') || text.length > 2000 || !URL.canParse(text, inner)) return '/';
  const url = new URL(text, inner);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // what stays is resolved once more: removing dots may leave two slashes at the front
  if (url.origin !== inner || new URL(path, inner).origin !== inner) return '/';
  return /^\/(api|ofrep|_next|sign-in)(\/|\?|#|$)/.test(path) ? '/' : path;
};
