'use client';

import { useDesk } from './desk-context';

/** Shows the keys, for who does not know yet that there are any. */
export function KeysButton() {
  const { start } = useDesk();
  return (
    <button
      type="button"
      className="keys-button"
      aria-label="Keys of the inbox"
      aria-keyshortcuts="?"
      onClick={() => start('keys')}
    >
      <kbd>?</kbd>
    </button>
  );
}
