import { expect, it } from 'vitest';
import { leasesReliedOn } from './lease';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const at = (seconds: number): Date => new Date(noon + seconds * 1_000);
const given = [
  { leaseSeconds: 300, windowLeaseSeconds: 5, until: at(-400) },
  { leaseSeconds: 120, windowLeaseSeconds: 60, until: at(0) },
  { leaseSeconds: 10, windowLeaseSeconds: 2, until: null },
];

it('an answer is relied on for as long as the policy said that was in force when it was given', () => {
  expect(leasesReliedOn(given, at(1))).toEqual({ leaseSeconds: 120, windowLeaseSeconds: 60 });
  expect(leasesReliedOn(given, at(-50))).toMatchObject({ leaseSeconds: 300 });
  expect(leasesReliedOn(given, at(179))).toMatchObject({ leaseSeconds: 120 });
  expect(leasesReliedOn(given, at(180))).toEqual({ leaseSeconds: 10, windowLeaseSeconds: 2 });
});
