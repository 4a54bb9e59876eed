export type TriageAct = 'owner' | 'category' | 'severity' | 'resolve' | 'merge' | 'note';

export type Command =
  | { kind: 'step'; by: 1 | -1; extend: boolean }
  | { kind: 'act'; act: TriageAct }
  | { kind: 'select' | 'clear' | 'help' | 'search' };

const acts: Readonly<Record<string, TriageAct>> = {
  e: 'owner',
  o: 'owner',
  c: 'category',
  s: 'severity',
  r: 'resolve',
  m: 'merge',
  n: 'note',
};

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'metaKey' | 'ctrlKey' | 'altKey'>;

/** What a key asks for in the inbox; null for every other key, and for any with a modifier of the browser's. */
export const commandOf = ({ key, shiftKey, metaKey, ctrlKey, altKey }: Pressed): Command | null => {
  if (metaKey || ctrlKey || altKey) return null;
  switch (key) {
    case 'j':
    case 'J':
      return { kind: 'step', by: 1, extend: shiftKey };
    case 'k':
    case 'K':
      return { kind: 'step', by: -1, extend: shiftKey };
    case 'x':
      return { kind: 'select' };
    case 'u':
      return { kind: 'clear' };
    case '?':
      return { kind: 'help' };
    case '/':
      return { kind: 'search' };
    default: {
      const act = acts[key];
      return act === undefined ? null : { kind: 'act', act };
    }
  }
};

/** Every key with what it does, as the inbox and the palette tell it. */
export const keysTold: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['j', 'k'], does: 'next and previous pattern' },
  { keys: ['↵'], does: 'open it' },
  { keys: ['x'], does: 'select it, or take it out' },
  { keys: ['⇧ j', '⇧ k'], does: 'extend the selection' },
  { keys: ['e', 'o'], does: 'whose it is' },
  { keys: ['c'], does: 'what it is' },
  { keys: ['s'], does: 'how bad it is' },
  { keys: ['r'], does: 'resolve it with what it taught' },
  { keys: ['m'], does: 'merge it into another' },
  { keys: ['n'], does: 'note what is known of it' },
  { keys: ['u'], does: 'let the selection go' },
  { keys: ['/'], does: 'search' },
  { keys: ['?'], does: 'show these keys' },
  { keys: ['esc'], does: 'close what is open, then let the selection go' },
];

const letterless = new Set(['checkbox', 'radio', 'button', 'submit']);

/** Whether somebody is typing there, so that a letter is a letter. */
export const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !letterless.has(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
};
