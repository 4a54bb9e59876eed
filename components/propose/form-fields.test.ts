import { expect, it } from 'vitest';
import { unreadText } from '@/components/format/instant';
import { type FormField, filledIn, unfinishedIn } from './form-fields';

const fields: FormField[] = [{ as: 'instant', name: 'until', label: 'Until' }];

it('a time that cannot be read keeps a proposal back, and is never taken for none', () => {
  expect(unfinishedIn(fields, { until: '2026-13-01 10:00' })).toBe(unreadText);
  expect(filledIn(fields, { until: '2026-13-01 10:00' })).toEqual({ until: '2026-13-01 10:00' });
  expect(unfinishedIn(fields, { until: '2026-12-01T10:00:00.000Z' })).toBeNull();
  expect(unfinishedIn(fields, { until: null })).toBeNull();
});
