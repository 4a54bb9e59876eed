'use client';

import { Button } from './button';

/** Prints the page as it is. */
export function PrintButton() {
  return (
    <Button small icon="print" onClick={() => window.print()}>
      Print
    </Button>
  );
}
