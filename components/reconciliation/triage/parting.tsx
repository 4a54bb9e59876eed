'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { SelectField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { Act } from '@/lib/contract/views/parts';
import { useDesk } from './desk-context';

type One = { id: string; number: number; revision: number };

const gates = (
  <li>
    <b>Gates go on counting what the evidence says</b>, each pattern in its own state and at its own worst.
  </li>
);

type SplitProps = { one: One; act: Act; splits: { dimension: string; values: string[] }[] };

/** Splits a pattern by a dimension, or one value of it from the rest. */
export function SplitButton({ one, act, splits }: SplitProps) {
  const { program, say } = useDesk();
  const [open, setOpen] = useState(false);
  const [dimension, setDimension] = useState(splits[0]?.dimension ?? '');
  const [value, setValue] = useState('');
  const {
    act: send,
    busy,
    problem,
  } = useAct({
    onDone: () => {
      setOpen(false);
      say(`P-${one.number} is split by ${dimension} now; its parts speak for it.`);
    },
  });
  const values = splits.find((each) => each.dimension === dimension)?.values ?? [];
  if (splits.length === 0) return null;
  return (
    <>
      <ActButton act={act} small onPress={() => setOpen(true)}>
        Split…
      </ActButton>
      <Dialog open={open} onOpenChange={setOpen} title={`Split P-${one.number}`}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send({
              method: 'POST',
              path: endpoints.patternAct(program, one.id, 'split'),
              body: { revision: one.revision, dimension, ...(value === '' ? {} : { value }) },
            });
          }}
        >
          <SelectField
            label="By"
            value={dimension}
            onChange={(event) => {
              setDimension(event.target.value);
              setValue('');
            }}
            options={splits.map((each) => ({ value: each.dimension, label: each.dimension }))}
          />
          <SelectField
            label="Into"
            value={value}
            onChange={(event) => setValue(event.target.value)}
            options={[
              { value: '', label: `a part for each ${dimension}, and one for every other` },
              ...values.map((each) => ({ value: each, label: `${each}, and the rest` })),
            ]}
          />
          <ul className="means">
            <li>
              Its parts stand for it, begin with its triage, and have together exactly what it has, of runs to come too.
            </li>
            {gates}
            <li>The split can be taken back: then it stands whole again, at the worst that it or a part ever was.</li>
          </ul>
          <FormEnd problem={problem} busy={busy}>
            Split
          </FormEnd>
        </form>
      </Dialog>
    </>
  );
}

type BackProps = { one: One; act: Act; way: 'unmerge' | 'join' };

const back = {
  unmerge: {
    button: 'Take out…',
    title: (name: string) => `Take ${name} out`,
    submit: 'Take out',
    said: (name: string) => `${name} stands by itself again.`,
    means:
      'It stands by itself again, in the state that the evidence says, with the category and severity that it has.',
  },
  join: {
    button: 'Take the split back…',
    title: (name: string) => `Take the split of ${name} back`,
    submit: 'Join its parts',
    said: (name: string) => `${name} stands whole again.`,
    means:
      'It stands whole again, at the worst that it or a part of it ever was. What was said of its parts stays in the ledger.',
  },
};

/** Undoes a merge or a split, and says first what that means. */
export function BackButton({ one, act, way }: BackProps) {
  const { program, say } = useDesk();
  const [open, setOpen] = useState(false);
  const words = back[way];
  const name = `P-${one.number}`;
  const {
    act: send,
    busy,
    problem,
  } = useAct({
    onDone: () => {
      setOpen(false);
      say(words.said(name));
    },
  });
  return (
    <>
      <ActButton act={act} small onPress={() => setOpen(true)}>
        {words.button}
      </ActButton>
      <Dialog open={open} onOpenChange={setOpen} title={words.title(name)}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send({
              method: 'POST',
              path: endpoints.patternAct(program, one.id, way),
              body: { revision: one.revision },
            });
          }}
        >
          <ul className="means">
            <li>{words.means}</li>
            {gates}
          </ul>
          <FormEnd problem={problem} busy={busy}>
            {words.submit}
          </FormEnd>
        </form>
      </Dialog>
    </>
  );
}
