import { expect, it } from 'vitest';
import { SharedTurns, Turns } from './turns';

const never = () => new Promise<void>(() => undefined);

it('who takes all of its own turns leaves one for others', async () => {
  const turns = new SharedTurns(2, 1, 50);
  void turns.take('slow', never);
  const waiting = turns.take('slow', never);
  await expect(turns.take('other', async () => 'done')).resolves.toBe('done');
  await expect(waiting).rejects.toMatchObject({ refusal: { code: 'unavailable' } });
});

it('a turn is given on whatever came of it', async () => {
  const turns = new Turns(1, 1_000);
  const failed = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(async () => 'done');
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('done');
});
