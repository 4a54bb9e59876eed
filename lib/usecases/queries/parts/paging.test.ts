import { expect, test } from 'vitest';
import { offsetOf, pageAt, pageOf, placeOf } from './paging';

const all = Array.from({ length: 23 }, (_, index) => 23 - index);
const size = 10;

/** What the store answers for a place: one more than a page, ascending when above. */
const fetch = (cursor: string | undefined) => {
  const place = placeOf(cursor);
  if (place === null) return all.slice(0, size + 1);
  if (place.way === 'below') return all.filter((number) => number < place.number).slice(0, size + 1);
  return [...all]
    .reverse()
    .filter((number) => number > place.number)
    .slice(0, size + 1);
};

const read = (cursor?: string) =>
  pageOf(fetch(cursor), placeOf(cursor), { size, total: all.length, numberOf: (number: number) => number });

test('going to the end and back shows every row once each way, in one order', () => {
  const forward: number[][] = [];
  let cursor: string | undefined;
  for (;;) {
    const { rows, page } = read(cursor);
    forward.push(rows);
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(forward.flat()).toEqual(all);
  const backward: number[][] = [];
  for (;;) {
    const { rows, page } = read(cursor);
    backward.unshift(rows);
    if (page.previous === null) break;
    cursor = page.previous;
  }
  expect(backward).toEqual(forward);
});

test('a cursor that nobody gave out is the first page', () => {
  for (const cursor of ['', 'x', 'b', 'b-1', 'b1; DROP', 'a99999999999']) expect(placeOf(cursor)).toBeNull();
  expect(offsetOf('o-5')).toBe(0);
});

test('lists by offset know their neighbours', () => {
  expect(pageAt(0, { size: 10, total: 10 })).toEqual({ next: null, previous: null, total: 10 });
  expect(pageAt(10, { size: 10, total: 25 })).toEqual({ next: 'o20', previous: 'o0', total: 25 });
});
