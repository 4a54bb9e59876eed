import { expect, test } from 'vitest';
import { compareKeyed } from './keyed';
import { answerRows, compareAnswers } from './queries';

test('what differs in the answer to a query names the query, and so tells of its check', () => {
  const key = 'call-centre.open-claims';
  const [legacy, target] = [[{ line: 'travel', claims: '169' }], [{ line: 'travel', claims: '168' }]];
  const check = compareAnswers(key, legacy, target);
  const { discrepancies } = compareKeyed(answerRows(key, legacy), answerRows(key, target));
  expect(check).toMatchObject({ query: key, reported: 'fail' });
  expect(discrepancies).toMatchObject([
    { correlationId: `${key}/travel`, field: 'claims', dimensions: { query: key } },
  ]);
});
