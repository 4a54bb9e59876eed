import { describe, expect, test } from 'vitest';
import { repeatText, ruleOf } from './recurrence';

const wish = { from: '2026-11-27T18:00', days: [], rule: '' } as const;

describe('a freeze is a recurrence rule made from its first window', () => {
  test.each([
    [{ ...wish, repeat: 'never' as const }, null, 'Once.'],
    [{ ...wish, repeat: 'weekly' as const }, 'FREQ=WEEKLY;BYDAY=FR', 'Every Friday at 18:00.'],
    [
      { ...wish, repeat: 'weekly' as const, days: ['SU', 'SA'] as const },
      'FREQ=WEEKLY;BYDAY=SA,SU',
      'Every Saturday and Sunday at 18:00.',
    ],
    [
      { ...wish, repeat: 'month_end' as const },
      'FREQ=MONTHLY;BYMONTHDAY=-4',
      'Every month at 18:00, 4 days before it ends.',
    ],
    [
      { ...wish, from: '2026-11-30T00:00', repeat: 'month_end' as const },
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      'On the last day of every month at 00:00.',
    ],
    [
      { ...wish, from: '2026-12-14T00:00', repeat: 'yearly' as const },
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14',
      'Every year on 14 December at 00:00.',
    ],
    [
      { ...wish, repeat: 'rule' as const, rule: ' RRULE:FREQ=MONTHLY;BYDAY=-1FR ' },
      'FREQ=MONTHLY;BYDAY=-1FR',
      'As the rule says, from the first window on.',
    ],
  ])('%#', (asked, rule, text) => {
    expect(ruleOf(asked)).toBe(rule);
    expect(repeatText(asked)).toBe(text);
  });

  test('and says nothing before there is one', () => {
    expect(ruleOf({ ...wish, from: '', repeat: 'weekly' })).toBeNull();
    expect(repeatText({ ...wish, from: '2026-13-41T00:00', repeat: 'yearly' })).toBe('');
  });
});
