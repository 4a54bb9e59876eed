import type { Calendar } from '@/lib/demo/calendar';
import { instantOn } from '@/lib/demo/calendar';
import { draw } from './draw';
import type { DemoRecord } from './plan';

// The rhythm of the live job's databases, so that numbers, dates and volumes go on where the history ends.
const epoch = Date.UTC(2026, 0, 1);
const rhythm = {
  claims: { seconds: 57.6, prefix: 'CLM-', width: 7 },
  orders: { seconds: 43.2, prefix: 'ORD-', width: 8 },
};

const claimDimensions = (n: number): Record<string, string> => {
  const line = draw(n, 1);
  return {
    productLine: line < 0.55 ? 'motor' : line < 0.85 ? 'home' : 'travel',
    geography: draw(n, 2) < 0.7 ? 'eu' : 'uk',
  };
};

const orderDimensions = (n: number): Record<string, string> => {
  const region = draw(n, 31);
  return {
    region: region < 0.5 ? 'emea' : region < 0.85 ? 'amer' : 'apac',
    channel: draw(n, 32) < 0.72 ? 'web' : 'store',
  };
};

const dimensionsOf = { claims: claimDimensions, orders: orderDimensions };

/** The records of one day, oldest first; `share` leaves out those that never reach this context. */
export const recordsOn = (calendar: Calendar, stream: keyof typeof rhythm, day: number, share = 1): DemoRecord[] => {
  const { seconds, prefix, width } = rhythm[stream];
  const numberAt = (at: Date): number => Math.ceil((at.getTime() - epoch) / (seconds * 1000));
  const first = numberAt(instantOn(calendar, day));
  const last = numberAt(instantOn(calendar, day + 1));
  const records: DemoRecord[] = [];
  for (let n = first; n < last; n += 1) {
    if (draw(n, 3) >= share) continue;
    const at = new Date(epoch + n * seconds * 1000);
    const number = String(Math.abs(n)).padStart(width, '0');
    records.push({ n, id: `${prefix}${number}`, at, dimensions: dimensionsOf[stream](n) });
  }
  return records;
};
