// Every address of the console in one place, so that queries and components link alike.

const at = (program: string, rest = ''): string => `/programs/${encodeURIComponent(program)}${rest}`;

type Filter = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A path with the given filters as its query, in the order given; empty ones are left out. */
export const withFilter = (path: string, filter: Filter): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
};

export const paths = {
  work: (): string => '/',
  account: (): string => '/account',
  signIn: (): string => '/sign-in',
  /** To the identity provider and back to `next`; `again` asks for the login there even of who is known. */
  signOn: (next: string, again = false): string =>
    withFilter('/api/auth/signin/oidc', { next, prompt: again ? 'login' : null }),
  welcome: (token: string): string => `/welcome/${encodeURIComponent(token)}`,
  newProgram: (): string => '/programs/new',
  board: (program: string): string => at(program),
  context: (program: string, context: string): string => at(program, `/contexts/${encodeURIComponent(context)}`),
  decisions: (program: string): string => at(program, '/decisions'),
  propose: (program: string, context: string): string => withFilter(at(program, '/decisions/new'), { context }),
  decision: (program: string, number: number): string => at(program, `/decisions/${number}`),
  record: (program: string, number: number): string => at(program, `/decisions/${number}/record`),
  patterns: (program: string): string => at(program, '/reconciliation'),
  pattern: (program: string, number: number): string => at(program, `/reconciliation/${number}`),
  runs: (program: string): string => at(program, '/runs'),
  run: (program: string, number: number): string => at(program, `/runs/${number}`),
  sources: (program: string): string => at(program, '/sources'),
  rules: (program: string): string => at(program, '/rules'),
  timeline: (program: string): string => at(program, '/timeline'),
  decommission: (program: string): string => at(program, '/decommission'),
  ledger: (program: string): string => at(program, '/ledger'),
  entry: (program: string, index: number): string => withFilter(at(program, '/ledger'), { entry: index }),
  settings: (program: string): string => at(program, '/settings'),
  policy: (program: string): string => at(program, '/settings/policy'),
  knowledge: (program: string, context: string): string =>
    at(program, `/contexts/${encodeURIComponent(context)}/knowledge`),
  criteria: (program: string, context: string): string =>
    at(program, `/contexts/${encodeURIComponent(context)}/criteria`),
} as const;
