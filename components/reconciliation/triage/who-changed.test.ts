import { expect, it } from 'vitest';
import { whoChanged } from './who-changed';

const entry = (id: string, name: string, changes: unknown) => ({
  entry: { subject: { id }, actor: { name }, data: { changes } },
});

it('says who said what last of the patterns asked about', () => {
  const items = [
    entry('a', 'Anna', [{ member: 'note', from: null, to: 'Seen.' }]),
    entry('a', 'Bo', [
      { member: 'severity', from: 'critical', to: 'minor' },
      { member: 'owner', from: null, to: '41' },
    ]),
    entry('b', 'Cy', [{ member: 'category', from: 'unclassified', to: 'known_variance' }]),
  ];
  expect(whoChanged(items, ['a'])).toBe('Bo changed how bad it is to minor and whose it is.');
  expect(whoChanged(items, ['a', 'b'])).toBe('Cy changed what it is to known variance.');
  expect(whoChanged(items, ['c'])).toBeNull();
});
