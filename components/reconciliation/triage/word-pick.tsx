'use client';

import { useState } from 'react';
import { useDesk } from './desk-context';
import { Pick } from './pick';
import { changeOf, choicesFor, type PickChoice, saidOf } from './pick-choices';
import { StaleNote } from './stale-note';
import { nameOf, type Target } from './target';
import { useTriage } from './use-triage';

type Word = 'owner' | 'category' | 'severity';

const asks: Record<Word, (name: string) => string> = {
  owner: (name) => `Whose is ${name}`,
  category: (name) => `What is ${name}`,
  severity: (name) => `How bad is ${name}`,
};

type Props = { act: Word; targets: readonly Target[]; anchor: Element | null; onClose: () => void };

/** Owner, category or severity of one pattern or of many, by one word. */
export function WordPick({ act, targets, anchor, onClose }: Props) {
  const { choices, say } = useDesk();
  const [asked, setAsked] = useState<PickChoice | null>(null);
  const name = nameOf(targets);
  const { send, sendAnew, busy, problem } = useTriage(targets, () => {
    if (asked !== null) say(saidOf(act, name, targets.length > 1, asked.label));
    onClose();
  });
  const pick = (choice: PickChoice) => {
    if (choice.current === true) return onClose();
    setAsked(choice);
    send(changeOf(act, choice.value));
  };
  return (
    <Pick
      title={asks[act](name)}
      choices={choicesFor(act, choices, targets)}
      anchor={anchor}
      busy={busy}
      empty="Nobody and nothing is called that."
      onPick={pick}
      onClose={onClose}
      after={
        <StaleNote
          problem={problem}
          targets={targets}
          onReload={onClose}
          onAgain={() => asked !== null && void sendAnew(changeOf(act, asked.value))}
        />
      }
    />
  );
}
