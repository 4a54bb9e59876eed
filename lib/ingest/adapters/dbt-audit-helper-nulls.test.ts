import { describe, expect, it } from 'vitest';
import { dbtAuditHelper } from './dbt-audit-helper';
import { imported } from './testing/imported';

const head = 'COLUMN_NAME,MATCH_STATUS,COUNT_RECORDS,PERCENT_OF_TOTAL';
const read = (...rows: string[]) =>
  imported(dbtAuditHelper, new TextEncoder().encode(`${[head, ...rows].join('\n')}\n`));

describe('records of which the macro says that both are null', () => {
  it('are counted for nothing, since one of the two may be missing, and that is said', () => {
    const { run, judged, warnings } = read(
      'CANCELLED_AT,✅: perfect match,60,60.00',
      'CANCELLED_AT,✅: both are null,40,40.00',
    );
    expect(judged.outcome).toBe('inconclusive');
    expect(run.checks).toMatchObject([{ key: 'CANCELLED_AT', totals: null, verdict: 'inconclusive' }]);
    expect(warnings.join()).toContain('a null whose record the other side lacks');
  });

  it.each(['🤷: missing from a', '🤷: missing from b', '❌: values do not match', '🤷: value is null in a only'])(
    'take nothing away from what differs beside them: %s',
    (status) => {
      const { run, judged } = read(
        'CANCELLED_AT,✅: perfect match,50,50.00',
        'CANCELLED_AT,✅: both are null,40,40.00',
        `CANCELLED_AT,${status},10,10.00`,
      );
      expect([judged.outcome, run.checks[0]?.totals]).toEqual(['mismatch', null]);
    },
  );

  it('say nothing of other columns, nor where there is none', () => {
    const { judged } = read(
      'ID,✅: perfect match,9,100.00',
      'NOTE,✅: perfect match,9,100.00',
      'NOTE,both are null,0,0',
    );
    expect(judged.checks.map(({ key, outcome }) => `${key} ${outcome}`)).toEqual(['ID match', 'NOTE match']);
  });
});
