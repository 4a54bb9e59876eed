// Where the acts of the console go: the same public API that scripts use.

const part = (text: string | number): string => encodeURIComponent(String(text));
const program = (slug: string): string => `/api/v1/programs/${part(slug)}`;
const context = (slug: string, name: string): string => `${program(slug)}/contexts/${part(name)}`;
const decision = (slug: string, id: string | number): string => `${program(slug)}/decisions/${part(id)}`;

export const endpoints = {
  session: '/api/v1/session',
  acceptance: '/api/v1/invitations/acceptance',
  passkeys: '/api/v1/account/passkeys',
  passkeyRegistration: '/api/v1/account/passkeys/registration',
  passkeyChallenges: '/api/v1/account/passkeys/challenges',
  passkey: (id: string): string => `/api/v1/account/passkeys/${part(id)}`,
  programs: '/api/v1/programs',
  manifest: (slug: string, dryRun: boolean): string => `${program(slug)}/manifest${dryRun ? '?dryRun=true' : ''}`,
  changes: (slug: string, after: number): string => `${program(slug)}/changes?after=${after}`,
  head: (slug: string): string => `${program(slug)}/ledger/head`,
  decisions: (slug: string): string => `${program(slug)}/decisions`,
  preflight: (slug: string): string => `${program(slug)}/decisions:preflight`,
  signOffs: (slug: string, id: string | number): string => `${decision(slug, id)}/sign-offs`,
  signOff: (slug: string, id: string | number, signOff: string): string =>
    `${decision(slug, id)}/sign-offs/${part(signOff)}`,
  execution: (slug: string, id: string | number): string => `${decision(slug, id)}/execution`,
  withdrawal: (slug: string, id: string | number): string => `${decision(slug, id)}/withdrawal`,
  acknowledgement: (slug: string, id: string | number): string => `${decision(slug, id)}/acknowledgement`,
  opening: (slug: string, id: string | number): string => `${decision(slug, id)}/proposal`,
  revisions: (slug: string, id: string | number): string => `${decision(slug, id)}/revisions`,
  rollback: (slug: string, name: string): string => `${context(slug, name)}/rollback`,
  breakGlass: (slug: string, name: string): string => `${context(slug, name)}/break-glass`,
  wayBack: (slug: string, name: string): string => `${context(slug, name)}/way-back`,
  attestations: (slug: string, name: string): string => `${context(slug, name)}/attestations`,
  /** Without a program holds on everything. */
  holds: (slug: string | null): string => `${slug === null ? '/api/v1' : program(slug)}/holds`,
  hold: (slug: string | null, id: string, reason: string): string =>
    `${slug === null ? '/api/v1' : program(slug)}/holds/${part(id)}${reason === '' ? '' : `?reason=${part(reason)}`}`,
  ledger: (slug: string): string => `${program(slug)}/ledger`,
  patterns: (slug: string): string => `${program(slug)}/patterns`,
  patternsTriage: (slug: string): string => `${program(slug)}/patterns:triage`,
  patternAct: (slug: string, id: string, act: 'merge' | 'unmerge' | 'split' | 'join'): string =>
    `${program(slug)}/patterns/${part(id)}/${act}`,
  rules: (slug: string, name: string): string => `${context(slug, name)}/rules`,
  rulesBacktest: (slug: string, name: string): string => `${context(slug, name)}/rules:backtest`,
  rulesPreview: (slug: string, name: string): string => `${context(slug, name)}/rules:preview`,
  pattern: (slug: string, id: string): string => `${program(slug)}/patterns/${part(id)}`,
  retirementItem: (slug: string, id: string): string => `${program(slug)}/retirement-items/${part(id)}`,
  people: (slug: string): string => `${program(slug)}/people`,
  role: (slug: string, person: string, role: string): string =>
    `${program(slug)}/people/${part(person)}/roles/${part(role)}`,
  delegations: (slug: string): string => `${program(slug)}/delegations`,
  delegation: (slug: string, id: string): string => `${program(slug)}/delegations/${part(id)}`,
  keys: (slug: string): string => `${program(slug)}/keys`,
  key: (slug: string, id: string): string => `${program(slug)}/keys/${part(id)}`,
} as const;
