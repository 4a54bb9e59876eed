import { expect, it } from 'vitest';
import { greatExpectations } from './great-expectations';
import { bytesOf } from './testing/files';
import { imported, refusalOf } from './testing/imported';

// `CheckpointResult.describe()` of 1.x: arguments stand beside the result, and nothing else names the batch.

const validation = (batch: string, observed: number) => ({
  success: true,
  statistics: { evaluated_expectations: 1, successful_expectations: 1, unsuccessful_expectations: 0 },
  expectations: [
    {
      expectation_type: 'expect_column_max_to_be_between',
      success: true,
      kwargs: { batch_id: batch, column: 'amount', max_value: 10 },
      result: { observed_value: observed },
    },
  ],
  result_url: null,
});
const description = (legacy: number, target: number) =>
  bytesOf(
    JSON.stringify({
      success: true,
      statistics: { evaluated_validations: 2 },
      validation_results: [validation('old-payment', legacy), validation('new-payment', target)],
    }),
  );
const sides = { legacy: 'old-payment', target: 'new-payment' };

it('a description of a checkpoint over both sides is told apart by the batches among its arguments', () => {
  const { run, judged } = imported(greatExpectations, description(9, 9), sides);
  expect([run.legacy.dataset, run.target.dataset]).toEqual(['old-payment', 'new-payment']);
  expect(run.checks).toMatchObject([{ field: 'amount', legacy: '9', target: '9' }]);
  expect(judged.outcome).toBe('match');
  expect(imported(greatExpectations, description(9, 8), sides).judged.outcome).toBe('mismatch');
  expect(refusalOf(greatExpectations, description(9, 9), { legacy: 'a', target: 'b' })).toBe(
    'invalid_parameter legacy',
  );
});
