import { setTimeout as sleep } from 'node:timers/promises';
import type { chanceOf } from './chance';

type Outcome = { ok: true } | { ok: false; refusal: { code: string } };

/** Starts all deeds, a little apart and in an order of chance; answers by name with `done` or the refusal's code. */
export const together = async (
  chance: ReturnType<typeof chanceOf>,
  deeds: Record<string, () => Promise<Outcome>>,
): Promise<Map<string, string>> => {
  const answers = new Map<string, string>();
  await Promise.all(
    chance.shuffled(Object.entries(deeds)).map(async ([name, deed]) => {
      await sleep(chance.below(30));
      const outcome = await deed();
      answers.set(name, outcome.ok ? 'done' : outcome.refusal.code);
    }),
  );
  return answers;
};
