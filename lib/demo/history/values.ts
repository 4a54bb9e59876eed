import { Temporal } from 'temporal-polyfill';
import { cents, draw, pick } from './draw';
import type { DemoRecord } from './plan';

// What the two sides hold where they differ: the drifts of the live job's databases, drawn from the record's number.

type Values = (record: DemoRecord) => [string | null, string | null];

const longNames: readonly [string, ...string[]] = [
  'Maximiliane-Friederike Freifrau von Hohenstein-Wallenberg',
  'Bartholomew-Alexander Featherstonehaugh-Cholmondeley',
  'Wilhelmina-Charlotte de la Fontaine-Grandmaison',
];

export const cutName: Values = ({ n }) => {
  const name = pick(n, 5, longNames);
  return [name.slice(0, 40), name];
};

export const emptyAgainstNull: Values = () => ['', null];

/** Local time of Berlin, without a zone, against UTC. */
export const localTime =
  (minutesLater: number): Values =>
  ({ at }) => {
    const instant = Temporal.Instant.fromEpochMilliseconds(
      Math.floor(at.getTime() / 1000) * 1000 + minutesLater * 60_000,
    );
    const local = instant.toZonedDateTimeISO('Europe/Berlin').toPlainDateTime().toString({ smallestUnit: 'second' });
    return [local.replace('T', ' '), instant.toString({ smallestUnit: 'second' })];
  };

/** Half a cent: up on legacy, to the even cent on target. */
export const halfCent =
  (most: number): Values =>
  ({ n }) => {
    const even = Math.floor(draw(n, 10) ** 2 * most) * 2 + 100;
    return [cents(even + 1), cents(even)];
  };

/** Cents that a settlement in three parts loses. */
export const lostCents: Values = ({ n }) => {
  const settled = 40_000 + Math.floor(draw(n, 11) ** 2 * 800_000);
  const paid = Math.floor(settled / 3) * 3;
  return [cents(paid + 1 + Math.floor(draw(n, 12) * 2)), cents(paid)];
};

export const noExcess: Values = () => ['0.00', '25.00'];

export const doubledExcess: Values = ({ dimensions }) =>
  dimensions.productLine === 'motor' ? ['150.00', '300.00'] : ['100.00', '200.00'];

export const halfPoint: Values = ({ n }) => {
  const thousandths = Math.floor(draw(n, 13) * 900);
  const text = (value: number): string => `0.${String(value).padStart(3, '0')}`;
  return [text(thousandths + 1), `${text(thousandths)}5`];
};

/** Legacy draws for missing answers, so that scoring a claim twice may give two scores. */
export const scoredTwice: Values = ({ n }) => {
  const thousandths = 100 + Math.floor(draw(n, 16) * 700);
  return [`0.${thousandths}`, `0.${thousandths + 4 + Math.floor(draw(n, 17) * 90)}`];
};

export const movedBand: Values = () => ['watch', 'clear'];

export const brokenLetters: Values = ({ n }) =>
  pick(n, 14, [
    ['Wasserschaden in der Küche', 'Wasserschaden in der K\u00c3\u00bcche'],
    ['Sturmschäden am Dach', 'Sturmsch\u00c3\u00a4den am Dach'],
  ]);

export const wrongTemplate: Values = () => ['delivery-window', 'order-shipped'];

export const skippedState: Values = () => ['packed', 'shipped'];

export const otherWarehouse: Values = ({ n }) =>
  pick(n, 15, [
    ['BER-1', 'RTM-2'],
    ['OHI-1', 'NRT-3'],
  ]);
