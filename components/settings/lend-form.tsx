'use client';

import { useState } from 'react';
import { isUnread, unreadText } from '@/components/format/instant';
import { dayAndClock } from '@/components/format/time';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { SelectField, TextArea } from '@/components/ui/field';
import { InstantField } from '@/components/ui/instant-field';
import { ProblemNote } from '@/components/ui/problem-note';
import type { LentPlacesView } from '@/lib/contract/views/settings';
import { roleTitles } from '@/lib/domain/access/role-titles';

type Wish = {
  to: string;
  role: string;
  some: boolean;
  contexts: readonly string[];
  until: string | null;
  reason: string;
};
type Props = { lent: LentPlacesView; program: string; now: string; onDone: () => void };

const wrongEnd = (until: string | null, { latestEnd }: LentPlacesView, now: string): string | null => {
  if (until === null) return null;
  if (isUnread(until)) return unreadText;
  if (Date.parse(until) <= Date.parse(now)) return 'This is over already.';
  return Date.parse(until) > Date.parse(latestEnd)
    ? `A place is lent for at most 14 days, until ${dayAndClock(latestEnd, now)}.`
    : null;
};

const missing = (wish: Wish, wrong: string | null): string | null => {
  if (wish.to === '') return 'It needs somebody who stands in.';
  if (wish.some && wish.contexts.length === 0) return 'Choose the contexts it is for.';
  if (wish.until === null) return 'It needs an end.';
  if (wrong !== null) return wrong;
  return wish.reason.trim() === '' ? 'A reason is needed.' : null;
};

/** Who stands in, in which role, where, until when, and why. */
export function LendForm({ lent, program, now, onDone }: Props) {
  const [wish, setWish] = useState<Wish>({
    to: '',
    role: lent.roles[0] ?? '',
    some: false,
    contexts: [],
    until: null,
    reason: '',
  });
  const set = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  const { act, busy, problem } = useAct({ onDone });
  const wrong = wrongEnd(wish.until, lent, now);
  const why = missing(wish, wrong);
  const { to, role, some, contexts, until, reason } = wish;
  return (
    <div>
      <SelectField
        label="Who stands in"
        value={to}
        onChange={(event) => set({ to: event.target.value })}
        options={[
          { value: '', label: 'choose a person' },
          ...lent.people.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` })),
        ]}
      />
      <SelectField
        label="In your role"
        value={role}
        onChange={(event) => set({ role: event.target.value })}
        options={lent.roles.map((value) => ({ value, label: roleTitles[value] }))}
      />
      <SelectField
        label="Where"
        value={some ? 'some' : 'all'}
        onChange={(event) => set({ some: event.target.value === 'some' })}
        options={[
          { value: 'all', label: 'everywhere, and for decisions about the program' },
          { value: 'some', label: 'in some contexts' },
        ]}
      />
      {some ? (
        <fieldset className="field">
          <legend className="strong">Contexts</legend>
          <div className="checks cols">
            {lent.contexts.map(({ slug, name }) => (
              <label key={slug}>
                <input
                  type="checkbox"
                  checked={contexts.includes(slug)}
                  onChange={(event) =>
                    set({
                      contexts: event.target.checked ? [...contexts, slug] : contexts.filter((each) => each !== slug),
                    })
                  }
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <InstantField
        label="Until"
        hint="At most 14 days from now. Either of you can end it before."
        value={until}
        onChange={(at) => set({ until: at })}
        now={now}
        wrong={wrong ?? undefined}
      />
      <TextArea
        label="Reason"
        value={reason}
        onChange={(event) => set({ reason: event.target.value })}
        maxLength={2000}
      />
      <ProblemNote problem={problem} />
      <div className="form-end">
        <ActButton
          act={why === null ? { allowed: true, why: null } : { allowed: false, why }}
          look="primary"
          busy={busy}
          onPress={() =>
            act({
              method: 'POST',
              path: endpoints.delegations(program),
              body: { to, role, ...(some ? { contexts } : {}), until, reason: reason.trim() },
            })
          }
        >
          Lend my place
        </ActButton>
      </div>
    </div>
  );
}
