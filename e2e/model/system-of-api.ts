import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openDoor } from '@/bin/start/door';
import type { Role } from '@/lib/domain/words';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { createProgramFromManifest } from '@/lib/usecases/commands/apply-manifest';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { join, openTheDoor, password } from '@/lib/usecases/testing/guests';
import { buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';
import { cast } from './commands';
import type { Move } from './state';
import { type Act, type Answer, rollbackDays, type Snapshot, type System } from './walk';
import { extensionDays } from './windows';

// The product as it is served: sessions over HTTP, its own front door, the real database.

const origin = 'http://localhost:4999';

/** Who changes roles and holds, and keeps their own whatever happens. */
const stagehands: readonly (readonly [string, readonly Role[]])[] = [
  ['admin', ['admin']],
  ['keeper', ['risk']],
];

/** One house for many histories: everybody signs in once, and each history gets a program of its own. */
export type Street = {
  house: House;
  as: (name: string) => Ask;
  people: ReadonlyMap<string, string>;
  nextSlug: () => string;
  close: () => Promise<void>;
};

const listen = async (): Promise<{ server: Server; url: string }> => {
  const door = openDoor(origin);
  const server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** Sends again, under the same key, what a loaded machine asks to have sent again: a 503 says that nothing was done. */
const patient =
  (ask: Ask): Ask =>
  async (method, path, body, headers = {}) => {
    const key = { 'idempotency-key': randomUUID(), ...headers };
    for (let turn = 1; ; turn += 1) {
      const answer = await ask(method, path, body, method === 'GET' ? headers : key);
      if (answer.status !== 503 || turn === 8) return answer;
      await new Promise((resume) => setTimeout(resume, 500 * turn));
    }
  };

export const openStreet = async (): Promise<Street> => {
  const house = await buildHouse();
  openTheDoor();
  const { server, url } = await listen();
  const people = new Map<string, string>();
  const cookies = new Map<string, string>();
  for (const [name] of [...cast, ...stagehands]) {
    const email = `${name}@model.example`;
    people.set(name, (await join(house, email, ['viewer'])).id);
    const entered = await caller(url, {})('POST', '/api/v1/session', { email, password });
    expect(entered.status).toBe(201);
    cookies.set(name, String(entered.headers.get('set-cookie')).split(';')[0] ?? '');
  }
  let programs = 0;
  return {
    house,
    people,
    as: (name) => patient(caller(url, { cookie: cookies.get(name) ?? '', origin })),
    nextSlug: () => {
      programs += 1;
      return `history-${programs}`;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      expect((await audit(databaseUrl())).problems).toEqual([]);
      await house.drop();
    },
  };
};

const laneOf = (text: string) => {
  const [workload, audience] = text.split('/');
  return { workload, audience: audience === 'motor' ? 'cohort:eu-motor' : 'cohort:rest' };
};

const textOf = (workload: string, audience: string): string =>
  `${workload}/${audience === 'eu-motor' ? 'motor' : 'rest'}`;

const asked = [
  {
    key: 'outcomes',
    gate: 'data_and_state' as const,
    kind: 'match_rate' as const,
    blocking: true,
    layer: 'outcome' as const,
    threshold: '0.99',
    window: { days: 7 },
    freshnessHours: 24,
    minSamples: 10,
  },
];

const manifestOf = (slug: string) =>
  testManifest((manifest) => {
    manifest.program = { slug, name: slug };
    manifest.retirementItems = [];
    manifest.policy = {
      leaseSeconds: 1,
      windowLeaseSeconds: 1,
      coolingOffHours: 0,
    } as typeof manifest.policy;
    for (const context of manifest.contexts) {
      context.criteria = {
        transitions: {
          'planned>shadow': asked,
          'shadow>validated': asked,
          'validated>selective': asked,
          'selective>selective': asked,
          'selective>full': asked,
        },
      };
    }
  });

const proposalOf = ({ kind, to, lanes }: Move) => {
  const named = lanes.map(laneOf);
  const about = { context: 'payments', title: 'A move', rationale: 'Because.' };
  if (kind === 'extension') return { ...about, kind: 'extend_rollback_window', lanes: named, days: extensionDays };
  const told = { ...about, kind };
  if (kind === 'rollback') return { ...told, lanes: named, ...(to === null ? {} : { to }) };
  const moves = to === 'selective' || to === 'full';
  return { ...told, to, lanes: named, ...(moves ? { rollbackDays } : {}) };
};

const codeOf = ({ status, body }: { status: number; body: { code?: string } }): string =>
  status < 300 ? 'ok' : (body.code ?? `status ${status}`);

export class ApiSystem implements System {
  readonly #base: string;
  readonly #holds: string[] = [];
  #programId = '';
  #runs = 0;
  #met = true;
  #seen: { size: number; snapshot: Snapshot } | undefined;

  constructor(
    private readonly street: Street,
    private readonly slug: string,
  ) {
    this.#base = `/api/v1/programs/${slug}`;
  }

  /** A program with its people, evidence that agrees, and a proven way back. */
  async begin(): Promise<this> {
    const admin = this.street.house.as.admin;
    const made = await createProgramFromManifest(admin, manifestOf(this.slug));
    expect(made.ok).toBe(true);
    for (const [name, roles] of [...cast, ...stagehands]) {
      // Who loses every role would be a stranger here; everybody may at least look.
      for (const role of new Set<Role>([...roles, 'viewer'])) {
        const granted = await grantRole(admin, this.slug, this.street.people.get(name) ?? '', role);
        expect(granted.ok).toBe(true);
      }
    }
    const program = await inSnapshot((db) => db.program.findUniqueOrThrow({ where: { slug: this.slug } }));
    this.#programId = program.id;
    await this.#send(true);
    const proven = await this.street.as('engineer')('POST', `${this.#base}/contexts/payments/way-back`, {
      workloads: ['reads', 'writes'],
      quality: 'lossless',
      evidence: 'The reverse feed was rehearsed.',
      provenAt: new Date(Date.now() - 60_000).toISOString(),
      validUntil: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    });
    expect([proven.status, proven.body.detail]).toEqual([201, undefined]);
    return this;
  }

  async #send(met: boolean): Promise<void> {
    this.#met = met;
    this.#runs += 1;
    const to = Date.now() - 1;
    const matched = met ? 1_000 : 500;
    const sent = await this.street.as('engineer')('POST', `${this.#base}/runs`, {
      source: 'nightly',
      externalId: `run-${this.#runs}`,
      context: 'payments',
      layer: 'outcome',
      window: { from: new Date(to - 86_400_000).toISOString(), to: new Date(to).toISOString() },
      status: 'completed',
      totals: {
        legacy: 1_000,
        target: 1_000,
        compared: 1_000,
        matched,
        mismatched: 1_000 - matched,
        missingInTarget: 0,
        missingInLegacy: 0,
      },
    });
    expect([sent.status, sent.body.detail]).toEqual([201, undefined]);
  }

  /** What somebody who looked at it was shown: asked of the rows, since every act answers with the whole decision anyway. */
  #decision(number: number) {
    return inSnapshot((db) =>
      db.decision.findUniqueOrThrow({
        where: { programId_number: { programId: this.#programId, number } },
        include: { revisions: true, signOffs: { orderBy: { signedAt: 'asc' } } },
      }),
    );
  }

  async perform(act: Act): Promise<Answer> {
    switch (act.do) {
      case 'propose':
        return {
          code: codeOf(await this.street.as(act.person)('POST', `${this.#base}/decisions`, proposalOf(act.move))),
        };
      case 'sign': {
        const decision = await this.#decision(act.decision);
        const seen = decision.revisions.find((each) => each.revision === act.revision);
        const { role, verdict, revision } = act;
        const body = {
          revision,
          evidenceHash: seen?.evidenceHash,
          role,
          verdict,
          comment: 'Looked at.',
          stepUp: { method: 'password', password },
        };
        const path = `${this.#base}/decisions/${act.decision}/sign-offs`;
        return { code: codeOf(await this.street.as(act.person)('POST', path, body)) };
      }
      case 'revoke': {
        const decision = await this.#decision(act.decision);
        const who = this.street.people.get(act.person);
        const given = decision.signOffs.findLast((each) => each.personId === who && each.revokedAt === null);
        if (given === undefined) return { code: 'not_found' };
        const path = `${this.#base}/decisions/${act.decision}/sign-offs/${given.id}`;
        return { code: codeOf(await this.street.as(act.person)('DELETE', path)) };
      }
      case 'withdraw': {
        const path = `${this.#base}/decisions/${act.decision}/withdrawal`;
        return { code: codeOf(await this.street.as(act.person)('POST', path, { reason: 'No more.' })) };
      }
      case 'execute': {
        const { revision, revisions } = await this.#decision(act.decision);
        const evidenceHash = revisions.find((each) => each.revision === revision)?.evidenceHash;
        const path = `${this.#base}/decisions/${act.decision}/execution`;
        const done = await this.street.as(act.person)('POST', path, { revision, evidenceHash });
        if (done.status >= 300) return { code: codeOf(done) };
        if (done.body.kind === 'rollback') await this.#sayAgain(done.body.effectiveFrom);
        return { code: 'ok', effectiveFrom: Date.parse(done.body.effectiveFrom) };
      }
      case 'roll_back':
        return this.#rollBack(act);
      case 'hold': {
        const placed = await this.street.as('keeper')('POST', `${this.#base}/holds`, {
          context: 'payments',
          reason: 'Wait.',
        });
        if (placed.status < 300) this.#holds.push(placed.body.id);
        return { code: codeOf(placed) };
      }
      case 'lift': {
        const hold = this.#holds.pop();
        if (hold === undefined) return { code: 'nothing_to_change' };
        return { code: codeOf(await this.street.as('keeper')('DELETE', `${this.#base}/holds/${hold}?reason=Done`)) };
      }
      case 'evidence':
        await this.#send(act.met);
        return { code: 'ok' };
      case 'role': {
        const path = `${this.#base}/people/${this.street.people.get(act.person)}/roles/${act.role}`;
        const changed = await this.street.as('admin')(act.give ? 'PUT' : 'DELETE', path);
        // To take what is not there, or to give what is, changes nothing here and in the model.
        return { code: ['ok', 'nothing_to_change', 'not_found'].includes(codeOf(changed)) ? 'ok' : codeOf(changed) };
      }
      case 'wait':
        throw new Error('nobody moves the database’s clock');
    }
  }

  async #rollBack({ person, lanes }: Extract<Act, { do: 'roll_back' }>): Promise<Answer> {
    const body = { lanes: lanes.map(laneOf), reason: 'Wrong.' };
    const done = await this.street.as(person)('POST', `${this.#base}/contexts/payments/rollback`, body);
    if (done.status >= 300) return { code: codeOf(done) };
    await this.#sayAgain(done.body.effectiveFrom);
    return { code: 'ok' };
  }

  /** Going forward again asks for evidence from after the return: let that take effect, and say the same once more. */
  async #sayAgain(effectiveFrom: string): Promise<void> {
    await sleep(Math.max(0, Date.parse(effectiveFrom) - Date.now()) + 5);
    await this.#send(this.#met);
  }

  /** Nothing: whatever moves a decision here writes down at once what it did to the others. */
  settle(): void {}

  /** Without a new ledger entry nothing changed: the database sees to that, and so the last look still holds. */
  async snapshot(): Promise<Snapshot> {
    const ledger = await inSnapshot((db) => db.ledger.findUniqueOrThrow({ where: { programId: this.#programId } }));
    if (this.#seen?.size !== ledger.size) this.#seen = { size: ledger.size, snapshot: await this.#look() };
    return this.#seen.snapshot;
  }

  async #look(): Promise<Snapshot> {
    const listed = await this.street.as('viewer')('GET', `${this.#base}/decisions?limit=200`);
    expect(listed.status).toBe(200);
    const programId = this.#programId;
    return inSnapshot(async (db) => {
      const context = await db.context.findFirstOrThrow({ where: { programId } });
      const lanes = await db.lane.findMany({
        where: { programId },
        include: { audience: true, intervals: { where: { endsAt: null } } },
      });
      const kept = await db.decision.findMany({ where: { programId }, select: { number: true, revision: true } });
      const revisions = new Map(kept.map(({ number, revision }) => [number, revision]));
      return {
        stage: context.stage,
        lanes: Object.fromEntries(
          lanes.map(({ workload, audience, intervals }) => [
            textOf(workload, audience.slug),
            { side: intervals[0]?.side ?? 'legacy', epoch: intervals[0]?.epoch ?? 0 },
          ]),
        ),
        decisions: listed.body.items
          .map(({ number, state }: { number: number; state: string }) => ({
            number,
            state,
            revision: revisions.get(number) ?? 0,
          }))
          .reverse(),
      };
    });
  }

  /** No lane has a gap, an overlap or a second open end, asked of the rows themselves. */
  async check(): Promise<void> {
    const programId = this.#programId;
    const untiled = await inSnapshot(
      (db) => db.$queryRaw<unknown[]>`
        SELECT * FROM (
          SELECT i.lane_id, i.starts_at, lag(i.ends_at) OVER w AS before, i.ends_at, lead(i.epoch) OVER w AS next
            FROM authority_interval i JOIN lane l ON l.id = i.lane_id WHERE l.program_id = ${programId}::uuid
          WINDOW w AS (PARTITION BY i.lane_id ORDER BY i.epoch)) AS tiles
         WHERE (before IS NOT NULL AND before <> starts_at) OR ((ends_at IS NULL) <> (next IS NULL))`,
    );
    expect(untiled).toEqual([]);
  }
}
