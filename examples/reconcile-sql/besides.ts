import { rowsOf, type Side, type Window } from './collect';
import type { Row } from './compare/keyed';
import type { Config, ContextConfig } from './config';
import { connected, urlOf } from './data/databases';
import type { Options } from './options';
import { windowAt } from './runs';
import { type Delivery, deliverElsewhere, delivery } from './send/deliver';
import { contextsUnderWay, post } from './send/lockgate';
import { outcomeLines, outcomesParcel } from './send/one-sided';

// What is no comparison: each side's own word on what it did, and what something else of the house emits.

const sides: readonly Side[] = ['legacy', 'target'];

const readSide = (server: string, side: Side, context: ContextConfig, window: Window): Promise<Row[]> =>
  connected(urlOf(server, side), async (client) => {
    await client.query(`SET timezone = 'UTC'`);
    return rowsOf(client, context, side, window);
  });

/** Lets both sides of each context that asks for it say what they did in the last minutes; said twice counts once. */
const oneSided = async (options: Options, program: Config['programs'][number], window: Window): Promise<Delivery[]> => {
  const lockgate = { url: options.lockgate, key: options.keyOf(program.slug) };
  const telling = program.contexts.filter(({ eachSide }) => eachSide !== undefined);
  if (telling.length === 0) return [];
  const underWay = await contextsUnderWay(lockgate, program.slug);
  const deliveries: Delivery[] = [];
  for (const context of telling) {
    if (context.eachSide === undefined || underWay?.has(context.slug) === false) continue;
    const about = { context: context.slug, source: context.eachSide.source, workload: context.outcomes.workload };
    for (const side of sides) {
      const lines = outcomeLines(about, side, await readSide(options.server, side, context, window));
      if (lines.length === 0) continue;
      const posted = await post(lockgate, outcomesParcel(program.slug, lines));
      deliveries.push(delivery(`${context.slug}/${side}, ${lines.length} outcomes`, posted));
    }
  }
  return deliveries;
};

/** One turn of all that, for the programs that are wanted: outcomes of so many minutes, and now and then the rest. */
export const deliverBesides = async (
  options: Options,
  config: Config,
  now: Date,
  { minutes, elsewhere }: { minutes: number; elsewhere: boolean },
): Promise<{ program: string; deliveries: Delivery[] }[]> => {
  const window = windowAt(now, options.everySeconds, minutes / 60);
  const told: { program: string; deliveries: Delivery[] }[] = [];
  for (const program of config.programs) {
    if (options.program !== null && options.program !== program.slug) continue;
    const deliveries = await oneSided(options, program, window);
    if (elsewhere && program.elsewhere !== undefined) {
      const lockgate = { url: options.lockgate, key: options.keyOf(program.slug) };
      deliveries.push(await deliverElsewhere(lockgate, program.slug, program.elsewhere, now));
    }
    told.push({ program: program.slug, deliveries });
  }
  return told;
};
