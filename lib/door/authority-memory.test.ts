import { beforeEach, describe, expect, it } from 'vitest';
import { AuthorityMemory } from './authority-memory';
import { FakeAuthority, standing } from './authority-under-test';

let source: FakeAuthority;
let memory: AuthorityMemory;
const claims = { slug: 'claims' };

beforeEach(() => {
  source = new FakeAuthority();
  source.contexts = standing();
  memory = new AuthorityMemory(source, { steadyMs: source.steadyMs, patienceMs: 50 });
});

describe('authority from memory', () => {
  it('is answered without the database for a second after it was confirmed, and never longer', async () => {
    await memory.confirmed(claims);
    source.pass(999);
    await memory.confirmed(claims);
    expect([source.loads, source.confirmations]).toEqual([1, 0]);
    source.pass(1);
    await memory.confirmed(claims);
    expect([source.loads, source.confirmations]).toEqual([1, 1]);
  });

  it('is loaded again only where something was recorded', async () => {
    await memory.confirmed(claims);
    source.pass(1_000);
    await memory.confirmed(claims);
    source.record(standing());
    source.pass(1_000);
    await memory.confirmed(claims);
    expect([source.loads, source.confirmations]).toEqual([2, 2]);
  });

  it('asks once, however many ask at the same time', async () => {
    await Promise.all(Array.from({ length: 50 }, () => memory.confirmed(claims)));
    expect(source.loads).toBe(1);
    source.pass(1_000);
    await Promise.all(Array.from({ length: 50 }, () => memory.confirmed(claims)));
    expect(source.confirmations).toBe(1);
  });

  it('carries the database’s clock forward between confirmations', async () => {
    const first = await memory.confirmed(claims);
    source.pass(700);
    const later = await memory.confirmed(claims);
    expect(first.ok && later.ok && later.value.at.getTime() - first.value.at.getTime()).toBe(700);
    expect(first.ok && later.ok && later.value.snapshot.confirmedAt).toEqual(
      first.ok && first.value.snapshot.confirmedAt,
    );
  });

  it('with the database gone serves the last confirmation, and says how old it is', async () => {
    await memory.confirmed(claims);
    source.gone = true;
    source.pass(20_000);
    const answer = await memory.confirmed(claims);
    expect(answer.ok && answer.value.at.getTime() - answer.value.snapshot.confirmedAt.getTime()).toBe(20_000);
  });

  it('asks again a moment after a failure, not with each request', async () => {
    await memory.confirmed(claims);
    source.gone = true;
    source.pass(1_000);
    for (let turn = 0; turn < 20; turn += 1) await memory.confirmed(claims);
    expect(source.confirmations).toBe(1);
    source.gone = false;
    source.pass(250);
    const answer = await memory.confirmed(claims);
    expect(source.confirmations).toBe(2);
    expect(answer.ok && answer.value.snapshot.confirmedAt.getTime()).toBe(source.now);
  });

  it('does not wait for a database that hangs where there is something to answer from', async () => {
    await memory.confirmed(claims);
    source.pass(1_000);
    let letGo = () => {};
    source.hang = new Promise((resolve) => {
      letGo = resolve;
    });
    const answer = await memory.confirmed(claims);
    expect(answer.ok && answer.value.at.getTime() - answer.value.snapshot.confirmedAt.getTime()).toBe(1_000);
    letGo();
  });

  it('with nothing remembered and the database gone has no answer', async () => {
    source.gone = true;
    const answer = await memory.confirmed(claims);
    expect(answer.ok ? null : answer.refusal.code).toBe('unavailable');
  });

  it('of a program that is not there is not found, whatever was asked before', async () => {
    await memory.confirmed(claims);
    const answer = await memory.confirmed({ slug: 'nowhere' });
    expect(answer.ok ? null : answer.refusal.code).toBe('not_found');
  });

  it('by id and by slug is the same memory', async () => {
    const bySlug = await memory.confirmed(claims);
    await memory.confirmed({ id: bySlug.ok ? bySlug.value.snapshot.program.id : '' });
    expect(source.loads).toBe(1);
  });
});
