import { describe, expect, it } from 'vitest';
import type { ShellView } from '@/lib/contract/views/shell';
import { filterEntries, numberedEntry, paletteEntries } from './palette-entries';

const level = { share: null, sampleSize: 0, nines: 0 };
const lock = { stage: 'shadow', legacy: level, target: level, gate: 'closed', needed: null } as const;
const shell: ShellView = {
  person: { id: '1', name: 'Ada', email: 'ada@example.org', installationAdmin: false },
  demo: false,
  now: '2026-11-20T00:00:00.000Z',
  waitingForYou: 0,
  programs: [
    { slug: 'claims', name: 'Claims suite', contexts: 1 },
    { slug: 'orders', name: 'Orders streaming', contexts: 1 },
  ],
  program: {
    slug: 'claims',
    name: 'Claims suite',
    roles: ['lead'],
    openDecisions: 1,
    openPatterns: 2,
    contexts: [{ slug: 'claims-intake', name: 'Claims intake', lock }],
    alerts: [],
    ledger: { size: 3, at: '2026-11-20T00:00:00.000Z' },
  },
  createProgram: { allowed: false, why: 'Only an administrator creates programs.' },
};

const labels = (query: string) => filterEntries(paletteEntries(shell), query).map(({ label }) => label);

describe('the palette', () => {
  it('knows every page of the program and every context', () => {
    expect(labels('')).toEqual(expect.arrayContaining(['Board', 'Ledger', 'Claims intake', 'Orders streaming']));
  });

  it('finds by the beginning of any word', () => {
    expect(labels('int')).toEqual(['Claims intake', 'Propose a move of Claims intake']);
    expect(labels('prop cl')).toEqual(['Propose a move of Claims intake']);
    expect(labels('zzz')).toEqual([]);
  });

  it('does not offer what this person cannot do', () => {
    expect(labels('manifest')).toEqual([]);
  });

  it('goes to a decision, a pattern or a run by its number', () => {
    expect(numberedEntry('d-31', shell.program)).toMatchObject({ href: '/programs/claims/decisions/31' });
    expect(numberedEntry('P118', shell.program)).toMatchObject({ href: '/programs/claims/reconciliation/118' });
    expect(numberedEntry('r 4', shell.program)).toMatchObject({ href: '/programs/claims/runs/4' });
    expect(numberedEntry('x-1', shell.program)).toBeNull();
  });
});
