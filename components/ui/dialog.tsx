'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DialogProps } from './dialog-popup';

const Popup = dynamic(() => import('./dialog-popup').then((module) => module.DialogPopup), { ssr: false });

/** A dialog for one act. Its code comes when the first one is opened. */
export function Dialog(props: DialogProps) {
  const [opened, setOpened] = useState(props.open);
  if (props.open && !opened) setOpened(true);
  return opened ? <Popup {...props} /> : null;
}
