'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { Dialog as Base } from '@base-ui/react/dialog';
import { Icon } from '@/components/icons/icon';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  lead?: React.ReactNode;
  wide?: boolean;
  children: React.ReactNode;
};

/** A dialog for one act. Focus enters and returns; Escape closes it and keeps nothing. */
export function DialogPopup({ open, onOpenChange, title, lead, wide = false, children }: DialogProps) {
  return (
    <CSPProvider disableStyleElements>
      <Base.Root open={open} onOpenChange={onOpenChange}>
        <Base.Portal>
          <Base.Backdrop className="backdrop" />
          <Base.Popup className={wide ? 'dialog wide' : 'dialog'}>
            <Base.Title>{title}</Base.Title>
            {lead === undefined ? null : <Base.Description className="lead">{lead}</Base.Description>}
            {children}
            <Base.Close className="close" aria-label="Close">
              <Icon name="close" />
            </Base.Close>
          </Base.Popup>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  );
}
