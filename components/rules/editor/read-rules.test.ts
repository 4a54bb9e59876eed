import { expect, it } from 'vitest';
import { readRules } from './read-rules';

it('says of a member of a list’s rule that it does nothing there, as the answer to a draft would', () => {
  const item = { type: 'text', codes: { legacy: { J: 'yes' }, others: 'keep' } };
  const read = readRules({ fields: { a: { type: 'list', written: 'json', order: 'set', item } } }, null);
  expect(read).toMatchObject({ ok: false, faults: [{ pointer: '/fields/a/item/codes' }] });
});
