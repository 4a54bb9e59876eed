/** How many places in trackers one pattern may name, and how long each may be. */
export const mostLinks = 20;
const longestLink = 2_048;

// A link is opened by people from the page: only https, to a named host, and nothing secret in it.
const forbidden = /[\s\p{Cc}\\<>"`{}|^]/u;

/** Whether a text may be kept as a link to a tracker: an absolute https URL without a name or password in it. */
export const isTrackerLink = (text: string): boolean => {
  if (text.length > longestLink || forbidden.test(text) || !text.toLowerCase().startsWith('https://')) return false;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === 'https:' && hostname !== '' && username === '' && password === '';
};
