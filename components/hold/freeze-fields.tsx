'use client';

import { SelectField, TextField } from '@/components/ui/field';
import {
  type Repeat,
  repeats,
  repeatText,
  ruleOf,
  type Weekday,
  weekdayOf,
  weekdays,
  weekdayWords,
} from './recurrence';

/** When a hold stops: until it is lifted, until an instant, or in the windows of a calendar. */
export type FreezeWish = {
  repeat: Repeat;
  from: string;
  until: string;
  days: readonly Weekday[];
  rule: string;
  zone: string;
};

export const noFreeze = (zone: string): FreezeWish => ({
  repeat: 'never',
  from: '',
  until: '',
  days: [],
  rule: '',
  zone,
});

/** The calendar as the API takes it. */
export const calendarOf = (wish: FreezeWish): Record<string, unknown> => ({
  rule: ruleOf(wish),
  from: wish.from,
  until: wish.until,
  zone: wish.zone,
});

const repeatWords: Record<Repeat, string> = {
  never: 'once',
  weekly: 'every week',
  month_end: 'at the end of every month',
  yearly: 'every year',
  rule: 'by a rule of your own',
};

type Props = { wish: FreezeWish; onChange: (wish: FreezeWish) => void; zones: readonly string[] };

/** A freeze's calendar: its first window, how it comes again, and whose clock that is. */
export function FreezeFields({ wish, onChange, zones }: Props) {
  const set = (change: Partial<FreezeWish>) => onChange({ ...wish, ...change });
  const first = weekdayOf(wish.from);
  const on = wish.days.length === 0 && first !== null ? [first] : wish.days;
  const rule = ruleOf(wish);
  return (
    <>
      <div className="half fields">
        <TextField
          label="First window begins"
          type="datetime-local"
          value={wish.from}
          onChange={(event) => set({ from: event.target.value })}
          required
        />
        <TextField
          label="First window ends"
          type="datetime-local"
          value={wish.until}
          min={wish.from}
          onChange={(event) => set({ until: event.target.value })}
          required
        />
        <SelectField
          label="Comes"
          value={wish.repeat}
          onChange={(event) => set({ repeat: repeats.find((each) => each === event.target.value) ?? 'never' })}
          options={repeats.map((value) => ({ value, label: repeatWords[value] }))}
        />
        <SelectField
          label="By the clock of"
          value={wish.zone}
          onChange={(event) => set({ zone: event.target.value })}
          options={zones.map((value) => ({ value, label: value }))}
        />
      </div>
      {wish.repeat === 'weekly' ? (
        <fieldset className="field">
          <legend className="strong">On</legend>
          <div className="checks week">
            {weekdays.map((day) => (
              <label key={day}>
                <input
                  type="checkbox"
                  checked={on.includes(day)}
                  onChange={() => set({ days: on.includes(day) ? on.filter((each) => each !== day) : [...on, day] })}
                />
                {weekdayWords[day]}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      {wish.repeat === 'rule' ? (
        <TextField
          label="Recurrence rule"
          hint="RFC 5545, such as FREQ=MONTHLY;BYDAY=-1FR for the last Friday of each month."
          value={wish.rule}
          onChange={(event) => set({ rule: event.target.value })}
          required
        />
      ) : null}
      <p className="hint repeat" aria-live="polite">
        {repeatText(wish)} {rule === null || wish.repeat === 'rule' ? null : <span className="mono">{rule}</span>}
      </p>
    </>
  );
}
