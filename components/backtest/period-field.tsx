'use client';

import { useId } from 'react';

/** How far back a backtest looks, in days. */
export const periodDays = [7, 14, 30, 90, 365] as const;

type Props = { label?: string; days: number; onDays: (days: number) => void };

/** The period of a backtest, ending now. */
export function PeriodField({ label = 'Over the last', days, onDays }: Props) {
  const id = useId();
  return (
    <span className="bt-period">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={days} onChange={(event) => onDays(Number(event.target.value))}>
        {periodDays.map((each) => (
          <option key={each} value={each}>
            {each} days
          </option>
        ))}
      </select>
    </span>
  );
}

const dayMs = 86_400_000;

/** The beginning of a period of so many days that ends now; the end is left to who answers. */
export const periodFrom = (days: number, now = Date.now()): string => new Date(now - days * dayMs).toISOString();
