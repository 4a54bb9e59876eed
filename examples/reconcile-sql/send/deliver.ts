import type { Config, ContextConfig } from '../config';
import type { RunBody } from '../runs';
import { sendAnnounced } from './announced';
import { dataDiffParcel } from './data-diff';
import { lineageParcel } from './lineage';
import { type Lockgate, type Posted, post, sendRun } from './lockgate';

/** What one sending came to, for the log. */
export type Delivery = { what: string; ok: boolean; said: string };

/** The log's line about a request that carried no run of this job's own. */
export const delivery = (what: string, { ok, detail, body }: Posted): Delivery => {
  const said = typeof body.outcome === 'string' ? body.outcome : 'taken';
  return { what, ok, said: ok ? said : `refused: ${detail}` };
};

/** Sends a run, and once more in whatever other way its context is told. */
export const deliverRun = async (
  lockgate: Lockgate,
  program: string,
  run: RunBody,
  context: ContextConfig | undefined,
): Promise<Delivery[]> => {
  const leading = context !== undefined && run.layer === context.outcomes.layer;
  const send = leading && context.outcomes.announce ? sendAnnounced : sendRun;
  const sent = await send(lockgate, program, run);
  const outcome = sent.ok ? `${sent.outcome}${sent.again ? ' (sent before)' : ''}` : `refused: ${sent.detail}`;
  const deliveries: Delivery[] = [{ what: run.externalId, ok: sent.ok, said: outcome }];
  if (leading && context.dataDiff !== undefined) {
    const { fields } = context.outcomes;
    const imported = await post(lockgate, dataDiffParcel(program, context.dataDiff.source, run, fields));
    deliveries.push(delivery(`${run.externalId} by data-diff`, imported));
  }
  if (context?.lineage !== undefined && run.layer === 'dataset') {
    const told = await post(lockgate, lineageParcel(run, context.lineage));
    deliveries.push(delivery(`${run.externalId} by OpenLineage`, told));
  }
  return deliveries;
};

type Elsewhere = NonNullable<Config['programs'][number]['elsewhere']>;

/** Sends what another system of the house emits, once for each day: the same day is the same event. */
export const deliverElsewhere = async (
  lockgate: Lockgate,
  program: string,
  { source, type, data }: Elsewhere,
  now: Date,
): Promise<Delivery> => {
  const day = now.toISOString().slice(0, 10);
  const event = { specversion: '1.0', id: day, source, type, time: `${day}T00:00:00Z`, data };
  const parcel = {
    path: `/api/v1/programs/${program}/events`,
    mediaType: 'application/cloudevents+json',
    body: JSON.stringify(event),
  };
  return delivery(`${type} of ${day}`, await post(lockgate, parcel));
};
