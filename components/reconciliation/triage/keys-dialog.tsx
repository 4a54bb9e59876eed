'use client';

import { Dialog } from '@/components/ui/dialog';
import { keysTold } from './keys';

/** The keys of the inbox. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keys of the inbox"
      lead="An act is about what is selected; else about the row that you stand on, or the pattern that is open."
    >
      <dl className="keys-told">
        {keysTold.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
